"""Who has no plan, and why: no need, nothing lawful, the seats gone, or the money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.allocation import Plan
from planner.build_problem import Case
from planner.compose import compose, possible
from planner.draft import aimless
from planner.everyone.everybody import Everybody
from planner.everyone.left import Left
from planner.problem import Ints, Solution
from planner.unplanned import why_not


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A person (by place) without a plan: the reason and its mend (see ``planner.unplanned``)."""

    person: int
    reason: str
    mend: str


@dataclass(frozen=True, slots=True)
class Missed:
    """What somebody without a plan would have had: ``solution`` is empty or says why not even that.

    ``batches`` are full ones that it needs, ``purses`` units whose money is used up.
    """

    solution: Solution
    batches: tuple[str, ...] = ()
    purses: tuple[str, ...] = ()


def left_out(everybody: Everybody, plan: Plan) -> tuple[LeftOut, ...]:
    """Everybody without a plan."""
    return tuple(_left_out(everybody, plan))


def _left_out(everybody: Everybody, plan: Plan) -> Iterator[LeftOut]:
    left = Left.of(everybody.organisation, plan)
    people = np.flatnonzero(plan.planned == 0).tolist()
    for person, case in zip(people, everybody.cases(people), strict=True):
        missed = missed_by(everybody, left, person, case)
        without_aim = aimless(everybody.world.agency.people[case.row], everybody.consideration)
        reason, mend = why_not(case, missed.solution, missed.batches, without_aim, missed.purses)
        yield LeftOut(person, reason, mend)


def missed_by(everybody: Everybody, left: Left, person: int, case: Case) -> Missed:
    """What somebody without a plan missed: what they would have with all seats and all money to themselves."""
    seed = int(everybody.organisation.people.seed[person])
    alone = compose(case.problem, seed)
    if alone.reason or not alone.chosen:
        return Missed(alone)
    nothing, slots = replace(alone, chosen=()), everybody.free.slots
    free = np.append(left.seats(person), 1)[slots.batch[case.slot]] > 0
    full, empty = _full(everybody, case, alone, free), _empty(everybody, left, person)
    seated, paid = case.only(free), left.within(case, person, 0.0)
    if not possible(seated.problem, seed):
        return Missed(nothing, full)
    if not possible(paid.problem, seed) or not len(np.flatnonzero(~free[list(alone.chosen)])):
        return Missed(nothing, (), empty)
    return Missed(nothing, full)


def _full(everybody: Everybody, case: Case, alone: Solution, free: np.ndarray) -> tuple[str, ...]:
    """The full batches that the person would have; where they would have none, all that are closed to them."""
    slots = everybody.free.slots
    wanted: Ints = np.array([option for option in alone.chosen if not free[option]], dtype=np.int64)
    closed = wanted if len(wanted) else np.flatnonzero(~free)
    return tuple(sorted({slots.batches[number] for number in slots.batch[case.slot[closed]].tolist()}))


def _empty(everybody: Everybody, left: Left, person: int) -> tuple[str, ...]:
    """The units of the emptiest purses that pay for the person."""
    batches = len(everybody.organisation.resources.seats)
    least = left.money(person)
    own = [number for number in left.purses(person).tolist() if left.amount[number] <= least]
    return tuple(everybody.purses[number - batches].unit for number in own)
