"""A plan for everybody is asked for, searched, cancelled, found, adopted, on both databases; the log tells each decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from api.db import SqlUnitsOfWork
from catalog.forms import load_forms
from catalog.solutions import Offering
from competency_models.errors import InputError
from planner.access import Actor
from planner.errors import Forbidden, NotFound
from planner.errors.runs import AgencyChanged, OnlyAssumed, RunStands
from planner.everyone.asked import faults_of
from planner.journey import Proposal, State
from planner.regulations import standard_parameters
from planner.runs import Progress, Run, RunState
from planner.scenario import Scenario
from planner.usecases import submit_for_review
from planner.usecases.runs import (
    adopt_run,
    ask_for_run,
    begin_run,
    cancel_run,
    draft_adopted,
    fail_run,
    find_run,
    finish_run,
    list_runs,
    note_progress,
)
from planner.world import World
from tests.small_agency import AGENCY, ANI, BUDI, CITRA, DEWI, EKA, YEAR, SetClock, Sign, proposal

WORLD = World.build(AGENCY, date(YEAR, 1, 4), YEAR, standard_parameters(), load_forms())
SCENARIO = Scenario("less money", YEAR, budget_percent=80, batches=AGENCY.offerings[:0])
FOUND = Progress(2, 8, 5, 5, 10.5, 10.75)


class Runs:
    """The verbs, each in a transaction of its own."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
        self.open, self.sign, self.clock = open_uow, sign, clock

    def ask(self, scenario: Scenario = SCENARIO, actor: Actor | None = None) -> int:
        return ask_for_run(self.open(), actor or self.sign.clo, WORLD, scenario, self.clock).id

    def begin(self, run: int, made_from: str = "abc") -> bool:
        return begin_run(self.open(), run, made_from, self.clock)

    def note(self, run: int, progress: Progress = FOUND, state: bytes | None = None) -> bool:
        return note_progress(self.open(), run, progress, self.clock, state)

    def finish(self, run: int) -> Run:
        return finish_run(self.open(), run, b"\x00plan", "0f", "{}", FOUND, self.clock)

    def done(self) -> int:
        run = self.ask()
        self.begin(run)
        self.finish(run)
        return run

    def adopt(self, run: int, actor: Actor | None = None, made_from: str = "abc", *assumed: str) -> Run:
        return adopt_run(self.open(), actor or self.sign.clo, run, made_from, assumed, self.clock)

    def draft(self, run: int, proposals: Sequence[Proposal]) -> tuple[int, tuple[tuple[str, State], ...]]:
        report = draft_adopted(
            self.open(),
            self.sign.clo,
            run,
            len(proposals),
            lambda begin, end: proposals[begin:end],
            self.clock,
        )
        return len(report.drafted), report.left

    def get(self, run: int) -> Run:
        return find_run(self.open(write=False), self.sign.administrator, run)

    def kept(self, run: int) -> bytes | None:
        with self.open(write=False) as uow:
            return uow.runs.checkpoint(run)

    def log(self, run: int) -> list[str]:
        with self.open(write=False) as uow:
            return [f"{one.actor} {one.move} {one.to_state}" for one in uow.decisions.of("run", str(run))]


