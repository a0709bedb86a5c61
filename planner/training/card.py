"""A model's card: what it learnt from, how it did, for whom, and what it does not know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
from pydantic import TypeAdapter

from competency_models.parameters import ParametersAt
from planner.problem import Floats
from planner.ranking import DIGITS
from planner.training.findings import Code, Finding, found
from planner.training.gate import Comparison


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept beside a model for whoever is to trust it.

    ``first`` and ``last`` are the days on which the oldest and the newest attempt began that it learnt from, None where it
    learnt from none; ``measured`` counts the attempts whose levels are known, ``preferences`` the choices among proposals.
    ``spans`` are the least and the greatest figure of each feature in them, a twentieth left out at either end.
    """

    name: str
    version: str
    made_on: date
    first: date | None
    last: date | None
    attempts: int
    people: int
    completed: int
    measured: int
    preferences: int
    features: tuple[str, ...]
    comparison: Comparison | None = None
    limits: tuple[Finding, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()


_CARD = TypeAdapter(Card)
_ENDS = (0.05, 0.95)


def spans_of(values: Floats) -> tuple[tuple[float, float], ...]:
    """Between which figures each feature (N, F) mostly lies, rounded; none where there are no rows."""
    if not len(values):
        return ()
    low, high = np.quantile(values, _ENDS, axis=0)
    rare = low == high  # a yes that seldom comes would be left out with the ends
    low, high = np.where(rare, values.min(axis=0), low), np.where(rare, values.max(axis=0), high)
    return tuple(zip(np.round(low, DIGITS).tolist(), np.round(high, DIGITS).tolist(), strict=True))


def limits_of(card: Card, parameters: ParametersAt) -> tuple[Finding, ...]:
    """What the card's model cannot know, in words."""
    return tuple(_limits(card, parameters))


def _limits(card: Card, parameters: ParametersAt) -> Iterator[Finding]:
    if not card.attempts or card.name == "default":
        yield found(Code.LIMIT_DEFAULT)
        return
    yield found(Code.LIMIT_TAKEN_ONLY)
    if card.measured < card.completed:
        yield found(Code.LIMIT_CLOSING, share=round(card.measured / card.completed, DIGITS))
    if not card.preferences:
        yield found(Code.LIMIT_NO_PREFERENCES)
    if card.comparison is None:
        yield found(Code.LIMIT_NOT_COMPARED)
    elif card.comparison.small_groups:
        least = int(parameters["ranker.gate_group_people"])
        yield found(Code.LIMIT_SMALL_GROUPS, least=least, groups=card.comparison.small_groups)


def spell_card(card: Card) -> str:
    """The card as JSON; ``read_card`` reads it back, the same."""
    return _CARD.dump_json(card).decode()


def read_card(text: str) -> Card:
    """Read a card. Raises ValueError where the text is none."""
    return _CARD.validate_json(text)
