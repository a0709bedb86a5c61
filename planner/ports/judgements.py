"""What people made of proposals, kept for learning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from planner.judgements import Judgement


class JudgementLog(Protocol):
    """The append-only log of judgements; the database itself forbids changing or deleting its rows."""

    def add(self, judgements: Sequence[Judgement]) -> None:
        """Append."""

    def newest(self, before: date) -> int:
        """The number of the newest judgement of the days before, 0 without any; caches compare it."""

    def before(self, day: date) -> tuple[Judgement, ...]:
        """The judgements of the days before, oldest first."""

    def since(self, day: date) -> tuple[Judgement, ...]:
        """The judgements of the day and later, oldest first."""
