"""Past participation as examples to learn from: each attempt is seen as it stood before the month in which it began."""

from __future__ import annotations

from datetime import date

import numpy as np

from competency_models.gaps import find_gaps
from planner.features import NAMES, FeatureTable, Snapshot
from planner.pair_facts import PairFacts
from planner.problem import Bools, Ints
from planner.ranking import AdditiveRanker, Trial, choose_ranker
from planner.world import World


def train_ranker(world: World) -> tuple[AdditiveRanker, Trial]:
    """Train on what ended before the world's day; the default ranker where that is too little or does not help."""
    features, success, started = examples(world)
    return choose_ranker(features, success, started, world.parameters)


def examples(world: World) -> tuple[FeatureTable, Bools, Ints]:
    """Every attempt that ended before the day: features (N, F), success (N,), day of start (N,) as ordinal.

    Evidence and history are those of the first day of the month of the start, so that nothing of the outcome is seen.
    """
    history = world.history
    known = np.flatnonzero(history.ended < world.day.toordinal())
    first = np.array([_first_of_month(day) for day in history.started[known].tolist()], dtype=np.int64)
    order = np.lexsort((known, first))
    known, first = known[order], first[order]
    tables = [_seen_on(world, int(day), known[first == day]) for day in np.unique(first)]
    features = FeatureTable(
        history.person[known],
        history.solution[known],
        np.vstack([np.empty((0, len(NAMES))), *(table.values for table in tables)]),
    )
    return features, history.success[known], history.started[known]


def _seen_on(world: World, ordinal: int, attempts: Ints) -> FeatureTable:
    day, history = date.fromordinal(ordinal), world.history
    gaps = find_gaps(world.graph, world.agency.people, world.agency.assessments, day, world.parameters)
    facts = PairFacts.of(gaps, world.table, history.person[attempts], history.solution[attempts])
    return Snapshot.on(gaps, history, world.table, day, world.parameters).features(facts)


def _first_of_month(ordinal: int) -> int:
    return date.fromordinal(ordinal).replace(day=1).toordinal()
