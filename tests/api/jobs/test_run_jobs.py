"""Jobs of an installation: done once, one at a time, by one process, and taken up again; nothing pickled is ever read."""

from __future__ import annotations

import base64
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from api.jobs import RunJobs, run_jobs
from api.jobs.queue import SCHEMA, Queue
from api.jobs.turn import Turn

PATIENCE = 30


class Toy:
    """Runs that note when they begin and end; run 7 is one that ends only when it is told to."""

    def __init__(self, *runs: int) -> None:
        self.open = list(runs)
        self.seen: list[str] = []
        self.given_up: list[int] = []

    def open_runs(self) -> list[int]:
        return list(self.open)

    def carry_out(self, run: int, stopping: Callable[[], bool]) -> None:
        self.seen.append(f"begin {run}")
        while run == 7 and not stopping():
            time.sleep(0.01)
        if run != 7:
            self.open.remove(run)
        self.seen.append(f"end {run}")

    def give_up(self, run: int) -> None:
        self.given_up.append(run)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_jobs, "ATTEND_SECONDS", 0.1)


@contextmanager
def jobs(engine: Engine, toy: Toy) -> Iterator[RunJobs]:
    made = RunJobs(engine.url, toy)
    try:
        yield made
    finally:
        made.close()


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until, "it did not happen"
        time.sleep(0.02)


def test_what_is_asked_for_is_done_once_and_one_after_another(engine: Engine) -> None:
    toy = Toy(1, 2)
    with jobs(engine, toy) as asking:
        for run in (1, 2, 1):
            asking.start(run)
        assert toy.seen == []
        asking.take_up()
        wait_until(lambda: not toy.open)
    assert toy.seen == ["begin 1", "end 1", "begin 2", "end 2"]


def test_what_was_interrupted_is_taken_up_again_and_what_the_queue_lost_too(engine: Engine) -> None:
    first = Toy(7)
    with jobs(engine, first) as begun:
        begun.take_up()  # nobody asked for run 7: it is stored, and that is enough
        wait_until(lambda: first.seen == ["begin 7"])
    assert first.seen == ["begin 7", "end 7"]
    again = Toy(7)
    with jobs(engine, again) as resumed:
        resumed.take_up()
        wait_until(lambda: again.seen == ["begin 7"])


def test_one_process_at_a_time_has_the_turn(engine: Engine) -> None:
    mine, theirs = Turn(engine.url), Turn(engine.url)
    assert mine.take()
    assert mine.take()
    assert not theirs.take()
    mine.leave()
    assert theirs.take()
    theirs.leave()


def test_a_run_under_which_the_process_keeps_dying_is_given_up(engine: Engine) -> None:
    toy = Toy(3)
    with jobs(engine, toy) as asking:
        asking.start(3)
        change(asking, engine, "status = 'MAX_RECOVERY_ATTEMPTS_EXCEEDED'")
        asking.take_up()
        wait_until(lambda: toy.given_up[:1] == [3])
    assert toy.seen == []


def test_a_pickled_job_is_not_read(engine: Engine, tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    evil = base64.b64encode(f"cos\nmkdir\n(V{trace}\ntR.".encode()).decode()  # os.mkdir(trace)
    toy = Toy(1, 2)
    with jobs(engine, toy) as asking:
        asking.start(1)
        change(asking, engine, "serialization = 'py_pickle'")
        change(asking, engine, f"inputs = '{evil}'", "workflow_input")
        asking.start(2)
        asking.take_up()
        wait_until(lambda: 2 not in toy.open)
    assert toy.seen == ["begin 2", "end 2"]
    assert not trace.exists()


def change(asking: RunJobs, engine: Engine, what: str, table: str = "workflow_status") -> None:
    address = run_jobs._beside(engine.url)
    other = Queue(run_jobs._text(address))
    schema = "" if engine.dialect.name == "sqlite" else f"{SCHEMA}."
    with other._client._sys_db.engine.begin() as connection:
        connection.execute(text(f"UPDATE {schema}{table} SET {what}"))
    other.close()


def test_nothing_runs_after_the_end(engine: Engine) -> None:
    before = threading.active_count()
    with jobs(engine, Toy()) as made:
        made.take_up()
        time.sleep(0.3)
    assert threading.active_count() == before
