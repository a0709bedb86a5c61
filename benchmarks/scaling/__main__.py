"""How planning for everybody grows: ``python -m benchmarks.scaling [--quick] [--json]``.

A search is recorded step by step at two sizes, what it costs to speak to workers is measured, and the search is played again on
paper for more people and more workers. What goes on around it (reading, laying out, storing) is measured on a demo agency in a
database. Times are CPU seconds; of the database and the network seconds of the clock.
"""

from __future__ import annotations

import argparse
import json
import resource
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from multiprocessing import get_context

from benchmarks.allocate.made import made_organisation
from benchmarks.scaling.agency import around
from benchmarks.scaling.network import network
from benchmarks.scaling.record import Recorded, size_of
from benchmarks.scaling.simulate import Recording, simulate
from planner.allocation import Stop, allocate
from planner.allocation.partitions import PARTITION, split

PEOPLE, QUICK_PEOPLE = 16 * PARTITION, 2 * PARTITION
AGENCY, QUICK_AGENCY = 2_000, 60
SIZES = (100_000, 1_000_000, 5_000_000)
WORKERS = (1, 2, 8, 32, 128, 512)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, simulate and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scaling", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_PEOPLE} people, few rounds")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--people", type=int)
    parser.add_argument("--agency", type=int)
    parser.add_argument("--database", default="", help="another database than a temporary SQLite file")
    options = parser.parse_args(arguments)
    people = options.people or (QUICK_PEOPLE if options.quick else PEOPLE)
    agency = options.agency or (QUICK_AGENCY if options.quick else AGENCY)
    stop = Stop(rounds=1 if options.quick else Stop().rounds)
    told = _alone(measured, people, stop) | {"around": _alone(warm, agency, options.database)}
    print(json.dumps(told) if options.json else _text(told))
    return 0


def _alone(part: Callable[..., dict[str, object]], *given: object) -> dict[str, object]:
    """In a process of its own, so that its peak of memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(part, *given).result()


def warm(agency: int, database: str) -> dict[str, object]:
    """What goes on around a search, after everything was compiled."""
    around(QUICK_AGENCY)
    return asdict(around(agency, database))


def measured(people: int, stop: Stop) -> dict[str, object]:
    """Record searches and play them for other sizes."""
    allocate(made_organisation(1), Stop(rounds=1))  # compiled before anything is timed
    small, _ = record(people // 2, stop)
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


def _text(told: dict[str, object]) -> str:
    lines = [f"{name:18} {value}" for name, value in told.items() if name != "simulated"]
    rows = told["simulated"]
    assert isinstance(rows, list)
    return "\n".join([*lines, *(str(row) for row in rows)])


if __name__ == "__main__":
    raise SystemExit(main())