@pytest.fixture
def runs(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Runs:
    return Runs(open_uow, sign, clock)


def test_a_run_goes_its_way_and_each_decision_is_in_the_log(runs: Runs) -> None:
    run = runs.ask()
    assert runs.get(run).scenario == SCENARIO
    assert runs.begin(run)
    assert runs.note(run, state=b"\x00state")
    assert (runs.kept(run), runs.get(run).progress) == (b"\x00state", FOUND)
    done = runs.finish(run)
    assert (done.state, runs.kept(run), runs.get(run)) == (RunState.DONE, None, done)
    assert not runs.begin(run)
    assert not runs.note(run)
    (listed,) = list_runs(runs.open(write=False), runs.sign.clo)
    assert listed == replace(done, body=b"")
    adopted = runs.adopt(run)
    assert adopted.state is RunState.ADOPTED
    assert runs.log(run) == ["clo ask waiting", "clo adopt adopted"]


def test_a_run_that_waits_is_cancelled_at_once_and_one_under_way_at_its_next_step(runs: Runs) -> None:
    first, second = runs.ask(), runs.ask()
    assert cancel_run(runs.open(), runs.sign.clo, first, runs.clock).state is RunState.CANCELLED
    assert not runs.begin(first)
    runs.begin(second)
    runs.note(second, state=b"state")
    assert cancel_run(runs.open(), runs.sign.clo, second, runs.clock).state is RunState.RUNNING
    assert not runs.note(second)
    assert (runs.get(second).state, runs.kept(second)) == (RunState.CANCELLED, None)
    for run in (first, second):
        with pytest.raises(RunStands):
            cancel_run(runs.open(), runs.sign.clo, run, runs.clock)
        with pytest.raises(RunStands):
            runs.finish(run)


def test_a_run_that_was_to_be_cancelled_when_its_process_died_does_not_begin_again(runs: Runs) -> None:
    run = runs.ask()
    runs.begin(run)
    runs.note(run, state=b"state")
    cancel_run(runs.open(), runs.sign.clo, run, runs.clock)
    assert not runs.begin(run)
    assert (runs.get(run).state, runs.kept(run)) == (RunState.CANCELLED, None)


def test_what_was_kept_of_another_agency_is_not_taken_up(runs: Runs) -> None:
    run = runs.ask()
    runs.begin(run)
    runs.note(run, state=b"state")
    assert runs.begin(run)
    assert runs.kept(run) == b"state"
    assert runs.begin(run, "other")
    assert runs.kept(run) is None


def test_a_run_that_broke_says_why(runs: Runs) -> None:
    run = runs.ask()
    fail_run(runs.open(), run, "The worker ended.", runs.clock)
    assert (runs.get(run).state, runs.get(run).failure) == (RunState.FAILED, "The worker ended.")
    fail_run(runs.open(), run, "Again.", runs.clock)
    assert runs.get(run).failure == "The worker ended."


def test_only_the_chief_decides_and_only_once(runs: Runs) -> None:
    run = runs.done()
    for actor in (runs.sign.officer, runs.sign.administrator):
        with pytest.raises(Forbidden):
            runs.adopt(run, actor)
        with pytest.raises(Forbidden):
            runs.ask(actor=actor)
        with pytest.raises(Forbidden):
            cancel_run(runs.open(), actor, run, runs.clock)
    with pytest.raises(Forbidden):
        find_run(runs.open(), runs.sign.officer, run)
    with pytest.raises(NotFound):
        runs.adopt(99)
    with pytest.raises(AgencyChanged):
        runs.adopt(run, made_from="other")
    with pytest.raises(OnlyAssumed, match="N1, A1"):
        runs.adopt(run, None, "abc", "N1", "A1")
    runs.adopt(run)
    with pytest.raises(RunStands):
        runs.adopt(run)


def test_drafts_go_on_where_they_were_broken_off_and_people_at_work_are_left_alone(
    runs: Runs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.usecases.runs.SLICE", 2)
    plans = [proposal(nip) for nip in (ANI, BUDI, CITRA, DEWI, EKA)]
    first = runs.done()
    runs.adopt(first)
    assert runs.draft(first, plans[:2]) == (2, ())
    with runs.open(write=False) as uow:
        mine = uow.journeys.of_person(ANI)[0]
    submit_for_review(runs.open(), runs.sign.officer, mine.id, mine.version, runs.clock)

    second = runs.done()
    with pytest.raises(RunStands):
        runs.draft(second, plans)
    runs.adopt(second)
    with pytest.raises(IndexError):
        runs.draft(second, _Breaking(plans))
    assert runs.get(second).drafted == 2
    # Budi's draft stands so already, Ani's is in review: both were in the slice that was stored.
    assert runs.draft(second, plans) == (3, ())
    third = runs.done()
    runs.adopt(third)
    assert runs.draft(third, [proposal(nip, seed=8) for nip in (ANI, BUDI)]) == (1, ((ANI, State.IN_REVIEW),))


class _Breaking(list[Proposal]):
    """Breaks after the first two."""

    def __getitem__(self, key):  # type: ignore[no-untyped-def]
        if key.start >= 2:
            raise IndexError
        return super().__getitem__(key)


@pytest.mark.parametrize(
    ("scenario", "problem"),
    [
        (replace(SCENARIO, name=" "), "no name"),
        (replace(SCENARIO, budget_percent=float("nan")), "out of range"),
        (replace(SCENARIO, tolerance=(10.0, 101.0, 5.0)), "out of range"),
        (replace(SCENARIO, rounds=0), "out of range"),
        (replace(SCENARIO, budgets=(("A9", 1),)), "No such unit"),
        (replace(SCENARIO, budgets=(("A1", 1), ("A1", None))), "stands twice"),
        (replace(SCENARIO, budgets=(("A1", -1),)), "out of range"),
        (replace(SCENARIO, seats=(("O9", 1),)), "No such batch"),
        (replace(SCENARIO, seats=(("O1", -1),)), "out of range"),
        (replace(SCENARIO, batches=(AGENCY.offerings[0],)), "exists"),
        (replace(SCENARIO, batches=(replace(AGENCY.offerings[0], code="N", solution="S9"),)), "solution"),
        (replace(SCENARIO, batches=(replace(AGENCY.offerings[0], code="N", seats=-1),)), "out of range"),
        (
            replace(SCENARIO, batches=(Offering("N", "S2", date(YEAR - 1, 3, 1), date(YEAR - 1, 3, 5), 1),)),
            "left of the year",
        ),
    ],
)
def test_a_scenario_that_cannot_be_planned_is_refused_in_words(scenario: Scenario, problem: str) -> None:

    assert problem in str(InputError(faults_of(scenario, WORLD)))
