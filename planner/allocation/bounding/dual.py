"""A person's bound at given multipliers, and multipliers that make it small, by deflected subgradient steps."""

from __future__ import annotations

from planner.allocation.bounding.hours import NONE, best_hours
from planner.allocation.bounding.person import CANDIDATES, NEEDS, OPTIONS, ROWS, STEPS
from planner.allocation.bounding.terms import SECOND, Crowd, Desk, Year
from planner.composing.data import compiled, inlined

KEEP = 0.7
"""How much of the last direction is kept."""
PATIENCE, SHORTER = 8, 0.7
"""After so many steps without a bound lower by LESS the steps become shorter."""
LESS = 1e-4
ROUNDING = 1e-11
"""A bound is raised by this share of all that it is summed from: a few hundred terms in a row, each off by 1e-16 of itself."""
FLAT, UNLIMITED = 1e-9, 1e20
FORGET = 0.8
"""How fast it is forgotten how often a solution was chosen."""


@inlined
def descend(
    year: Year,
    crowd: Crowd,
    person: int,
    desk: Desk,
    turns: int,
    stride: float,
    hope: float,
    known: float,
    enough: float,
) -> float:
    """The lowest bound of so many turns, begun at ``desk.mu``; ``desk.best`` has its multipliers.

    ``known`` is a worth that the person's best plan has at least, or ``NONE``: steps aim at it, but no lower than the share
    ``hope`` below the best bound so far. Ends at once below ``enough``.
    """
    best = -NONE
    waited = 0
    for _ in range(turns):
        value = _value(year, crowd, person, desk)
        if value < desk.least[0]:  # no lawful plan is worth so little: there is none
            return NONE
        if value < best - LESS * abs(best):
            waited = 0
        else:
            waited += 1
        if value < best:
            best = value
            for row in range(desk.size[ROWS]):
                desk.best[row] = desk.mu[row]
        if best <= enough:
            return best
        if waited >= PATIENCE:
            stride *= SHORTER
            waited = 0
        _slopes(year, crowd, person, desk)
        aim = max(known, best - hope * abs(best))
        if not _step(desk, stride * (value - aim)):
            return best
    return best


@inlined
def _value(year: Year, crowd: Crowd, person: int, desk: Desk) -> float:
    _rewards(year, crowd, person, desk)
    value = best_hours(year, crowd, person, desk)
    if value < NONE / 2:
        return NONE
    size = 1.0 + abs(value)
    for row in range(desk.size[ROWS]):
        if desk.mu[row] > 0.0:
            value += desk.mu[row] * desk.side[row]
            size += desk.mu[row] * (1.0 + abs(desk.side[row]))
    return value + ROUNDING * size


@compiled
def _rewards(year: Year, crowd: Crowd, person: int, desk: Desk) -> None:
    """``desk.reward`` (n,): what taking each solution on its best date, ``desk.pick`` (n,), brings at these multipliers."""
    first, steps = crowd.candidate_from[person], desk.size[STEPS]
    cell = 2 * steps + year.weeks
    for week in range(year.weeks):
        desk.weeks[week + 1] = desk.weeks[week] + desk.mu[2 * steps + week]
    lessons = desk.mu[desk.size[NEEDS] - 3] - desk.mu[desk.size[NEEDS] - 2]
    money = desk.mu[desk.size[NEEDS] - 1]
    _helped(year, crowd, first, desk)
    for place in range(desk.size[CANDIDATES]):
        owner = first + place
        same = _counted(crowd, person, owner, desk) + lessons * year.jp[crowd.candidate[owner]]
        charge = 0.0
        desk.reward[place] = NONE
        for option in range(desk.option_from[place + 1] - 1, desk.option_from[place] - 1, -1):
            slot = desk.slot[option]
            for edge in range(desk.edge_from[option], desk.edge_from[option + 1]):
                charge += desk.mu[edge]
            for edge in range(desk.tail_from[option], desk.tail_from[option + 1]):
                charge += desk.mu[edge]
            reward = desk.base[option] + same + desk.extra[option] - charge - money * year.cost[slot]
            reward -= desk.weeks[year.end[slot]] - desk.weeks[year.start[slot]]
            for load in range(year.load_from[slot], year.load_from[slot + 1]):
                reward -= desk.mu[cell + year.load_cell[load]] * year.load_amount[load]
            for edge in range(crowd.cover_from[owner], crowd.cover_from[owner + 1]):
                reward += desk.before[crowd.cover_step[edge], year.end[slot]]
            if reward > desk.reward[place]:
                desk.reward[place] = reward
                desk.pick[place] = option


@inlined
def _counted(crowd: Crowd, person: int, owner: int, desk: Desk) -> float:
    """What a candidate's steps bring as best or second best, less what that costs."""
    steps, first = desk.size[STEPS], crowd.step_from[person]
    second = crowd.rows[crowd.limit[person], SECOND]
    total = 0.0
    for edge in range(crowd.cover_from[owner], crowd.cover_from[owner + 1]):
        step = crowd.cover_step[edge]
        gain = crowd.weight[first + step] * crowd.success[owner]
        total += max(0.0, max(gain - desk.mu[step], second * gain - desk.mu[steps + step]))
    return total


