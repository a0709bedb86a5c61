"""What comes over the plans of an agency, and who is changed by it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from api.demo.agency import DEMO_DAY, demo_agency
from planner.access import Scope
from planner.approval import HOLDS_SEATS
from planner.by_hand import rule_context
from planner.journey import Journey, State
from planner.propose import propose
from planner.regulations import standard_forms, standard_parameters
from planner.replanning import (
    BatchMoved,
    BudgetNow,
    Cause,
    Disturbance,
    PersonLeft,
    Replanned,
    SeatsNow,
    Why,
    replan,
)
from planner.replanning.disturbances import disturbed, faults_of
from planner.rules import Verdict, check_items
from planner.world import World


@pytest.fixture(scope="module")
def world() -> World:
    agency = replace(demo_agency(people_count=40), budgets=())
    return World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())


@pytest.fixture(scope="module")
def journeys(world: World) -> tuple[Journey, ...]:
    """A plan for everybody; every third is approved."""
    return tuple(
        Journey(
            id=number,
            nip=one.nip,
            year=one.year,
            consideration=one.consideration,
            state=State.DRAFTED if number % 3 else State.APPROVED,
            version=1,
            items=one.items,
            proposed=one.items,
            provenance=one.provenance,
        )
        for number, one in enumerate(propose(world), start=1)
        if one.items
    )


def taken_by(journeys: Sequence[Journey]) -> Counter[str]:
    return Counter(
        i.offering for one in journeys if one.state in HOLDS_SEATS for i in one.items if i.offering
    )


def holders(journeys: Sequence[Journey], offering: str) -> list[Journey]:
    return [one for one in journeys if offering in {item.offering for item in one.items}]


def fullest(journeys: Sequence[Journey]) -> str:
    """The batch that most plans hold."""
    return Counter(i.offering for one in journeys for i in one.items if i.offering).most_common(1)[0][0]


def after(journeys: Sequence[Journey], found: Replanned) -> list[Journey]:
    """The plans once everything proposed is done."""
    new = {one.journey.id: one.items for one in found.changed}
    left = {one.id for one in found.withdrawn}
    return [replace(one, items=new.get(one.id, one.items)) for one in journeys if one.id not in left]


def test_nothing_changes_where_nothing_happened(world: World, journeys: tuple[Journey, ...]) -> None:
    found = replan(world, journeys, taken_by(journeys))
    assert (found.changed, found.withdrawn, found.lived) == ((), (), ())
    assert found.looked_at == len(journeys)


def test_a_cancelled_batch_touches_those_who_hold_it_and_no_others(
    world: World, journeys: tuple[Journey, ...]
) -> None:
    batch = fullest(journeys)
    happened = (SeatsNow(batch, 0),)
    found = replan(world, journeys, taken_by(journeys), happened)
    assert {one.journey.nip for one in found.changed} == {one.nip for one in holders(journeys, batch)}
    for one in found.changed:
        assert one.why[0] == Why(Cause.CANCELLED, one.why[0].solution, batch)
        assert {why.cause for why in one.why} <= {Cause.CANCELLED, Cause.FITS}
        assert batch not in {item.offering for item in one.items}
        assert len(one.removed) == len(one.why)
    _lawful(world, happened, after(journeys, found), found)


def test_lost_seats_change_as_many_people_and_drafts_before_approved_plans(
    world: World, journeys: tuple[Journey, ...]
) -> None:
    batch = fullest(journeys)
    drafts = [one for one in holders(journeys, batch) if one.state is State.DRAFTED]
    seats = len(holders(journeys, batch)) - 1
    found = replan(world, journeys, taken_by(journeys), [SeatsNow(batch, seats)])
    assert len(drafts) >= 1
    assert [one.journey.state for one in found.changed] == [State.DRAFTED]
    assert [(why.cause, why.what) for why in found.changed[0].why] == [(Cause.SEATS, batch)]
    none_but_drafts = replan(world, journeys, taken_by(journeys), [SeatsNow(batch, seats + 1 - len(drafts))])
    assert not any(one.approved for one in none_but_drafts.changed)
    _lawful(world, [SeatsNow(batch, seats)], after(journeys, found), found)


def test_a_moved_batch_is_kept_on_its_new_days_where_that_can_be(
    world: World, journeys: tuple[Journey, ...]
) -> None:
    batch = fullest(journeys)
    offering = next(one for one in world.agency.offerings if one.code == batch)
    week = timedelta(days=7)
    happened = (BatchMoved(batch, offering.starts + week, offering.ends + week),)
    found = replan(world, journeys, taken_by(journeys), happened)
    assert {one.journey.nip for one in found.changed} == {one.nip for one in holders(journeys, batch)}
    kept = [item for one in found.changed for item in one.items if item.offering == batch]
    assert kept
    assert {item.starts for item in kept} == {offering.starts + week}
    _lawful(world, happened, after(journeys, found), found)


def test_a_smaller_budget_takes_from_few(world: World, journeys: tuple[Journey, ...]) -> None:
    root = next(unit.code for unit in world.agency.units if unit.parent is None)
    spent = sum(item.cost for one in journeys for item in one.items)
    dearest = max(sum(item.cost for item in one.items) for one in journeys if one.state is State.DRAFTED)
    happened = (BudgetNow(root, spent - dearest // 2),)
    found = replan(world, journeys, taken_by(journeys), happened)
    assert len(found.changed) == 1
    assert found.changed[0].why[0] == Why(Cause.MONEY, found.changed[0].why[0].solution, root)
    left = after(journeys, found)
    assert sum(item.cost for one in left for item in one.items) <= spent - dearest // 2
    _lawful(world, happened, left, found)


def test_who_moved_to_another_job_gets_what_that_job_needs(
    world: World, journeys: tuple[Journey, ...]
) -> None:
    mover = next(one for one in journeys if one.state is State.DRAFTED)
    old = world.person(mover.nip).job
    required = {line.competency for line in world.agency.standards if line.job == old}
    other = max(
        world.agency.jobs,
        key=lambda job: len({s.competency for s in world.agency.standards if s.job == job.code} - required),
    )
    people = tuple(
        replace(one, job=other.code) if one.nip == mover.nip else one for one in world.agency.people
    )
    agency = replace(world.agency, people=people)
    moved = World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())
    found = replan(moved, journeys, taken_by(journeys))
    assert mover.nip in found.nips
    changed = next(one for one in found.changed if one.journey.nip == mover.nip)
    assert {why.cause for why in changed.why} <= {Cause.NOT_NEEDED, Cause.NOT_OPEN}


def test_who_leaves_gives_up_the_plan_and_nobody_else_changes(
    world: World, journeys: tuple[Journey, ...]
) -> None:
    found = replan(world, journeys, taken_by(journeys), [PersonLeft(journeys[0].nip)])
    assert found.withdrawn == (journeys[0],)
    assert found.changed == ()


def test_what_is_lived_is_told_and_not_changed(world: World, journeys: tuple[Journey, ...]) -> None:
    batch = fullest(journeys)
    lived = [replace(one, state=State.ACTIVE) for one in journeys]
    found = replan(world, lived, taken_by(lived), [SeatsNow(batch, 0)])
    assert found.changed == ()
    assert {one.journey.nip for one in found.lived} == {one.nip for one in holders(journeys, batch)}


def test_only_people_in_the_scope_change(world: World, journeys: tuple[Journey, ...]) -> None:
    batch = fullest(journeys)
    mine = holders(journeys, batch)[0]
    found = replan(world, journeys, taken_by(journeys), [SeatsNow(batch, 0)], Scope(nip=mine.nip))
    assert [one.journey.nip for one in found.changed] == [mine.nip]


def test_the_same_is_found_again(world: World, journeys: tuple[Journey, ...]) -> None:
    happened = [SeatsNow(fullest(journeys), 0)]
    one, other = (replan(world, journeys, taken_by(journeys), happened) for _ in range(2))
    assert one.hash == other.hash != replan(world, journeys, taken_by(journeys)).hash


def test_everything_wrong_with_what_happened_is_told(world: World) -> None:
    nonsense: list[Disturbance] = [
        SeatsNow("NONE", -1),
        BatchMoved(world.agency.offerings[0].code, DEMO_DAY, DEMO_DAY - timedelta(days=1)),
        BatchMoved(world.agency.offerings[0].code, DEMO_DAY.replace(year=1), DEMO_DAY),
        BudgetNow("NOWHERE", -1),
        PersonLeft("1"),
    ]
    assert [fault.column for fault in faults_of(world, nonsense)] == [
        *("offering", "seats", "ends", "starts", "unit", "rupiah", "nip")
    ]


def _lawful(
    world: World, happened: Sequence[Disturbance], journeys: Sequence[Journey], found: Replanned
) -> None:
    """No batch is overfull, and every changed plan keeps every rule unless it is said which it does not."""
    now = disturbed(world, happened, {})
    seats = {one.code: one.seats for one in now.agency.offerings}
    used = Counter(item.offering for one in journeys for item in one.items if item.offering)
    assert all(count <= seats[code] for code, count in used.items())
    for one in found.changed:
        context = rule_context(now, one.journey, {})
        failed = {c.rule for c in check_items(one.items, context) if c.verdict is Verdict.FAIL}
        assert failed <= set(one.broken), one.why
        assert one.items, "everybody keeps something here"
