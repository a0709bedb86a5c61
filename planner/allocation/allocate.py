"""Plans for everybody at once: prices on what is short, everybody's best plans at these prices, shared out of what there is."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from planner.allocation.crew import Crew, Threads
from planner.allocation.found import Found, from_bytes, to_bytes
from planner.allocation.hunt import Effort
from planner.allocation.organisation import Organisation
from planner.allocation.partitions import Chosen, clear, mend, plan, search, split, take
from planner.allocation.prices import AT_LAST, ON_THE_WAY, find_prices
from planner.allocation.proving import SHARP, SHARP_PEOPLE, bound_by
from planner.allocation.result import Plan, Result, Round, Stop
from planner.problem import Floats

FRESH = Effort(fresh=1, warm=0, starts=0)
ONCE = Effort(fresh=0, warm=0, starts=1, depth=1)
GLANCE = Effort(fresh=0, warm=1, starts=1, depth=1)
AGAIN = Effort(fresh=0, warm=1, starts=1)
MEND = Effort(fresh=0, warm=1, starts=2)
MEND_SALT = 1_000_000
WARM_UPS = 5
"""Rounds that only find prices, before the first that shares out."""
SAMPLE = 4096
"""Of more people only so many look for the first prices, at so large a share of everything."""
PACE = 0.6
"""How far the first prices move towards those that the menus ask for: on few journeys they would swing."""
LOOKS, TURNS = 10, 3
"""So often is looked for some people in a round, the first, second or third of every three; prices are found anew each time."""
NEAR = 0.2
"""How far prices may move at once: menus are short."""
SHARES = 2
"""So often is shared out in a round: each time brings journeys without what is short to the menus."""
DISCOUNTS = (0.5, 0.0)
"""What is left over is given away at ever smaller shares of the prices."""


def allocate(
    organisation: Organisation,
    stop: Stop = Stop(),
    workers: int = 1,
    progress: Callable[[Round], None] | None = None,
    *,
    crew: Crew | None = None,
    kept: bytes = b"",
    keep: Callable[[bytes], None] | None = None,
) -> Result:
    """Plan for everybody within what there is. The result hangs on the organisation and the rule that stops it only.

    ``progress`` hears of each round; ``crew`` does the work, by default so many threads. ``keep`` is given what is found after
    each round, as bytes, and a search that is given them as ``kept`` goes on from there to the same result. Raises ValueError for
    a horizon of more than 63 weeks and for bytes that are not a search's.
    """
    if not len(organisation.people):
        return _nobodys(organisation)
    began = time.monotonic()
    crew = crew or Threads(split(organisation), workers)
    if kept:
        now, known = from_bytes(kept)
        crew.recall(known)
    else:
        now = replace(_nothing(organisation), prices=_first_prices(organisation, crew, workers))
    stopped = _stopped(stop, now, 0.0) if kept else ""
    while not stopped:
        now = _round(organisation, crew, now)
        if keep is not None:
            keep(to_bytes(now, crew.known()))
        if progress is not None:
            progress(now.trace[-1])
        stopped = _stopped(stop, now, time.monotonic() - began)
    now = _proven(organisation, crew, now)
    if progress is not None:
        progress(now.trace[-1])
    floors = float(organisation.people.floor @ now.plan.planned)
    return Result(now.plan, now.worth, now.bound, now.prices, now.used, floors, stopped, now.trace)


def worth_of(organisation: Organisation, plan: Plan) -> float:
    """Values of all plans and floors of the people who have one."""
    return float(plan.value.sum() + organisation.people.floor @ plan.planned)


def _nobodys(organisation: Organisation) -> Result:
    none = _nothing(organisation)
    return Result(none.plan, 0.0, 0.0, none.prices, none.used, 0.0, "gap")


def _stopped(stop: Stop, now: Found, seconds: float) -> str:
    if now.bound - now.worth <= stop.gap * now.plan.value.sum():
        return "gap"
    if now.number >= stop.rounds:
        return "rounds"
    return "seconds" if seconds > stop.seconds else ""


def _first_prices(organisation: Organisation, everybody: Crew, workers: int) -> Floats:
    """Prices (R,) to begin with: everybody's own best plans, and again and again at the prices that these would have."""
    capacity, people = organisation.resources.capacity, len(organisation.people)
    crew, share = everybody, 1.0
    if people > SAMPLE:
        rows = np.arange(SAMPLE) * people // SAMPLE
        crew, share = Threads(split(organisation.only(rows)), workers), SAMPLE / people
    prices = np.zeros(len(capacity))
    for number in range(WARM_UPS):
        crew.each(search, prices, _open(capacity), GLANCE._replace(salt=number) if number else ONCE)
        asked = find_prices(crew, min(people, SAMPLE), share * capacity, prices)
        prices = prices + PACE * (asked - prices)
    if people > SAMPLE and prices.any():
        everybody.each(search, prices, _open(capacity), ONCE._replace(salt=WARM_UPS))
        prices = find_prices(everybody, people, capacity, prices, NEAR)
    return prices


