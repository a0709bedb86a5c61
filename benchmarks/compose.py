"""The composer against the exact optimum: ``python -m benchmarks.compose [--quick] [--sizes 200 1000 5000] [--json]``.

Two families: people of the demo agency, and harder made problems (``benchmarks.made``). With ``--sizes`` made problems of
catalogues of those sizes instead, every second one harder. Both sides are timed in one run, in CPU seconds on one thread; the
exact side's time is that of the solver alone, without building its model.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from api.demo.agency import DEMO_DAY, demo_agency
from benchmarks.exact import Exact, solve_cp_sat, solve_highs
from benchmarks.made import made_problems
from planner.cases import problems_of
from planner.compose import compose, value_of, violations
from planner.journey import Consideration
from planner.problem import Problem, Solution
from planner.regulations import standard_forms, standard_parameters
from planner.world import World

PEOPLE = 200
SEED = 2027
LIMIT, QUICK_LIMIT = 120.0, 8.0
QUICK_PEOPLE, QUICK_SECONDS = 40, 24.0
"""A quick run stops asking for more after so long; the solver may take one more ``limit`` after that."""
SOLVERS = {"cp-sat": solve_cp_sat, "highs": solve_highs}


@dataclass(frozen=True, slots=True)
class Pair:
    """One problem solved by both; ``ratio`` is composed value over optimum, 0 where a plan was missed."""

    family: str
    composed: Solution
    exact: Exact
    composed_seconds: float
    optimum: float
    lawful: bool

    @property
    def ratio(self) -> float:
        return self.composed.value / self.optimum

    @property
    def wrongly_infeasible(self) -> bool:
        return bool(self.composed.reason) and self.exact.chosen is not None

    @property
    def counts(self) -> bool:
        """An unproven or infeasible problem has no optimum to compare with, nor has one without a gap."""
        return self.exact.proven and self.exact.chosen is not None and self.optimum > 0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the comparison and print its figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.compose", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a few dozen people, within 45 seconds")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--people", type=int, default=PEOPLE, help="people of each family")
    parser.add_argument("--solver", choices=SOLVERS, default="cp-sat")
    parser.add_argument(
        "--sizes", type=int, nargs="+", default=[], help="solutions of made catalogues, a family each"
    )
    parser.add_argument("--limit", type=float, default=LIMIT, help="the solver's CPU seconds for one person")
    options = parser.parse_args(arguments)
    began = time.monotonic()
    people = QUICK_PEOPLE if options.quick else options.people
    limit = QUICK_LIMIT if options.quick else options.limit
    pairs: list[Pair] = []
    problems = _sized(people, options.sizes) if options.sizes else _problems(people)
    for number, (family, problem) in enumerate(problems):
        if options.quick and time.monotonic() - began > QUICK_SECONDS and number >= 2:
            break
        pairs.append(_pair(family, problem, number, options.solver, limit))
        print(f"\r{len(pairs)} of {people * (len(options.sizes) or 2)}", end="", file=sys.stderr, flush=True)
        if options.sizes and not len(pairs) % people:  # the rest may take half an hour
            print(f" {family} {json.dumps(_figures(pairs[-people:]))}", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    found = figures(pairs)
    print(
        json.dumps(found)
        if options.json
        else "\n".join(f"{name:24} {value}" for name, value in found.items())
    )
    return 0


def _problems(people: int) -> Iterator[tuple[str, Problem]]:
    """The two families in turn, so that a run cut short has seen both."""
    demo, made = islice(_demo_problems(), people), made_problems(people, SEED, hard=True)
    for one, other in zip(demo, made, strict=False):
        yield "demo", one
        yield "made", other


def _sized(people: int, sizes: Sequence[int]) -> Iterator[tuple[str, Problem]]:
    """So many people at each size, every second one with less time, less money and fewer things at once."""
    for size in sizes:
        easy, hard = (made_problems(people, SEED, solutions=size, hard=hard) for hard in (False, True))
        pairs = zip(easy, hard, strict=True)
        for _, problem in zip(range(people), (one for pair in pairs for one in pair), strict=False):
            yield f"made_{size}", problem


def _demo_problems() -> Iterator[Problem]:
    agency = demo_agency()
    world = World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())
    for problem in problems_of(world, [person.nip for person in agency.people], Consideration.GAP):
        if len(problem.weight):
            yield problem


def _pair(family: str, problem: Problem, seed: int, solver: str, limit: float) -> Pair:
    if not seed:
        compose(problem, seed)  # compiles the search, once a machine
    began = time.process_time()
    composed = compose(problem, seed)
    composed_seconds = time.process_time() - began
    exact = SOLVERS[solver](problem, limit)
    lawful = bool(composed.reason) or not violations(problem, composed.chosen)
    return Pair(family, composed, exact, composed_seconds, value_of(problem, exact.chosen or ()), lawful)


def figures(pairs: Sequence[Pair]) -> dict[str, float]:
    """Figures over all pairs, then each family's own."""
    found = _figures(pairs)
    for family in dict.fromkeys(pair.family for pair in pairs):
        own = _figures([pair for pair in pairs if pair.family == family])
        found |= {f"{family}_{name}": value for name, value in own.items()}
    return found


def _figures(pairs: Sequence[Pair]) -> dict[str, float]:
    ratios = [pair.ratio for pair in pairs if pair.counts] or [0.0]
    composed = sum(pair.composed_seconds for pair in pairs)
    exact = sum(pair.exact.seconds for pair in pairs)
    return {
        "people": len(pairs),
        "mean_ratio": round(sum(ratios) / len(ratios), 5),
        "worst_ratio": round(min(ratios), 5),
        "speed_ratio": round(exact / max(composed, 1e-9), 1),
        "wrongly_infeasible": sum(pair.wrongly_infeasible for pair in pairs),
        "infeasible": sum(pair.exact.proven and pair.exact.chosen is None for pair in pairs),
        "unproven": sum(not pair.exact.proven for pair in pairs),
        "unlawful": sum(not pair.lawful for pair in pairs),
        "composer_ms": round(1000 * composed / max(len(pairs), 1), 2),
        "exact_ms": round(1000 * exact / max(len(pairs), 1), 1),
    }


if __name__ == "__main__":
    raise SystemExit(main())
