"""Everybody's problem at once holds each person's own problem, and its plan is lawful."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from api.demo.agency import DEMO_DAY, demo_agency
from planner.allocation import Stop, allocate
from planner.everyone import Everybody, proposals_of
from planner.problem import Problem
from planner.regulations import standard_forms, standard_parameters
from planner.world import World

EDGES = ("need_option", "need_step", "after_option", "after_solution")


@pytest.fixture(scope="module")
def everybody() -> Everybody:
    agency = demo_agency(people_count=40)
    root = next(unit.code for unit in agency.units if unit.parent is None)
    world = World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())
    return Everybody.of(world, [one.nip for one in agency.people], {root: 40_000_000})


def test_each_row_is_the_persons_own_problem_times_the_weight_of_their_class(everybody: Everybody) -> None:
    for person, case in enumerate(everybody.cases(range(len(everybody)))):
        mine = everybody.organisation.problem(person)
        weight = everybody.fairness.weights[everybody.classes[person]]
        theirs = replace(
            case.problem,
            weight=case.problem.weight * weight,
            enrichment=case.problem.enrichment * weight,
        )
        for field in fields(Problem):
            if field.name in EDGES:
                continue
            one, other = getattr(mine, field.name), getattr(theirs, field.name)
            assert np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other, field.name
        for option, before in (EDGES[:2], EDGES[2:]):
            assert sorted(zip(getattr(mine, option), getattr(mine, before), strict=True)) == sorted(
                zip(getattr(theirs, option), getattr(theirs, before), strict=True)
            )


def test_seats_and_money_are_never_exceeded(everybody: Everybody) -> None:
    result = allocate(everybody.organisation, Stop(rounds=2))
    assert (result.used <= everybody.organisation.resources.capacity).all()
    assert result.worth <= result.bound
    proposals = proposals_of(everybody, result.plan)
    planned = [bool(one.items) for one in proposals]
    assert planned == result.plan.planned.astype(bool).tolist()
    assert any(planned)
    assert sum(item.cost for one in proposals for item in one.items) <= 40e6
