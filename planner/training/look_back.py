"""(Person, solution) pairs as they stood on days of the past: what was known then, and nothing of what came after."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from competency_models.framework import MAX_LEVEL
from competency_models.gaps import EvidenceState, GapTable, find_gaps
from planner.features import NAMES, FeatureTable, Snapshot
from planner.gap_map import select_rows
from planner.pair_facts import PairFacts
from planner.past import History, Past
from planner.problem import Ints
from planner.solution_table import SolutionTable
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """``N`` pairs on days (ordinals); ``level`` (N,) is the level of ``competency`` (N,) that it began with, -1 where unknown."""

    person: Ints
    solution: Ints
    day: Ints
    competency: Ints
    level: Ints

    def __len__(self) -> int:
        """How many pairs."""
        return len(self.day)

    def of(self, rows: Ints) -> Asked:
        """Some of the pairs (n,)."""
        return Asked(
            self.person[rows],
            self.solution[rows],
            self.day[rows],
            self.competency[rows],
            self.level[rows],
        )

    @classmethod
    def attempts(cls, history: History, rows: Ints) -> Asked:
        """Attempts (n,) on the first day of the month in which they began."""
        day = np.array([_first_of_month(day) for day in history.started[rows].tolist()], dtype=np.int64)
        return cls(
            history.person[rows], history.solution[rows], day, history.competency[rows], history.level[rows]
        )


Look = Callable[[World, date, Asked], FeatureTable]
"""How pairs looked when a day began."""


def look_back(world: World, asked: Asked) -> FeatureTable:
    """The features of pairs, each as its day began; memory is bounded by one day's pairs besides the result."""
    values = np.empty((len(asked), len(NAMES)))
    for day in np.unique(asked.day).tolist():
        rows = np.flatnonzero(asked.day == day)
        values[rows] = seen_on(world, date.fromordinal(day), asked.of(rows)).values
    return FeatureTable(asked.person, asked.solution, values)


def seen_on(world: World, day: date, asked: Asked) -> FeatureTable:
    """The features of pairs as the day began.

    Of what ended, was assessed or was judged on the day or later nothing is seen; ``leaks.find_leaks`` holds this.
    """
    rows = np.unique(asked.person)
    place = np.searchsorted(rows, asked.person)
    own = _entered(_gaps(world, rows, day), world.past.before(day), rows, place, asked)
    facts = PairFacts.of(own, world.table, np.arange(len(asked)), asked.solution)
    snapshot = Snapshot.on(world.past, day, world.parameters)
    return snapshot.features(replace(facts, person=asked.person))


def _gaps(world: World, rows: Ints, day: date) -> GapTable:
    """Gaps of some people (R,) by what was assessed before the day."""
    people = [world.agency.people[row] for row in rows.tolist()]
    evidence = [one for person in people for one in world.assessments_of.get(person.nip, ())]
    return find_gaps(world.graph, people, evidence, day - timedelta(days=1), world.parameters)


def _entered(gaps: GapTable, past: Past, rows: Ints, place: Ints, asked: Asked) -> GapTable:
    """The gaps of each pair's person, with the levels that it was entered from.

    Old attempts have little evidence. Where there is none, the level that the latest attempt led to stands for it, else the
    level that this one began with in its own competency; and never less than it takes to begin at all.
    """
    own = select_rows(gaps, place)
    unknown = own.evidence_state != EvidenceState.VALID
    reached = _reached(past.history, rows, own.proven.shape[1])[place]
    told = np.where(reached >= 0, reached, np.maximum(asked.level, 0)[:, None])
    told = np.maximum(told, begins(past.table, own.proven.shape[1])[asked.solution])
    proven = np.where(unknown, told, own.proven).astype(own.proven.dtype)
    known = np.flatnonzero((asked.competency >= 0) & (asked.level >= 0))
    proven[known, asked.competency[known]] = asked.level[known]
    return replace(own, proven=proven)


def _reached(history: History, rows: Ints, competencies: int) -> Ints:
    """The level (R, K) that each person's latest attempt led to, -1 where none tells."""
    place = np.minimum(np.searchsorted(rows, history.person), len(rows) - 1)
    told = (rows[place] == history.person) & (history.competency >= 0) & (history.reached >= 0)
    found = np.full((len(rows), competencies), -1, dtype=np.int64)
    # Sorted by end: of several the latest stays.
    found[place[told], history.competency[told]] = history.reached[told]
    return found


def begins(table: SolutionTable, competencies: int) -> Ints:
    """The level (S, K) that each solution begins with, 0 for a competency that it does not lift."""
    begins = np.full((len(table.solutions), competencies), MAX_LEVEL, dtype=np.int64)
    np.minimum.at(begins, (table.lift_solution, table.lift_competency), table.lift_from)
    lifted = np.zeros(begins.shape, dtype=np.bool_)
    lifted[table.lift_solution, table.lift_competency] = True
    return np.where(lifted, begins, 0)


def _first_of_month(ordinal: int) -> int:
    return date.fromordinal(ordinal).replace(day=1).toordinal()
