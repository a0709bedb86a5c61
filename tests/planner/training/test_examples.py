"""Examples: each attempt as it stood before the month in which it began."""

from __future__ import annotations

from datetime import date

import numpy as np

from catalog.solutions import Participation
from planner.features import NAMES
from planner.training.examples import examples
from tests.planner.small_world import ANI, BUDI, CITRA, small_world
from tests.planner.training.made_examples import attempt


def test_an_example_sees_nothing_that_came_after_its_month_began() -> None:
    before = (attempt(ANI, 900), attempt(BUDI, 800, False))
    later = (attempt(CITRA, 300), attempt(BUDI, 200))
    few = examples(small_world(participations=before))
    many = examples(small_world(participations=(*before, *later)))
    assert len(few) == 2
    assert np.array_equal(few.features.values, many.features.values[:2])


def test_an_examples_own_outcome_does_not_show_in_its_features() -> None:
    won = examples(small_world(participations=(attempt(ANI, 500),)))
    lost = examples(small_world(participations=(attempt(ANI, 500, False),)))
    assert np.array_equal(won.features.values, lost.features.values)
    assert (won.outcomes.success.tolist(), lost.outcomes.success.tolist()) == ([0.5], [0.0])
    assert (won.outcomes.closed.tolist(), won.outcomes.possible.tolist()) == ([1], [2])


def test_what_has_not_ended_is_no_example() -> None:
    running = Participation(ANI, "VISIT", date(2026, 12, 1), date(2027, 2, 1), False)
    assert examples(small_world(participations=(running,))).features.values.shape == (0, len(NAMES))