def _open(capacity: Floats) -> Floats:
    """Room (R,) for anybody, of everything of which there is any."""
    return np.where(capacity >= 1.0, np.inf, 0.0)


def _round(organisation: Organisation, crew: Crew, now: Found) -> Found:
    """Look for journeys at the prices, find prices for them, share out what there is at these."""
    number, capacity = now.number + 1, organisation.resources.capacity
    prices = _look(organisation, crew, number, now.prices)
    for turn in range(SHARES):
        prices = find_prices(crew, len(organisation.people), capacity, prices, NEAR, AT_LAST)
        crew.each(clear)
        left = crew.chain(take, capacity, prices)
        left = crew.chain(mend, left, prices, MEND._replace(salt=MEND_SALT * (SHARES * number + turn)))
        for discount in DISCOUNTS:
            left = crew.chain(take, left, discount * prices)
        now = _better(organisation, crew, replace(now, number=number, prices=prices))
    bound = bound_by(crew, capacity, prices)
    now = replace(now, bound=min(now.bound, bound))
    return replace(now, trace=(*now.trace, _told(now)))


def _look(organisation: Organisation, crew: Crew, number: int, prices: Floats) -> Floats:
    """Look for journeys, some people at a time, and find prices for all that are known: these (R,)."""
    capacity = organisation.resources.capacity
    if number == 1 and not prices.any():
        crew.each(search, prices, _open(capacity), FRESH)  # nothing is short: the composer's plans
        return prices
    for look in range(LOOKS * (number - 1), LOOKS * number):
        again = AGAIN._replace(salt=WARM_UPS + 1 + look // TURNS, turn=look % TURNS, turns=TURNS)
        crew.each(search, prices, _open(capacity), again)
        prices = find_prices(crew, len(organisation.people), capacity, prices, NEAR, ON_THE_WAY)
    return prices


def _proven(organisation: Organisation, crew: Crew, now: Found) -> Found:
    """Say at the end how far from the best the plan is: sharply, where people are few."""
    if len(organisation.people) <= SHARP_PEOPLE:
        bound = bound_by(crew, organisation.resources.capacity, now.prices, SHARP)
        now = replace(now, bound=min(now.bound, bound))
    return replace(now, trace=(*now.trace[:-1], _told(now)))


def _better(organisation: Organisation, crew: Crew, now: Found) -> Found:
    """The crew's present plan, where it is worth more than the best so far."""
    present = _plan_of(crew.each(plan))
    worth = worth_of(organisation, present)
    if worth <= now.worth:
        return now
    return replace(now, plan=present, worth=worth, used=use_of(organisation, present))


def use_of(organisation: Organisation, plan: Plan) -> Floats:
    """What a plan takes of each resource (R,)."""
    people, (groups, seats) = organisation.people, organisation.resources.group_seats.shape
    owner = np.repeat(np.arange(len(people)), np.diff(plan.slot_from))
    spent = np.bincount(owner, organisation.dates.cost[plan.slot], len(people))
    payer = np.repeat(np.arange(len(people)), np.diff(people.purse_from))
    batch = organisation.dates.batch[plan.slot]
    seated = batch >= 0
    capped = seated & (people.group[owner] >= 0)
    return np.concatenate(
        [
            np.bincount(batch[seated], minlength=seats),
            np.bincount(people.purse, spent[payer], len(organisation.resources.purses)),
            np.bincount(people.group[owner[capped]] * seats + batch[capped], minlength=groups * seats),
        ]
    ).astype(np.float64)


def _plan_of(parts: list[Chosen]) -> Plan:
    none = np.zeros(0, np.int64)
    count = np.concatenate([none, *[part.count for part in parts]])
    return Plan(
        np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        np.concatenate([none, *[part.slot for part in parts]]),
        np.concatenate([np.zeros(0), *[part.value for part in parts]]),
        np.concatenate([none, *[part.planned for part in parts]]),
    )


def _told(now: Found) -> Round:
    return Round(now.number, now.worth, now.bound, int(now.plan.planned.sum()))


def _nothing(organisation: Organisation) -> Found:
    count, resources = len(organisation.people), len(organisation.resources.capacity)
    none = np.zeros(count, dtype=np.int64)
    plan = Plan(np.zeros(count + 1, dtype=np.int64), none[:0], np.zeros(count), none)
    return Found(0, np.zeros(resources), plan, 0.0, np.zeros(resources), np.inf, ())
