"""One person laid out on the desk: options at these prices, and the two sides of everything that gets a multiplier.

A multiplier stands for each of these rows, in this order: every step counts once as best and once as second best; at most
so many things in a week; sessions of capped forms by month; lesson hours at least and at most; money; what an option needs to
have been reached before it starts; what must have ended before it starts. Hours and their mix have none: they are kept exactly.
"""

from __future__ import annotations

from planner.allocation.bounding.terms import (
    AT_ONCE,
    BUDGET,
    CAPS,
    HOURS,
    JP_MAX,
    JP_MIN,
    Crowd,
    Desk,
    Prices,
    Year,
)
from planner.composing.data import NEVER, compiled, inlined

# Places in Desk.size; COUNT and FULL have one for each bucket, SPLIT one for each and one more.
CANDIDATES, OPTIONS, STEPS, ROWS, NEEDS, TAILS, COUNT, FULL, SPLIT = 0, 1, 2, 3, 4, 5, 6, 9, 12
FIRST, NEXT = 0.6, 0.1
"""Shares of a step's weight with which its two multipliers begin."""
PASSES = 4
"""Times that options which can never start are looked for."""


@compiled
def lay(year: Year, crowd: Crowd, prices: Prices, person: int, desk: Desk) -> None:
    """Lay a person out: candidates, the options that could ever be taken, and the rows' sides."""
    first = crowd.candidate_from[person]
    desk.size[CANDIDATES] = crowd.candidate_from[person + 1] - first
    desk.size[STEPS] = crowd.step_from[person + 1] - crowd.step_from[person]
    _options(year, crowd, prices, person, desk)
    for _ in range(PASSES):
        if not _bar(year, crowd, person, desk):
            break
    desk.least[0] = -1.0
    for option in range(desk.size[OPTIONS]):
        desk.least[0] += min(0.0, desk.base[option])
    _sides(year, crowd, person, desk)
    _edges(crowd, first, desk)


@inlined
def _options(year: Year, crowd: Crowd, prices: Prices, person: int, desk: Desk) -> None:
    first, limit = crowd.candidate_from[person], crowd.limit[person]
    group = crowd.group[person] * len(prices.seat)
    money = 0.0
    for place in range(crowd.purse_from[person], crowd.purse_from[person + 1]):
        money += prices.purse[crowd.purse[place]]
    count = 0
    for place in range(desk.size[CANDIDATES]):
        solution = crowd.candidate[first + place]
        desk.option_from[place] = count
        fits = (
            year.hours[solution] <= crowd.rows[limit, HOURS]
            and year.jp[solution] <= crowd.rows[limit, JP_MAX] + 1e-6
        )
        for slot in range(year.first[solution], year.first[solution + 1]):
            if fits and year.open[slot] and year.cost[slot] <= crowd.rows[limit, BUDGET] + 1e-6:
                price = money * year.cost[slot]
                batch = year.batch[slot]
                if batch >= 0:
                    price += prices.seat[batch]
                    if group >= 0:
                        price += prices.group[group + batch]
                desk.owner[count] = place
                desk.slot[count] = slot
                desk.base[count] = crowd.enrichment[first + place] - price
                count += 1
    desk.option_from[desk.size[CANDIDATES]] = count
    desk.size[OPTIONS] = count


@inlined
def _bar(year: Year, crowd: Crowd, person: int, desk: Desk) -> bool:
    """Take out the options that start before what they need can have ended; say whether there were any."""
    first = crowd.candidate_from[person]
    for step in range(desk.size[STEPS]):
        desk.earliest[step] = NEVER
    for option in range(desk.size[OPTIONS]):
        owner = first + desk.owner[option]
        for edge in range(crowd.cover_from[owner], crowd.cover_from[owner + 1]):
            step = crowd.cover_step[edge]
            desk.earliest[step] = min(desk.earliest[step], year.end[desk.slot[option]])
    # ends of the first option of each candidate, before any is moved
    for place in range(desk.size[CANDIDATES]):
        desk.pick[place] = NEVER
        for option in range(desk.option_from[place], desk.option_from[place + 1]):
            desk.pick[place] = min(desk.pick[place], year.end[desk.slot[option]])
    count = 0
    for place in range(desk.size[CANDIDATES]):
        begin, end = desk.option_from[place], desk.option_from[place + 1]
        desk.option_from[place] = count
        soonest = _soonest(crowd, first + place, desk)
        for option in range(begin, end):
            if year.start[desk.slot[option]] >= soonest:
                desk.owner[count] = place
                desk.slot[count] = desk.slot[option]
                desk.base[count] = desk.base[option]
                count += 1
    barred = count < desk.size[OPTIONS]
    desk.option_from[desk.size[CANDIDATES]] = count
    desk.size[OPTIONS] = count
    return bool(barred)


@inlined
def _soonest(crowd: Crowd, candidate: int, desk: Desk) -> int:
    soonest = 0
    for edge in range(crowd.need_from[candidate], crowd.need_from[candidate + 1]):
        soonest = max(soonest, desk.earliest[crowd.need_step[edge]])
    for edge in range(crowd.after_from[candidate], crowd.after_from[candidate + 1]):
        other = crowd.after[edge]
        soonest = max(soonest, desk.pick[other] if other < desk.size[CANDIDATES] else NEVER)
    return int(soonest)


@inlined
def _sides(year: Year, crowd: Crowd, person: int, desk: Desk) -> None:
    limit = crowd.limit[person]
    steps = desk.size[STEPS]
    row = 2 * steps
    for step in range(row):
        desk.side[step] = 1.0
    for _ in range(year.weeks):
        desk.side[row] = crowd.rows[limit, AT_ONCE]
        row += 1
    for cell in range(year.cells):
        desk.side[row] = crowd.rows[limit, CAPS + cell]
        row += 1
    desk.side[row] = -crowd.rows[limit, JP_MIN]
    desk.side[row + 1] = crowd.rows[limit, JP_MAX]
    desk.side[row + 2] = crowd.rows[limit, BUDGET]
    desk.size[NEEDS] = row + 3


@inlined
def _edges(crowd: Crowd, first: int, desk: Desk) -> None:
    """A row for each option and step that it needs, then for each option and solution that must have ended."""
    row = desk.size[NEEDS]
    for option in range(desk.size[OPTIONS]):
        desk.edge_from[option] = row
        owner = first + desk.owner[option]
        row += crowd.need_from[owner + 1] - crowd.need_from[owner]
    desk.edge_from[desk.size[OPTIONS]] = row
    desk.size[TAILS] = row
    for option in range(desk.size[OPTIONS]):
        desk.tail_from[option] = row
        owner = first + desk.owner[option]
        row += crowd.after_from[owner + 1] - crowd.after_from[owner]
    desk.tail_from[desk.size[OPTIONS]] = row
    desk.size[ROWS] = row
    for edge in range(desk.size[NEEDS], row):
        desk.side[edge] = 0.0


@inlined
def begin(crowd: Crowd, person: int, desk: Desk) -> None:
    """First multipliers: a step's are shares of its weight, all others nothing."""
    steps = desk.size[STEPS]
    for row in range(desk.size[ROWS]):
        desk.mu[row] = 0.0
        desk.way[row] = 0.0
    for step in range(steps):
        weight = crowd.weight[crowd.step_from[person] + step]
        desk.mu[step] = FIRST * weight
        desk.mu[steps + step] = NEXT * weight
    for place in range(desk.size[CANDIDATES]):
        desk.fixed[place] = 0
        desk.often[place] = 0.0
