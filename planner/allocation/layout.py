"""Lays one person's problem out for the composer's search, from the organisation's flat arrays, without any new array.

What comes out is, to the last bit, ``arrange(organisation.problem(person, prices))``.
"""

from __future__ import annotations

from planner.allocation.arrays import Crowd, Year
from planner.allocation.desk import Desk
from planner.composing.data import (
    BUDGET,
    HANDICAP_HOURS,
    HOURS,
    JP_MAX,
    JP_MIN,
    LIMITS,
    Data,
    compiled,
    inlined,
)
from planner.problem import Floats, Ints


@compiled
def lay_out(year: Year, crowd: Crowd, desk: Desk, person: int, prices: Floats, room: Floats) -> Data:
    """Lay out a person's problem at ``prices`` (R,) with the slots for which there is ``room`` (R,); finite rupiah bind."""
    options, solutions = _options(year, crowd, desk, person, room)
    steps = crowd.step_from[person + 1] - crowd.step_from[person]
    for step in range(steps):
        desk.weight[step] = crowd.weight[crowd.step_from[person] + step]
    edges = _edges(crowd, desk, person, options, steps)
    _price(year, crowd, desk, person, options, prices)
    limit = crowd.limit[person]
    _limits(crowd, desk, person, room)
    _units(desk, options)
    pooled, usual = _pool(desk, options, solutions)
    # no call may have more than thirty arguments in compiled code
    chosen_of = (
        desk.solution[:options],
        desk.start[:options],
        desk.end[:options],
        desk.mask[:options],
        desk.bucket[:options],
        desk.hours[:options],
        desk.jp[:options],
        desk.cost[:options],
        desk.success[:options],
        desk.enrichment[:options],
        desk.weight[:steps],
        desk.covers[: options * steps].reshape((options, steps)),
        desk.step_from[: options + 1],
        desk.step_list[:edges],
        desk.need_from[: options + 1],
        desk.need_list[: desk.need_from[options]],
        desk.after_from[: options + 1],
        desk.after_list[: desk.after_from[options]],
    )
    limited_by = (
        desk.option_from[: solutions + 1],
        desk.option_list[:options],
        desk.cover_from[: steps + 1],
        desk.cover_list[:edges],
        desk.load_from[: options + 1],
        desk.load_cell[: desk.load_from[options]],
        desk.load_amount[: desk.load_from[options]],
        desk.cell_cap,
        desk.limits,
        desk.unit,
        desk.pool[:pooled],
        usual,
        crowd.at_once[limit],
        int(desk.limits[JP_MIN] <= 0.0 and steps > 0),
    )
    return Data(*(chosen_of + limited_by))


@compiled
def takes(year: Year, crowd: Crowd, person: int, slot: int, room: Floats) -> bool:
    """Say whether there is room for a person on a slot."""
    batch = year.batch[slot]
    if batch >= 0:
        if room[batch] < 1.0:
            return False
        group = crowd.group[person]
        if group >= 0 and room[crowd.batches + crowd.purses + group * crowd.batches + batch] < 1.0:
            return False
    return True


@compiled
def price_of(year: Year, crowd: Crowd, person: int, slot: int, prices: Floats) -> float:
    """What a slot takes of everything that is shared, at prices."""
    paid = 0.0
    batch = year.batch[slot]
    if batch >= 0:
        paid += prices[batch]
    cost = year.cost[slot]
    if cost > 0.0:
        for at in range(crowd.purse_from[person], crowd.purse_from[person + 1]):
            paid += cost * prices[crowd.batches + crowd.purse[at]]
    if batch >= 0 and crowd.group[person] >= 0:
        paid += prices[crowd.batches + crowd.purses + crowd.group[person] * crowd.batches + batch]
    return paid


@inlined
def _options(year: Year, crowd: Crowd, desk: Desk, person: int, room: Floats) -> tuple[int, int]:
    begin = crowd.candidate_from[person]
    options = 0
    solutions = 0
    load = 0
    desk.option_from[0] = 0
    for place in range(crowd.candidate_from[person + 1] - begin):
        solution = crowd.candidate[begin + place]
        for slot in range(year.first[solution], year.first[solution + 1]):
            if not takes(year, crowd, person, slot, room):
                continue
            desk.slot[options] = slot
            desk.solution[options] = place
            desk.start[options] = year.start[slot]
            desk.end[options] = year.end[slot]
            desk.mask[options] = year.mask[slot]
            desk.bucket[options] = year.bucket[solution]
            desk.hours[options] = year.hours[solution]
            desk.jp[options] = year.jp[solution]
            desk.cost[options] = year.cost[slot]
            desk.success[options] = crowd.success[begin + place]
            desk.enrichment[options] = crowd.enrichment[begin + place]
            desk.option_list[options] = options
            desk.load_from[options] = load
            for at in range(year.load_from[slot], year.load_from[slot + 1]):
                desk.load_cell[load] = year.load_cell[at]
                desk.load_amount[load] = year.load_amount[at]
                load += 1
            options += 1
            solutions = place + 1
        desk.option_from[place + 1] = options
    desk.load_from[options] = load
    return options, solutions


