"""Plays a recorded search again on paper: other numbers of people, other numbers of workers, messages that take their time."""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.scaling.record import Step
from planner.allocation.crew import GROUP
from planner.allocation.partitions import PARTITION

SHARES = 2
"""Tasks for each worker in a step (``planner.cluster``)."""


@dataclass(frozen=True)
class Network:
    """``message`` seconds of the scheduler for one task, there and back; ``rate`` bytes a second over one connection."""

    message: float
    rate: float


@dataclass(frozen=True)
class Simulated:
    """What a search would take. ``seconds`` on the clock, of which the workers' partitions one after another ``serial``, messages
    ``talking`` and the leader ``leading``; ``busy`` is the share of the time in which workers work.
    """

    people: int
    workers: int
    seconds: float
    serial: float
    talking: float
    leading: float
    busy: float


@dataclass(frozen=True)
class Recording:
    """A recorded search of so many people; ``leading`` seconds were spent by the one who leads, between the steps."""

    people: int
    steps: Sequence[Step]

    @property
    def leading(self) -> float:
        return sum(step.before for step in self.steps)


def simulate(
    small: Recording, large: Recording, people: int, workers: int, network: Network, seed: int = 1
) -> Simulated:
    """The large recording's search, played for ``people`` on ``workers``; partitions take times drawn from the recorded ones.

    Each step: everybody is told (down a tree of workers), workers take tasks of several partitions, answers come back to one.
    What the leader does alone grows from the small recording to the large one and on, in a line.
    """
    draw = random.Random(seed)
    partitions = -(-people // PARTITION)
    tasks = min(-(-partitions // GROUP), workers * SHARES)
    slope = (large.leading - small.leading) / (large.people - small.people)
    leading = max(large.leading, large.leading + slope * (people - large.people))
    serial = talking = working = worked = 0.0
    for step in large.steps:
        times = draw.choices(step.seconds, k=partitions) if step.seconds else [0.0] * partitions
        talking += step.told / network.rate * _depth(workers) + tasks * network.message
        worked += sum(times)
        if step.how == "chain":  # what is left travels from worker to worker
            serial += sum(times)
            talking += tasks * step.answer / network.rate
        else:
            working += _span(_shared(times, tasks), workers)
            talking += (tasks if step.how == "total" else partitions) * step.answer / network.rate
    if workers == 1:
        talking = 0.0  # threads of one process do not send anything
    seconds = serial + working + talking + leading
    return Simulated(people, workers, seconds, serial, talking, leading, worked / (seconds * workers))


def _depth(workers: int) -> int:
    return max(1, (workers - 1).bit_length()) if workers > 1 else 0


def _shared(times: Sequence[float], tasks: int) -> list[float]:
    return [
        sum(times[number * len(times) // tasks : (number + 1) * len(times) // tasks])
        for number in range(tasks)
    ]


def _span(tasks: Sequence[float], workers: int) -> float:
    """When the last worker is done, where each takes the next task when it is free."""
    free = [0.0] * workers
    for task in tasks:
        heapq.heapreplace(free, free[0] + task)
    return max(free)
