"""The figures of a finished plan for everybody, summed over flat arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from planner.allocation import Plan, Result, use_of
from planner.everyone.everybody import Everybody
from planner.everyone.figures import (
    BatchUse,
    CapUse,
    ClassUse,
    Figures,
    Goals,
    Out,
    Part,
    PurseUse,
    Turn,
    UnitPart,
)
from planner.everyone.left_out import LeftOut
from planner.problem import Floats, Ints
from planner.solution_table import BUCKETS

MILLION = 10**6


@dataclass(frozen=True, slots=True, eq=False)
class _Taken:
    """The plan's ``n`` items: ``person``, ``slot``, ``solution``, ``hours``, ``jp``, ``cost`` (n,).

    ``levels`` are missing levels covered, numbered over everybody: ``level`` (m,) by ``item`` (m,), and whose each is (levels,).
    """

    person: Ints
    slot: Ints
    solution: Ints
    hours: Floats
    jp: Floats
    cost: Floats
    item: Ints
    level: Ints
    whose: Ints


def figures_of(everybody: Everybody, result: Result, out: Sequence[LeftOut]) -> Figures:
    """Everything that is shown of a result; ``out`` says why somebody has no plan."""
    plan, taken = result.plan, _taken(everybody, result.plan)
    used = use_of(everybody.organisation, plan)
    values, rows = float(plan.value.sum()), everybody.free.slots.rows
    table = everybody.world.table
    forms = np.array([table.solutions[row.solution].form for row in rows], dtype=np.str_)
    months = np.array([f"{row.starts:%Y-%m}" for row in rows], dtype=np.str_)
    models = np.array([bucket.value for bucket in BUCKETS], dtype=np.str_)[table.bucket]
    return Figures(
        people=len(everybody),
        planned=int(plan.planned.sum()),
        missing=len(taken.whose),
        levels=len(np.unique(taken.level)),
        items=len(taken.slot),
        hours=round(float(taken.hours.sum()), 3),
        jp=round(float(taken.jp.sum()), 3),
        cost=int(taken.cost.sum()),
        value=values,
        worth=result.worth,
        bound=result.bound if isfinite(result.bound) else None,
        gap=result.gap if values > 0 and isfinite(result.gap) else None,
        stopped=result.stopped,
        plan_hash=plan.hash,
        in_hands=everybody.hands.states,
        units=tuple(_units(everybody, plan, taken)),
        forms=tuple(_parts(taken, forms[taken.slot])),
        models=tuple(_parts(taken, models[taken.solution])),
        months=tuple(_parts(taken, months[taken.slot])),
        batches=tuple(_batches(everybody, result, used)),
        purses=tuple(_purses(everybody, result, used)),
        out=tuple(_out(everybody, out)),
        goals=_goals(everybody, plan, taken, used),
        trace=tuple(
            Turn(one.number, one.worth, one.bound if isfinite(one.bound) else None, one.planned)
            for one in result.trace
        ),
    )


def _taken(everybody: Everybody, plan: Plan) -> _Taken:
    dates, people = everybody.organisation.dates, everybody.organisation.people
    person = np.repeat(np.arange(len(people)), np.diff(plan.slot_from))
    solutions = len(dates.hours)
    solution = np.repeat(np.arange(solutions), np.diff(dates.first))[plan.slot]
    owner = np.repeat(np.arange(len(people)), np.diff(people.candidate_from))
    candidate = np.searchsorted(owner * solutions + people.candidate, person * solutions + solution)
    count = np.diff(people.cover_from)[candidate]
    item = np.repeat(np.arange(len(candidate)), count)
    within = np.arange(len(item)) - np.repeat(np.cumsum(count) - count, count)
    step = people.cover_step[people.cover_from[candidate][item] + within]
    return _Taken(
        person=person,
        slot=plan.slot,
        solution=solution,
        hours=dates.hours[solution],
        jp=dates.jp[solution],
        cost=dates.cost[plan.slot],
        item=item,
        level=people.step_from[person[item]] + step,
        whose=np.repeat(np.arange(len(people)), np.diff(people.step_from)),
    )


def _parts(taken: _Taken, keys: np.ndarray) -> Iterator[Part]:
    """The items summed by the key (n,) of each."""
    names, part = np.unique(keys, return_inverse=True)
    count = len(names)
    people = _distinct(part, taken.person, count)
    levels = _distinct(part[taken.item], taken.level, count)
    items = np.bincount(part, minlength=count)
    hours, jp, cost = (np.bincount(part, of, count) for of in (taken.hours, taken.jp, taken.cost))
    for n, name in enumerate(names.tolist()):
        yield Part(
            key=name,
            people=int(people[n]),
            items=int(items[n]),
            hours=round(float(hours[n]), 3),
            jp=round(float(jp[n]), 3),
            cost=int(cost[n]),
            levels=int(levels[n]),
        )


def _distinct(part: Ints, of: Ints, count: int) -> Ints:
    """How many different ``of`` (n,) there are in each of ``count`` parts (n,)."""
    pairs = np.unique(np.stack([part, of]), axis=1)
    return np.bincount(pairs[0], minlength=count)


def _units(everybody: Everybody, plan: Plan, taken: _Taken) -> Iterator[UnitPart]:
    agency = everybody.world.agency
    names, unit = np.unique([agency.people[row].unit for row in everybody.rows], return_inverse=True)
    count, mine = len(names), unit[taken.person]
    people, missing = np.bincount(unit, minlength=count), np.bincount(unit[taken.whose], minlength=count)
    planned = np.bincount(unit, plan.planned, count)
    levels = np.bincount(unit[taken.whose[np.unique(taken.level)]], minlength=count)
    items = np.bincount(mine, minlength=count)
    hours, jp, cost = (np.bincount(mine, of, count) for of in (taken.hours, taken.jp, taken.cost))
    for n, name in enumerate(names.tolist()):
        yield UnitPart(
            unit=name,
            people=int(people[n]),
            planned=int(planned[n]),
            missing=int(missing[n]),
            levels=int(levels[n]),
            items=int(items[n]),
            hours=round(float(hours[n]), 3),
            jp=round(float(jp[n]), 3),
            cost=int(cost[n]),
        )


def _batches(everybody: Everybody, result: Result, used: Floats) -> Iterator[BatchUse]:
    """Every batch of the year that can still be taken, whether or not it is."""
    slots, table = everybody.free.slots, everybody.world.table
    rows = {row.offering.code: row for row in slots.rows if row.offering}
    for number, code in enumerate(slots.batches):
        if code in rows and (offering := rows[code].offering):
            yield BatchUse(
                offering=code,
                solution=table.solutions[rows[code].solution].code,
                starts=offering.starts,
                seats=offering.seats,
                held=offering.seats - int(slots.seats[number]),
                filled=int(used[number]),
                price=float(result.prices[number]),
            )


def _purses(everybody: Everybody, result: Result, used: Floats) -> Iterator[PurseUse]:
    batches = len(everybody.organisation.resources.seats)
    for number, purse in enumerate(everybody.purses, start=batches):
        price = float(result.prices[number]) * MILLION
        yield PurseUse(purse.unit, purse.rupiah, purse.held, round(float(used[number])), price)


def _out(everybody: Everybody, out: Sequence[LeftOut]) -> Iterator[Out]:
    agency = everybody.world.agency
    found = Counter((agency.people[everybody.rows[one.person]].unit, one.reason) for one in out)
    for (unit, reason), people in sorted(found.items()):
        yield Out(unit, reason, people)


def _goals(everybody: Everybody, plan: Plan, taken: _Taken, used: Floats) -> Goals:
    floored = everybody.organisation.people.floor > 0
    return Goals(
        floor=everybody.fairness.floor,
        floored=int(floored.sum()),
        reached=int((floored & (plan.planned > 0)).sum()),
        share=everybody.fairness.share,
        classes=tuple(_classes(everybody, plan, taken)),
        caps=tuple(_caps(everybody, used)),
    )


def _classes(everybody: Everybody, plan: Plan, taken: _Taken) -> Iterator[ClassUse]:
    names = np.array(everybody.classes, dtype=np.str_)
    covered = taken.whose[np.unique(taken.level)]
    for name, weight in everybody.fairness.weights.items():
        mine = names == name
        yield ClassUse(
            name=name,
            weight=weight,
            people=int(mine.sum()),
            planned=int(plan.planned[mine].sum()),
            missing=int(mine[taken.whose].sum()),
            levels=int(mine[covered].sum()),
        )


def _caps(everybody: Everybody, used: Floats) -> Iterator[CapUse]:
    """Caps that are reached."""
    resources, batches = everybody.organisation.resources, everybody.free.slots.batches
    begin = len(resources.seats) + len(resources.purses)
    filled = used[begin:].reshape(resources.group_seats.shape)
    for group, batch in np.argwhere((filled >= resources.group_seats) & (filled > 0)).tolist():
        most = int(resources.group_seats[group, batch])
        yield CapUse(everybody.groups[group], batches[batch], most, int(filled[group, batch]))
