"""Rankers as they are kept, whole and damaged, and what a gate might have said of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache

import numpy as np

from planner.features import NAMES
from planner.ports import KeptModel
from planner.ranking import AdditiveRanker, Curves, Line, spell_ranker
from planner.registry import digest
from planner.training.card import Card, spell_card
from planner.training.findings import Code, Finding, found
from planner.training.gate import Comparison, Interval, Quality
from planner.training.making import Made
from planner.training.selection import Choice, Trained, Window

MADE_AT = datetime(2027, 1, 4, 1, tzinfo=UTC)
UNTIL = date(2026, 6, 30)


@cache
def ranker(bias: float = 0.5, names: tuple[str, ...] = NAMES) -> AdditiveRanker:
    """A ranker whose one head is a line and whose other is curves."""
    weights = np.linspace(-1.0, 1.0, len(names)).round(6)
    edges = tuple(np.array([0.25, 0.5]) for _ in names)
    heights = tuple(np.array([-0.1, 0.0, 0.1]) for _ in names)
    return AdditiveRanker(
        "curves", Line(names, weights, np.zeros(len(names)), bias), Curves(names, edges, heights, 0.3)
    )


def comparison(model: AdditiveRanker, *refusals: Finding, serving: str = "default") -> Comparison:
    """What a gate said of a model: it lets it pass where there is no refusal."""
    return Comparison(
        Quality("default", serving, 0.9, 0.6, ()),
        Quality(model.name, model.version, 0.8, 0.7, ()),
        date(2026, 7, 1),
        date(2026, 12, 1),
        400,
        80,
        Interval(0.1, 0.05, 0.15),
        0.005,
        0.95,
        refusals=refusals,
    )


def made(bias: float = 0.5, *refusals: Finding) -> Made:
    """A trained model with its card."""
    own = ranker(bias)
    told = comparison(own, *refusals)
    card = Card(own.name, own.version, date(2027, 1, 4), None, None, 0, 0, 0, 0, 0, NAMES, told)
    return Made(Trained(own, (), Window(0, 0, 0, 0, 0), Choice.BEST), told, card, UNTIL)


def kept(body: bytes | None = None, bias: float = 0.5) -> KeptModel:
    """A model as it is kept, with the SHA-256 of whatever the bytes are."""
    own = body if body is not None else spell_ranker(ranker(bias)).encode()
    card = spell_card(made(bias).card).encode()
    whole = digest(own)
    return KeptModel(whole[:12], "curves", own, whole, card, digest(card), UNTIL, MADE_AT, "clo")


def damaged(model: KeptModel, body: bytes) -> KeptModel:
    """The model with other bytes than were stored."""
    return replace(model, body=body)


TOO_FEW = found(Code.TOO_FEW, rows=3, people=2, least=200)
