"""``kill -9`` of the process that carries out a run, again and again: what comes out must be what an undisturbed run finds.

A nurse imports everything once and forks a worker for each life; a life ends by itself when no run is open any more.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.bootstrap import build_system
from api.jobs import Runs, run_jobs
from api.jobs.queue import LIVES
from api.settings import load_settings
from api.system import System
from planner.access import Actor, Role
from planner.runs import OPEN, Run, RunState
from planner.scenario import Scenario
from planner.usecases.runs import ask_for_run
from tests.api.live_server import ROOT, environment

CLO = Actor(1, "clo", Role.CLO)
_NURSE = "from tests.soak.kill_runs import nurse; nurse()"


@dataclass
class Lives:
    """What became of runs that were killed. ``rounds`` are those that the run had ended at each kill."""

    undisturbed: Run
    seconds: float
    disturbed: list[Run] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether nothing of the deaths is left in what was found."""
        return self.undisturbed.state is RunState.DONE and {_found(self.undisturbed)} == {
            _found(one) for one in self.disturbed
        }


def _found(run: Run) -> tuple[object, ...]:
    return run.state, run.plan_hash, run.body, run.progress, run.figures


def kill_runs(system: System, scenario: Scenario, kills: int, seed: int = 5) -> Lives:
    """Carry out a run undisturbed, then the same one under kills at random moments; again, until there were so many."""
    undisturbed = _asked(system, scenario)
    began = time.monotonic()
    Runs(system.open, system.worlds, system.clock, 1).carry_out(undisturbed, lambda: False)
    lives = Lives(_run(system, undisturbed), time.monotonic() - began)
    moments = random.Random(seed)
    with _nursery(system) as nursery:
        while len(lives.rounds) < kills:
            number = _asked(system, scenario)
            for _ in range(min(LIVES, kills - len(lives.rounds))):  # after more deaths a run is given up
                if not _kill_once(system, nursery, number, moments):
                    break
                lives.rounds.append(_run(system, number).progress.round)
            nursery.start()
            nursery.bury()
            lives.disturbed.append(_run(system, number))
    return lives


def _kill_once(system: System, nursery: _Nursery, number: int, moments: random.Random) -> bool:
    """Let a life go on for up to three rounds more, and a while; False where the run was done before it could be killed."""
    life, ended, more = nursery.start(), _run(system, number).progress.round, moments.randint(0, 3)
    while (now := _run(system, number)).state in OPEN and now.progress.round < ended + more:
        time.sleep(0.01)
    time.sleep(moments.uniform(0.0, 0.3))
    os.kill(life, signal.SIGKILL)
    nursery.bury()
    return _run(system, number).state in OPEN


def _asked(system: System, scenario: Scenario) -> int:
    world = system.worlds.current(scenario.year).world
    return ask_for_run(system.open(), CLO, world, scenario, system.clock).id


def _run(system: System, number: int) -> Run:
    with system.open(write=False) as uow:
        found = uow.runs.get(number)
    assert found is not None
    return found


@dataclass
class _Nursery:
    process: subprocess.Popen[str]

    def start(self) -> int:
        """A life begins; its process id."""
        return int(self._ask("start"))

    def bury(self) -> None:
        """Wait until the life is over."""
        self._ask("bury")

    def _ask(self, wish: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(wish + "\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()


@contextmanager
def _nursery(system: System) -> Iterator[_Nursery]:
    settings = system.settings
    known = environment(settings.database_url, settings.data_dir, 0)
    with (
        (settings.data_dir / "lives.log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-c", _NURSE],
            env=known | {"CORPU_TODAY": str(settings.today)},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            yield _Nursery(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()
            process.wait(timeout=60)


def nurse() -> None:
    """Fork a worker for every ``start``, and wait for its end at every ``bury``; ends with its input."""
    from api.jobs import queue  # noqa: F401 - imported once, not in every life

    for line in sys.stdin:
        if line.strip() == "start":
            child = os.fork()
            if child == 0:
                sys.stdin.close()
                live()
                os._exit(0)
            answer = child
        else:
            answer, _ = os.waitpid(child, 0)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


def live() -> None:
    """Carry out what is open, then end."""
    run_jobs.ATTEND_SECONDS = 0.1
    system = build_system(load_settings())
    work = Runs(system.open, system.worlds, system.clock, 1)
    system.jobs.take_up()
    while work.open_runs():
        time.sleep(0.05)
    system.close()
