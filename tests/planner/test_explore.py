"""A bounded, seeded draw between near-equal plans: nothing without it, one item with it, and its chances are true."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from competency_models.parameters import ParametersAt
from planner.build_problem import Case
from planner.cases import cases_of
from planner.compose import compose, value_of, violations
from planner.explain import DRAWN, why
from planner.explore import explore
from planner.journey import Consideration, Proposal
from planner.problem import Solution
from planner.propose import plan_hash, propose
from planner.world import World
from tests.planner.small_world import AGENCY, ANI, small_world

WORLD = small_world()


def with_twins() -> World:
    """The world where two more visits are as good as the one that is offered."""
    (visit,) = (one for one in AGENCY.solutions if one.code == "VISIT")
    (lift,) = (one for one in AGENCY.lifts if one.solution == "VISIT")
    twins = ("VISIT2", "VISIT3")
    return small_world(
        solutions=(*AGENCY.solutions, *(replace(visit, code=code) for code in twins)),
        lifts=(*AGENCY.lifts, *(replace(lift, solution=code) for code in twins)),
    )


def exploring(share: float, band: float = 1.0, world: World = WORLD) -> World:
    """The world where so much is explored."""
    known = dict(world.parameters.parameters)
    for name, value in (("ranker.exploration_share", share), ("ranker.exploration_band", band)):
        known[name] = replace(known[name], values=(replace(known[name].values[0], value=value),))
    return replace(world, parameters=ParametersAt(world.parameters.day, known))


def solutions(proposal: Proposal) -> set[str]:
    return {item.solution for item in proposal.items}


@pytest.fixture(scope="module")
def plain() -> tuple[Proposal, ...]:
    return propose(WORLD)


def test_without_it_plans_are_bit_for_bit_the_same(plain: tuple[Proposal, ...]) -> None:
    assert plan_hash(propose(exploring(0.0, band=0.5))) == plan_hash(plain)
    assert {item.exposure for one in plain for item in one.items} == {1.0}
    assert not any(reason.code == DRAWN for one in plain for item in one.items for reason in item.reasons)
    # Whom the draw passes by keeps the plan, too.
    assert list(map(solutions, propose(exploring(1e-12)))) == list(map(solutions, plain))


def test_one_item_gives_way_and_says_so(plain: tuple[Proposal, ...]) -> None:
    drawn = propose(exploring(1.0))
    assert plan_hash(drawn) == plan_hash(propose(exploring(1.0), workers=2)) != plan_hash(plain)
    changed = 0
    for before, after in zip(plain, drawn, strict=True):
        told = [item for item in after.items if any(one.code == DRAWN for one in item.reasons)]
        assert solutions(after) - solutions(before) == {item.solution for item in told}
        assert len(solutions(before) - solutions(after)) == len(told) <= 1
        for item in told:
            (instead,) = solutions(before) - solutions(after)
            (reason,) = (one for one in why(item) if one.code == DRAWN)
            assert reason.params == (("solution", instead),)
            assert 0 < item.exposure <= 1
            changed += 1
    assert changed


def found(world: World) -> tuple[Case, Solution]:
    """Ani's problem and plan."""
    (case,) = cases_of(world, np.array([world.people[ANI]]), Consideration.GAP)
    return case, compose(case.problem, 1)


def test_no_plan_loses_more_than_the_band_or_becomes_unlawful() -> None:
    for band in (0.0, 0.05, 1.0):
        world = exploring(1.0, band)
        case, solution = found(world)
        for seed in range(20):
            ((drawn,), _) = explore(world, [case], [solution], [seed], [0], world.slots.seats)
            assert violations(case.problem, drawn.solution.chosen) == ()
            assert drawn.solution.value == value_of(case.problem, drawn.solution.chosen)
            assert drawn.solution.value >= solution.value * (1 - band) - 1e-9


def test_the_chance_that_is_kept_is_the_chance_it_had() -> None:
    world, times, shown = exploring(0.8, world=with_twins()), 300, Counter[int]()
    case, solution = found(world)
    exposure: dict[int, float] = {}
    for seed in range(times):
        ((drawn,), _) = explore(world, [case], [solution], [seed], [0], world.slots.seats)
        shown.update(drawn.solution.chosen)
        exposure |= {option: drawn.exposure.get(option, 1.0) for option in drawn.solution.chosen}
    drawn_in = exposure.keys() - set(solution.chosen)
    assert len(drawn_in) > 1
    assert {option: shown[option] / times for option in exposure} == pytest.approx(exposure, abs=0.08)


def test_seats_follow_the_draw() -> None:
    world = exploring(1.0)
    case, solution = found(world)
    for seed in range(20):
        ((drawn,), left) = explore(world, [case], [solution], [seed], [0], world.slots.seats)
        for options, sign in ((solution.chosen, 1), (drawn.solution.chosen, -1)):
            batch = world.slots.batch[case.slot[list(options)]]
            np.subtract.at(left, batch[batch >= 0], sign)
        assert left.tolist() == world.slots.seats.tolist()