@inlined
def _helped(year: Year, crowd: Crowd, first: int, desk: Desk) -> None:
    """What ending early is worth to what comes after: by step and week in ``desk.before``, by option in ``desk.extra``."""
    for step in range(desk.size[STEPS]):
        for week in range(year.weeks + 2):
            desk.before[step, week] = 0.0
    for option in range(desk.size[OPTIONS]):
        desk.extra[option] = 0.0
    for option in range(desk.size[OPTIONS]):
        owner, start = first + desk.owner[option], year.start[desk.slot[option]]
        for edge in range(desk.edge_from[option], desk.edge_from[option + 1]):
            step = crowd.need_step[crowd.need_from[owner] + edge - desk.edge_from[option]]
            desk.before[step, start] += desk.mu[edge]
        for edge in range(desk.tail_from[option], desk.tail_from[option + 1]):
            other = crowd.after[crowd.after_from[owner] + edge - desk.tail_from[option]]
            for earlier in range(desk.option_from[other], desk.option_from[other + 1]):
                if year.end[desk.slot[earlier]] <= start:
                    desk.extra[earlier] += desk.mu[edge]
    for step in range(desk.size[STEPS]):
        for week in range(year.weeks, -1, -1):
            desk.before[step, week] += desk.before[step, week + 1]


@compiled
def _slopes(year: Year, crowd: Crowd, person: int, desk: Desk) -> None:
    """How the bound changes with each multiplier: the row's side less what the choice takes of it."""
    first = crowd.candidate_from[person]
    for row in range(desk.size[ROWS]):
        desk.slope[row] = desk.side[row]
    for step in range(desk.size[STEPS]):
        for week in range(year.weeks + 2):
            desk.before[step, week] = 0.0
    for place in range(desk.size[CANDIDATES]):
        desk.often[place] = FORGET * desk.often[place] + (1.0 - FORGET) * desk.chosen[place]
        if desk.chosen[place] > 0:
            _taken(year, crowd, person, place, desk)
    for step in range(desk.size[STEPS]):
        for week in range(1, year.weeks + 2):
            desk.before[step, week] += desk.before[step, week - 1]
    for option in range(desk.size[OPTIONS]):
        owner, start = first + desk.owner[option], year.start[desk.slot[option]]
        for edge in range(desk.edge_from[option], desk.edge_from[option + 1]):
            step = crowd.need_step[crowd.need_from[owner] + edge - desk.edge_from[option]]
            desk.slope[edge] += desk.before[step, start]
        for edge in range(desk.tail_from[option], desk.tail_from[option + 1]):
            other = crowd.after[crowd.after_from[owner] + edge - desk.tail_from[option]]
            if desk.chosen[other] > 0 and year.end[desk.slot[desk.pick[other]]] <= start:
                desk.slope[edge] += 1.0


@inlined
def _taken(year: Year, crowd: Crowd, person: int, place: int, desk: Desk) -> None:
    steps, owner = desk.size[STEPS], crowd.candidate_from[person] + place
    weeks, sums = 2 * steps, desk.size[NEEDS] - 3
    cells = weeks + year.weeks
    slot = desk.slot[desk.pick[place]]
    for week in range(year.start[slot], year.end[slot]):
        desk.slope[weeks + week] -= 1.0
    for load in range(year.load_from[slot], year.load_from[slot + 1]):
        desk.slope[cells + year.load_cell[load]] -= year.load_amount[load]
    jp = year.jp[crowd.candidate[owner]]
    desk.slope[sums] += jp
    desk.slope[sums + 1] -= jp
    desk.slope[sums + 2] -= year.cost[slot]
    second = crowd.rows[crowd.limit[person], SECOND]
    for edge in range(crowd.cover_from[owner], crowd.cover_from[owner + 1]):
        step = crowd.cover_step[edge]
        gain = crowd.weight[crowd.step_from[person] + step] * crowd.success[owner]
        best, next_best = gain - desk.mu[step], second * gain - desk.mu[steps + step]
        if max(best, next_best) > 0.0:
            desk.slope[step if best >= next_best else steps + step] -= 1.0
        desk.before[step, year.end[slot]] += 1.0
    for option in range(desk.pick[place], desk.option_from[place + 1]):
        for edge in range(desk.edge_from[option], desk.edge_from[option + 1]):
            desk.slope[edge] -= 1.0
        for edge in range(desk.tail_from[option], desk.tail_from[option + 1]):
            desk.slope[edge] -= 1.0


@inlined
def _step(desk: Desk, length: float) -> bool:
    """Move the multipliers; False where the bound is flat, so that it is as low as it can be."""
    norm = 0.0
    steep = 0.0
    for row in range(desk.size[ROWS]):
        slope = desk.slope[row]
        way = KEEP * desk.way[row] + slope
        if not slope < UNLIMITED or (way > 0.0 and desk.mu[row] <= 0.0):
            way = 0.0
        if slope < 0.0 or desk.mu[row] > 0.0:
            steep += slope * slope
        desk.way[row] = way
        norm += way * way
    if steep <= FLAT or length <= 0.0:
        return False
    for row in range(desk.size[ROWS]):
        desk.mu[row] = max(0.0, desk.mu[row] - length / max(norm, steep) * desk.way[row])
    return True
