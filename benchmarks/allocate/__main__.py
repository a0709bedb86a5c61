"""Planning for everybody, measured: ``python -m benchmarks.allocate --people N --json``.

A made organisation is planned for in a fresh process; a checker that shares no code with the planner reads the plan; the
distance from the best possible is proven for certain and by exact subproblems. ``--lp`` adds the full LP by HiGHS,
``--scaling`` a second size and two workers; ``--tight N`` tells instead how near each
bound comes on N people, ``--small N`` solves N small organisations exactly as one programme.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

from benchmarks.allocate.bounds import CONFIDENCE, Bounded, bounded
from benchmarks.allocate.full import largest
from benchmarks.allocate.made import made_organisation
from benchmarks.allocate.measured import Measured, Settings, measure
from benchmarks.allocate.proof import proof
from benchmarks.allocate.tight import tightness
from planner.allocation.bound import Effort
from tests.checker.everybody import Everybody

SAMPLE, EVERYBODY = 800, 400
"""People solved exactly; of so many or fewer, all."""
CASES, NEAR = 64, 0.004
"""The certain bound's effort for each person."""
SMALLER = 10


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the figures."""
    options = _options(arguments)
    if options.small:
        found: dict[str, object] = dict(proof(options.small))
    else:
        found = measured(options)
    print(json.dumps(found) if options.json else "\n".join(f"{k:28} {v}" for k, v in found.items()))
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.allocate", description=__doc__)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--solutions", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2027)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1, help="rounds of the search")
    parser.add_argument(
        "--seconds", type=float, default=1e9, help="stop the search after the round under way"
    )
    parser.add_argument(
        "--sample", type=int, default=SAMPLE, help="people whose subproblem is solved exactly"
    )
    parser.add_argument("--cases", type=int, default=CASES, help="cases of the certain bound for each person")
    parser.add_argument(
        "--near", type=float, default=NEAR, help="no more cases within this share of a person's worth"
    )
    parser.add_argument(
        "--lp", type=float, default=0.0, metavar="SECONDS", help="solve the full LP, as large as ends in time"
    )
    parser.add_argument("--scaling", action="store_true", help="also a tenth of the people, and two workers")
    parser.add_argument(
        "--tight", type=int, default=0, metavar="N", help="how near each bound comes, on N people"
    )
    parser.add_argument(
        "--small", type=int, default=0, metavar="N", help="N small organisations solved exactly instead"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args(arguments)


def measured(options: argparse.Namespace) -> dict[str, object]:
    """All figures that were asked for."""
    settings = Settings(
        options.people, options.solutions, options.seed, options.workers, options.rounds, options.seconds
    )
    run = measure(settings)
    if options.tight:
        return dict(tightness(run, options.tight))
    found = figures(run, options)
    print(json.dumps(found), file=sys.stderr)  # the rest may take an hour
    if options.scaling:
        found |= scaling(run)
        print(json.dumps(found), file=sys.stderr)
    if options.lp:
        lp: dict[str, float] = largest(options.solutions, options.seed, options.lp)
        if "lp_people" in lp:
            same = measure(replace(settings, people=int(lp["lp_people"]), workers=1))
            lp |= {"plan_at_lp_people_cpu_seconds": round(same.cpu_seconds, 1)}
            lp |= {"plan_below_lp": round(1.0 - same.worth / lp["lp_value"], 5)}
        found |= lp
    return found


def figures(run: Measured, options: argparse.Namespace) -> dict[str, object]:
    """Check and bound one search's plan."""
    settings = run.settings
    organisation = made_organisation(settings.people, solutions=settings.solutions, seed=settings.seed)
    print(f"planned in {run.seconds:.0f} s; checking", file=sys.stderr)
    faults = Everybody(organisation).faults(run.plan, run.used)
    sample = settings.people if settings.people <= EVERYBODY else min(options.sample, settings.people)
    effort = Effort(options.cases, options.near)
    bound = bounded(organisation, run.prices, run.plan, sample, effort, os.cpu_count() or 1)
    return {
        "people": settings.people,
        "solutions": settings.solutions,
        "planned": int(run.plan.planned.sum()),
        "gap": _gap(run, min(bound.exact, run.bound)),
        "bound": "exact"
        if sample == settings.people
        else f"sampled, {CONFIDENCE:.0%} confidence, {sample} people",
        "estimated_gap": _gap(run, bound.estimate),
        "deterministic_gap": _gap(run, min(bound.certain, run.bound)),
        "program_gap": _gap(run, run.bound),
        "seconds": round(run.seconds, 1),
        "cpu_seconds": round(run.cpu_seconds, 1),
        "peak_mb": round(run.peak_mb),
        "data_mb": round(run.data_mb),
        "bytes_a_person": round((run.peak_mb * 2**20 + run.data_mb * 1e6) / settings.people),
        "broken_rules": len(faults),
        "workers": settings.workers,
        "rounds": settings.rounds,
        "value": round(run.worth - run.floors, 3),
        "hash": run.plan.hash,
        **_took(bound),
    }


def _gap(run: Measured, bound: float) -> float:
    return round((bound - run.worth) / (run.worth - run.floors), 5)


def _took(bound: Bounded) -> dict[str, object]:
    return {
        "unproven": bound.unproven,
        "exact_ms": round(1000 * bound.exact_cpu_seconds / bound.sampled, 1),
        "deterministic_cpu_seconds": round(bound.certain_cpu_seconds, 1),
    }


def scaling(run: Measured) -> dict[str, object]:
    """Time against a tenth of the people, and of two workers against one; the plan must be the same."""
    fewer = measure(replace(run.settings, people=max(1, run.settings.people // SMALLER)))
    other = measure(replace(run.settings, workers=2 if run.settings.workers == 1 else 1))
    one, two = (run, other) if run.settings.workers == 1 else (other, run)
    return {
        "fewer_people": fewer.settings.people,
        "fewer_cpu_seconds": round(fewer.cpu_seconds, 1),
        "times_the_cpu_seconds": round(run.cpu_seconds / fewer.cpu_seconds, 2),
        "times_the_seconds": round(run.seconds / fewer.seconds, 2),
        "one_worker_seconds": round(one.seconds, 1),
        "two_workers_seconds": round(two.seconds, 1),
        "two_workers_times_as_fast": round(one.seconds / two.seconds, 2),
        "same_plan": one.plan.hash == two.plan.hash,
    }


if __name__ == "__main__":
    raise SystemExit(main())
