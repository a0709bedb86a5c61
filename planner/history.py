"""What people took part in before, as arrays, and its summary on any day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from catalog.solutions import Participation
from planner.problem import Bools, Floats, Ints
from planner.solution_table import BUCKETS, SolutionTable


def succeeded(participation: Participation) -> bool:
    """Whether an attempt was completed and, where both levels are known, lifted the level."""
    before, after = participation.level_before, participation.level_after
    lifted = before is None or after is None or after > before
    return participation.completed and lifted


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """``H`` attempts at solutions of the catalogue, sorted by end, start, person, solution. Days are ordinals."""

    person: Ints
    solution: Ints
    started: Ints
    ended: Ints
    completed: Bools
    success: Bools

    @classmethod
    def build(
        cls, participations: Sequence[Participation], people: Mapping[str, int], table: SolutionTable
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
            )
            for p in participations
            if p.nip in people and p.solution in table.index
        ]
        rows.sort(key=lambda row: (row[3], row[2], row[0], row[1], row[4], row[5]))
        columns = np.array(rows, dtype=np.int64).reshape(-1, 6).T
        person, solution, started, ended, completed, success = columns
        return cls(person, solution, started, ended, completed == 1, success == 1)

    def completed_pairs(self, since: date, before: date, solutions: int) -> Ints:
        """Sorted keys ``person * solutions + solution`` of what was completed in ``since <= end < before``."""
        day = (self.ended >= since.toordinal()) & (self.ended < before.toordinal()) & self.completed
        return np.unique(self.person[day] * solutions + self.solution[day])


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """How attempts that ended before a day turned out; rates are smoothed towards the wider group's rate.

    ``attempts``, ``person_rate`` (P,), ``person_bucket_rate`` (P, 3), ``popularity``, ``solution_rate``, ``form_rate``
    (S,), ``tried`` the sorted keys ``person * S + solution`` with ``tried_count``.
    """

    attempts: Ints
    person_rate: Floats
    person_bucket_rate: Floats
    popularity: Ints
    solution_rate: Floats
    form_rate: Floats
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
        size, buckets, forms = len(table.solutions), len(BUCKETS), len(table.form_keys)
        overall = float(_rate(np.zeros_like(person), success, 1, np.float64(base), strength)[0])
        person_rate = _rate(person, success, people, np.float64(overall), strength)
        bucket = np.maximum(table.bucket, 0)
        cell = _rate(
            person * buckets + bucket[solution],
            success,
            people * buckets,
            np.repeat(person_rate, buckets),
            strength,
        )
        form = np.maximum(table.form, 0)
        form_rate = _rate(form[solution], success, max(forms, 1), np.float64(overall), strength)[form]
        tried, count = np.unique(person * size + solution, return_counts=True)
        return cls(
            attempts=np.bincount(person, minlength=people),
            person_rate=person_rate,
            person_bucket_rate=cell.reshape(people, buckets),
            popularity=np.bincount(solution, minlength=size),
            solution_rate=_rate(solution, success, size, form_rate, strength),
            form_rate=form_rate,
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


def _rate(group: Ints, success: Bools, size: int, prior: Floats | np.float64, strength: float) -> Floats:
    won = np.bincount(group, weights=success, minlength=size)
    tried = np.bincount(group, minlength=size)
    rate: Floats = (won + strength * prior) / (tried + strength)
    return rate
