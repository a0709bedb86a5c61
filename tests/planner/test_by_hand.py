"""What an officer puts in by hand is judged and reckoned exactly as what the program proposes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from api.demo.agency import DEMO_DAY, demo_agency
from planner.by_hand import check_by_hand, item_by_hand
from planner.errors import BadEdit
from planner.journey import Consideration, Item, Journey, Proposal, State
from planner.propose import propose
from planner.regulations import standard_forms, standard_parameters
from planner.world import World

GAP = Consideration.GAP


@pytest.fixture(scope="module")
def world() -> World:
    return World.build(demo_agency(40), DEMO_DAY, 2027, standard_parameters(), standard_forms())


@pytest.fixture(scope="module")
def plans(world: World) -> tuple[Proposal, ...]:
    found = tuple(plan for plan in propose(world) if plan.items)
    assert len(found) > 20
    return found


def journey(plan: Proposal, items: tuple[Item, ...], state: State = State.DRAFTED) -> Journey:
    return Journey(1, plan.nip, plan.year, plan.consideration, state, 1, items, plan.items)


def test_the_item_of_a_proposal_made_by_hand_is_the_same(world: World, plans: tuple[Proposal, ...]) -> None:
    for plan in plans[:10]:
        for proposed in plan.items:
            made = item_by_hand(world, plan.nip, GAP, proposed.solution, proposed.offering, proposed.starts)
            assert made == replace(proposed, alternatives=())


def test_no_rule_is_broken_by_what_was_proposed(world: World, plans: tuple[Proposal, ...]) -> None:
    for plan in plans:
        checks = check_by_hand(world, journey(plan, plan.items), {})
        assert {check.rule for check in checks} >= {"hours_max", "jp_min", "seats", "level_order"}
        assert [check for check in checks if check.verdict == "fail"] == []


def test_a_plan_with_an_item_left_out_or_moved_is_judged_anew(
    world: World, plans: tuple[Proposal, ...]
) -> None:
    plan = plans[0]
    broken = {
        check.rule
        for check in check_by_hand(world, journey(plan, plan.items[:1]), {})
        if check.verdict == "fail"
    }
    assert broken & {"jp_min", "mix_70", "mix_20", "mix_10"}


def test_the_plans_own_seat_counts_as_free_once_it_is_approved(
    world: World, plans: tuple[Proposal, ...]
) -> None:
    plan, batch = next((plan, item.offering) for plan in plans for item in plan.items if item.offering)
    seats = next(one.seats for one in world.agency.offerings if one.code == batch)

    def seat(state: State) -> set[str]:
        checks = check_by_hand(world, journey(plan, plan.items, state), {batch: seats})
        return {check.verdict for check in checks if check.rule == "seats"}

    assert seat(State.DRAFTED) == {"fail"}
    assert seat(State.APPROVED) == {"pass"}


@pytest.mark.parametrize("day", [date(1, 1, 1), DEMO_DAY - timedelta(days=1), date(2028, 1, 1), date.max])
def test_a_day_outside_the_plan_is_refused(world: World, plans: tuple[Proposal, ...], day: date) -> None:
    free = next(one for one in world.table.solutions if not one.needs_offering)
    with pytest.raises(BadEdit, match="cannot start"):
        item_by_hand(world, plans[0].nip, GAP, free.code, None, day)


def test_a_batch_must_be_the_solutions_own_and_on_its_day(world: World, plans: tuple[Proposal, ...]) -> None:
    nip = plans[0].nip
    batch = next(one for one in reversed(world.agency.offerings) if one.starts >= world.horizon.start)
    other = next(one for one in world.table.solutions if one.code != batch.solution)

    def make(solution: str, offering: str | None, starts: date) -> Item:
        return item_by_hand(world, nip, GAP, solution, offering, starts)

    assert make(batch.solution, batch.code, batch.starts).ends == batch.ends
    with pytest.raises(BadEdit, match="no such batch"):
        make(other.code, batch.code, batch.starts)
    with pytest.raises(BadEdit, match="does not start on that day"):
        make(batch.solution, batch.code, batch.starts + timedelta(days=1))
    with pytest.raises(BadEdit, match="no such learning solution"):
        make("nothing", None, batch.starts)
    dated = next(one for one in world.table.solutions if one.needs_offering)
    with pytest.raises(BadEdit, match="runs in batches only"):
        make(dated.code, None, batch.starts)
