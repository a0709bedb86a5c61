"""How planning for everybody grows: ``python -m benchmarks.scaling [--quick] [--json]``.

A search is recorded step by step at two sizes, what it costs to speak to workers is measured, and the search is played again on
paper for more people and more workers. What goes on around it (reading, laying out, storing) is measured on a demo agency in a
database. Times are CPU seconds; of the database and the network seconds of the clock.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

from benchmarks.scaling.growth import QUICK_AGENCY, measured, warm
from planner.allocation import Stop
from planner.allocation.partitions import PARTITION

PEOPLE, QUICK_PEOPLE = 16 * PARTITION, 2 * PARTITION
AGENCY = 2_000
ROUNDS = 1
"""As in benchmarks.allocate."""


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
    stop = Stop(rounds=1 if options.quick else ROUNDS)
    told = _alone(measured, people, stop) | {"around": _alone(warm, agency, options.database)}
    print(json.dumps(told) if options.json else _text(told))
    return 0


def _alone(part: Callable[..., dict[str, Any]], *given: object) -> dict[str, Any]:
    """In a process of its own, so that its peak of memory is its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(part, *given).result()


def _text(told: dict[str, Any]) -> str:
    """Figures as lines, what was simulated as a table."""
    lines = [f"{name:18} {value}" for name, value in told.items() if name != "simulated"]
    rows = [
        f"| {row['people']:,} | {row['workers']} | {row['seconds']:,.0f} | {row['serial']:,.0f} | {row['talking']:,.0f} "
        f"| {row['leading']:,.0f} | {100 * row['busy']:.0f} % |"
        for row in told["simulated"]
    ]
    heading = "| people | workers | seconds | one after another | messages | leading | workers busy |"
    return "\n".join([*lines, heading, "|---|---|---|---|---|---|---|", *rows])


if __name__ == "__main__":
    raise SystemExit(main())
