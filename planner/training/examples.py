"""Past participation as examples to learn from: each attempt is seen as it stood before the month in which it began."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from competency_models.gaps import EvidenceState, GapTable, find_gaps
from planner.features import NAMES, FeatureTable, Snapshot
from planner.gap_map import select_rows
from planner.history import History
from planner.pair_facts import PairFacts
from planner.problem import Ints
from planner.ranking import Outcomes
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """``N`` attempts: what was known before each, and what became of it."""

    features: FeatureTable
    outcomes: Outcomes

    def __len__(self) -> int:
        """How many attempts."""
        return len(self.outcomes)

    def of(self, rows: Ints) -> Examples:
        """Some of the attempts (n,)."""
        return Examples(self.features.of(rows), self.outcomes.of(rows))


def examples(world: World) -> Examples:
    """Attempts that ended before the world's day.

    Evidence and history are those of the first day of the month of the start, with the level that the attempt itself
    was entered from, so that nothing of the outcome is seen. Attempts that could not yet be entered are left out, since
    no plan has any.
    """
    history = world.history
    known = np.flatnonzero(history.ended < world.day.toordinal())
    first = np.array([_first_of_month(day) for day in history.started[known].tolist()], dtype=np.int64)
    seen = [_seen_on(world, int(day), known[first == day]) for day in np.unique(first)]
    attempts = np.concatenate([np.empty(0, dtype=np.int64), *(attempts for attempts, _ in seen)])
    values = np.vstack([np.empty((0, len(NAMES))), *(table.values for _, table in seen)])
    features = FeatureTable(history.person[attempts], history.solution[attempts], values)
    return Examples(
        features,
        Outcomes(
            history.completed[attempts],
            history.closed[attempts],
            history.possible[attempts],
            history.started[attempts],
            history.ended[attempts],
        ),
    )


def _seen_on(world: World, ordinal: int, attempts: Ints) -> tuple[Ints, FeatureTable]:
    day, history = date.fromordinal(ordinal), world.history
    gaps = find_gaps(world.graph, world.agency.people, world.agency.assessments, day, world.parameters)
    own = _with_entry_levels(select_rows(gaps, history.person[attempts]), history, attempts)
    every = PairFacts.of(own, world.table, np.arange(len(attempts)), history.solution[attempts])
    entered = np.flatnonzero(every.ahead == 0)
    attempts = attempts[entered]
    facts = PairFacts.of(own, world.table, entered, history.solution[attempts])
    snapshot = Snapshot.on(history, world.table, len(world.people), day, world.parameters)
    return attempts, snapshot.features(replace(facts, person=history.person[attempts]))


def _with_entry_levels(gaps: GapTable, history: History, attempts: Ints) -> GapTable:
    """The level entered from stands for every competency without evidence on the day: old attempts have little of it."""
    known = np.flatnonzero((history.competency[attempts] >= 0) & (history.level[attempts] >= 0))
    level = history.level[attempts[known]]
    proven = gaps.proven.copy()
    unproven = gaps.evidence_state[known] != EvidenceState.VALID
    proven[known] = np.where(unproven, level[:, None], proven[known])
    proven[known, history.competency[attempts[known]]] = level
    return replace(gaps, proven=proven)


def _first_of_month(ordinal: int) -> int:
    return date.fromordinal(ordinal).replace(day=1).toordinal()
