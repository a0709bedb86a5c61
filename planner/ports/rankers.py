"""Trained rankers as they are kept, and which of them was put to use when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol


@dataclass(frozen=True, slots=True)
class KeptModel:
    """A ranker as it is kept: its numbers and its card as exact bytes, each with the SHA-256 that it was stored with.

    ``version`` is the beginning of ``sha256``; of what happened after ``learned_until`` it knows nothing, and None stands for one
    that learned from nothing.
    """

    version: str
    name: str
    body: bytes = field(repr=False)
    sha256: str
    card: bytes = field(repr=False)
    card_sha256: str
    learned_until: date | None
    made_at: datetime
    made_by: str


class ServingMove(StrEnum):
    """How a ranker comes to serve."""

    PROMOTE = "promote"
    ROLL_BACK = "roll_back"


@dataclass(frozen=True, slots=True)
class Serving:
    """From ``at`` on the ranker ``version`` serves; "" stands for the default one. Numbered from 1 without a hole."""

    number: int
    version: str
    move: ServingMove
    at: datetime
    actor_id: int | None
    actor: str
    reason: str


class RankerStore(Protocol):
    """Rankers and servings; the database itself forbids changing or deleting either."""

    def get(self, version: str) -> KeptModel | None:
        """The ranker, or None."""

    def all(self) -> tuple[KeptModel, ...]:
        """Every ranker, newest first."""

    def add(self, model: KeptModel) -> bool:
        """Keep a new ranker; False where its version is kept already."""

    def servings(self) -> tuple[Serving, ...]:
        """What served when, oldest first."""

    def serve(self, serving: Serving) -> None:
        """Append. Raises ServesMeanwhile when somebody else took the number."""
