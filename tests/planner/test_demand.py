"""Which gaps the catalogue leaves open, and who waits for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings

from catalog.solutions import Participation
from competency_models.framework import Lift, Prerequisite
from planner.agency import Agency
from planner.candidates import find_candidates
from planner.demand import OPEN, WAITS, Demand, Wait, by_job, by_level, by_unit, find_demand
from planner.journey import Consideration
from planner.shortlist import everything
from planner.steps import Steps, entries
from planner.world import World
from tests.agencies import agencies, world_of
from tests.planner.small_world import AGENCY, ANI, BUDI, small_world, solution


def demand_of(world: World, consideration: Consideration = Consideration.GAP) -> Demand:
    return find_demand(world, np.arange(len(world.agency.people)), consideration)


def waits(
    world: World, nip: str, consideration: Consideration = Consideration.GAP
) -> dict[tuple[str, int], str]:
    """What each missing level of a person waits for; empty text where nothing."""
    demand, codes = demand_of(world, consideration), world.graph.competencies
    rows = np.flatnonzero(demand.person == world.people[nip])
    named = (*(wait.value for wait in WAITS), "")
    return {(codes[demand.competency[n]], int(demand.level[n])): named[demand.wait[n]] for n in rows}


def only(*codes: str, **changes: object) -> World:
    """The agency with some of its solutions only."""
    kept = {
        "solutions": tuple(one for one in AGENCY.solutions if one.code in codes),
        "lifts": tuple(one for one in AGENCY.lifts if one.solution in codes),
        "prerequisites": (),
        "offerings": tuple(one for one in AGENCY.offerings if one.solution in codes),
    }
    return small_world(**(kept | changes))


def test_a_level_that_something_leads_to_waits_for_nothing() -> None:
    assert waits(small_world(), ANI) == {("C1", 2): "", ("C1", 3): ""}


def test_a_level_that_nothing_leads_to_waits_for_a_solution() -> None:
    assert waits(only("COMMUNITY"), ANI) == {("C1", 2): "", ("C1", 3): "nobody"}


def test_what_is_never_held_this_year_or_not_for_this_consideration_is_not_now() -> None:
    assert waits(only("NOWHERE"), ANI) == {("C1", 2): "not_now", ("C1", 3): "not_now"}
    assert waits(only("COACH"), ANI)["C1", 2] == ""
    assert waits(only("COACH"), ANI, Consideration.TECHNOLOGY)["C1", 2] == "not_now"


def test_a_full_batch_is_named_only_for_whom_it_is_the_only_way() -> None:
    full = replace(AGENCY, prerequisites=())
    world = world_of(full, seats_taken={"CLASS-1": 1})
    assert waits(world, BUDI) == {("C1", 3): ""}
    lonely = only("CLASS").with_seats({"CLASS-1": 1})
    assert waits(lonely, BUDI) == {("C1", 3): "full"}
    assert waits(lonely, ANI) == {("C1", 2): "nobody", ("C1", 3): "closed"}, "a level below it is not offered"


def test_a_form_closed_to_a_person_and_what_was_taken_lately_are_closed() -> None:
    internship = (solution("VISIT", "pertukaran_pegawai", 40, 5),)
    assert waits(only("VISIT", solutions=internship), ANI)["C1", 2] == "closed"
    taken = (Participation(ANI, "VISIT", date(2026, 11, 2), date(2026, 11, 6), True),)
    assert waits(only("VISIT", participations=taken), ANI)["C1", 2] == "closed"


def test_what_builds_on_something_out_of_reach_is_closed_until_that_was_completed() -> None:
    before = {"prerequisites": (Prerequisite("VISIT", "NOWHERE"),)}
    assert waits(only("VISIT", "NOWHERE", **before), ANI)["C1", 2] == "closed"
    done = (Participation(ANI, "NOWHERE", date(2024, 1, 1), date(2024, 1, 5), True),)
    assert waits(only("VISIT", "NOWHERE", **before, participations=done), ANI)["C1", 2] == ""


def test_two_that_need_each_other_first_help_nobody() -> None:
    """Each is entered from a level that only the other one leads to."""
    lifts = tuple(
        Lift(code, column, start, start + 1)
        for code, own, other in (("VISIT", "C1", "C2"), ("MENTOR", "C2", "C1"))
        for column, start in ((own, 1), (other, 2))
    )
    people = tuple(replace(one, job="K") if one.nip == ANI else one for one in AGENCY.people)
    standards = tuple(replace(one, job="K", level=3) for one in AGENCY.standards[:2])
    evidence = tuple(replace(one, level=1) for one in AGENCY.assessments if one.nip == ANI)
    world = only("VISIT", "MENTOR", lifts=lifts, people=people, standards=standards, assessments=evidence)
    assert set(waits(world, ANI).values()) == {"closed"}


def test_people_are_counted_once_and_units_with_all_below_them() -> None:
    world = only("CLASS", solutions=(*only("CLASS").agency.solutions,)).with_seats({"CLASS-1": 1})
    demand, people = demand_of(world), world.agency.people
    units = by_unit(demand, people, world.agency.units)
    full, nobody = WAITS.index(Wait.FULL), WAITS.index(Wait.NOBODY)
    assert units.people.tolist() == [2, 2, 1]
    assert units.levels.tolist() == [3, 3, 2]
    assert units.weighted.tolist() == [6.0, 6.0, 4.0]
    assert (units.by_wait[:, full].tolist(), units.by_wait[:, nobody].tolist()) == ([1, 1, 0], [1, 1, 1])
    jobs = by_job(demand, people, ["J", "K"])
    assert (jobs.people.tolist(), jobs.levels.tolist()) == ([2, 0], [3, 0])
    competency, level, counts = by_level(demand)
    assert [world.graph.competencies[one] for one in competency] == ["C1", "C1"]
    assert (level.tolist(), counts.people.tolist()) == ([2, 3], [1, 2])


def test_nobody_and_nothing_are_no_trouble() -> None:
    world = small_world(solutions=(), lifts=(), prerequisites=(), offerings=())
    assert set(demand_of(world).wait.tolist()) == {WAITS.index(Wait.NOBODY)}
    counts = by_unit(demand_of(world), world.agency.people, world.agency.units)
    assert counts.by_wait[:, 0].tolist() == counts.people.tolist() == [2, 2, 1], "not once for each level"
    assert find_demand(world, np.zeros(0, dtype=np.int64)).wait.tolist() == []
    assert by_level(find_demand(world, np.zeros(0, dtype=np.int64)))[2].people.tolist() == []


@settings(max_examples=25, deadline=None)
@given(agencies())
def test_a_level_waits_whenever_no_candidate_covers_it(agency: Agency) -> None:
    """One definition with planning: what nothing of a person's candidates covers cannot be open here."""
    world = world_of(agency)
    demand = demand_of(world)
    rows = np.arange(len(agency.people))
    candidates, gaps = find_candidates(world, rows, Consideration.GAP), world.gaps(Consideration.GAP)
    for row in rows.tolist():
        steps = Steps.of(gaps, row)
        short = everything(world, candidates, row, steps)
        covered = short.covers.any(axis=0)
        needs = set(entries(world.table, short.solution, steps)[0].tolist())
        alone = [
            n for n, s in enumerate(short.solution.tolist()) if n not in needs and not world.table.requires[s]
        ]
        own = demand.only(demand.person == row)
        assert own.level.tolist() == steps.level.tolist()
        assert not ((own.wait == OPEN) & ~covered).any()
        assert (own.wait[short.covers[alone].any(axis=0)] == OPEN).all()


@pytest.mark.parametrize("at_once", [1, 2])
def test_blocks_of_people_change_nothing(monkeypatch: pytest.MonkeyPatch, at_once: int) -> None:
    world = only("CLASS")
    whole = demand_of(world)
    monkeypatch.setattr("planner.demand.PAIRS_AT_ONCE", at_once)
    for name in Demand.__slots__:
        assert getattr(demand_of(world), name).tolist() == getattr(whole, name).tolist()
