"""The way from one job to another: its moves and the levels to gain for each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from competency_models.framework import JobStandard


@dataclass(frozen=True, slots=True)
class Rise:
    """Levels of a competency to gain for a move; ``weight`` is how much it matters to the job that is reached."""

    competency: str
    from_level: int
    to_level: int
    weight: float

    @property
    def levels(self) -> int:
        """How many levels."""
        return self.to_level - self.from_level


@dataclass(frozen=True, slots=True)
class Move:
    """One career move and the levels to gain for it."""

    from_job: str
    to_job: str
    rises: tuple[Rise, ...]


@dataclass(frozen=True, slots=True)
class UpskillingPath:
    """The shortest way from one job to another over career moves; ``jobs`` is empty where none leads there.

    A move's length is the sum of level × weight that its job requires above both the job before it and the job at
    the beginning. Of equally long ways, the one with fewer moves.
    """

    from_job: str
    to_job: str
    jobs: tuple[str, ...]
    moves: tuple[Move, ...]

    @property
    def levels(self) -> int:
        """How many levels are to be gained along the whole way."""
        return sum(rise.levels for move in self.moves for rise in move.rises)


def rises_between(
    first: Mapping[str, JobStandard], before: Mapping[str, JobStandard], after: Mapping[str, JobStandard]
) -> tuple[Rise, ...]:
    """Return what ``after`` requires above both ``first`` and ``before``, by competency."""
    rises = []
    for code, line in sorted(after.items()):
        had = max((standard[code].level for standard in (first, before) if code in standard), default=0)
        if line.level > had:
            rises.append(Rise(code, had, line.level, line.weight))
    return tuple(rises)
