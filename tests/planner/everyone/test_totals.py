"""Figures of a plan for everybody say the same as its drafts, counted one by one; who is left out is told why."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from api.demo.agency import DEMO_DAY, demo_agency
from catalog.budgets import Budget
from catalog.solutions import Offering
from competency_models.people import Status
from planner.agency import Agency
from planner.allocation import Result, Stop, allocate
from planner.everyone import Everybody, proposals_of
from planner.everyone.figures import Figures
from planner.everyone.left_out import LeftOut, left_out
from planner.everyone.totals import figures_of
from planner.journey import Proposal
from planner.regulations import standard_forms, standard_parameters
from planner.world import World
from tests.planner.small_world import AGENCY as SMALL
from tests.planner.small_world import ANI, BUDI, small_world


@cache
def agency() -> Agency:
    """The demo agency, small."""
    return demo_agency(people_count=40)


def world_of(agency: Agency) -> World:
    return World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())


@pytest.fixture(scope="module")
def done() -> tuple[Everybody, Result, tuple[Proposal, ...], Figures]:
    everybody = Everybody.of(world_of(agency()), seed=1)
    result = allocate(everybody.organisation, Stop(rounds=2))
    figures = figures_of(everybody, result, left_out(everybody, result.plan))
    return everybody, result, proposals_of(everybody, result.plan), figures


def covered(proposal: Proposal) -> set[tuple[str, str, int]]:
    """The missing levels that a plan covers."""
    return {
        (proposal.nip, closes.competency, level)
        for item in proposal.items
        for closes in item.closes
        for level in range(closes.from_level + 1, closes.to_level + 1)
    }


def test_the_figures_are_those_of_the_drafts(
    done: tuple[Everybody, Result, tuple[Proposal, ...], Figures],
) -> None:
    _, _, proposals, figures = done
    items = [item for proposal in proposals for item in proposal.items]
    assert (figures.people, figures.planned) == (len(proposals), sum(bool(p.items) for p in proposals))
    assert (figures.items, figures.cost) == (len(items), sum(item.cost for item in items))
    assert figures.hours == pytest.approx(sum(item.hours for item in items))
    assert figures.jp == pytest.approx(sum(item.jp for item in items))
    assert figures.levels == len(set().union(*map(covered, proposals)))
    for parts, key in (
        (figures.forms, lambda item: item.form),
        (figures.models, lambda item: item.bucket.value),
        (figures.months, lambda item: f"{item.starts:%Y-%m}"),
    ):
        assert {one.key: one.items for one in parts} == Counter(map(key, items))
        people = defaultdict(set)
        for proposal in proposals:
            for item in proposal.items:
                people[key(item)].add(proposal.nip)
        assert {one.key: one.people for one in parts} == {name: len(nips) for name, nips in people.items()}
    assert {one.offering: one.filled for one in figures.batches if one.filled} == Counter(
        item.offering for item in items if item.offering
    )


def test_units_and_purses_are_summed_along_the_tree(
    done: tuple[Everybody, Result, tuple[Proposal, ...], Figures],
) -> None:
    everybody, _, proposals, figures = done
    parents = {unit.code: unit.parent for unit in agency().units}
    own, below = Counter[str](), Counter[str]()
    for proposal in proposals:
        unit = everybody.world.person(proposal.nip).unit
        cost = sum(item.cost for item in proposal.items)
        own[unit] += cost
        while unit:
            below[unit] += cost
            unit = parents[unit] or ""
    assert {one.unit: one.cost for one in figures.units} == dict(own)
    assert {one.unit: one.used for one in figures.purses} == {
        one.unit: below[one.unit] for one in figures.purses
    }
    assert all(one.used <= one.rupiah for one in figures.purses)
    assert sum(one.levels for one in figures.units) == figures.levels
    assert sum(one.missing for one in figures.units) == figures.missing
    assert sum(one.levels for one in figures.goals.classes) == figures.levels
    assert sum(one.people for one in figures.goals.classes) == figures.people


def test_who_is_left_out_is_counted_by_the_reason_of_the_draft(
    done: tuple[Everybody, Result, tuple[Proposal, ...], Figures],
) -> None:
    everybody, _, proposals, figures = done
    told = Counter((everybody.world.person(p.nip).unit, p.unplanned) for p in proposals if not p.items)
    assert {(one.unit, one.reason): one.people for one in figures.out} == told
    assert Figures.from_json(figures.to_json()) == figures


def test_alternatives_fit_the_seats_and_the_money_that_are_left(
    done: tuple[Everybody, Result, tuple[Proposal, ...], Figures],
) -> None:
    everybody, _, proposals, figures = done
    cost = {one.code: one.cost for one in agency().solutions}
    left = {one.unit: one.rupiah - one.held - one.used for one in figures.purses}
    seats = {one.offering: one.seats - one.held - one.filled for one in figures.batches}
    least = min(left.values())
    for proposal in proposals:
        for item in proposal.items:
            for other in item.alternatives:
                assert other.offering is None or seats[other.offering] > 0
                if everybody.world.person(proposal.nip).unit == min(left, key=left.__getitem__):
                    assert cost[other.solution] - item.cost <= least


def test_without_money_those_are_left_out_who_need_some_and_told_so() -> None:
    poor = replace(
        agency(),
        solutions=tuple(replace(one, cost=max(one.cost, 1)) for one in agency().solutions),
        budgets=(Budget("KEM", DEMO_DAY.year, 0),),
    )
    everybody = Everybody.of(world_of(poor), [one.nip for one in poor.people[:6]])
    result = allocate(everybody.organisation, Stop(rounds=1))
    assert not result.plan.planned.any()
    assert {(one.reason, one.mend) for one in left_out(everybody, result.plan)} == {("money", "KEM")}


def test_who_needs_a_batch_that_is_full_is_told_which() -> None:
    codes = ("MENTOR", "VISIT", "ONLINE")
    visit = (Offering("VISIT-1", "VISIT", date(2027, 3, 1), date(2027, 3, 5), 1),)
    world = small_world(
        solutions=tuple(one for one in SMALL.solutions if one.code in codes),
        lifts=tuple(lift for lift in SMALL.lifts if lift.solution in codes),
        prerequisites=(),
        offerings=visit,
        people=tuple(replace(person, status=Status.PPPK) for person in SMALL.people),
    )
    everybody = Everybody.of(world, [ANI, BUDI])
    result = allocate(everybody.organisation, Stop(rounds=1))
    assert result.plan.planned.tolist() == [1, 0]
    assert left_out(everybody, result.plan) == (LeftOut(1, "seats", "VISIT-1"),)
