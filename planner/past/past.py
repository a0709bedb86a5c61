"""Everything that features are drawn from, cut off at a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from competency_models.people import Person
from planner.judgements import Judged, Judgement
from planner.past.comparisons import Attention, comparisons
from planner.past.history import History
from planner.problem import Floats, Ints
from planner.solution_table import SolutionTable


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """What people made of solutions in plans, sorted by day (ordinals); assigned learning is left out.

    ``person`` and ``solution`` (J,) are those of what somebody would not take on ``day`` (J,).
    """

    person: Ints
    solution: Ints
    day: Ints

    @classmethod
    def build(
        cls, judgements: Iterable[Judgement], people: Mapping[str, int], table: SolutionTable
    ) -> Judgements:
        """Lay out the judgements; those of unknown people or of solutions no longer offered are left out."""
        told = [one for one in judgements if one.judged in TURNED_DOWN and not one.assigned]
        known = [one for one in told if one.nip in people and one.solution in table.index]
        known.sort(key=lambda one: one.day)
        return cls(
            _ints([people[one.nip] for one in known]),
            _ints([table.index[one.solution] for one in known]),
            _ints([one.day.toordinal() for one in known]),
        )

    def before(self, day: date) -> Judgements:
        """What was judged before the day."""
        end = int(np.searchsorted(self.day, day.toordinal()))
        return Judgements(*(getattr(self, column.name)[:end] for column in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Contests:
    """``C`` times a solution (``winner``, C) was preferred to another for the same gap (``loser``, C), sorted by day (ordinals).

    ``weight`` (C,) is what each counts for.
    """

    winner: Ints
    loser: Ints
    day: Ints
    weight: Floats

    @classmethod
    def build(cls, judgements: Iterable[Judgement], table: SolutionTable, attention: Attention) -> Contests:
        """Lay out who was preferred to whom; solutions no longer offered are left out."""
        aims: dict[str, set[int]] = {solution.code: set() for solution in table.solutions}
        for solution, competency in zip(table.lift_solution, table.lift_competency, strict=True):
            aims[table.solutions[solution].code].add(int(competency))
        known = [one for one in judgements if one.solution in aims]
        found = list(comparisons(known, lambda a, b: not aims[a].isdisjoint(aims[b]), attention))
        found.sort(key=lambda one: one.day)
        return cls(
            _ints([table.index[one.winner.solution] for one in found]),
            _ints([table.index[one.loser.solution] for one in found]),
            _ints([one.day.toordinal() for one in found]),
            np.array([one.weight for one in found]),
        )

    def before(self, day: date) -> Contests:
        """What was preferred before the day."""
        end = int(np.searchsorted(self.day, day.toordinal()))
        return Contests(*(getattr(self, column.name)[:end] for column in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """Attempts and judgements of ``P`` people; ``job`` and ``unit`` (P,) number equal jobs and equal units."""

    history: History
    judgements: Judgements
    contests: Contests
    table: SolutionTable
    job: Ints
    unit: Ints

    @classmethod
    def build(
        cls,
        history: History,
        judgements: Iterable[Judgement],
        table: SolutionTable,
        people: Sequence[Person],
        attention: Attention,
    ) -> Past:
        """Put together what is known of ``people``."""
        rows = {person.nip: row for row, person in enumerate(people)}
        told = tuple(judgements)
        return cls(
            history,
            Judgements.build(told, rows, table),
            Contests.build(told, table, attention),
            table,
            _number([p.job for p in people]),
            _number([p.unit for p in people]),
        )

    def before(self, day: date) -> Past:
        """What was known when the day began: nothing that ended, or was judged, on it or later."""
        return replace(
            self,
            history=self.history.before(day),
            judgements=self.judgements.before(day),
            contests=self.contests.before(day),
        )


TURNED_DOWN = (Judged.REMOVED, Judged.REFUSED)


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _number(codes: Sequence[str]) -> Ints:
    return np.unique(np.array(codes, dtype=np.str_), return_inverse=True)[1].astype(np.int64)
