"""The checker of plans for everybody catches each planted fault; plans at every stop keep every rule."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.allocate.made import made_organisation
from planner.allocation import Organisation, Plan, Result, Stop, allocate
from tests.checker.everybody import Everybody


@pytest.fixture(scope="module")
def made() -> Organisation:
    return made_organisation(50, solutions=200, seed=8)


@pytest.fixture(scope="module")
def planned(made: Organisation) -> Result:
    return allocate(made, Stop(rounds=2))


def rules(organisation: Organisation, plan: Plan, used: np.ndarray | None = None) -> set[str]:
    return {rule for _, rule in Everybody(organisation).faults(plan, used)}


@pytest.mark.parametrize("stop", [Stop(rounds=1), Stop(rounds=3), Stop(seconds=1e-3), Stop(gap=0.5)])
@pytest.mark.parametrize("people", [1, 30])
def test_a_plan_is_lawful_at_any_size_and_any_early_stop(people: int, stop: Stop) -> None:
    organisation = made_organisation(people, solutions=150, seed=people)
    result = allocate(organisation, stop)
    assert not Everybody(organisation).faults(result.plan, result.used)
    assert result.worth == pytest.approx(
        result.plan.value.sum() + organisation.people.floor @ result.plan.planned
    )
    assert result.worth <= result.bound


def test_what_stands_is_without_fault_and_what_is_planted_is_found(
    made: Organisation, planned: Result
) -> None:
    plan = planned.plan
    assert plan.planned.sum() > 10
    assert not rules(made, plan, planned.used)
    resources, dates = made.resources, made.dates
    seatless = replace(made, resources=replace(resources, seats=np.zeros_like(resources.seats)))
    assert rules(seatless, plan) == {"seats"}
    assert rules(replace(made, resources=replace(resources, purses=resources.purses / 100)), plan) == {
        "purse"
    }
    capped = replace(resources, group_seats=np.zeros_like(resources.group_seats))
    assert rules(replace(made, resources=capped), plan) == {"group's seats"}
    assert "told use" in rules(made, plan, planned.used + 1)
    assert "told value" in rules(made, replace(plan, value=plan.value + 0.01))
    assert rules(made, replace(plan, planned=1 - plan.planned)) == {"told planned"}
    assert {"hours_max"} <= rules(replace(made, dates=replace(dates, hours=dates.hours * 3)), plan)
    assert "jp_min" in rules(replace(made, dates=replace(dates, jp=dates.jp / 9)), plan)
    assert "jp_max" in rules(replace(made, dates=replace(dates, jp=dates.jp * 9)), plan)
    assert "budget" in rules(replace(made, dates=replace(dates, cost=dates.cost + 3e6)), plan)
    assert "mix 0" in rules(replace(made, dates=replace(dates, bucket=(dates.bucket + 1) % 3)), plan)
    assert "at_once" in rules(replace(made, dates=replace(dates, end=dates.end + 30)), plan)
    assert "form_month_cap" in rules(
        replace(made, dates=replace(dates, month_load=dates.month_load + 1)), plan
    )
    twice = np.sort(np.append(plan.slot, plan.slot[0]))
    assert "one_batch" in rules(
        made, replace(plan, slot=twice, slot_from=plan.slot_from + (plan.slot_from > 0))
    )


def test_order_and_candidates_are_looked_at(made: Organisation, planned: Result) -> None:
    people, plan = made.people, planned.plan
    person = int(np.flatnonzero(plan.planned)[0])
    row = int(people.candidate_from[person])
    chosen = np.searchsorted(made.dates.first, plan.of(person)[0], side="right") - 1
    row += int(np.flatnonzero(people.candidate[row : people.candidate_from[person + 1]] == chosen)[0])
    for begin, listed, rule in (
        ("after_from", "after", "prerequisite"),
        ("need_from", "need_step", "level_order"),
    ):
        at = getattr(people, begin)[row]
        longer = np.insert(getattr(people, listed), at, 10**6)
        later = getattr(people, begin) + (np.arange(len(people.candidate) + 1) > row)
        with_more = replace(people, **{begin: later, listed: longer})
        assert rules(replace(made, people=with_more), plan) == {rule}
    nobodys = replace(people, candidate=people.candidate + 10**6)
    assert rules(replace(made, people=nobodys), plan) == {"no candidate"}
