"""Proposals over made agencies: no rule broken, no seat given twice, the same plan from the same input."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.agency import Agency
from planner.by_hand import item_by_hand, rule_context
from planner.journey import Alternative, Consideration, Journey, Proposal, State
from planner.options import options_for
from planner.propose import plan_hash, propose
from planner.rules import Verdict, check_items
from planner.world import World
from tests.agencies import agencies, world_of

made = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
considerations = st.sampled_from(Consideration)


def journey_of(proposal: Proposal) -> Journey:
    """The proposal as a stored draft."""
    return Journey(
        1,
        proposal.nip,
        proposal.year,
        proposal.consideration,
        State.DRAFTED,
        1,
        proposal.items,
        proposal.items,
    )


def broken(world: World, journey: Journey) -> list[str]:
    """The rules that a journey breaks while nobody has taken a seat."""
    checks = check_items(journey.items, rule_context(world, journey, {}))
    return [check.rule for check in checks if check.verdict is not Verdict.PASS]


@made
@given(agencies(), considerations, st.integers(0, 9))
def test_no_proposal_breaks_a_rule(agency: Agency, consideration: Consideration, seed: int) -> None:
    world = world_of(agency)
    for proposal in propose(world, consideration=consideration, seed=seed):
        assert bool(proposal.items) != bool(proposal.unplanned)
        if proposal.items:
            assert broken(world, journey_of(proposal)) == []


@made
@given(agencies(), considerations)
def test_no_batch_gets_more_people_than_seats(agency: Agency, consideration: Consideration) -> None:
    given_out = Counter(
        item.offering
        for proposal in propose(world_of(agency), consideration=consideration)
        for item in proposal.items
        if item.offering
    )
    seats = {offering.code: offering.seats for offering in agency.offerings}
    assert all(count <= seats[code] for code, count in given_out.items())


@settings(made, max_examples=12)
@given(agencies(), considerations)
def test_workers_and_the_order_of_the_tables_change_nothing(
    agency: Agency, consideration: Consideration
) -> None:
    turned = replace(
        agency,
        lifts=agency.lifts[::-1],
        offerings=agency.offerings[::-1],
        people=agency.people[::-1],
        assessments=agency.assessments[::-1],
    )
    once = propose(world_of(agency), consideration=consideration, seed=7)
    again = propose(world_of(turned), consideration=consideration, seed=7, workers=2)
    assert plan_hash(once) == plan_hash(again)


@settings(made, max_examples=12)
@given(agencies(), considerations)
def test_an_alternative_keeps_every_rule(agency: Agency, consideration: Consideration) -> None:
    world = world_of(agency)
    for proposal in propose(world, consideration=consideration):
        journey = journey_of(proposal)
        for place, item in enumerate(journey.items):
            for other in (*item.alternatives, *options_for(world, journey, item.solution, {})):
                assert other.solution not in {held.solution for held in journey.items}
                assert broken(world, swapped(world, journey, place, other)) == []


def swapped(world: World, journey: Journey, place: int, other: Alternative) -> Journey:
    """The journey with another solution in an item's place."""
    item = item_by_hand(
        world, journey.nip, journey.consideration, other.solution, other.offering, other.starts
    )
    items = (*journey.items[:place], item, *journey.items[place + 1 :])
    return replace(journey, items=items)
