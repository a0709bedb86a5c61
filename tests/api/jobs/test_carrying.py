"""A run is carried out by the job as by hand, can be cancelled, and says in words why it failed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from distributed import LocalCluster

from api.bootstrap import build_system
from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from api.jobs import Runs, carrying
from api.operator import OPERATOR
from api.settings import load_settings
from api.system import System
from planner.access import Actor, Role
from planner.allocation import Result, Stop, allocate
from planner.allocation.worth import finish
from planner.everyone import Everybody
from planner.everyone.body import unpack
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
    yield from installed(database_url, tmp_path)


@pytest.fixture
def on_file(sqlite_url: str, tmp_path: Path) -> Iterator[System]:
    yield from installed(sqlite_url, tmp_path)


def installed(database_url: str, folder: Path) -> Iterator[System]:
    made = build_system(load_settings(database_url=database_url, data_dir=folder, today=DEMO_DAY))
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


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster; its workers are threads here, to which everything travels as to other machines."""
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, protocol="tcp://", dashboard_address="127.0.0.1:0"
    ) as made:
        yield made.scheduler_address


def test_the_plan_that_is_kept_hangs_neither_on_the_database_nor_on_who_searches(
    system: System, scheduler: str
) -> None:
    done = carry_out(system, asked(system))
    assert done.state is RunState.DONE, done.failure
    assert done.progress.round == 2
    assert done.progress.people == done.progress.of_people == 40
    assert len(unpack("run", done.body, done.plan_hash).nips) == 40
    assert runs_of(system).open_runs() == ()
    assert done.plan_hash == plain(system).plan.hash
    for workers, cluster in ((4, ""), (1, scheduler)):
        number = asked(system)
        Runs(system.open, system.worlds, system.clock, workers, cluster).carry_out(number, lambda: False)
        again = kept(system, number)
        assert (again.plan_hash, again.body, again.figures) == (done.plan_hash, done.body, done.figures)


def plain(system: System) -> Result:
    everybody = Everybody.of(system.worlds.current(YEAR).world, seed=ASKED.seed)
    searched = allocate(everybody.organisation, Stop(rounds=ASKED.rounds))
    return finish(everybody.organisation, searched)[0]


def test_a_cancelled_run_stops_at_its_next_round(on_file: System, monkeypatch: pytest.MonkeyPatch) -> None:
    number = asked(on_file, replace(ASKED, rounds=50))
    begun = on_file.open

    def first_round_then_cancel(*, write: bool = True) -> UnitOfWork:
        if write and kept(on_file, number).progress.round == 1 and not kept(on_file, number).cancel:
            cancel_run(begun(), CLO, number, on_file.clock)
        return begun(write=write)

    Runs(first_round_then_cancel, on_file.worlds, on_file.clock, 1).carry_out(number, lambda: False)
    ended = kept(on_file, number)
    assert ended.state is RunState.CANCELLED
    assert ended.progress.round == 2


def test_a_cancelled_run_stops_within_its_round(on_file: System, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(carrying, "LOOK_SECONDS", -1.0)
    number, begun = asked(on_file), on_file.open

    def first_people_then_cancel(*, write: bool = True) -> UnitOfWork:
        now = kept(on_file, number)
        if write and now.progress.people and not now.cancel:
            cancel_run(begun(), CLO, number, on_file.clock)
        return begun(write=write)

    Runs(first_people_then_cancel, on_file.worlds, on_file.clock, 1).carry_out(number, lambda: False)
    ended = kept(on_file, number)
    assert ended.state is RunState.CANCELLED
    assert ended.progress.round == 0


def test_a_cluster_that_does_not_answer_fails_the_run_in_words(
    on_file: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.cluster._PATIENCE", 0.2)
    number = asked(on_file)
    Runs(on_file.open, on_file.worlds, on_file.clock, 1, "tcp://127.0.0.1:1").carry_out(number, lambda: False)
    assert kept(on_file, number).state is RunState.FAILED
    assert "tcp://127.0.0.1:1 does not answer" in kept(on_file, number).failure


def test_what_was_kept_of_another_problem_is_not_gone_on_from(on_file: System) -> None:
    number = asked(on_file)
    with on_file.open() as uow:
        uow.runs.keep_checkpoint(number, b"of another problem")
        uow.commit()
    assert carry_out(on_file, number).plan_hash == carry_out(on_file, asked(on_file)).plan_hash
