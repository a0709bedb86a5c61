"""Who works on the partitions: threads of this process, or whatever else keeps to ``Crew``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import reduce
from operator import add
from typing import Any, Protocol

from planner.allocation.journeys import Journeys
from planner.allocation.partitions import Part, Verb

GROUP = 16
"""Partitions whose answers are added up before they are added to others': always as many, so that sums have the same bits."""


def added(answers: Sequence[Any]) -> list[Any]:
    """The sums of groups of answers, in order; the first one begins a group."""
    return [reduce(add, answers[begin : begin + GROUP]) for begin in range(0, len(answers), GROUP)]


class Crew(Protocol):
    """Keeps the partitions and what is known of them; does what it is told, whatever the number of workers.

    ``told`` is what everybody is told: the last arguments of the verb (see ``planner.allocation.partitions``).
    """

    def each(self, verb: Verb, *told: Any) -> list[Any]:
        """Do this with every partition, at once; the answers, in the order of partitions."""

    def total(self, verb: Verb, *told: Any) -> Any:
        """Do this with every partition, at once; the sum of the answers, the same to the last bit however they are spread."""

    def chain(self, verb: Verb, carried: Any, *told: Any) -> Any:
        """Do this with one partition after another: the first is told ``carried``, the next its answer; the last answer."""

    def known(self) -> list[Journeys]:
        """What is known of each partition."""

    def recall(self, known: Iterable[Journeys]) -> None:
        """Go on from what was known."""


class Threads:
    """Works with threads: the compiled loops do not hold the interpreter's lock."""

    def __init__(self, parts: Iterable[Part], workers: int) -> None:
        self._parts = tuple(parts)
        self._known = [part.nothing_known() for part in self._parts]
        self._workers = max(1, workers)

    def each(self, verb: Verb, *told: Any) -> list[Any]:
        """Do this with every partition, at once."""
        if self._workers == 1:
            done = [verb(part, known, *told) for part, known in self._pairs()]
        else:
            with ThreadPoolExecutor(self._workers) as pool:
                done = list(pool.map(lambda pair: verb(*pair, *told), self._pairs()))
        self._known = [known for known, _ in done]
        return [answer for _, answer in done]

    def total(self, verb: Verb, *told: Any) -> Any:
        """Do this with every partition, at once; the sum of the answers."""
        return reduce(add, added(self.each(verb, *told)))

    def chain(self, verb: Verb, carried: Any, *told: Any) -> Any:
        """Do this with one partition after another."""
        for number, (part, known) in enumerate(self._pairs()):
            self._known[number], carried = verb(part, known, carried, *told)
        return carried

    def known(self) -> list[Journeys]:
        """What is known of each partition."""
        return list(self._known)

    def recall(self, known: Iterable[Journeys]) -> None:
        """Go on from what was known."""
        self._known = list(known)

    def _pairs(self) -> list[tuple[Part, Journeys]]:
        return list(zip(self._parts, self._known, strict=True))