@inlined
def _edges(crowd: Crowd, desk: Desk, person: int, options: int, steps: int) -> int:
    """Write what options cover and what must come before them; count how many steps are covered, in all."""
    begin = crowd.candidate_from[person]
    edges = 0
    need = 0
    after = 0
    desk.covers[: options * steps] = False
    desk.cover_from[: steps + 1] = 0
    for option in range(options):
        candidate = begin + desk.solution[option]
        desk.step_from[option] = edges
        desk.need_from[option] = need
        desk.after_from[option] = after
        for at in range(crowd.cover_from[candidate], crowd.cover_from[candidate + 1]):
            desk.covers[option * steps + crowd.cover_step[at]] = True
        for step in range(steps):
            if desk.covers[option * steps + step]:
                desk.step_list[edges] = step
                desk.cover_from[step + 1] += 1
                edges += 1
        for at in range(crowd.need_from[candidate], crowd.need_from[candidate + 1]):
            desk.need_list[need] = crowd.need_step[at]
            need += 1
        for at in range(crowd.after_from[candidate], crowd.after_from[candidate + 1]):
            desk.after_list[after] = crowd.after[at]
            after += 1
    desk.step_from[options] = edges
    desk.need_from[options] = need
    desk.after_from[options] = after
    for step in range(steps):
        desk.cover_from[step + 1] += desk.cover_from[step]
        at = desk.cover_from[step]
        for option in range(options):
            if desk.covers[option * steps + step]:
                desk.cover_list[at] = option
                at += 1
    return edges


@inlined
def _limits(crowd: Crowd, desk: Desk, person: int, room: Floats) -> None:
    limit = crowd.limit[person]
    for number in range(LIMITS):
        desk.limits[number] = crowd.limits[limit, number]
    for at in range(crowd.purse_from[person], crowd.purse_from[person + 1]):
        desk.limits[BUDGET] = min(desk.limits[BUDGET], room[crowd.batches + crowd.purse[at]])
    for cell in range(len(desk.cell_cap)):
        desk.cell_cap[cell] = crowd.caps[limit, cell]


@inlined
def _price(year: Year, crowd: Crowd, desk: Desk, person: int, options: int, prices: Floats) -> None:
    for option in range(options):
        desk.paid[option] = price_of(year, crowd, person, desk.slot[option], prices)
        desk.enrichment[option] -= desk.paid[option]
        place = option  # dates of the greatest own value first
        while place > desk.option_from[desk.solution[option]]:
            if desk.enrichment[desk.option_list[place - 1]] >= desk.enrichment[option]:
                break
            desk.option_list[place] = desk.option_list[place - 1]
            place -= 1
        desk.option_list[place] = option


@inlined
def _units(desk: Desk, options: int) -> None:
    hours = 0.0
    jp = 0.0
    cost = 0.0
    for option in range(options):
        hours += desk.hours[option]
        jp += desk.jp[option]
        cost += desk.cost[option]
    count = max(options, 1)
    desk.unit[HOURS] = max(desk.limits[HOURS], hours / count, 1.0)
    desk.unit[JP_MIN] = max(desk.limits[JP_MIN], jp / count, 1.0)
    desk.unit[JP_MAX] = max(desk.limits[JP_MAX], jp / count, 1.0)
    desk.unit[BUDGET] = max(desk.limits[BUDGET], cost / count, 1.0)


@inlined
def _pool(desk: Desk, options: int, solutions: int) -> tuple[int, float]:
    """Write the solutions with an option, most worth for their hours first, the three buckets in turn; their mean gain."""
    for option in range(options):
        covered = 0.0
        for at in range(desk.step_from[option], desk.step_from[option + 1]):
            covered += desk.weight[desk.step_list[at]]
        desk.gain[option] = covered * desk.success[option] + desk.enrichment[option]
    count = 0
    for solution in range(solutions):
        if desk.option_from[solution] < desk.option_from[solution + 1]:
            option = desk.option_list[desk.option_from[solution]]
            desk.pooled[count] = solution
            desk.rank[count] = -desk.gain[option] / (HANDICAP_HOURS + desk.hours[option])
            count += 1
    _sort(desk.rank, desk.pooled, count)
    for bucket in range(3):
        inside = 0
        for place in range(count):
            inside += desk.bucket[desk.option_list[desk.option_from[desk.pooled[place]]]] == bucket
        seen = 0
        for place in range(count):
            if desk.bucket[desk.option_list[desk.option_from[desk.pooled[place]]]] == bucket:
                desk.rank[place] = (seen + 0.5) / max(1, inside)
                seen += 1
    _sort(desk.rank, desk.pooled, count)
    total = 0.0
    worthy = 0
    for place in range(count):
        desk.pool[place] = desk.pooled[place]
        gain = desk.gain[desk.option_list[desk.option_from[desk.pool[place]]]]
        if gain >= 0.0:
            total += gain
            worthy += 1
    return count, total / max(worthy, 1)


@compiled
def _sort(key: Floats, value: Ints, count: int) -> None:
    """Sort both by the key; equals keep their order."""
    for at in range(1, count):
        one = key[at]
        other = value[at]
        place = at
        while place > 0 and key[place - 1] > one:
            key[place] = key[place - 1]
            value[place] = value[place - 1]
            place -= 1
        key[place] = one
        value[place] = other


@compiled
def take(year: Year, crowd: Crowd, person: int, slot: int, room: Floats, sign: float) -> None:
    """Take what a slot needs from ``room`` (R,), or with -1 give it back."""
    batch = year.batch[slot]
    if batch >= 0:
        room[batch] -= sign
        if crowd.group[person] >= 0:
            room[crowd.batches + crowd.purses + crowd.group[person] * crowd.batches + batch] -= sign
    for at in range(crowd.purse_from[person], crowd.purse_from[person + 1]):
        room[crowd.batches + crowd.purse[at]] -= sign * year.cost[slot]
