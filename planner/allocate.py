"""Gives the seats out in a stated order: largest weighted gap first, ties by NIP."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from competency_models.gaps import GapTable
from planner.build_problem import Case
from planner.problem import Ints, Solution
from planner.slots import SlotTable

Without = Callable[[Case, Ints], tuple[Case, Solution]]
"""Composes a case anew without some batches."""


def allocation_order(gaps: GapTable, rows: Sequence[int]) -> tuple[int, ...]:
    """Places in ``rows`` in the order in which seats are given out."""
    weighted = np.round(gaps.weighted_gap, 9)
    return tuple(sorted(range(len(rows)), key=lambda i: (-weighted[rows[i]], gaps.nips[rows[i]])))


def allocate(
    slots: SlotTable,
    cases: Sequence[Case],
    solutions: Sequence[Solution],
    order: Sequence[int],
    without: Without,
) -> tuple[list[Case], list[Solution], Ints]:
    """Walk the order; who finds a seat gone gets a new plan without the full batches.

    ``solutions`` were composed on all seats. Returns cases and solutions as they came to be, and the seats left (batches,).
    """
    seats = slots.seats.copy()
    cases, solutions = list(cases), list(solutions)
    for i in order:
        if _full(slots, cases[i], solutions[i], seats):
            cases[i], solutions[i] = without(cases[i], np.flatnonzero(seats <= 0))
        np.subtract.at(seats, _batches(slots, cases[i], solutions[i]), 1)
    return cases, solutions, seats


def _batches(slots: SlotTable, case: Case, solution: Solution) -> Ints:
    batch = slots.batch[case.slot[list(solution.chosen)]]
    return batch[batch >= 0]


def _full(slots: SlotTable, case: Case, solution: Solution, seats: Ints) -> bool:
    return bool((seats[_batches(slots, case, solution)] <= 0).any())
