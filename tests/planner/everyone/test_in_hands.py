"""What people are at work on, or have decided on, stands: nobody is planned anew, seats and money are set aside."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.db import SqlUnitsOfWork
from api.demo.agency import DEMO_DAY, demo_agency
from planner.access import PROGRAM
from planner.everyone import Everybody, InHands
from planner.everyone.in_hands import Held
from planner.journey import Journey, State
from planner.regulations import standard_forms, standard_parameters
from planner.usecases import approve, draft_journeys, submit_for_review
from planner.world import World
from tests.small_agency import ANI, BUDI, CITRA, IN_O1, YEAR, SetClock, Sign, item, no_rules, proposal


def test_what_stands_in_the_database_is_in_hands(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    uow = open_uow()
    seated = replace(item("S2"), offering="O2", cost=2_000_000)
    proposals = [proposal(ANI, IN_O1), proposal(BUDI, seated), proposal(CITRA, item("S1"))]
    ani, budi, _ = draft_journeys(uow, PROGRAM, proposals, clock).drafted
    for journey in (ani, budi):
        submit_for_review(uow, sign.clo, journey, 1, clock)
    approve(uow, sign.officer, ani, 2, no_rules, clock)
    with uow:
        hands = InHands.of(uow.journeys.of_year(YEAR), YEAR)
        assert uow.journeys.of_year(YEAR + 1) == ()
    assert hands.nips == {ANI, BUDI}
    assert hands.states == {"approved": 1, "in_review": 1}
    assert hands.seats == {"O2": 1}
    assert {one.nip: (one.cost, one.seated) for one in hands.held} == {
        ANI: (IN_O1.cost, True),
        BUDI: (2_000_000, False),
    }


@pytest.mark.parametrize(
    ("state", "edited", "stands"),
    [
        (State.REQUESTED, False, False),
        (State.DRAFTED, False, False),
        (State.DRAFTED, True, True),
        (State.IN_REVIEW, False, True),
        (State.RETURNED, False, True),
        (State.ACTIVE, False, True),
        (State.COMPLETED, False, True),
        (State.DECLINED, False, False),
        (State.WITHDRAWN, True, False),
    ],
)
def test_a_plan_stands_once_people_worked_on_it(state: State, edited: bool, stands: bool) -> None:
    made = proposal(ANI, item("S1"))
    items = made.items if not edited else (*made.items, item("S3"))
    journey = Journey(1, ANI, YEAR, made.consideration, state, 1, items, made.items)
    assert bool(InHands.of([journey], YEAR).nips) is stands
    assert InHands.of([journey], YEAR + 1).nips == frozenset()


def test_who_asks_again_after_a_finished_plan_is_planned_and_what_it_took_stays_taken() -> None:
    made = proposal(ANI, IN_O1)
    done = Journey(1, ANI, YEAR, made.consideration, State.COMPLETED, 1, made.items, made.items)
    again = Journey(2, ANI, YEAR, made.consideration, State.REQUESTED, 1, (), ())
    hands = InHands.of([again, done], YEAR)
    assert hands.nips == frozenset()
    assert [one.cost for one in hands.held] == [IN_O1.cost]


def test_money_and_seats_of_plans_in_hands_are_set_aside() -> None:
    agency = demo_agency(people_count=40)
    world = World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())
    batch, someone = agency.offerings[0], agency.people[0]
    parents = {unit.code: unit.parent for unit in agency.units}
    hands = InHands((Held(someone.nip, State.IN_REVIEW, 3_000_000, (batch.code,), seated=False),))
    bare, less = Everybody.of(world), Everybody.of(world, hands=hands)
    assert set(bare.nips) - set(less.nips) == {someone.nip}
    place = world.slots.batches.index(batch.code)
    assert bare.organisation.resources.seats[place] - less.organisation.resources.seats[place] == 1
    above, unit = set[str](), someone.unit
    while unit:
        above.add(unit)
        unit = parents[unit] or ""
    assert {purse.unit for purse in less.purses if purse.held} == above & {one.unit for one in agency.budgets}
    for before, after in zip(bare.purses, less.purses, strict=True):
        assert before.left - after.left == (3_000_000 if after.unit in above else 0)
