"""What it costs to speak to workers, measured between processes of this machine."""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from benchmarks.allocate.made import made_organisation
from benchmarks.scaling.simulate import Network
from planner.allocation.crew import GROUP
from planner.allocation.journeys import Journeys
from planner.allocation.partitions import Part, split
from planner.cluster import LOCAL, Cluster, connected

ROUNDS = 20
TASKS = 32
MEGABYTE = 1_000_000
BULK = 64 * MEGABYTE


def network() -> Network:
    """Ask two processes again and again for nothing, then send them something large."""
    one = next(split(made_organisation(1)))
    with connected(LOCAL, 2) as client:
        crew = Cluster(client, [one] * (GROUP * TASKS))
        crew.total(nothing)
        began = time.perf_counter()
        for _ in range(ROUNDS):
            crew.total(nothing)
        message = (time.perf_counter() - began) / ROUNDS / crew.tasks
        bulk = np.zeros(BULK, dtype=np.uint8)
        began = time.perf_counter()
        client.scatter([bulk], workers=[min(client.nthreads())], hash=False)
        rate = BULK / (time.perf_counter() - began)
    return Network(message, rate)


def nothing(_: Part, journeys: Journeys, *__: Any) -> tuple[Journeys, int]:
    """Do nothing."""
    return journeys, 0
