"""Goals of fairness as stated: minimum hours first, priority classes, no unit takes all seats of a batch."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from catalog.solutions import LearningSolution, Offering
from competency_models.framework import Lift
from competency_models.people import OrgUnit, Performance, Potential, Status
from planner.allocation import Stop, allocate
from planner.everyone import Everybody
from planner.everyone.fairness import Fairness, groups_of
from planner.everyone.figures import CapUse
from planner.everyone.in_hands import Held, InHands
from planner.everyone.totals import figures_of
from planner.journey import State
from planner.world import World
from tests.planner.small_world import AGENCY, ANI, CITRA, small_world

GOALS = Fairness(25.0, {"": 1.0, "critical": 2.0, "succession": 3.0}, {}, 0.6, 1)
TREE = (
    OrgUnit("U", "Agency"),
    OrgUnit("U1", "One", "U"),
    OrgUnit("U2", "Two", "U"),
    OrgUnit("U21", "Below two", "U2"),
)


def class_of(world: World, nip: str = ANI) -> str:
    everybody = Everybody.of(world, [nip])
    return everybody.classes[0]


def with_ani(**changes: object) -> World:
    people = tuple(replace(one, **changes) if one.nip == ANI else one for one in AGENCY.people)  # type: ignore[arg-type]
    return small_world(people=people)


def test_who_holds_a_critical_job_or_is_in_box_9_is_in_a_class() -> None:
    assert class_of(small_world()) == ""
    assert class_of(with_ani(performance=Performance.ABOVE, potential=Potential.HIGH)) == "succession"
    critical = tuple(replace(job, critical=True) for job in AGENCY.jobs)
    assert class_of(small_world(jobs=critical)) == "critical"


def test_who_lacks_training_that_the_law_requires_of_the_office_is_in_a_class() -> None:
    training = LearningSolution("PKA", "Kepemimpinan", "pelatihan_struktural_kepemimpinan", 40.0, 4)
    parts = {
        "solutions": (*AGENCY.solutions, training),
        "lifts": (*AGENCY.lifts, Lift("PKA", "C1", 1, 3)),
    }
    leaders = tuple(replace(job, job_class="administrator", critical=True) for job in AGENCY.jobs)
    assert class_of(small_world(**parts, jobs=leaders)) == "required"
    assert class_of(small_world(**parts)) == ""
    assert class_of(small_world(jobs=leaders)) == "critical"


def test_the_weightiest_of_several_classes_holds() -> None:
    world = with_ani(performance=Performance.ABOVE, potential=Potential.HIGH)
    critical = tuple(replace(job, critical=True) for job in world.agency.jobs)
    both = small_world(people=world.agency.people, jobs=critical)
    (case,) = Everybody.of(both, [ANI]).cases([0])
    assert GOALS.class_of(both, case) == "succession"


def test_a_floor_is_for_who_needs_a_plan_and_could_have_one() -> None:
    def floor(world: World, nip: str) -> float:
        return float(Everybody.of(world, [nip]).organisation.people.floor[0])

    needs_nothing = small_world()
    assert (floor(needs_nothing, ANI), floor(needs_nothing, CITRA)) == (25.0, 0.0)
    owes = small_world(people=tuple(replace(one, status=Status.PNS) for one in AGENCY.people))
    assert floor(owes, CITRA) == 25.0
    nothing_offered = small_world(solutions=(), lifts=(), prerequisites=(), offerings=())
    assert floor(nothing_offered, ANI) == 0.0


def test_units_share_seats_at_the_stated_depth() -> None:
    world = small_world(units=TREE)
    assert groups_of(world, 1) == {"U1": "U1", "U2": "U2", "U21": "U2"}
    assert groups_of(world, 0) == dict.fromkeys(("U", "U1", "U2", "U21"), "U")


def test_a_cap_is_the_share_or_that_of_the_people_where_it_is_more_less_what_is_held() -> None:
    caps = GOALS.caps(
        [1, 9], 10, np.array([10, 5, 1]), np.array([10, 5, 1]), np.array([[0, 3, 0], [4, 0, 0]])
    )
    assert caps.tolist() == [[6.0, 0.0, np.inf], [5.0, np.inf, np.inf]]
    many, none = np.array([100]), np.zeros((2, 1), dtype=np.int64)
    assert replace(GOALS, share=0.55).caps([1, 1], 2, many, many, none).tolist() == [[55.0], [55.0]]


@pytest.fixture
def shared() -> World:
    """Three in one unit need the visit, which has three seats; three in another need nothing."""
    visit = Offering("VISIT-1", "VISIT", date(2027, 3, 1), date(2027, 3, 5), 3)
    ani, _, citra = AGENCY.people
    people = [replace(ani, nip=f"{ANI[:-1]}{n}", unit="U1") for n in (1, 2, 3)]
    people += [replace(citra, nip=f"{CITRA[:-1]}{n}", unit="U21") for n in (1, 2, 3)]
    return small_world(
        units=TREE,
        people=tuple(people),
        assessments=tuple(
            replace(one, nip=f"{one.nip[:-1]}{n}") for one in AGENCY.assessments for n in (1, 2, 3)
        ),
        offerings=(*AGENCY.offerings, visit),
    )


def test_no_unit_takes_more_of_a_batch_than_its_cap(shared: World) -> None:
    everybody = Everybody.of(shared)
    assert everybody.groups == ("U1", "U2")
    result = allocate(everybody.organisation, Stop(rounds=1))
    sits = ["VISIT-1" in batches(everybody, result.plan.of(person)) for person in range(6)]
    assert (sum(sits[:3]), sum(sits[3:])) == (2, 0)
    assert figures_of(everybody, result, ()).goals.caps == (CapUse("U1", "VISIT-1", 2, 2),)
    free = replace(
        everybody.organisation,
        resources=replace(
            everybody.organisation.resources,
            group_seats=np.full_like(everybody.organisation.resources.group_seats, np.inf),
        ),
    )
    plan = allocate(free, Stop(rounds=1)).plan
    assert sum("VISIT-1" in batches(everybody, plan.of(person)) for person in range(6)) == 3


def test_seats_that_a_units_people_hold_already_count_towards_its_cap(shared: World) -> None:
    place = shared.slots.batches.index("VISIT-1")
    bare = Everybody.of(shared)
    hands = InHands((Held(f"{CITRA[:-1]}1", State.IN_REVIEW, 0, ("VISIT-1",), seated=False),))
    less = Everybody.of(shared, hands=hands)
    free = [one.organisation.resources.group_seats[1, place] for one in (bare, less)]
    assert free[0] - free[1] == 1.0


def batches(everybody: Everybody, slots: np.ndarray) -> set[str]:
    rows = (everybody.free.slots.rows[slot].offering for slot in slots.tolist())
    return {one.code for one in rows if one}


def test_who_gains_nothing_and_owes_lesson_hours_is_planned() -> None:
    owes = tuple(replace(one, status=Status.PNS) for one in AGENCY.people)
    dear = tuple(
        replace(one, hours=2 * one.hours) if one.code == "MENTOR" else one for one in AGENCY.solutions
    )
    left = tuple(one for one in dear if one.code in ("COMMUNITY", "VISIT", "MENTOR", "CLASS"))
    lifts = tuple(one for one in AGENCY.lifts if one.solution in {each.code for each in left})
    world = small_world(people=owes, solutions=left, lifts=lifts, prerequisites=())
    everybody = Everybody.of(world, [CITRA])
    assert (everybody.organisation.people.enrichment < 0).all()
    result = allocate(everybody.organisation, Stop(rounds=1))
    assert result.plan.planned.tolist() == [1]
    assert result.plan.value[0] < 0 < result.worth
