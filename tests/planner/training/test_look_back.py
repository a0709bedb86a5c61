"""Pairs as they stood on days of the past: with the levels that were known then, and how little that was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from catalog.solutions import Participation
from competency_models.framework import Lift
from competency_models.people import Assessment, Source
from planner.features import NAMES
from planner.training.examples import examples
from planner.training.look_back import Asked, look_back
from planner.world import World
from tests.planner.small_world import AGENCY, ANI, small_world

BEGAN = date(2025, 3, 10)
LIFTS = (*AGENCY.lifts, Lift("VISIT", "C2", 1, 4))


def took(solution: str, competency: str, began: date, before: int, after: int) -> Participation:
    """A completed attempt of ten days."""
    return Participation(ANI, solution, began, began + timedelta(days=10), True, competency, before, after)


VISIT = took("VISIT", "C1", BEGAN, 1, 3)
MENTORED = took("MENTOR", "C2", BEGAN - timedelta(days=90), 2, 3)


def leap_of_the_visit(world: World) -> float:
    """The most levels that the visit could lift one competency, as seen before it: C1 from 1 to 3, or C2 up to 4."""
    asked = Asked.attempts(world.history, np.flatnonzero(world.history.started == BEGAN.toordinal()))
    return float(look_back(world, asked).values[0, NAMES.index("leap")])


@pytest.mark.parametrize(
    ("known", "leap"),
    [
        ({}, 3.0),
        ({"participations": (replace(VISIT, level_before=2),)}, 2.0),
        ({"participations": (MENTORED, VISIT)}, 2.0),
        ({"assessments": (Assessment(ANI, "C2", 4, Source.TEST, BEGAN - timedelta(days=30)),)}, 2.0),
        ({"assessments": (Assessment(ANI, "C2", 4, Source.TEST, BEGAN.replace(day=1)),)}, 3.0),
    ],
    ids=[
        "nothing: entered at 1",
        "entered at 2",
        "an earlier attempt led to 3",
        "assessed",
        "assessed too late",
    ],
)
def test_what_nobody_measured_counts_as_it_was_last_reached_or_entered(
    known: dict[str, tuple[object, ...]], leap: float
) -> None:
    assert leap_of_the_visit(small_world(**({"lifts": LIFTS, "participations": (VISIT,)} | known))) == leap


def test_what_could_not_be_entered_is_no_example() -> None:
    below = replace(VISIT, level_before=0, level_after=0)
    unknown = replace(VISIT, level_before=None, level_after=None)
    assert len(examples(small_world(participations=(below,)))) == 0
    assert len(examples(small_world(participations=(unknown,)))) == 1


def test_each_pair_is_seen_on_its_own_day() -> None:
    world = small_world(participations=(VISIT, MENTORED))
    first, both = np.array([world.people[ANI]] * 2), np.array([world.table.index["COMMUNITY"]] * 2)
    days = np.array([BEGAN.replace(day=1).toordinal(), date(2025, 5, 1).toordinal()])
    unknown = np.full(2, -1)
    seen = look_back(world, Asked(first, both, days, unknown, unknown)).values
    attempts = NAMES.index("own_attempts")
    assert seen[:, attempts] == pytest.approx(np.log1p([1, 2]))
    turned = look_back(world, Asked(first, both, days[::-1], unknown, unknown)).values
    assert np.array_equal(turned, seen[::-1])
