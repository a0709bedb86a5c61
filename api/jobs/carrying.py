"""How a run is carried out: laid out, searched round by round from where it stands, and kept."""

from __future__ import annotations

import json
import logging
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from math import isfinite

from api.jobs.watching import working
from api.middleware import places
from api.worlds import Worlds
from competency_models.errors import InputError
from planner.allocation import Organisation, Result, Stop, allocate
from planner.allocation.fingerprint import fingerprint
from planner.allocation.partitions import split
from planner.allocation.result import Round
from planner.allocation.worth import finish
from planner.errors import Refusal
from planner.errors.runs import RunStands, SearchBroke, SearchGivenUp
from planner.everyone import Everybody
from planner.everyone.asked import faults_of, input_hash, world_of
from planner.everyone.body import Body, pack
from planner.everyone.in_hands import InHands
from planner.everyone.left_out import left_out
from planner.everyone.totals import figures_of
from planner.everyone.worth import with_worths
from planner.ports import Clock, OpenUnitOfWork, UnitOfWork
from planner.runs import OPEN, Progress, Run
from planner.usecases.runs import begin_run, fail_run, finish_run, note_progress
from planner.world import World

Stopping = Callable[[], bool]
LOOK_SECONDS = 2.0
"""How often a run under way says how far it is, and looks whether it was cancelled."""
MOST_STATE = 500_000_000
"""Bytes; neither database takes a value of a gigabyte."""
_QUICKLY = 1
_LOG = logging.getLogger("corpu.runs")


class _Stopped(Exception):
    """The run was cancelled, or this process ends."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Implements api.jobs.run_jobs.Carrier: the runs of one installation.

    ``workers`` threads search, or the ``cluster`` at an address.
    """

    open: OpenUnitOfWork
    worlds: Worlds
    clock: Clock
    workers: int
    cluster: str = ""

    def open_runs(self) -> tuple[int, ...]:
        """See the protocol."""
        with self.open(write=False) as uow:
            return tuple(run.id for run in reversed(uow.runs.all()) if run.state in OPEN)

    def carry_out(self, run: int, stopping: Stopping) -> None:
        """See the protocol."""
        try:
            self._carry_out(run, stopping)
        except (_Stopped, RunStands):  # cancelled or ended meanwhile
            return
        except (Refusal, InputError) as why:
            fail_run(self.open(), run, str(why), self.clock)
        except Exception as error:
            # An error's text may hold people's data.
            _LOG.error(json.dumps({"run": run, "error": type(error).__name__, "at": places(error)}))
            fail_run(self.open(), run, SearchBroke.msgid, self.clock)

    def give_up(self, run: int) -> None:
        """See the protocol."""
        fail_run(self.open(), run, SearchGivenUp.msgid, self.clock)

    def _carry_out(self, number: int, stopping: Stopping) -> None:
        with self.open(write=False) as uow:
            run = uow.runs.get(number)
            if run is None or run.state not in OPEN:
                return
            world, taken = self._world(uow, run), uow.seats.taken()
            hands = InHands.of(uow.journeys.of_year(run.scenario.year), run.scenario.year)
        if faults := faults_of(run.scenario, world):
            raise InputError(faults)
        if not begin_run(self.open(), number, input_hash(world), self.clock):
            return
        assumed, scenario = world_of(world, run.scenario, taken), run.scenario
        everybody = Everybody.of(
            assumed, consideration=scenario.consideration, seed=scenario.seed, hands=hands
        )
        watch = _Watch(self, run, everybody, stopping)
        result = self._search(run, everybody.organisation, watch)
        self._finish(run, everybody, result, watch.progress)

    def _search(self, run: Run, organisation: Organisation, watch: _Watch) -> Result:
        with self.open(write=False) as uow:
            kept = uow.runs.checkpoint(run.id) or b""
        problem = fingerprint(organisation)
        known = zlib.decompress(kept.removeprefix(problem)) if kept.startswith(problem) else b""
        stop = Stop(gap=run.scenario.gap, rounds=run.scenario.rounds)
        with working(self.cluster, self.workers, split(organisation), watch.look) as crew:
            return allocate(
                organisation,
                stop,
                self.workers,
                watch.tell,
                crew=crew,
                kept=known,
                keep=lambda state: watch.keep(problem + zlib.compress(state, _QUICKLY)),
            )

    def _finish(self, run: Run, everybody: Everybody, result: Result, progress: Progress) -> None:
        result, worths = finish(everybody.organisation, result, self.workers)
        out = left_out(everybody, result.plan)
        body, figures = Body.of(everybody, result, out), figures_of(everybody, result, out)
        told = with_worths(figures, everybody, worths).to_json()
        finish_run(self.open(), run.id, pack(body), result.plan.hash, told, progress, self.clock)

    def _world(self, uow: UnitOfWork, run: Run) -> World:
        year = run.scenario.year
        if run.day == min(self.clock.today(), date(year, 12, 31)):
            return self.worlds.within(uow, year).world
        return self.worlds.on(uow, year, run.day)


class _Watch:
    """Tells the run how far its search is, and hears whether to go on."""

    def __init__(self, runs: Runs, run: Run, everybody: Everybody, stopping: Stopping) -> None:
        self._runs, self._run, self._stopping = runs, run, stopping
        self.progress = replace(run.progress, rounds=run.scenario.rounds, people=0, of_people=len(everybody))
        self._state: bytes | None = None
        self._told = time.monotonic()

    def look(self, people: int) -> None:
        """So many people are done in the present step of the search."""
        if self._stopping():
            raise _Stopped
        if time.monotonic() - self._told > LOOK_SECONDS:
            self._note(replace(self.progress, people=people))

    def keep(self, state: bytes) -> None:
        """Where the search stands; it is stored with what is told next. Too large a state is not: a killed run begins anew."""
        self._state = state if len(state) <= MOST_STATE else None

    def tell(self, now: Round) -> None:
        """A round ended."""
        bound = now.bound if isfinite(now.bound) else None
        told = replace(self.progress, round=now.number, worth=now.worth, bound=bound)
        self._note(replace(told, people=told.of_people), self._state)
        self._state = None
        if self._stopping():
            raise _Stopped

    def _note(self, progress: Progress, state: bytes | None = None) -> None:
        self.progress, self._told = progress, time.monotonic()
        if not note_progress(self._runs.open(), self._run.id, progress, self._runs.clock, state):
            raise _Stopped
