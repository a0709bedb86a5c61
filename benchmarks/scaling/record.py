"""Records a search: which steps it takes, how long each takes for each partition, and how much would travel."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from planner.allocation.crew import Threads
from planner.allocation.journeys import Journeys
from planner.allocation.partitions import Part, Verb


@dataclass(frozen=True)
class Step:
    """One step of a search. ``seconds`` are CPU seconds of each full partition; ``told`` and ``answer`` bytes a partition.

    ``how`` is each (answers of partitions travel), total (sums travel) or chain (one partition after another).
    ``before`` are the seconds of the one who leads, between the step before and this one.
    """

    how: str
    verb: str
    seconds: tuple[float, ...]
    told: int
    answer: int
    before: float


class Recorded:
    """A crew of one thread that writes down what it does."""

    def __init__(self, parts: Iterable[Part]) -> None:
        kept = tuple(parts)
        self._most = len(kept[0].organisation.people)
        self._crew = Threads(kept, 1)
        self.steps: list[Step] = []
        self._ended = time.process_time()

    def each(self, verb: Verb, *told: Any) -> list[Any]:
        return self._do("each", verb, told, lambda timed: self._crew.each(timed, *told))

    def total(self, verb: Verb, *told: Any) -> Any:
        return self._do("total", verb, told, lambda timed: self._crew.total(timed, *told))

    def chain(self, verb: Verb, carried: Any, *told: Any) -> Any:
        return self._do("chain", verb, told, lambda timed: self._crew.chain(timed, carried, *told))

    def known(self) -> list[Journeys]:
        return self._crew.known()

    def recall(self, known: Iterable[Journeys]) -> None:
        self._crew.recall(known)

    def _do(self, how: str, verb: Verb, told: tuple[Any, ...], do: Any) -> Any:
        before = time.process_time() - self._ended
        seconds: list[float] = []
        answers: list[int] = [0]

        def timed(part: Part, journeys: Journeys, *rest: Any) -> Any:
            began = time.process_time()
            found = verb(part, journeys, *rest)
            if len(part.organisation.people) == self._most:
                seconds.append(time.process_time() - began)
                answers[0] = size_of(found[1])
            return found

        answer = do(timed)
        self.steps.append(Step(how, verb.__name__, tuple(seconds), size_of(told), answers[0], before))
        self._ended = time.process_time()
        return answer


def size_of(value: Any) -> int:
    """Bytes of all arrays in a value."""
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    if is_dataclass(value) and not isinstance(value, type):
        return sum(size_of(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, list | tuple):
        return sum(map(size_of, value))
    return 8
