"""Seats go to the largest weighted gap first, ties by NIP; who comes too late gets the best plan without them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from catalog.solutions import Offering
from competency_models.people import Person, Status
from planner.agency import Agency
from planner.cases import cases_of
from planner.journey import Consideration, Proposal
from planner.propose import propose
from planner.regulations import standard_parameters
from planner.unplanned import mend_text
from planner.world import World
from tests.agencies import DAY, YEAR, forms, world_of
from tests.planner.small_world import AGENCY, ANI, BUDI, CITRA, small_world, solution


def competing(seats: int) -> Agency:
    """Ani lacks two levels and Budi one, and both want the visit, which runs once."""
    visit = Offering("VISIT-1", "VISIT", date(2027, 3, 1), date(2027, 3, 5), seats)
    return replace(AGENCY, offerings=(*AGENCY.offerings, visit))


def batches(proposal: Proposal) -> set[str]:
    """Batches a proposal takes a seat in."""
    return {item.offering for item in proposal.items if item.offering}


def test_the_larger_gap_gets_the_only_seat_whoever_is_named_first() -> None:
    for asked in ([ANI, BUDI], [BUDI, ANI]):
        got = {p.nip: batches(p) for p in propose(world_of(competing(1)), asked)}
        assert "VISIT-1" in got[ANI]
        assert "VISIT-1" not in got[BUDI]


def test_a_higher_nip_goes_first_where_its_gap_is_larger() -> None:
    lacking = tuple(
        replace(a, level=0) if (a.nip, a.competency) == (BUDI, "C2") else a for a in AGENCY.assessments
    )
    deeper = tuple(replace(a, level=1) if (a.nip, a.competency) == (BUDI, "C1") else a for a in lacking)
    got = {
        p.nip: batches(p) for p in propose(world_of(replace(competing(1), assessments=deeper)), [ANI, BUDI])
    }
    assert ("VISIT-1" in got[ANI], "VISIT-1" in got[BUDI]) == (False, True)


def test_with_two_seats_both_go() -> None:
    assert all("VISIT-1" in batches(p) for p in propose(world_of(competing(2)), [ANI, BUDI]))


def test_equal_gaps_are_served_by_nip() -> None:
    alike = tuple(
        replace(a, level=1) if (a.nip, a.competency) == (BUDI, "C1") else a for a in AGENCY.assessments
    )
    world = world_of(replace(competing(1), assessments=alike))
    got = {p.nip: batches(p) for p in propose(world, [BUDI, ANI])}
    assert ("VISIT-1" in got[ANI], "VISIT-1" in got[BUDI]) == (True, False)


def test_an_alternative_is_never_a_batch_whose_last_seat_is_gone() -> None:
    for proposal in propose(world_of(competing(1)), [ANI, BUDI]):
        offered = {other.offering for item in proposal.items for other in item.alternatives}
        assert "VISIT-1" not in offered


def test_proposals_come_in_the_order_asked_for() -> None:
    assert [p.nip for p in propose(small_world(), [CITRA, ANI])] == [CITRA, ANI]
    with pytest.raises(KeyError):
        propose(small_world(), ["nobody"])


def test_without_a_lawful_plan_the_reason_and_the_smallest_mend_are_told() -> None:
    only = ("MENTOR", "COMMUNITY")
    world = small_world(
        solutions=tuple(s for s in AGENCY.solutions if s.code in only),
        lifts=tuple(lift for lift in AGENCY.lifts if lift.solution in only),
        prerequisites=(),
        offerings=(),
    )
    (proposal,) = propose(world, [ANI])
    assert proposal.items == ()
    assert proposal.unplanned == "mix_10"
    limit, now, needed = proposal.mend.split(":")
    assert (limit, float(now)) == ("mix_10", 0.05)
    assert float(needed) == 0.0
    told = dict(mend_text(proposal.unplanned, proposal.mend).params)
    assert (told["now"], told["needed"]) == ("5 %", "0 %")


def test_a_mend_is_told_in_the_limits_own_unit_and_never_too_small() -> None:
    assert dict(mend_text("mix_10", "mix_10:0.15:0.153846").params)["needed"] == "15.4 %"
    assert dict(mend_text("jp_max", "jp_max:24:29").params) == {
        "limit": "Most lesson hours (JP) in the year",
        "now": "24",
        "needed": "29",
    }
    assert mend_text("level_order", "").params == ()


def test_nothing_offered_and_no_target_job_have_reasons_of_their_own() -> None:
    nothing = small_world(solutions=(), lifts=(), prerequisites=(), offerings=())
    assert {p.unplanned for p in propose(nothing, [ANI, BUDI])} == {"no_solution"}
    (aimless,) = propose(small_world(), [BUDI], consideration=Consideration.CAREER)
    assert aimless.unplanned == "no_target_job"


def test_a_model_with_nothing_in_it_is_the_reason_where_no_small_change_helps() -> None:
    only = ("MENTOR",)
    world = small_world(
        solutions=tuple(s for s in AGENCY.solutions if s.code in only),
        lifts=tuple(lift for lift in AGENCY.lifts if lift.solution in only),
        prerequisites=(),
        offerings=(),
    )
    (proposal,) = propose(world, [ANI])
    assert (proposal.unplanned, proposal.mend) == ("no_model", "70, 10")
    assert dict(mend_text(proposal.unplanned, proposal.mend).params)["needed"] == "70, 10"


def test_a_pppk_without_a_gap_needs_no_plan_but_a_pns_needs_the_yearly_quota() -> None:
    world = small_world(people=(Person(CITRA, "Citra", "U", "J", Status.PPPK),))
    assert propose(world)[0].unplanned == "no_gap"
    world = small_world(people=(Person(CITRA, "Citra", "U", "J", Status.PNS),))
    (proposal,) = propose(world)
    assert sum(item.jp for item in proposal.items) >= 20


def test_seats_are_the_reason_when_only_they_are_missing() -> None:
    codes = ("MENTOR", "VISIT", "ONLINE")
    visit = (Offering("VISIT-1", "VISIT", date(2027, 3, 1), date(2027, 3, 5), 1),)
    world = small_world(
        solutions=tuple(s for s in AGENCY.solutions if s.code in codes),
        lifts=tuple(lift for lift in AGENCY.lifts if lift.solution in codes),
        prerequisites=(),
        offerings=visit,
        people=tuple(replace(person, status=Status.PPPK) for person in AGENCY.people),
    )
    first, second = propose(world, [ANI, BUDI])
    assert first.items
    assert (second.unplanned, second.mend) == ("seats", "VISIT-1")
    assert dict(mend_text(second.unplanned, second.mend).params)["needed"] == "VISIT-1"


def test_a_quota_for_pppk_is_kept() -> None:
    lacking = tuple(
        replace(a, level=1) if (a.nip, a.competency) == (CITRA, "C1") else a for a in AGENCY.assessments
    )
    shorter = (*AGENCY.solutions[:-1], solution("NOWHERE", "coaching", 4, 4, 1))
    (proposal,) = propose(small_world(assessments=lacking, solutions=shorter), [CITRA])
    assert sum(item.jp for item in proposal.items) <= 24


def test_where_the_shortlist_holds_no_lawful_plan_everything_offered_is_searched(tmp_path: Path) -> None:
    keys = ("per_model", "per_step", "enriching_per_model")
    tiny = "".join(
        f"propose.{key}:\n  values:\n"
        "    - {from: 2000-01-01, value: 0, reference: design choice, certainty: D}\n"
        for key in keys
    )
    (tmp_path / "tiny.yaml").write_text(tiny, encoding="utf-8")
    world = World.build(AGENCY, DAY, YEAR, standard_parameters(tmp_path), forms())
    (short,) = cases_of(world, np.array([world.people[ANI]]), Consideration.GAP)
    assert len(short.problem.solution) == 0
    assert [bool(p.items) for p in propose(world, [ANI, BUDI])] == [True, True]
