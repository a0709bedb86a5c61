"""A search recorded at two sizes and played for others, and what goes on around it: after everything was compiled."""

from __future__ import annotations

import resource
from dataclasses import asdict

from benchmarks.allocate.made import made_organisation
from benchmarks.scaling.agency import around
from benchmarks.scaling.network import network
from benchmarks.scaling.record import Recorded, size_of
from benchmarks.scaling.simulate import Recording, simulate
from planner.allocation import Stop, allocate
from planner.allocation.partitions import PARTITION, split

QUICK_AGENCY = 60
SIZES = (100_000, 1_000_000, 5_000_000)
WORKERS = (1, 2, 8, 32, 128, 512)


def warm(agency: int, database: str) -> dict[str, object]:
    """What goes on around a search, after everything was compiled."""
    around(QUICK_AGENCY)
    return asdict(around(agency, database))


def measured(people: int, stop: Stop) -> dict[str, object]:
    """Record searches and play them for other sizes."""
    allocate(made_organisation(1), Stop(rounds=1))  # compiled before anything is timed
    small, _ = record(people * 5 // 8, stop)  # both more than those among whom first prices are found
    large, known = record(people, stop)
    between = network()
    return {
        "recorded_people": people,
        "verbs": _by_verb(large),
        "bytes_a_person": known,
        "process_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "network": asdict(between),
        "simulated": [
            asdict(simulate(small, large, size, workers, between)) for size in SIZES for workers in WORKERS
        ],
    }


def record(people: int, stop: Stop) -> tuple[Recording, float]:
    """A search of so many people, and the bytes that a person takes of a worker's memory at its end."""
    organisation = made_organisation(people)
    parts = list(split(organisation))
    crew = Recorded(parts)
    allocate(organisation, stop, crew=crew)
    kept = sum(size_of(part.organisation.people) for part in parts) + size_of(crew.known())
    return Recording(people, crew.steps), kept / people


def _by_verb(large: Recording) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for step in large.steps:
        mine = found.setdefault(
            step.verb, {"times": 0, "ms_a_person": 0.0, "told": step.told, "answer": step.answer}
        )
        mine["times"] += 1
        mine["ms_a_person"] += 1000 * sum(step.seconds) / max(len(step.seconds), 1) / PARTITION
    return found
