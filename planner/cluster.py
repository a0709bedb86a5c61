"""Planning for everybody on many machines, by Dask: the only module that knows it.

The partitions of people go to the workers once and stay there, with what is known of them; afterwards only what everybody is told
travels to the workers (prices, what is left), and sums come back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import ExitStack, contextmanager
from functools import reduce
from operator import add, itemgetter
from typing import Any

from distributed import Client, KilledWorker, LocalCluster

from planner.allocation.crew import GROUP, added
from planner.allocation.journeys import Journeys
from planner.allocation.partitions import Part, Verb
from planner.errors.runs import ClusterSilent

LOCAL = "local"
"""Processes of this machine instead of a scheduler's address."""

_ANY_PORT = "127.0.0.1:0"
_PATIENCE = 30
"""Seconds that a scheduler has to answer, and to have a worker."""

_SHARES = 2
"""Tasks for each thread of the cluster in a step, so that a slow one is not waited for by all."""


class Cluster:
    """Implements planner.allocation.crew.Crew."""

    def __init__(self, client: Client, parts: Iterable[Part]) -> None:
        self._client = client
        kept = tuple(parts)
        threads = sum(client.nthreads().values())
        size = GROUP * max(1, round(len(kept) / GROUP / max(1, threads * _SHARES)))
        groups = [kept[begin : begin + size] for begin in range(0, len(kept), size)]
        workers = sorted(client.nthreads())
        self._where = [workers[number * len(workers) // len(groups)] for number in range(len(groups))]
        self._parts = self._hand_out(groups)
        self._known = self._hand_out([tuple(part.nothing_known() for part in group) for group in groups])
        self._sizes = [len(group) for group in groups]

    @property
    def tasks(self) -> int:
        """How many tasks a step is."""
        return len(self._parts)

    def each(self, verb: Verb, *told: Any) -> list[Any]:
        """Do this with every partition, at once; the answers, in the order of partitions."""
        return self._at_once(_each, verb, *told)

    def total(self, verb: Verb, *told: Any) -> Any:
        """Do this with every partition, at once; the sum of the answers, of which each worker adds up its own."""
        return reduce(add, self._at_once(_total, verb, *told))

    def chain(self, verb: Verb, carried: Any, *told: Any) -> Any:
        """Do this with one partition after another; what one leaves travels to the next without passing here."""
        everybody = self._tell(told)
        for number in range(len(self._parts)):
            carried = self._step(number, _chain, verb, carried, *everybody)
        return self._client.gather(carried)

    def known(self) -> list[Journeys]:
        """What is known of each partition."""
        return [one for group in self._client.gather(self._known) for one in group]

    def recall(self, known: Iterable[Journeys]) -> None:
        """Go on from what was known."""
        them = iter(known)
        self._known = self._hand_out([tuple(next(them) for _ in range(size)) for size in self._sizes])

    def _at_once(self, how: Any, verb: Verb, *told: Any) -> list[Any]:
        everybody = self._tell(told)
        answers = [self._step(number, how, verb, *everybody) for number in range(len(self._parts))]
        return [one for group in self._client.gather(answers) for one in group]

    def _tell(self, told: Sequence[Any]) -> list[Any]:
        return [self._client.scatter(one, broadcast=True, hash=False) for one in told]

    def _hand_out(self, groups: Sequence[object]) -> list[Any]:
        # A list is scattered element by element; each stays on the worker that will work on it.
        return [
            self._client.scatter([group], workers=[where], hash=False)[0]
            for group, where in zip(groups, self._where, strict=True)
        ]

    def _step(self, number: int, how: Any, verb: Verb, *told: Any) -> Any:
        where = {"workers": [self._where[number]], "pure": False}
        both = self._client.submit(how, verb, self._parts[number], self._known[number], *told, **where)
        self._known[number] = self._client.submit(itemgetter(0), both, **where)
        return self._client.submit(itemgetter(1), both, **where)


def _each(
    verb: Verb, parts: Sequence[Part], known: Sequence[Journeys], *told: Any
) -> tuple[tuple[Journeys, ...], list[Any]]:
    done = [verb(part, mine, *told) for part, mine in zip(parts, known, strict=True)]
    return tuple(now for now, _ in done), [answer for _, answer in done]


def _total(
    verb: Verb, parts: Sequence[Part], known: Sequence[Journeys], *told: Any
) -> tuple[tuple[Journeys, ...], list[Any]]:
    after, answers = _each(verb, parts, known, *told)
    return after, added(answers)


def _chain(
    verb: Verb, parts: Sequence[Part], known: Sequence[Journeys], carried: Any, *told: Any
) -> tuple[tuple[Journeys, ...], Any]:
    now = []
    for part, mine in zip(parts, known, strict=True):
        after, carried = verb(part, mine, carried, *told)
        now.append(after)
    return tuple(now), carried


@contextmanager
def connected(address: str, workers: int) -> Iterator[Client]:
    """Connect to the scheduler at an address, or to so many processes of this machine for ``LOCAL``. Raises ClusterSilent."""
    try:
        with ExitStack() as opened:
            where: str | LocalCluster = address
            if address == LOCAL:
                made = LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address=_ANY_PORT)
                where = opened.enter_context(made)
            client = opened.enter_context(Client(where, timeout=_PATIENCE, set_as_default=False))
            client.wait_for_workers(1, timeout=_PATIENCE)
            yield client
    except (OSError, CancelledError, KilledWorker) as error:
        raise ClusterSilent(address) from error
