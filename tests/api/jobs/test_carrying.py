"""A run is carried out by the job as by hand, can be cancelled, and says in words why it failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.bootstrap import build_system
from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from api.jobs import Runs
from api.operator import OPERATOR
from api.settings import load_settings
from api.system import System
from planner.access import Actor, Role
from planner.everyone.body import unpack
from planner.everyone.figures import Figures
from planner.ports import UnitOfWork
from planner.runs import Run, RunState
from planner.scenario import Scenario
from planner.usecases import import_agency
from planner.usecases.runs import ask_for_run, cancel_run

YEAR = DEMO_DAY.year
CLO = Actor(1, "clo", Role.CLO)
ASKED = Scenario("as it is", YEAR, rounds=2)


@pytest.fixture
def system(database_url: str, tmp_path: Path) -> Iterator[System]:
    made = build_system(load_settings(database_url=database_url, data_dir=tmp_path, today=DEMO_DAY))
    import_agency(made.open(), demo_agency(40, DEMO_SEED), OPERATOR, made.clock)
    yield made
    made.close()


def asked(system: System, scenario: Scenario = ASKED) -> int:
    return ask_for_run(system.open(), CLO, system.worlds.current(YEAR).world, scenario, system.clock).id


def runs_of(system: System) -> Runs:
    return Runs(system.open, system.worlds, system.clock, 1)


def kept(system: System, number: int) -> Run:
    with system.open(write=False) as uow:
        found = uow.runs.get(number)
    assert found is not None
    return found


def carry_out(system: System, number: int) -> Run:
    runs_of(system).carry_out(number, lambda: False)
    return kept(system, number)


def test_a_run_is_searched_and_its_plan_kept(system: System) -> None:
    done = carry_out(system, asked(system))
    assert done.state is RunState.DONE
    assert done.progress.round == 2
    assert done.progress.people == done.progress.of_people == 40
    body = unpack("run", done.body, done.plan_hash)
    assert len(body.nips) == 40
    shown = Figures.from_json(done.figures)
    assert (shown.planned, shown.plan_hash) == (int(body.plan.planned.sum()), done.plan_hash)
    assert runs_of(system).open_runs() == ()


def test_a_cancelled_run_stops_at_its_next_round(system: System, monkeypatch: pytest.MonkeyPatch) -> None:
    number = asked(system, replace(ASKED, rounds=50))
    begun = system.open

    def first_round_then_cancel(*, write: bool = True) -> UnitOfWork:
        if write and kept(system, number).progress.round == 1 and not kept(system, number).cancel:
            cancel_run(begun(), CLO, number, system.clock)
        return begun(write=write)

    Runs(first_round_then_cancel, system.worlds, system.clock, 1).carry_out(number, lambda: False)
    ended = kept(system, number)
    assert ended.state is RunState.CANCELLED
    assert ended.progress.round == 2
