"""How near each bound comes to the exact optimum of a person's priced problem, and what it costs."""

from __future__ import annotations

import time

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from benchmarks.allocate.bounds import exact_bound
from benchmarks.allocate.made import made_organisation
from benchmarks.allocate.measured import Measured
from benchmarks.exact import build_programme
from planner.allocation.bound import Effort, own_bounds, worth_at
from planner.problem import Floats, Problem

CASES = (1, 8, 32, 64)


def tightness(run: Measured, count: int) -> dict[str, float]:
    """Of the first people at the run's prices: how far each bound's sum is above the exact optima's, and its CPU time."""
    settings = run.settings
    organisation = made_organisation(settings.people, solutions=settings.solutions, seed=settings.seed)
    first = organisation.only(slice(0, count))
    problems = [first.problem(person, run.prices) for person in range(count)]
    began = time.process_time()
    exact = np.array([exact_bound(problem, 120.0)[0] for problem in problems])
    found = {"tight_people": count, "exact_ms": _ms(began, count)}
    lawful = np.isfinite(exact)
    began = time.process_time()
    relaxed = np.array([_relaxed(problem) for problem in problems])
    found |= {"lp_above": _above(relaxed[lawful], exact[lawful]), "lp_ms": _ms(began, count)}
    known = worth_at(organisation, run.plan, run.prices)[:count]
    own_bounds(first, run.prices, known)  # compiles it, once a machine
    for cases in CASES:
        began = time.process_time()
        own = own_bounds(first, run.prices, known, Effort(cases, near=0.002))
        found |= {f"cases_{cases}_ms": _ms(began, count)}
        found |= {f"cases_{cases}_above": _above(own[lawful], exact[lawful])}
    return found


def _above(bound: Floats, exact: Floats) -> float:
    return round(float(bound.sum() / exact.sum()) - 1.0, 5)


def _ms(began: float, count: int) -> float:
    return round(1000 * (time.process_time() - began) / count, 2)


def _relaxed(problem: Problem) -> float:
    """The LP relaxation by HiGHS."""
    programme = build_programme(problem)
    entries = [
        (row, column, amount) for row, one in enumerate(programme.rows) for column, amount in one[0].items()
    ]
    row, column, amount = (np.array(part) for part in zip(*entries, strict=True))
    shape = (len(programme.rows), len(programme.gain))
    matrix = coo_array((amount, (row, column)), shape=shape).tocsr()
    low, high = (np.array([one[side] for one in programme.rows]) for side in (1, 2))
    found = milp(-programme.gain, constraints=LinearConstraint(matrix, low, high), bounds=Bounds(0, 1))
    return -np.inf if found.x is None else float(programme.gain @ found.x)
