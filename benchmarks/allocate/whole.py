"""The whole organisation as one programme, without decomposition: the exact optimum of small ones, the full LP of larger ones.

Beside each person's own columns (see ``benchmarks.exact``) one column says whether the person has a plan at all: rows that ask
for something ask for it only then, and the floor counts only then. Rows over everybody keep seats, purses and caps.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, csr_array

from benchmarks.exact import build_programme
from planner.allocation.organisation import Organisation
from planner.problem import Floats


@dataclass(frozen=True, eq=False)
class Whole:
    """Maximise ``gain @ x``, ``low <= matrix @ x <= high``, ``0 <= x <= 1``."""

    gain: Floats
    matrix: csr_array
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Solved:
    """The optimum (``-inf`` where none was found in time) and the solver's CPU seconds."""

    value: float
    proven: bool
    seconds: float


class _Rows:
    """Rows of a sparse matrix as they come."""

    def __init__(self) -> None:
        self.row: list[int] = []
        self.column: list[int] = []
        self.amount: list[float] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, entries: dict[int, float], low: float, high: float) -> None:
        """One row of column → amount."""
        self.row += [len(self.low)] * len(entries)
        self.column += entries
        self.amount += entries.values()
        self.low.append(low)
        self.high.append(high)


def whole_programme(organisation: Organisation) -> Whole:
    """Write everybody's problem as one programme."""
    rows, gain = _Rows(), list[float]()
    shared: dict[int, dict[int, float]] = {}
    for person in range(len(organisation.people)):
        problem = organisation.problem(person)
        programme = build_programme(problem)
        planned, begin = len(gain), len(gain) + 1
        gain += [float(organisation.people.floor[person]), *programme.gain.tolist()]
        for row, low, high in programme.rows:
            moved = {begin + column: amount for column, amount in row.items() if amount}
            if low > 0.0:
                rows.add(moved | {planned: -low}, 0.0, np.inf)
                low = -np.inf
            if low > -np.inf or high < np.inf:
                rows.add(moved, low, high)
        options = range(begin, begin + programme.options)
        rows.add({planned: 1.0} | dict.fromkeys(options, -1.0), -np.inf, 0.0)
        for solution in np.unique(problem.solution).tolist():
            dates = np.flatnonzero(problem.solution == solution).tolist()
            rows.add({planned: -1.0} | {begin + option: 1.0 for option in dates}, -np.inf, 0.0)
        slot, _ = organisation.slots_of(person)
        for where, resource, amount in zip(
            *(a.tolist() for a in organisation.use(person, slot)), strict=True
        ):
            shared.setdefault(resource, {})[begin + where] = amount
    capacity = organisation.resources.capacity
    for resource, row in shared.items():
        if np.isfinite(capacity[resource]):
            rows.add(row, -np.inf, float(capacity[resource]))
    shape = (len(rows.low), len(gain))
    matrix = coo_array((rows.amount, (rows.row, rows.column)), shape=shape).tocsr()
    return Whole(np.array(gain), matrix, np.array(rows.low), np.array(rows.high))


def solve(whole: Whole, *, whole_numbers: bool, seconds: float = 600.0) -> Solved:
    """Solve by HiGHS, as whole numbers or as the LP relaxation."""
    began = time.process_time()
    found = milp(
        -whole.gain,
        constraints=LinearConstraint(whole.matrix, whole.low, whole.high),
        integrality=np.full(len(whole.gain), int(whole_numbers)),
        bounds=Bounds(0, 1),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    value = -np.inf if found.x is None else float(whole.gain @ found.x)
    return Solved(value, found.status == 0, time.process_time() - began)
