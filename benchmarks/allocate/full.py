"""The full LP over everybody by HiGHS, at ever larger sizes until one does not end in time.

``python -m benchmarks.allocate.full PEOPLE SOLUTIONS SEED SECONDS`` solves one size in a process of its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

from benchmarks.allocate.made import made_organisation
from benchmarks.allocate.measured import memory
from benchmarks.allocate.whole import solve, whole_programme

FIRST = 125


def largest(solutions: int, seed: int, seconds: float) -> dict[str, float]:
    """Double the people until the LP takes longer; figures of the largest that ended, and at which size it did not."""
    people, found = FIRST, dict[str, float]()
    while True:
        command = [
            sys.executable,
            "-m",
            "benchmarks.allocate.full",
            *map(str, (people, solutions, seed, seconds)),
        ]
        told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        print(told, file=sys.stderr)
        if not told["lp_ended"]:
            return found | {"lp_not_ended_people": people}
        found, people = told, 2 * people


def main(people: int, solutions: int, seed: int, seconds: float) -> None:
    """Solve one size and print its figures."""
    began = time.process_time()
    whole = whole_programme(made_organisation(people, solutions=solutions, seed=seed))
    building = time.process_time() - began
    found = solve(whole, whole_numbers=False, seconds=seconds)
    told = {
        "lp_people": people,
        "lp_ended": found.proven,
        "lp_rows": whole.matrix.shape[0],
        "lp_columns": whole.matrix.shape[1],
        "lp_value": round(found.value, 3),
        "lp_building_cpu_seconds": round(building, 1),
        "lp_cpu_seconds": round(found.seconds, 1),
        "lp_peak_mb": round(memory("VmHWM") / 1024),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4]))
