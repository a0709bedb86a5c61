"""The analysis of needs of a small agency, against counts made by hand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain

from competency_models.people import Performance
from planner.journey import Closes
from planner.needs_analysis import PersonNeed, needs_analysis, needs_of_people
from planner.world import World
from planner.yearly_plan import Part, YearlyPlan, parts_of, yearly_plan
from tests.planner.small_world import AGENCY, ANI, BUDI, CITRA, small_world
from tests.small_agency import item

PEOPLE = tuple(
    replace(one, performance=Performance.BELOW) if one.nip == BUDI else one for one in AGENCY.people
)
JOBS = tuple(replace(one, critical=one.code == "J") for one in AGENCY.jobs)
VISIT = replace(item("VISIT"), closes=(Closes("C1", 1, 3, 2.0),))


def world_with(*codes: str) -> World:
    kept = {
        "solutions": tuple(one for one in AGENCY.solutions if one.code in codes),
        "lifts": tuple(one for one in AGENCY.lifts if one.solution in codes),
    }
    return small_world(**kept, prerequisites=(), offerings=(), people=PEOPLE, jobs=JOBS)


def plan_of(world: World, *plans: Iterable[Part]) -> YearlyPlan:
    return yearly_plan(world, world.year, PEOPLE, None, chain(*plans))


def test_needs_stand_by_weight_with_what_is_planned_and_what_waits() -> None:
    world = world_with("COMMUNITY")
    found = needs_analysis(world, PEOPLE, plan_of(world, parts_of(ANI, (VISIT,), True)))
    assert (found.people, found.short, found.levels) == (3, 2, 3)
    assert (found.aiming, found.aiming_short) == (1, 1)
    assert dict(found.performance) == {
        Performance.BELOW: 1,
        Performance.AS_EXPECTED: 0,
        Performance.ABOVE: 0,
        None: 2,
    }
    (need,) = found.needs
    assert (need.competency, need.required, need.short, need.critical) == ("C1", 3, 2, 2)
    assert (need.levels, need.weighted) == (3, 6.0)
    assert (need.planned, need.planned_levels) == (1, 2)
    assert (need.waiting, need.by_wait) == (2, (2, 0, 0, 0))


def test_a_level_planned_twice_or_proven_meanwhile_counts_once_or_not_at_all() -> None:
    world = world_with("VISIT")
    again = replace(VISIT, solution="COACH", closes=(Closes("C1", 0, 2, 2.0),))
    plan = plan_of(world, parts_of(ANI, (VISIT, again), True), parts_of(CITRA, (VISIT,), True))
    (need,) = needs_analysis(world, PEOPLE, plan).needs
    assert (need.planned, need.planned_levels, need.waiting) == (1, 2, 0)


def test_the_heaviest_need_comes_first() -> None:
    standards = (
        *AGENCY.standards[:1],
        replace(AGENCY.standards[1], level=5, weight=9.0),
        AGENCY.standards[2],
    )
    world = small_world(standards=standards)
    assert [need.competency for need in needs_analysis(world, AGENCY.people, plan_of(world)).needs] == [
        "C2",
        "C1",
    ]


def test_the_inventory_names_every_gap_with_its_activity_or_what_it_waits_for() -> None:
    world = world_with("COMMUNITY")
    found = needs_of_people(world, PEOPLE, plan_of(world, parts_of(ANI, (VISIT,), True)))
    assert found == (
        PersonNeed(ANI, "C1", 3, 1, 4.0, "VISIT", "nobody"),
        PersonNeed(BUDI, "C1", 3, 2, 2.0, "", "nobody"),
    )
    assert [one.gap for one in found] == [2, 1]


def test_of_several_activities_the_first_is_told_and_of_several_waits_the_remotest() -> None:
    """Ani lacks two levels: nothing leads to the lower one, the upper one is closed to her until then."""
    world = world_with("VISIT")
    later = replace(VISIT, solution="COACH", starts=date(2027, 9, 6))
    for items in ((VISIT, later), (later, VISIT)):
        found = needs_of_people(world, PEOPLE, plan_of(world, parts_of(ANI, items, False)))
        assert (found[0].nip, found[0].solution) == (ANI, "VISIT")
    full = replace(AGENCY.solutions[5], needs_offering=False)
    upper = small_world(solutions=(full,), lifts=(AGENCY.lifts[5],), prerequisites=(), offerings=())
    found = needs_of_people(upper, AGENCY.people, yearly_plan(upper, 2027, AGENCY.people, None, ()))
    assert [(one.nip, one.waits) for one in found] == [(ANI, "nobody"), (BUDI, "")]


def test_nobody_has_no_needs() -> None:
    world = world_with("COMMUNITY")
    found = needs_analysis(world, (), yearly_plan(world, world.year, (), None, ()))
    assert (found.people, found.needs) == (0, ())
    assert needs_of_people(world, (), yearly_plan(world, world.year, (), None, ())) == ()
