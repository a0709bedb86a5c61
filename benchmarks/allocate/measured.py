"""One search in a process of its own: ``python -m benchmarks.allocate.measured settings.json plan.npz``.

Prints its seconds, CPU seconds and memory beyond the data as one JSON object, and leaves the plan in a file.
The search is compiled, and the organisation made, before anything is measured.
"""

from __future__ import annotations

import ctypes
import gc
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from benchmarks.allocate.made import bytes_of, made_organisation
from planner.allocation import Plan, Stop, allocate
from planner.problem import Floats

WARM = 60
"""People of the organisation on which everything is compiled."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What is searched, and how long."""

    people: int
    solutions: int = 1000
    seed: int = 2027
    workers: int = 1
    rounds: int = 1
    seconds: float = 1e9


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What a search found, and what it took: ``peak_mb`` is the most memory held beyond the organisation's arrays."""

    settings: Settings
    plan: Plan
    prices: Floats
    used: Floats
    worth: float
    bound: float
    floors: float
    stopped: str
    seconds: float
    cpu_seconds: float
    peak_mb: float
    data_mb: float


def measure(settings: Settings) -> Measured:
    """Search in a fresh process. Raises CalledProcessError where that fails."""
    with tempfile.TemporaryDirectory() as folder:
        asked, left = Path(folder) / "settings.json", Path(folder) / "plan.npz"
        asked.write_text(json.dumps(asdict(settings)))
        command = [sys.executable, "-m", "benchmarks.allocate.measured", str(asked), str(left)]
        told = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        with np.load(left, allow_pickle=False) as kept:
            plan = Plan(kept["slot_from"], kept["slot"], kept["value"], kept["planned"])
            return Measured(settings=settings, plan=plan, prices=kept["prices"], used=kept["used"], **told)


def main(asked: str, left: str) -> None:
    """Search, print what it took, leave the plan."""
    settings = Settings(**json.loads(Path(asked).read_text()))
    stop = Stop(rounds=settings.rounds, seconds=settings.seconds)
    allocate(made_organisation(WARM, solutions=100), Stop(rounds=1), settings.workers)
    organisation = made_organisation(settings.people, solutions=settings.solutions, seed=settings.seed)
    before = _memory_now()
    began, cpu = time.monotonic(), time.process_time()
    result = allocate(organisation, stop, settings.workers)
    told = {
        "worth": result.worth,
        "bound": result.bound,
        "floors": result.floors,
        "stopped": result.stopped,
        "seconds": time.monotonic() - began,
        "cpu_seconds": time.process_time() - cpu,
        "peak_mb": max(0, memory("VmHWM") - before) / 1024,
        "data_mb": bytes_of(organisation) / 1e6,
    }
    plan = result.plan
    np.savez(
        left,
        slot_from=plan.slot_from,
        slot=plan.slot,
        value=plan.value,
        planned=plan.planned,
        prices=result.prices,
        used=result.used,
    )
    print(json.dumps(told))


def _memory_now() -> int:
    """Kilobytes held now, from when on the most is looked for. Linux tells; elsewhere memory is counted from nothing.

    What was freed while the organisation was made is given back first: it would hide what the search takes.
    """
    gc.collect()
    try:
        ctypes.CDLL(None).malloc_trim(0)
        Path("/proc/self/clear_refs").write_text("5")
    except (OSError, AttributeError):
        return 0
    return memory("VmRSS")


def memory(name: str) -> int:
    """Kilobytes that this process held at most (``VmHWM``) or holds (``VmRSS``), as Linux counts them for the program alone."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name))


if __name__ == "__main__":
    main(*sys.argv[1:])
