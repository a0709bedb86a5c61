"""What people took part in before, as arrays, and its summary on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from catalog.solutions import Participation
from planner.problem import Bools, Floats, Ints
from planner.solution_table import SolutionTable


def succeeded(participation: Participation) -> bool:
    """Whether an attempt was completed and, where both levels are known, lifted the level."""
    before, after = participation.level_before, participation.level_after
    lifted = before is None or after is None or after > before
    return participation.completed and lifted


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """``H`` attempts at solutions of the catalogue, sorted by end, start, person, solution. Days are ordinals.

    ``competency`` (H,) is what the attempt was for and ``level`` (H,) the level before it, -1 where unknown; ``closed`` (H,) of
    the ``possible`` (H,) levels above it that the solution lifts to were closed, 0 of 0 where unknown.
    """

    person: Ints
    solution: Ints
    started: Ints
    ended: Ints
    completed: Bools
    success: Bools
    competency: Ints
    level: Ints
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
                *_steps(p, table, competencies),
            )
            for p in participations
            if p.nip in people and p.solution in table.index
        ]
        rows.sort(key=lambda row: (row[3], row[2], *row))
        columns = np.array(rows, dtype=np.int64).reshape(-1, 10).T
        person, solution, started, ended, completed, success, *steps = columns
        return cls(person, solution, started, ended, completed == 1, success == 1, *steps)

    def completed_pairs(self, since: date, before: date, solutions: int) -> Ints:
        """Sorted keys ``person * solutions + solution`` of what was completed in ``since <= end < before``."""
        day = (self.ended >= since.toordinal()) & (self.ended < before.toordinal()) & self.completed
        return np.unique(self.person[day] * solutions + self.solution[day])


def _steps(p: Participation, table: SolutionTable, competencies: Mapping[str, int]) -> tuple[int, int]:
    """Levels closed and levels that the solution could have closed, in the competency that the attempt was for."""
    if p.level_before is None or p.level_after is None or p.competency not in competencies:
        return 0, 0
    top = table.highest(table.index[p.solution], competencies[p.competency])
    possible = max(top - p.level_before, 0)
    return min(max(p.level_after - p.level_before, 0), possible), possible


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """How attempts that ended before a day turned out; rates are smoothed towards the wider group's rate.

    ``attempts``, ``person_rate``, ``person_completion`` (P,), ``popularity``, ``solution_rate`` (S,), ``tried``
    the sorted keys ``person * S + solution`` with ``tried_count``.
    """

    attempts: Ints
    person_rate: Floats
    person_completion: Floats
    popularity: Ints
    solution_rate: Floats
    tried: Ints
    tried_count: Ints

    @classmethod
    def on(
        cls, history: History, table: SolutionTable, people: int, day: date, base: float, strength: float
    ) -> Record:
        """Summarise what ended before ``day``.

        ``base`` is the rate assumed without history, ``strength`` its worth in attempts.
        """
        past = history.ended < day.toordinal()
        person, solution, success = history.person[past], history.solution[past], history.success[past]
        size, forms = len(table.solutions), len(table.form_keys)
        done = history.completed[past]
        overall = _overall(success, base, strength)
        person_rate = _rate(person, success, people, overall, strength)
        form = np.maximum(table.form, 0)
        form_rate = _rate(form[solution], success, max(forms, 1), overall, strength)[form]
        tried, count = np.unique(person * size + solution, return_counts=True)
        return cls(
            attempts=np.bincount(person, minlength=people),
            person_rate=person_rate,
            person_completion=_rate(person, done, people, _overall(done, base, strength), strength),
            popularity=np.bincount(solution, minlength=size),
            solution_rate=_rate(solution, success, size, form_rate, strength),
            tried=tried,
            tried_count=count.astype(np.int64),
        )

    def tries(self, person: Ints, solution: Ints) -> Ints:
        """How often each pair (N,) was tried before."""
        if not len(self.tried):
            return np.zeros(len(person), dtype=np.int64)
        key = person * len(self.popularity) + solution
        place = np.minimum(np.searchsorted(self.tried, key), len(self.tried) - 1)
        return np.where(self.tried[place] == key, self.tried_count[place], 0)


def _overall(success: Bools, base: float, strength: float) -> float:
    return float((success.sum() + strength * base) / (len(success) + strength))


def _rate(group: Ints, success: Bools, size: int, prior: Floats | float, strength: float) -> Floats:
    won = np.bincount(group, weights=success, minlength=size)
    tried = np.bincount(group, minlength=size)
    rate: Floats = (won + strength * prior) / (tried + strength)
    return rate
