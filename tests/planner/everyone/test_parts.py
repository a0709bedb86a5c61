"""A kept plan stands in the plan of a year with the days, the money and the gaps of its slots."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np

from planner.allocation import Plan
from planner.everyone.body import Body, Taken
from planner.everyone.parts import parts_of_plan
from planner.items import closes_of
from planner.journey import Consideration
from planner.yearly_plan import yearly_plan
from tests.planner.small_world import AGENCY, ANI, BUDI, small_world

WORLD = small_world(offerings=(replace(AGENCY.offerings[0], cost=750_000),))


def body_of(*takes: Taken) -> Body:
    """Ani takes all of these, Budi nothing."""
    count = len(takes)
    plan = Plan(np.array([0, count, count]), np.arange(count), np.zeros(2), np.array([1, 0]))
    return Body((ANI, BUDI), plan, np.zeros(0), dict(enumerate(takes)))


def test_every_slot_of_the_year_is_told_as_it_is() -> None:
    rows, table = WORLD.slots.rows, WORLD.table
    takes = [
        Taken(table.solutions[row.solution].code, row.offering.code if row.offering else "", row.starts)
        for row in rows
    ]
    parts = list(parts_of_plan(WORLD, Consideration.GAP, body_of(*takes)))
    assert [(one.ends, one.cost, one.offering) for one in parts] == [
        (row.ends, row.cost, row.offering.code if row.offering else None) for row in rows
    ]
    gaps = WORLD.gaps(Consideration.GAP)
    for one, row in zip(parts, rows, strict=True):
        assert (one.nip, one.decided, one.jp) == (ANI, False, table.jp[row.solution])
        assert one.closes == closes_of(table, gaps, WORLD.people[ANI], row.solution)
    plan = yearly_plan(WORLD, 2027, AGENCY.people, None, parts)
    assert (plan.people, plan.without, plan.draft) == (3, 2, True)


def test_what_is_gone_from_the_catalogue_and_who_left_are_passed_over() -> None:
    day = date(2027, 3, 1)
    here = Taken("CLASS", "CLASS-1", day)
    body = body_of(Taken("GONE", "", day), Taken("CLASS", "CLASS-9", day), here)
    assert [one.solution for one in parts_of_plan(WORLD, Consideration.GAP, body)] == ["CLASS"]
    left = replace(body, nips=("190001012000011001", BUDI))
    assert list(parts_of_plan(WORLD, Consideration.GAP, left)) == []
