"""Drafts of a plan for everybody are written in parts; a draw never takes more than what is left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from catalog.budgets import Budget
from planner.allocation import Stop, allocate
from planner.everyone import Drafts, Everybody, proposals_of
from planner.explain import DRAWN
from planner.journey import Proposal
from planner.world import World
from tests.agencies import YEAR, world_of
from tests.planner.small_world import ANI
from tests.planner.test_explore import exploring, with_twins


def drafts_of(world: World) -> tuple[Proposal, ...]:
    everybody = Everybody.of(world)
    return proposals_of(everybody, allocate(everybody.organisation, Stop(rounds=1)).plan)


def costly(twins: int, rupiah: int) -> World:
    """The visit costs a million, its twins so many; the agency has so much money."""
    cost = {"VISIT": 1_000_000, "VISIT2": twins, "VISIT3": twins}
    agency = with_twins().agency
    agency = replace(
        agency,
        people=tuple(one for one in agency.people if one.nip == ANI),
        assessments=tuple(one for one in agency.assessments if one.nip == ANI),
        solutions=tuple(replace(one, cost=cost.get(one.code, 0)) for one in agency.solutions),
        budgets=(Budget("U", YEAR, rupiah),),
    )
    return exploring(1.0, world=world_of(agency))


def drawn(proposal: Proposal) -> bool:
    return any(reason.code == DRAWN for item in proposal.items for reason in item.reasons)


def test_parts_are_the_same_as_the_whole() -> None:
    everybody = Everybody.of(exploring(1.0, world=with_twins()))
    plan = allocate(everybody.organisation, Stop(rounds=1)).plan
    drafts, whole = Drafts.of(everybody, plan), proposals_of(everybody, plan)
    assert drafts.part(0, 2) + drafts.part(2, 9) == whole
    assert any(map(drawn, whole))


@pytest.mark.parametrize("rupiah", [1_000_000, 1_500_000, 2_500_000])
def test_a_draw_spends_no_more_than_there_is(rupiah: int) -> None:
    (one,) = drafts_of(costly(2_000_000, rupiah))
    assert 0 < sum(item.cost for item in one.items) <= rupiah
    for item in one.items:
        for other in item.alternatives:
            if other.solution in ("VISIT2", "VISIT3"):
                assert sum(each.cost for each in one.items) - item.cost + 2_000_000 <= rupiah


def test_a_draw_among_equals_that_cost_the_same_is_made() -> None:
    assert drawn(drafts_of(costly(1_000_000, 1_000_000))[0])
