"""Plans for everybody at once: prices on what is short, everybody's best plan at these prices, repaired to what there is."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from planner.allocation.bound import bound_at
from planner.allocation.organisation import Organisation
from planner.allocation.repair import repair
from planner.allocation.result import Plan, Result, Round, Stop
from planner.compose import compose
from planner.problem import Floats, Ints

FIRST_STEP = 0.3


def allocate(
    organisation: Organisation,
    stop: Stop = Stop(),
    workers: int = 1,
    progress: Callable[[Round], None] | None = None,
) -> Result:
    """Plan for everybody within what there is. The result hangs on the organisation and the rule that stops it only.

    ``progress`` hears of each round. Raises ValueError for a horizon of more than 63 weeks.
    """
    del workers
    began = time.monotonic()
    capacity = organisation.resources.capacity
    prices = np.zeros(len(capacity))
    best = _nothing(organisation)
    bound = np.inf
    trace: list[Round] = []
    stopped = "rounds"
    for number in range(1, stop.rounds + 1):
        wanted = [_wanted(organisation, person, prices) for person in range(len(organisation.people))]
        plan, used = repair(organisation, wanted)
        worth = worth_of(organisation, plan)
        bound = min(bound, bound_at(organisation, prices))
        if worth > best[0]:
            best = worth, plan, used
        trace.append(Round(number, best[0], bound, int(best[1].planned.sum())))
        if progress is not None:
            progress(trace[-1])
        if bound - best[0] <= stop.gap * best[1].value.sum():
            stopped = "gap"
            break
        if time.monotonic() - began > stop.seconds:
            stopped = "seconds"
            break
        prices = _reprice(organisation, prices, wanted, number)
    worth, plan, used = best
    floors = float(organisation.people.floor @ plan.planned)
    return Result(plan, worth, bound, prices, used, floors, stopped, tuple(trace))


def worth_of(organisation: Organisation, plan: Plan) -> float:
    """Values of all plans and floors of the people who have one."""
    return float(plan.value.sum() + organisation.people.floor @ plan.planned)


def _wanted(organisation: Organisation, person: int, prices: Floats) -> Ints:
    problem = organisation.problem(person, prices)
    solution = compose(problem, int(organisation.people.seed[person]))
    if solution.reason or solution.value + organisation.people.floor[person] < 0.0:
        return np.zeros(0, dtype=np.int64)
    return np.array(solution.chosen, dtype=np.int64)


def _reprice(organisation: Organisation, prices: Floats, wanted: list[Ints], number: int) -> Floats:
    capacity = organisation.resources.capacity
    asked = np.zeros(len(capacity))
    for person, take in enumerate(wanted):
        slot, _ = organisation.slots_of(person)
        _, resource, amount = organisation.use(person, slot[take])
        np.add.at(asked, resource, amount)
    bounded = np.isfinite(capacity)
    over = np.zeros(len(capacity))
    over[bounded] = (asked[bounded] - capacity[bounded]) / np.maximum(capacity[bounded], 1.0)
    unit = np.where(np.arange(len(capacity)) < len(organisation.resources.seats), 1.0, 1e-6)
    return np.maximum(0.0, prices + FIRST_STEP / number * unit * np.clip(over, -1.0, 1.0))


def _nothing(organisation: Organisation) -> tuple[float, Plan, Floats]:
    count = len(organisation.people)
    none = np.zeros(count, dtype=np.int64)
    plan = Plan(np.zeros(count + 1, dtype=np.int64), none[:0], np.zeros(count), none)
    return 0.0, plan, np.zeros(len(organisation.resources.capacity))
