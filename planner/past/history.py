"""What people took part in before, as arrays, and its summary on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np

from catalog.solutions import Participation
from planner.problem import Bools, Ints
from planner.solution_table import SolutionTable


def succeeded(participation: Participation) -> bool:
    """Whether an attempt was completed and, where both levels are known, lifted the level."""
    before, after = participation.level_before, participation.level_after
    lifted = before is None or after is None or after > before
    return participation.completed and lifted


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """``H`` attempts at solutions of the catalogue, sorted by end, start, person, solution. Days are ordinals.

    ``competency`` (H,) is what the attempt was for, ``level`` (H,) the level before and ``reached`` (H,) the level after it, -1
    where unknown; ``closed`` (H,) of the ``possible`` (H,) levels above the first that the solution lifts to were closed, 0 of
    0 where unknown.
    """

    person: Ints
    solution: Ints
    started: Ints
    ended: Ints
    completed: Bools
    success: Bools
    competency: Ints
    level: Ints
    reached: Ints
    closed: Ints
    possible: Ints

    @classmethod
    def build(
        cls,
        participations: Sequence[Participation],
        people: Mapping[str, int],
        table: SolutionTable,
        competencies: Mapping[str, int],
    ) -> History:
        """Lay out the attempts; those of unknown people or of solutions no longer offered are left out."""
        tops = _tops(table)
        rows = [
            (
                people[p.nip],
                table.index[p.solution],
                p.started.toordinal(),
                p.ended.toordinal(),
                int(p.completed),
                int(succeeded(p)),
                competencies.get(p.competency, -1),
                -1 if p.level_before is None else p.level_before,
                -1 if p.level_after is None else p.level_after,
                *_steps(p, tops, table.index[p.solution], competencies.get(p.competency, -1)),
            )
            for p in participations
            if p.nip in people and p.solution in table.index
        ]
        rows.sort(key=lambda row: (row[3], row[2], *row))
        columns = np.array(rows, dtype=np.int64).reshape(-1, 11).T
        person, solution, started, ended, completed, success, *steps = columns
        return cls(person, solution, started, ended, completed == 1, success == 1, *steps)

    def before(self, day: date) -> History:
        """The attempts that ended before the day."""
        end = int(np.searchsorted(self.ended, day.toordinal()))
        return History(*(getattr(self, column.name)[:end] for column in fields(self)))

    @property
    def measured(self) -> Bools:
        """Attempts (H,) that tell how many levels close: completed ones whose levels are known."""
        return self.completed & (self.possible > 0)

    def completed_pairs(self, since: date, before: date, solutions: int) -> Ints:
        """Sorted keys ``person * solutions + solution`` of what was completed in ``since <= end < before``."""
        day = (self.ended >= since.toordinal()) & (self.ended < before.toordinal()) & self.completed
        return np.unique(self.person[day] * solutions + self.solution[day])


def _tops(table: SolutionTable) -> dict[tuple[int, int], int]:
    """The level up to which each solution lifts each of its competencies."""
    tops: dict[tuple[int, int], int] = {}
    lifts = zip(
        table.lift_solution.tolist(), table.lift_competency.tolist(), table.lift_to.tolist(), strict=True
    )
    for solution, competency, top in lifts:
        tops[solution, competency] = max(top, tops.get((solution, competency), 0))
    return tops


def _steps(
    p: Participation, tops: Mapping[tuple[int, int], int], solution: int, competency: int
) -> tuple[int, int]:
    """Levels closed and levels that the solution could have closed, in the competency that the attempt was for."""
    if p.level_before is None or p.level_after is None:
        return 0, 0
    possible = max(tops.get((solution, competency), 0) - p.level_before, 0)
    return min(max(p.level_after - p.level_before, 0), possible), possible
