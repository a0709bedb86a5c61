"""A model's card: what it learnt from, how it did, for whom, and what it does not know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import TypeAdapter

from planner.training.findings import Finding
from planner.training.gate import Comparison


@dataclass(frozen=True, slots=True)
class Card:
    """What is kept beside a model for whoever is to trust it.

    ``first`` and ``last`` are the days on which the oldest and the newest attempt began that it learnt from, None where it
    learnt from none; ``measured`` counts the attempts whose levels are known, ``preferences`` the choices among proposals.
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


_CARD = TypeAdapter(Card)


def spell_card(card: Card) -> str:
    """The card as JSON; ``read_card`` reads it back, the same."""
    return _CARD.dump_json(card).decode()


def read_card(text: str) -> Card:
    """Read a card. Raises ValueError where the text is none."""
    return _CARD.validate_json(text)
