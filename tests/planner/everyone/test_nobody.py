"""Where nobody is left to plan for there is a plan all the same, with nothing in it."""

from __future__ import annotations

from dataclasses import replace

from planner.allocation import allocate
from planner.everyone import Everybody, InHands, proposals_of
from planner.everyone.figures import Figures
from planner.everyone.in_hands import Held
from planner.everyone.left_out import left_out
from planner.everyone.totals import figures_of
from planner.journey import State
from tests.planner.small_world import AGENCY, small_world


def test_everybody_is_in_peoples_hands() -> None:
    held = tuple(Held(one.nip, State.APPROVED, 0, (), seated=True) for one in AGENCY.people)
    everybody = Everybody.of(small_world(), hands=InHands(held))
    result = allocate(everybody.organisation)
    assert (len(everybody), result.worth, result.bound, result.stopped) == (0, 0.0, 0.0, "gap")
    figures = figures_of(everybody, result, left_out(everybody, result.plan))
    assert (figures.people, figures.planned, figures.gap) == (0, 0, None)
    assert figures.in_hands == {"approved": len(AGENCY.people)}
    assert Figures.from_json(figures.to_json()) == figures
    assert proposals_of(everybody, result.plan) == ()


def test_nothing_that_could_be_taken() -> None:
    world = small_world(solutions=(), lifts=(), prerequisites=(), offerings=())
    everybody = Everybody.of(world)
    result = allocate(everybody.organisation)
    assert not result.plan.planned.any()
    out = left_out(everybody, result.plan)
    figures = figures_of(everybody, result, out)
    assert sum(one.people for one in figures.out) == len(everybody)
    assert replace(figures, gap=None).items == 0
