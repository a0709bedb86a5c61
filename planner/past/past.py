"""Everything that features are drawn from, cut off at a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np

from competency_models.people import Person
from planner.judgements import Judged, Judgement
from planner.past.history import History
from planner.problem import Bools, Floats, Ints
from planner.solution_table import SolutionTable


@dataclass(frozen=True, slots=True, eq=False)
class Judgements:
    """``J`` judgements of solutions for people, sorted by day (ordinals); assigned learning is left out.

    ``kept`` (J,) tells what was kept or added; ``weight`` (J,) what each says: what was kept without being looked at says little.
    """

    person: Ints
    solution: Ints
    day: Ints
    kept: Bools
    weight: Floats

    @classmethod
    def build(
        cls, judgements: Iterable[Judgement], people: Mapping[str, int], table: SolutionTable, decay: float
    ) -> Judgements:
        """Lay out the judgements; those of unknown people or of solutions no longer offered are left out.

        So is what was passed over: it was not proposed. Attention fades with the position by ``decay``.
        """
        told = [
            one
            for one in judgements
            if one.nip in people
            and one.solution in table.index
            and not one.assigned
            and one.judged is not Judged.PASSED
        ]
        told.sort(key=lambda one: one.day)
        return cls(
            np.array([people[one.nip] for one in told], dtype=np.int64),
            np.array([table.index[one.solution] for one in told], dtype=np.int64),
            np.array([one.day.toordinal() for one in told], dtype=np.int64),
            np.array([one.judged in (Judged.KEPT, Judged.ADDED) for one in told], dtype=np.bool_),
            np.array([one.attention(decay) if one.judged is Judged.KEPT else 1.0 for one in told]),
        )

    def before(self, day: date) -> Judgements:
        """What was judged before the day."""
        end = int(np.searchsorted(self.day, day.toordinal()))
        return Judgements(*(getattr(self, column.name)[:end] for column in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """Attempts and judgements of ``P`` people; ``job`` and ``unit`` (P,) number equal jobs and equal units."""

    history: History
    judgements: Judgements
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
        decay: float,
    ) -> Past:
        """Put together what is known of ``people``; attention to proposals fades with their position by ``decay``."""
        rows = {person.nip: row for row, person in enumerate(people)}
        told = Judgements.build(judgements, rows, table, decay)
        return cls(history, told, table, _number([p.job for p in people]), _number([p.unit for p in people]))

    def before(self, day: date) -> Past:
        """What was known when the day began: nothing that ended, or was judged, on it or later."""
        return replace(self, history=self.history.before(day), judgements=self.judgements.before(day))


def _number(codes: Sequence[str]) -> Ints:
    return np.unique(np.array(codes, dtype=np.str_), return_inverse=True)[1].astype(np.int64)
