"""Runs as jobs of one installation."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Protocol

from sqlalchemy.engine import URL

from api.jobs.turn import Turn

if TYPE_CHECKING:
    from api.jobs.queue import Queue, Worker

ATTEND_SECONDS = 5.0
"""How often a process asks whether it is its turn, and looks after runs that the queue has lost."""

_WAIT_SECONDS = 10


class Carrier(Protocol):
    """What the runs of one installation are, and how one is carried out."""

    def open_runs(self) -> Iterable[int]:
        """Runs that wait or are under way."""

    def carry_out(self, run: int, stopping: Callable[[], bool]) -> None:
        """Carry out a run from where it stands; return early, so that it is taken up later, once ``stopping`` says so.

        Never raises: what goes wrong is told in the run.
        """

    def give_up(self, run: int) -> None:
        """Say of a run that the process died under it again and again."""


class RunJobs:
    """Implements planner.ports.Jobs with a queue beside the database at ``address``.

    Any process may ask for work; it is done by one that was told to ``take_up``, and of several by one at a time.
    """

    def __init__(self, address: URL, carrier: Carrier) -> None:
        self._address = _beside(address)
        self._carrier = carrier
        self._lock = threading.Lock()
        self._asked: Queue | None = None
        self._closing = threading.Event()
        self._attendant: threading.Thread | None = None

    def start(self, run: int) -> None:
        """See the port."""
        self._queue().put(run)

    def take_up(self) -> None:
        """Carry out in this process what was and will be asked for, as soon as no other process does."""
        if self._attendant is None:
            self._attendant = threading.Thread(target=self._attend, name="corpu-runs", daemon=True)
            self._attendant.start()

    def close(self) -> None:
        """See the port."""
        self._closing.set()
        if self._attendant is not None:
            self._attendant.join()
        if self._asked is not None:
            self._asked.close()

    def _attend(self) -> None:
        turn, worker = Turn(self._address), None
        while not self._closing.is_set():
            if turn.take():
                self._look_after()
                worker = worker or self._work()
            self._closing.wait(ATTEND_SECONDS)
        if worker is not None:
            worker.close(_WAIT_SECONDS)
        turn.leave()

    def _look_after(self) -> None:
        for run in self._carrier.open_runs():
            if self._queue().gave_up(run):
                self._carrier.give_up(run)
            else:
                self._queue().put(run)

    def _work(self) -> Worker:
        from api.jobs.queue import Worker

        return Worker(_text(self._address), lambda run: self._carrier.carry_out(run, self._closing.is_set))

    def _queue(self) -> Queue:
        # DBOS takes a fifth of a second to import: commands that start no run do without.
        from api.jobs.queue import Queue

        with self._lock:
            if self._asked is None:
                self._asked = Queue(_text(self._address))
            return self._asked


def _beside(address: URL) -> URL:
    if address.get_backend_name() == "sqlite":
        return address.set(database=f"{address.database}-jobs")
    return address


def _text(address: URL) -> str:
    return address.render_as_string(hide_password=False)
