"""What an officer could put in an item's place, with every rule checked on the plan as it would then stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from planner.build_problem import Case, build_problem
from planner.by_hand import rule_context
from planner.candidates import find_candidates
from planner.contrast import contrast
from planner.errors import NotFound
from planner.items import item_of_option
from planner.journey import Alternative, Item, Journey
from planner.limits import limits_for
from planner.rules import RuleContext, Verdict, check_items
from planner.shortlist import everything
from planner.steps import Steps
from planner.world import World
from planner.worth import worth_with_each

MOST = 10
"""Alternatives returned where the caller does not say."""


def options_for(
    world: World, journey: Journey, solution: str, taken: Mapping[str, int], most: int = MOST
) -> tuple[Alternative, ...]:
    """The best solutions and dates in the place of the journey's item of ``solution``, least value lost first.

    None of them breaks a rule that the plan keeps now. ``taken`` are the seats given out, by offering. Raises NotFound for a
    solution that is not in the plan.
    """
    current = next((item for item in journey.items if item.solution == solution), None)
    if current is None:
        raise NotFound("item", solution)
    rest = [item for item in journey.items if item is not current]
    case = _case(world, journey)
    gaps, context = world.gaps(journey.consideration), rule_context(world, journey, taken)
    broken = _broken(journey.items, context)
    options = _first_options(world, case, rest)
    swapped = worth_with_each(case.problem, options)
    own = _first_options(world, case, [current])
    whole = float(swapped[own[0]]) if own else float(swapped.max(initial=0.0))
    found: dict[str, Alternative] = {}
    for option in _best_first(world, case, swapped, {item.solution for item in journey.items}):
        item = item_of_option(world, gaps, case, option)
        if item.solution not in found and _broken([*rest, item], context) <= broken:
            lost = round(whole - float(swapped[option]), 6)
            beside = contrast(world, case, options, own[0], option, whole) if own else None
            found[item.solution] = Alternative(
                item.solution, item.offering, item.starts, item.success, lost, beside
            )
        if len(found) == most:
            break
    return tuple(found.values())


def _case(world: World, journey: Journey) -> Case:
    row, person = world.people[journey.nip], world.person(journey.nip)
    steps = Steps.of(world.gaps(journey.consideration), row)
    candidates = find_candidates(world, np.array([row]), journey.consideration)
    limits = limits_for(
        person,
        world.parameters,
        world.forms,
        journey.consideration.value,
        job_class=world.job_class[person.job],
    )
    return build_problem(world, row, everything(world, candidates, 0, steps), steps, limits)


def _first_options(world: World, case: Case, items: Sequence[Item]) -> list[int]:
    """An option of each item's solution, whatever its date: value does not depend on dates."""
    numbers = case.short.solution[case.place]
    wanted = [world.table.index.get(item.solution, -1) for item in items]
    return [int(np.flatnonzero(numbers == number)[0]) for number in wanted if number in numbers]


def _best_first(world: World, case: Case, swapped: np.ndarray, present: set[str]) -> Iterator[int]:
    order = np.lexsort((case.problem.solution, case.problem.start, -np.round(swapped, 9)))
    codes = [solution.code for solution in world.table.solutions]
    numbers = case.short.solution[case.place].tolist()
    return (option for option in order.tolist() if codes[numbers[option]] not in present)


def _broken(items: Sequence[Item], context: RuleContext) -> set[str]:
    checks = check_items(items, context)
    return {check.rule for check in checks if check.verdict is Verdict.FAIL}
