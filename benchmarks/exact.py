"""One person's planning problem as a mixed-integer programme, solved to a proven optimum.

Variables: ``x[o]`` takes an option; ``first[o, s]`` and ``second[o, s]`` say that it counts as the best or second
best for a step that it covers. Options of one solution with equal success share their ``first`` and ``second``,
since at most one of them is taken.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from planner.problem import Problem

SCALES = (1, 10, 100, 1_000, 10_000)
"""CP-SAT works on whole numbers: a row is scaled by the first of these that makes it whole, else by the last."""
GAIN_SCALE = 1_000_000

Row = tuple[dict[int, float], float, float]


@dataclass(frozen=True, slots=True)
class Exact:
    """A proven optimum; ``chosen`` is None where nothing lawful was found. ``proven`` is False on a timeout.

    ``seconds`` is the solver's CPU time, without building the model.
    """

    chosen: tuple[int, ...] | None
    proven: bool
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Programme:
    """Maximise ``gain @ x`` over binary x subject to ``low <= row @ x <= high``; the first columns are the options."""

    gain: NDArray[np.float64]
    rows: tuple[Row, ...]
    options: int


def build_programme(problem: Problem) -> Programme:
    """Write the problem as rows over binary columns."""
    gain = list(problem.enrichment)
    rows: list[Row] = []
    _value_rows(problem, gain, rows)
    _limit_rows(problem, rows)
    _order_rows(problem, rows)
    _calendar_rows(problem, rows)
    return Programme(np.array(gain), tuple(rows), len(problem.solution))


def _value_rows(problem: Problem, gain: list[float], rows: list[Row]) -> None:
    for step, weight in enumerate(problem.weight):
        groups: dict[tuple[int, float], list[int]] = {}
        for option in np.flatnonzero(problem.covers[:, step]):
            groups.setdefault((int(problem.solution[option]), float(problem.success[option])), []).append(
                int(option)
            )
        columns: list[dict[int, float]] = [{}, {}]
        for (_, success), options in groups.items():
            link = dict.fromkeys(options, -1.0)
            for place, share in enumerate((1.0, problem.limits.second_share)):
                columns[place][len(gain)] = 1.0
                link[len(gain)] = 1.0
                gain.append(float(weight) * success * share)
            rows.append((link, -np.inf, 0.0))
        rows.extend((column, -np.inf, 1.0) for column in columns if column)


def _limit_rows(problem: Problem, rows: list[Row]) -> None:
    limits = problem.limits
    options = range(len(problem.solution))
    for solution in np.unique(problem.solution):
        rows.append(({o: 1.0 for o in options if problem.solution[o] == solution}, -np.inf, 1.0))
    for amounts, low, high in (
        (problem.hours, -np.inf, limits.hours_max),
        (problem.jp, limits.jp_min, limits.jp_max),
        (problem.cost, -np.inf, limits.budget),
    ):
        rows.append(({o: float(amounts[o]) for o in options}, low, high))
    for bucket in range(3):
        inside = (problem.bucket == bucket).astype(float)
        for share, low, high in (
            (limits.share_low[bucket], 0.0, np.inf),
            (limits.share_high[bucket], -np.inf, 0.0),
        ):
            rows.append(({o: float((inside[o] - share) * problem.hours[o]) for o in options}, low, high))
    if limits.jp_min <= 0 and len(problem.weight):
        rows.append(({o: 1.0 for o in options if problem.covers[o].any()}, 1.0, np.inf))


def _order_rows(problem: Problem, rows: list[Row]) -> None:
    for option, step in zip(problem.need_option, problem.need_step, strict=True):
        ready = np.flatnonzero(problem.covers[:, step] & (problem.end <= problem.start[option]))
        rows.append(_only_after(int(option), ready))
    for option, solution in zip(problem.after_option, problem.after_solution, strict=True):
        ready = np.flatnonzero((problem.solution == solution) & (problem.end <= problem.start[option]))
        rows.append(_only_after(int(option), ready))


def _only_after(option: int, ready: NDArray[np.int64]) -> Row:
    return ({option: 1.0} | {int(other): -1.0 for other in ready if other != option}, -np.inf, 0.0)


def _calendar_rows(problem: Problem, rows: list[Row]) -> None:
    for week in range(problem.weeks):
        busy = np.flatnonzero((problem.start <= week) & (week < problem.end))
        if len(busy) > problem.limits.at_once:
            rows.append(({int(o): 1.0 for o in busy}, -np.inf, float(problem.limits.at_once)))
    for form, cap in enumerate(problem.limits.form_month_caps):
        for month in range(problem.month_load.shape[2]):
            load = problem.month_load[:, form, month]
            if load.sum() > cap:
                rows.append(({int(o): float(load[o]) for o in np.flatnonzero(load)}, -np.inf, cap))


def solve_highs(problem: Problem, seconds: float = 60.0) -> Exact:
    """Solve by ``scipy.optimize.milp`` (HiGHS)."""
    programme = build_programme(problem)
    if not programme.options:
        return Exact(() if _empty_is_lawful(problem) else None, True)
    where = [(r, c, v) for r, (row, _, _) in enumerate(programme.rows) for c, v in row.items() if v]
    index = np.array([(r, c) for r, c, _ in where]).T
    shape = (len(programme.rows), len(programme.gain))
    matrix = csr_array((np.array([v for _, _, v in where]), (index[0], index[1])), shape=shape)
    low, high = (np.array([row[side] for row in programme.rows]) for side in (1, 2))
    began = time.process_time()
    found = milp(
        -programme.gain,
        constraints=LinearConstraint(matrix, low, high),
        integrality=np.ones(len(programme.gain), dtype=np.int64),
        bounds=Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 1e-6},
    )
    seconds = time.process_time() - began
    if found.x is None:
        return Exact(None, found.status == 2, seconds)
    return Exact(_taken(found.x[: programme.options]), found.status == 0, seconds)


def solve_cp_sat(problem: Problem, seconds: float = 60.0) -> Exact:
    """Solve by OR-Tools CP-SAT on one thread."""
    programme = build_programme(problem)
    if not programme.options:
        return Exact(() if _empty_is_lawful(problem) else None, True)
    model = cp_model.CpModel()
    columns = [model.new_bool_var("") for _ in programme.gain]
    for row, low, high in programme.rows:
        scale = _scale(np.array([*row.values(), *(side for side in (low, high) if np.isfinite(side))]))
        expression = cp_model.LinearExpr.weighted_sum(
            [columns[c] for c in row], [round(v * scale) for v in row.values()]
        )
        if np.isfinite(low):
            model.add(expression >= round(low * scale))
        if np.isfinite(high):
            model.add(expression <= round(high * scale))
    gains = [round(v * GAIN_SCALE) for v in programme.gain]
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, gains))
    solver = cp_sat(seconds)
    began = time.process_time()
    status = solver.solve(model)
    seconds_taken = time.process_time() - began
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        taken = np.array([solver.value(column) for column in columns[: programme.options]])
        return Exact(_taken(taken), status == cp_model.OPTIMAL, seconds_taken)
    return Exact(None, status == cp_model.INFEASIBLE, seconds_taken)


def cp_sat(seconds: float) -> cp_model.CpSolver:
    """The solver on one thread, with the setting that proves these problems' optima soonest (about half of its own choice)."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    return solver


def _scale(values: NDArray[np.float64]) -> int:
    whole = (scale for scale in SCALES if np.allclose(values * scale, np.round(values * scale), atol=1e-9))
    return next(whole, SCALES[-1])


def _taken(columns: NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(int(option) for option in np.flatnonzero(columns > 0.5))


def _empty_is_lawful(problem: Problem) -> bool:
    return problem.limits.jp_min <= 0 and not len(problem.weight)
