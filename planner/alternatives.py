"""What was next best for an item: lawful swaps for another solution, by value lost."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.build_problem import Case
from planner.compose import value_of, violations
from planner.contrast import contrast
from planner.journey import Alternative
from planner.problem import Floats, Ints
from planner.world import World
from planner.worth import sums_allow_each, worth_with_each

_TRIES = 40
"""Swaps looked at before giving up; they come best first."""


def alternatives(
    world: World, case: Case, chosen: Sequence[int], option: int, seats: Ints
) -> tuple[Alternative, ...]:
    """The best lawful swaps of one chosen option for another solution; ``seats`` (batches,) are those still left."""
    whole = value_of(case.problem, chosen)
    rest = [other for other in chosen if other != option]
    found = []
    for other, value in next_best(world, case, chosen, option, seats).items():
        slot = world.slots.rows[case.slot[other]]
        found.append(
            Alternative(
                solution=world.table.solutions[slot.solution].code,
                offering=slot.offering.code if slot.offering else None,
                starts=slot.starts,
                success=float(case.problem.success[other]),
                value_lost=round(whole - value, 6),
                contrast=contrast(world, case, rest, option, other, whole),
            )
        )
    return tuple(found)


def next_best(world: World, case: Case, chosen: Sequence[int], option: int, seats: Ints) -> dict[int, float]:
    """The options that could stand in place of a chosen one, one a solution, each with what the plan is then worth."""
    rest = [other for other in chosen if other != option]
    problem, wanted = case.problem, int(world.parameters["propose.alternatives_shown"])
    swapped, solutions = worth_with_each(problem, rest), set[int]()
    found: dict[int, float] = {}
    for other in _best_first(world, case, chosen, option, swapped, seats):
        place = int(problem.solution[other])
        if place not in solutions and not violations(problem, sorted([*rest, other])):
            solutions.add(place)
            found[other] = float(swapped[other])
        if len(found) == wanted:
            break
    return found


def _best_first(
    world: World, case: Case, chosen: Sequence[int], option: int, swapped: Floats, seats: Ints
) -> list[int]:
    """Options to try: those for the same gap first, then those of the same model; each by the value it leaves."""
    problem, rest = case.problem, [other for other in chosen if other != option]
    same_gap = problem.covers[:, problem.covers[option]].any(axis=1)
    same_model = problem.bucket == problem.bucket[option]
    free = np.append(seats, 1)[world.slots.batch[case.slot]] > 0
    absent = ~np.isin(problem.solution, problem.solution[list(chosen)])
    usable = (same_gap | same_model) & free & absent & sums_allow_each(problem, rest)
    order = np.lexsort((problem.solution, problem.start, -np.round(swapped, 9), ~same_gap))
    return [int(other) for other in order if usable[other]][:_TRIES]
