"""The world with other seats taken is the world that would have been built with them."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from planner.journey import Consideration
from planner.judgements import Judged, Judgement
from tests.agencies import DAY, world_of
from tests.planner.small_world import AGENCY, ANI, small_world


def test_other_seats_give_the_world_that_would_have_been_built() -> None:
    world, taken = small_world(), {"CLASS-1": 1}
    assert world.input_hash
    built, derived = world_of(AGENCY, seats_taken=taken), world.with_seats(taken)
    assert np.array_equal(derived.slots.seats, built.slots.seats)
    assert not np.array_equal(derived.slots.seats, world.slots.seats)
    assert derived.input_hash == built.input_hash != world.input_hash


def test_other_seats_cost_no_new_look_at_the_people() -> None:
    world = small_world()
    gaps = world.gaps(Consideration.GAP)
    assert world.with_seats({"CLASS-1": 1}).gaps(Consideration.GAP) is gaps


def judged(days_ago: int, judged: Judged = Judged.KEPT) -> Judgement:
    """What an officer made of the visit so many days before the tests' day."""
    day = DAY - timedelta(days=days_ago)
    return Judgement(7, ANI, "VISIT", day, judged, 1, 0.5, 0.5, "v", by_officer=True, assigned=False)


def test_judgements_of_the_day_itself_change_no_plan() -> None:
    world = small_world()
    assert world.with_judgements([judged(0)]).input_hash == world.input_hash
    assert world.with_judgements([judged(0), judged(1)]).judgements == (judged(1),)


def test_other_judgements_give_the_world_that_would_have_been_built() -> None:
    world = small_world()
    before = world.input_hash
    built = world_of(AGENCY, judgements=[judged(3), judged(9)])
    assert world.with_judgements([judged(9), judged(3)]).input_hash == built.input_hash != before
    assert world.with_judgements([judged(9, Judged.REMOVED), judged(3)]).input_hash != built.input_hash
