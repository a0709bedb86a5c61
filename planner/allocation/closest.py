"""The lawful plan that keeps most of one that stands, found exactly: a small mixed-integer programme for one person (HiGHS)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from planner.allocation.standing import SLACK, Standing
from planner.composing.check import violations
from planner.composing.data import must_cover
from planner.problem import Bools, Floats, Ints, Problem
from planner.worth import worth_with_each

NODES = 2_000
"""Branches at most; what is known then is lawful all the same."""
NEW = 0.01
"""What a new item counts against one that is kept: where several plans keep as many, the one with the fewest new items."""

Row = tuple[Floats, float, float]


def closest(standing: Standing, allowed: Bools, budget: float = np.inf) -> Ints | None:
    """The lawful plan of allowed options (O,) that keeps most items, approved ones before all others; None where there is none.

    Of plans that keep as many the one with the fewest new items, of these the one whose new items are worth most.
    """
    if not allowed.any():
        return None
    present = standing.present
    kept = 1.0 + standing.fixed * (1.0 + present.sum())
    gain = worth_with_each(standing.problem, np.flatnonzero(present & allowed).tolist())
    new = NEW * (gain - gain.min()) / max(2.0 * np.ptp(gain), SLACK) - NEW
    return _solve(standing.problem, allowed, np.where(present, kept, new), budget)


def cheapest(standing: Standing, allowed: Bools) -> Ints | None:
    """The lawful plan of allowed options (O,) that costs least and gives up nothing approved; None where there is none."""
    if not allowed.any():
        return None
    problem = standing.problem
    share = problem.cost / max(float(problem.cost.max()), 1.0)
    found = _solve(problem, allowed, standing.fixed * float(len(share)) - share - SLACK, np.inf)
    return found if found is not None and standing.fixed[found].sum() == standing.fixed.sum() else None


def _solve(whole: Problem, allowed: Bools, aim: Floats, budget: float) -> Ints | None:
    number = np.flatnonzero(allowed)
    if not len(number):
        return None
    problem = whole.only(allowed)
    rows = [*_limits(problem, min(budget, problem.limits.budget)), *_order(problem), *_calendar(problem)]
    low, high = (np.array([row[side] for row in rows]) for side in (1, 2))
    found = milp(
        -aim[allowed],
        constraints=LinearConstraint(csr_array(np.array([row for row, _, _ in rows])), low, high),
        integrality=np.ones(len(number), dtype=np.int64),
        bounds=Bounds(0.0, 1.0),
        options={"node_limit": NODES, "mip_rel_gap": 0.0},
    )
    chosen = number[np.rint(found.x) > 0] if found.x is not None else number[:0]
    return chosen if len(chosen) and not violations(whole, chosen) else None


def _limits(problem: Problem, budget: float) -> Iterator[Row]:
    limits = problem.limits
    for solution in np.unique(problem.solution).tolist():
        of_it: Bools = problem.solution == solution
        yield of_it.astype(np.float64), -np.inf, 1.0
    yield problem.hours, -np.inf, limits.hours_max
    yield problem.jp, limits.jp_min, limits.jp_max
    yield problem.cost, -np.inf, budget
    for bucket in range(3):
        inside: Floats = (problem.bucket == bucket).astype(np.float64)
        least: Floats = (inside - limits.share_low[bucket]) * problem.hours
        most: Floats = (inside - limits.share_high[bucket]) * problem.hours
        yield least, 0.0, np.inf
        yield most, -np.inf, 0.0
    if must_cover(problem):
        yield np.minimum(problem.covers.sum(axis=1), 1).astype(np.float64), 1.0, np.inf


def _order(problem: Problem) -> Iterator[Row]:
    for option, step in zip(problem.need_option, problem.need_step, strict=True):
        yield _only_after(problem, int(option), problem.covers[:, step])
    for option, solution in zip(problem.after_option, problem.after_solution, strict=True):
        yield _only_after(problem, int(option), problem.solution == solution)


def _only_after(problem: Problem, option: int, wanted: Bools) -> Row:
    row = np.where(wanted & (problem.end <= problem.start[option]), -1.0, 0.0)
    row[option] = 1.0
    return row, -np.inf, 0.0


def _calendar(problem: Problem) -> Iterator[Row]:
    for week in range(problem.weeks):
        busy = (problem.start <= week) & (week < problem.end)
        if busy.sum() > problem.limits.at_once:
            yield busy.astype(np.float64), -np.inf, float(problem.limits.at_once)
    for form, cap in enumerate(problem.limits.form_month_caps):
        for month in range(problem.month_load.shape[2]):
            load = problem.month_load[:, form, month]
            if load.sum() > cap:
                yield load, -np.inf, cap
