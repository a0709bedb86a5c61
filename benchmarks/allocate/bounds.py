"""How far a plan is from the best possible: everybody's bound for certain, and exact subproblems for all or a sample.

At any prices the sum over people of their best plan's worth, floors with it, and the price of all there is bounds every plan.
Everybody's own best is bounded by the planner's compiled search by cases; CP-SAT bounds it exactly. Of a sample only the mean of
the difference between these two is estimated, so that few people tell much.
"""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model
from scipy.stats import t

from benchmarks.exact import GAIN_SCALE, SCALES, build_programme, cp_sat
from planner.allocation import Organisation, Plan
from planner.allocation.bound import Effort, own_bounds, worth_at
from planner.problem import Floats, Problem

CONFIDENCE = 0.99
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Bounded:
    """Bounds on what any plan is worth: ``certain`` from everybody, ``exact`` from exact subproblems, and what they took.

    ``estimate`` is the middle of what the sample says, ``exact`` its upper end; both are alike where all were solved.
    ``unproven`` subproblems count with the solver's own bound.
    """

    certain: float
    exact: float
    estimate: float
    sampled: int
    unproven: int
    certain_cpu_seconds: float
    exact_cpu_seconds: float


def bounded(
    organisation: Organisation,
    prices: Floats,
    plan: Plan,
    sample: int,
    effort: Effort,
    workers: int = 1,
    seconds: float = 60.0,
) -> Bounded:
    """Bound at prices (R,). ``sample`` people are solved exactly, each for at most so many seconds."""
    people, capacity = organisation.people, organisation.resources.capacity
    began = time.process_time()
    known = worth_at(organisation, plan, prices)
    certain = np.maximum(0.0, people.floor + own_bounds(organisation, prices, known, effort, workers))
    certain_seconds = time.process_time() - began
    limited = np.isfinite(capacity)
    priced = float(prices[limited] @ capacity[limited])
    drawn = np.random.default_rng(len(people)).permutation(len(people))[:sample]
    began = time.process_time()
    with ThreadPoolExecutor(workers) as pool:  # the solver does not hold the interpreter's lock
        solved = list(
            pool.map(lambda one: exact_bound(organisation.problem(one, prices), seconds), drawn.tolist())
        )
    exact = np.maximum(0.0, people.floor[drawn] + np.array([value for value, _ in solved]))
    lower = certain[drawn] - np.minimum(certain[drawn], exact)
    mean, off = float(lower.mean()), 0.0
    if len(drawn) < len(people):
        off = float(t.ppf(CONFIDENCE, len(drawn) - 1) * lower.std(ddof=1) / np.sqrt(len(drawn)))
    total = priced + float(certain.sum())
    return Bounded(
        certain=total,
        exact=total - len(people) * max(0.0, mean - off),
        estimate=total - len(people) * mean,
        sampled=len(drawn),
        unproven=sum(not proven for _, proven in solved),
        certain_cpu_seconds=certain_seconds,
        exact_cpu_seconds=time.process_time() - began,
    )


def exact_bound(problem: Problem, seconds: float) -> tuple[float, bool]:
    """What CP-SAT proves that no plan of a person can exceed, -inf where there is none, and whether that is the optimum.

    The solver counts in whole numbers: every row is rounded so that nothing lawful is lost, and every gain up.
    """
    programme = build_programme(problem)
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in programme.gain]
    for row, low, high in programme.rows:
        values = np.array(list(row.values()))
        taken = [columns[column] for column in row]
        scale = _scale(values, low, high)
        if np.isfinite(high):
            down = np.floor(values * scale + NOISE).astype(int).tolist()
            model.add(cp_model.LinearExpr.weighted_sum(taken, down) <= int(np.ceil(high * scale - NOISE)))
        if np.isfinite(low):
            up = np.ceil(values * scale - NOISE).astype(int).tolist()
            model.add(cp_model.LinearExpr.weighted_sum(taken, up) >= int(np.floor(low * scale + NOISE)))
    gains = np.ceil(programme.gain * GAIN_SCALE).astype(int).tolist()
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, gains))
    solver = cp_sat(seconds)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return -np.inf, True
    return solver.best_objective_bound / GAIN_SCALE, status == cp_model.OPTIMAL


def _scale(values: Floats, low: float, high: float) -> int:
    sides = [side for side in (low, high) if np.isfinite(side)]
    amounts = np.append(values, sides)
    whole = (scale for scale in SCALES if np.allclose(amounts * scale, np.round(amounts * scale), atol=NOISE))
    return next(whole, SCALES[-1])
