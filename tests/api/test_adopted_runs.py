"""A plan for everybody is adopted: drafts as the plan says, people at work left alone, and nothing that is only assumed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from api import run_desk
from api.bootstrap import build_system
from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from api.jobs import Runs
from api.operator import OPERATOR
from api.settings import load_settings
from api.system import System
from catalog.budgets import Budget
from planner.access import Actor, Role
from planner.agency import Agency
from planner.errors.runs import AgencyChanged, OnlyAssumed, RunStands
from planner.everyone import Drafts
from planner.everyone.assumed import MIX
from planner.everyone.compare import taken_by
from planner.journey import Proposal, State
from planner.runs import RunState
from planner.scenario import Scenario
from planner.usecases import import_agency, submit_for_review
from planner.usecases.runs import ask_for_run, compare_runs, compare_with_current, find_run

YEAR = DEMO_DAY.year
CLO = Actor(1, "clo", Role.CLO)
ASKED = Scenario("as it is", YEAR, rounds=1)
PEOPLE = 24


def agency() -> Agency:
    made = demo_agency(PEOPLE, DEMO_SEED)
    root = next(unit.code for unit in made.units if unit.parent is None)
    scarce = tuple(replace(one, seats=1) for one in made.offerings)
    return replace(made, offerings=scarce, budgets=(Budget(root, YEAR, 40_000_000),))


@pytest.fixture
def system(sqlite_url: str, tmp_path: Path) -> Iterator[System]:
    made = build_system(load_settings(database_url=sqlite_url, data_dir=tmp_path, today=DEMO_DAY))
    import_agency(made.open(), agency(), OPERATOR, made.clock)
    yield made
    made.close()


def found(system: System, scenario: Scenario = ASKED) -> int:
    run = ask_for_run(system.open(), CLO, system.worlds.current(YEAR).world, scenario, system.clock)
    Runs(system.open, system.worlds, system.clock, 1).carry_out(run.id, lambda: False)
    assert find_run(system.open(), CLO, run.id).state is RunState.DONE
    return run.id


def test_drafts_are_what_the_plan_says_and_who_is_at_work_is_left_alone(system: System) -> None:
    first, second = found(system), found(system)
    adopted = run_desk.adopt(system, CLO, first)
    body = run_desk.body_of(adopted.run)
    assert (len(adopted.report.drafted), adopted.run.drafted) == (PEOPLE, PEOPLE)
    with system.open() as uow:
        stored = uow.journeys.every_open()
    assert {nip: set(taken) for nip, taken in taken_by(stored).items()} == {
        nip: set(taken) for nip, taken in body.items.items()
    }
    assert {one.state for one in stored} == {State.DRAFTED}
    with pytest.raises(RunStands):
        run_desk.adopt(system, CLO, first)

    busy = next(one for one in stored if one.items)
    submit_for_review(system.open(), CLO, busy.id, busy.version, system.clock)
    again = run_desk.adopt(system, CLO, second)
    assert again.report.left == ((busy.nip, State.IN_REVIEW),)
    assert (len(again.report.drafted), again.report.unchanged) == (0, PEOPLE - 1)


def test_what_was_adopted_stands_as_the_plan_says_and_two_plans_lie_side_by_side(system: System) -> None:
    poor, run = found(system, replace(ASKED, budget_percent=0)), found(system)
    run_desk.adopt(system, CLO, run)
    world = system.worlds.current(YEAR).world
    now = compare_with_current(system.open(), CLO, world, run)
    assert (now.changed, now.only_first, now.only_second) == (0, 0, 0)
    for pair in now.totals:
        assert pair.first == (None if pair.key == "value" else pytest.approx(pair.second)), pair.key
    for parts in (now.units, now.forms, now.models, now.months):
        assert [one.first for one in parts] == [one.second for one in parts]
    for batch in now.batches:
        assert batch.second is not None
        assert batch.first == replace(batch.second, price=0.0, low=None, high=None)
    for purse in now.purses:
        assert purse.second is not None
        assert purse.second.low is not None
        assert purse.first == replace(purse.second, price=0.0, low=None, high=None)

    both = compare_runs(system.open(), CLO, poor, run)
    gained = {one.key: (one.second or 0.0) - (one.first or 0.0) for one in both.totals}
    assert gained["cost"] > 0
    assert gained["value"] > 0
    assert both.changed > 0
    with pytest.raises(RunStands):
        compare_runs(
            system.open(),
            CLO,
            run,
            ask_for_run(system.open(), CLO, world, ASKED, system.clock).id,
        )


def test_a_plan_of_another_agency_is_not_adopted_and_of_another_day_it_is(system: System) -> None:
    run, other = found(system), found(system)
    object.__setattr__(system.clock, "set_day", DEMO_DAY + timedelta(days=1))
    assert system.clock.today() > DEMO_DAY
    run_desk.adopt(system, CLO, run)
    changed = agency()
    people = (replace(changed.people[0], name="Another"), *changed.people[1:])
    import_agency(system.open(), replace(changed, people=people), OPERATOR, system.clock)
    with pytest.raises(AgencyChanged):
        run_desk.adopt(system, CLO, other)


def test_what_only_the_scenario_has_is_named(system: System) -> None:
    (budget,) = agency().budgets
    codes = [one.code for one in agency().offerings]
    seats = tuple((code, PEOPLE) for code in codes)
    richer = found(system, replace(ASKED, budget_percent=1000, seats=seats, tolerance=(70.0, 70.0, 70.0)))
    with pytest.raises(OnlyAssumed) as refused:
        run_desk.adopt(system, CLO, richer)
    named = str(refused.value.params["what"]).split(", ")
    assert {budget.unit, MIX} <= set(named)
    run = find_run(system.open(), CLO, richer)
    taken = Counter(one.offering for items in run_desk.body_of(run).items.values() for one in items)
    assert [code for code in named if code in codes] == [code for code in codes if taken[code] > 1] != []
    poorer = found(system, replace(ASKED, budget_percent=50))
    assert run_desk.adopt(system, CLO, poorer).report.drafted


def test_drafts_that_were_broken_off_go_on_where_they_stood(
    system: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.usecases.runs.SLICE", 10)
    run, part = found(system), Drafts.part

    def breaks(drafts: Drafts, begin: int, end: int) -> tuple[Proposal, ...]:
        if begin:
            raise MemoryError
        return part(drafts, begin, end)

    with monkeypatch.context() as broken:
        broken.setattr(Drafts, "part", breaks)
        with pytest.raises(MemoryError):
            run_desk.adopt(system, CLO, run)
    assert find_run(system.open(), CLO, run).drafted == 10
    assert len(run_desk.adopt(system, CLO, run).report.drafted) == PEOPLE - 10
    with system.open() as uow:
        assert len(uow.journeys.every_open()) == PEOPLE
        assert [one.move for one in uow.decisions.of("run", str(run))] == ["ask", "adopt"]
