"""Who works on a run's search, watched: how many people are done, and whether to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from planner.allocation.crew import Crew, Threads
from planner.allocation.journeys import Journeys
from planner.allocation.partitions import Part, Verb, search
from planner.errors.runs import ClusterMissing


@contextmanager
def working(
    cluster: str, workers: int, parts: Iterable[Part], look: Callable[[int], None] = lambda _: None
) -> Iterator[Crew]:
    """So many threads, or where one is named the cluster at an address (``planner.cluster``), which tell ``look``.

    Raises ClusterMissing, ClusterSilent.
    """
    if not cluster:
        yield Watched(Threads(parts, workers), look)
        return
    try:
        from planner.cluster import Cluster, connected
    except ImportError as missing:  # an extra of its own
        raise ClusterMissing from missing
    with connected(cluster, workers) as client:
        yield Watched(Cluster(client, parts), look, far=True)


class Watched:
    """A crew that tells ``look`` how many people the present search has done; ``look`` may raise to end it.

    It hears after each partition, or ``far`` from here, where partitions are searched in other processes, after each step.
    """

    def __init__(self, crew: Crew, look: Callable[[int], None], *, far: bool = False) -> None:
        self._crew = crew
        self._look = look
        self._far = far
        self._lock = threading.Lock()
        self._done = 0

    def each(self, verb: Verb, *told: Any) -> list[Any]:
        """Do this with every partition, at once."""
        self._done = 0
        return self._crew.each(self._seen(verb), *told)

    def total(self, verb: Verb, *told: Any) -> Any:
        """Do this with every partition, at once; the sum of the answers."""
        if self._far:
            self._look(self._done)
        return self._crew.total(verb, *told)

    def chain(self, verb: Verb, carried: Any, *told: Any) -> Any:
        """Do this with one partition after another."""
        return self._crew.chain(verb, carried, *told)

    def known(self) -> list[Journeys]:
        """What is known of each partition."""
        return self._crew.known()

    def recall(self, known: Iterable[Journeys]) -> None:
        """Go on from what was known."""
        self._crew.recall(known)

    def _seen(self, verb: Verb) -> Verb:
        if verb is not search or self._far:
            return verb

        def searched(part: Part, journeys: Journeys, *told: Any) -> tuple[Journeys, Any]:
            answer = verb(part, journeys, *told)
            with self._lock:
                self._done += len(part.organisation.people)
                self._look(self._done)
            return answer

        return searched
