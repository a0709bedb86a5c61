"""The world with other seats taken is the world that would have been built with them."""

from __future__ import annotations

import numpy as np

from planner.journey import Consideration
from tests.agencies import world_of
from tests.planner.small_world import AGENCY, small_world


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
