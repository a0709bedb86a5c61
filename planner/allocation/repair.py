"""Makes a lawful plan of what everybody wants: who finds a seat or the money gone gets the best plan without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.allocation.organisation import Organisation
from planner.allocation.result import Plan
from planner.compose import compose
from planner.composing.check import value_of
from planner.problem import Floats, Ints, Problem

NOTHING = np.zeros(0, dtype=np.int64)


def repair(organisation: Organisation, wanted: list[Ints]) -> tuple[Plan, Floats]:
    """The plan and what it uses (R,); ``wanted`` are everybody's options, empty for no plan.

    The greatest floor and wanted value goes first, ties by place.
    """
    left = organisation.resources.capacity
    used = np.zeros(len(left))
    problems = [organisation.problem(person) for person in range(len(organisation.people))]
    values = np.array([value_of(p, w) for p, w in zip(problems, wanted, strict=True)])
    chosen: list[Ints] = [NOTHING] * len(problems)
    for person in np.lexsort((np.arange(len(values)), -np.round(values, 9))).tolist():
        slot, _ = organisation.slots_of(person)
        take = _within(organisation, person, problems[person], slot, wanted[person], left)
        _, resource, amount = organisation.use(person, slot[take])
        np.subtract.at(left, resource, amount)
        np.add.at(used, resource, amount)
        chosen[person] = take
        values[person] = value_of(problems[person], take)
    slots = [np.sort(organisation.slots_of(person)[0][take]) for person, take in enumerate(chosen)]
    begin = np.concatenate([[0], np.cumsum([len(one) for one in slots])]).astype(np.int64)
    planned = np.array([len(one) > 0 for one in slots], dtype=np.int64)
    return Plan(begin, np.concatenate([*slots, NOTHING]), values, planned), used


def _within(
    organisation: Organisation,
    person: int,
    problem: Problem,
    slot: Ints,
    wanted: Ints,
    left: Floats,
) -> Ints:
    where, resource, amount = organisation.use(person, slot)
    taken = np.isin(where, wanted)
    need = np.bincount(resource[taken], amount[taken], len(left))
    if (need <= left).all():
        return wanted
    gone = np.unique(where[amount > left[resource]])
    # money is short as a sum: what is left of the tightest purse is the person's own budget
    purses = np.unique(
        resource[
            (resource >= len(organisation.resources.seats))
            & (resource < len(organisation.resources.seats) + len(organisation.resources.purses))
        ]
    )
    budget = min([problem.limits.budget, *left[purses].tolist()])
    keep = np.ones(len(slot), dtype=np.bool_)
    keep[gone] = False
    number = np.flatnonzero(keep)
    less = replace(problem, limits=replace(problem.limits, budget=budget))
    solution = compose(_only(less, keep), int(organisation.people.seed[person]))
    return number[list(solution.chosen)] if not solution.reason else NOTHING


def _only(problem: Problem, keep: np.ndarray) -> Problem:
    number = np.cumsum(keep) - 1
    need, after = keep[problem.need_option], keep[problem.after_option]
    names = (
        "solution",
        "start",
        "end",
        "hours",
        "jp",
        "cost",
        "bucket",
        "success",
        "enrichment",
        "covers",
        "month_load",
    )
    return replace(
        problem,
        **{name: getattr(problem, name)[keep] for name in names},
        need_option=number[problem.need_option[need]],
        need_step=problem.need_step[need],
        after_option=number[problem.after_option[after]],
        after_solution=problem.after_solution[after],
    )
