"""An upper bound on what any plan for everybody can be worth, proven at any prices and the same on every machine."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from planner.allocation.bounding.branch import bounds
from planner.allocation.bounding.hours import NONE
from planner.allocation.bounding.terms import crowd_of, desk_of, prices_of, year_of
from planner.allocation.organisation import Organisation
from planner.allocation.result import Plan
from planner.problem import Floats

BLOCK = 128
UPWARD = 1e-9
"""A bound is rounded up by this share and as much besides: more than sums of so few terms can be off."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try: up to so many ``cases`` a person, none within ``near`` (a share) of the worth already known."""

    cases: int = 1
    near: float = 0.002


def bound_at(
    organisation: Organisation,
    prices: Floats,
    plan: Plan | None = None,
    effort: Effort = Effort(),
    workers: int = 1,
) -> float:
    """Everybody's own bound at prices (R,) and the price of all that there is: no plan is worth more (weak duality).

    A good ``plan`` shows where each person's bound cannot go lower, which saves time and never changes what is proven.
    """
    capacity = organisation.resources.capacity
    sound = sound_prices(prices, capacity)
    known = None if plan is None else worth_at(organisation, plan, sound)
    own = own_bounds(organisation, sound, known, effort, workers)
    limited = np.isfinite(capacity)
    return float(np.maximum(0.0, organisation.people.floor + own).sum() + sound[limited] @ capacity[limited])


def own_bounds(
    organisation: Organisation,
    prices: Floats,
    known: Floats | None = None,
    effort: Effort = Effort(),
    workers: int = 1,
) -> Floats:
    """More than each person's lawful plan can be worth (P,) less the prices (R,) of what it takes; -inf where there is none.

    ``known`` (P,) is what a lawful plan of each person is worth at these prices, -inf where none is known.
    """
    count = len(organisation.people)
    found = np.full(count, -np.inf)
    if not count:
        return found
    year, unit = year_of(organisation)
    crowd, paid = (
        crowd_of(organisation, unit),
        prices_of(organisation, sound_prices(prices, organisation.resources.capacity)),
    )
    aim = np.full(count, NONE) if known is None else np.maximum(known, NONE)

    def work(number: int) -> None:
        desk = desk_of(year, crowd, effort.cases)
        for begin in range(number * BLOCK, count, workers * BLOCK):
            end = min(begin + BLOCK, count)
            bounds(year, crowd, paid, begin, end, desk, aim, effort.near, effort.cases, found)

    with ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
    lawful = found > NONE / 2
    return np.where(lawful, found + UPWARD * (1.0 + np.abs(found)), -np.inf)


def worth_at(organisation: Organisation, plan: Plan, prices: Floats) -> Floats:
    """What each person's plan is worth (P,) less the prices (R,) of what it takes; -inf for people without one."""
    people, seats = organisation.people, len(organisation.resources.seats)
    purses = len(organisation.resources.purses)
    owner = np.repeat(np.arange(len(people)), np.diff(plan.slot_from))
    payer = np.repeat(np.arange(len(people)), np.diff(people.purse_from))
    money = np.bincount(payer, prices[seats + people.purse], len(people))
    batch, cost = organisation.dates.batch[plan.slot], organisation.dates.cost[plan.slot]
    group = people.group[owner]
    capped = np.append(prices, 0.0)[np.where(group >= 0, seats + purses + group * seats + batch, -1)]
    price = money[owner] * cost + np.where(batch >= 0, prices[batch] + capped, 0.0)
    worth = plan.value - np.bincount(owner, price, len(people))
    return np.where(plan.planned > 0, worth, -np.inf)


def sound_prices(prices: Floats, capacity: Floats) -> Floats:
    """Prices that prove something: none negative, and none on what is without limit."""
    return np.where(np.isfinite(capacity), np.maximum(prices, 0.0), 0.0)
