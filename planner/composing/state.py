"""The composer's incremental state: what is chosen, and every sum that a limit looks at.

Everything here is compiled by numba and knows nothing of Python objects. ``push`` and ``pull`` keep all sums right, so
that a move costs microseconds.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from planner.composing.data import (
    BUDGET,
    COVER,
    EPSILON,
    HOURS,
    JP_MAX,
    JP_MIN,
    KINDS,
    MIX,
    NEVER,
    ORDER,
    SECOND_SHARE,
    SHARE_HIGH,
    SHARE_LOW,
    Data,
    Places,
    Words,
    compiled,
    inlined,
)
from planner.problem import Floats, Ints

# Places in State.total: effort hours of the three buckets, then jp, cost, value, chosen options that cover a step.
JP, COST, VALUE, COVERING, TOTALS = 3, 4, 5, 6, 7
# Places in State.size.
ITEMS, LOG, DRAWN = 0, 1, 2
MOST_DRAWN = 64
LONGEST_LOG = 4096


class State(NamedTuple):
    """A choice under way. ``at`` (solutions,) is the chosen option or -1; ``items`` lists the chosen in any order.

    ``busy`` (at_once,) are words of weeks, one bit a week: the weeks in which at least 1, 2, … things run. ``size`` (3,)
    counts items, entries of ``log`` (options pushed, o, and pulled, -1 - o, by the move under way) and rows drawn. A row
    drawn is an option that might be added: ``drawn`` its number, ``sums`` (rows, 6) its hours in the three buckets, jp,
    cost and gain; row 0 is nothing. ``covering`` (steps,) counts what is chosen and covers a step.
    """

    at: Ints
    items: Places
    place: Ints
    size: Ints
    busy: Words
    used: Floats
    total: Floats
    first: Floats
    second: Floats
    covering: Ints
    ready: Ints
    log: Ints
    drawn: Places
    sums: Floats
    scale: Floats
    random: Words


def empty_state(data: Data, seed: int) -> State:
    """Start with nothing chosen; ``seed`` is not negative and below 2 ** 63."""
    solutions = len(data.option_from) - 1
    steps = len(data.weight)
    return State(
        at=np.full(solutions, -1, np.int64),
        items=np.empty(solutions, np.uint32),
        place=np.full(len(data.solution), -1, np.int64),
        size=np.zeros(3, np.int64),
        busy=np.zeros(data.at_once, np.uint64),
        used=np.zeros(len(data.cell_cap)),
        total=np.zeros(TOTALS),
        first=np.zeros(steps),
        second=np.zeros(steps),
        covering=np.zeros(steps, np.int64),
        ready=np.full(steps, NEVER, np.int64),
        log=np.empty(LONGEST_LOG, np.int64),
        drawn=np.zeros(solutions + MOST_DRAWN, np.uint32),
        sums=np.zeros((solutions + MOST_DRAWN, 6)),
        scale=np.zeros(KINDS),
        random=np.array([seed], np.uint64),
    )


@compiled
def uniform(state: State) -> float:
    """Draw from 0 up to, not including, 1 (splitmix64)."""
    state.random[0] += np.uint64(0x9E3779B97F4A7C15)
    word = state.random[0]
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    word = word ^ (word >> np.uint64(31))
    return float(word >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@inlined
def below(state: State, count: int) -> int:
    """Draw one of 0 … count - 1."""
    return int(uniform(state) * count)


@compiled
def gain(data: Data, state: State, option: int) -> float:
    """Say what an option that is not chosen would add to the value."""
    success = data.success[option]
    share = data.limits[SECOND_SHARE]
    added = float(data.enrichment[option])
    for place in range(data.step_from[option], data.step_from[option + 1]):
        step = data.step_list[place]
        first = state.first[step]
        if success > first:
            added += data.weight[step] * (success - first + share * (first - state.second[step]))
        elif success > state.second[step]:
            added += data.weight[step] * share * (success - state.second[step])
    return added


@compiled
def push(data: Data, state: State, option: int) -> None:
    """Choose an option; its solution must not be chosen."""
    count = state.size[ITEMS]
    state.items[count] = option
    state.place[option] = count
    state.size[ITEMS] = count + 1
    state.at[data.solution[option]] = option
    state.total[VALUE] += gain(data, state, option)
    _count(data, state, option, 1)
    success = data.success[option]
    end = data.end[option]
    for place in range(data.step_from[option], data.step_from[option + 1]):
        step = data.step_list[place]
        if success > state.first[step]:
            state.second[step] = state.first[step]
            state.first[step] = success
        elif success > state.second[step]:
            state.second[step] = success
        state.covering[step] += 1
        state.ready[step] = min(state.ready[step], end)


@compiled
def pull(data: Data, state: State, option: int) -> None:
    """Undo the choice of an option."""
    count = state.size[ITEMS] - 1
    place = state.place[option]
    last = state.items[count]
    state.items[place] = last
    state.place[last] = place
    state.place[option] = -1
    state.size[ITEMS] = count
    state.at[data.solution[option]] = -1
    _count(data, state, option, -1)
    for at in range(data.step_from[option], data.step_from[option + 1]):
        _recount_step(data, state, data.step_list[at])
    state.total[VALUE] -= gain(data, state, option)


@inlined
def _recount_step(data: Data, state: State, step: int) -> None:
    first = 0.0
    second = 0.0
    ready = NEVER
    state.covering[step] -= 1
    left = state.covering[step]
    for place in range(state.size[ITEMS]):
        if left == 0:
            break
        option = state.items[place]
        if data.covers[option, step]:
            left -= 1
            success = data.success[option]
            if success > first:
                second = first
                first = success
            elif success > second:
                second = success
            ready = min(ready, data.end[option])
    state.first[step] = first
    state.second[step] = second
    state.ready[step] = ready


@inlined
def _count(data: Data, state: State, option: int, sign: int) -> None:
    state.total[data.bucket[option]] += sign * data.hours[option]
    state.total[JP] += sign * data.jp[option]
    state.total[COST] += sign * data.cost[option]
    if data.step_from[option] < data.step_from[option + 1]:
        state.total[COVERING] += sign
    _occupy(state, data.mask[option], sign)
    for place in range(data.load_from[option], data.load_from[option + 1]):
        state.used[data.load_cell[place]] += sign * data.load_amount[place]


@inlined
def _occupy(state: State, mask: np.uint64, sign: int) -> None:
    planes = len(state.busy)
    if sign > 0:
        for plane in range(planes - 1, 0, -1):
            state.busy[plane] |= state.busy[plane - 1] & mask
        state.busy[0] |= mask
    else:
        for plane in range(planes - 1):
            state.busy[plane] = (state.busy[plane] & ~mask) | (state.busy[plane + 1] & mask)
        state.busy[planes - 1] &= ~mask


@compiled
def fits(data: Data, state: State, option: int) -> bool:
    """Say whether an option's weeks are free and its months' caps hold."""
    if data.mask[option] & state.busy[-1]:
        return False
    for place in range(data.load_from[option], data.load_from[option + 1]):
        cell = data.load_cell[place]
        if state.used[cell] + data.load_amount[place] > data.cell_cap[cell] + EPSILON:
            return False
    return True


@compiled
def unmet(data: Data, state: State, option: int) -> int:
    """Count what has to end before an option starts, and does not."""
    start = data.start[option]
    missing = 0
    for place in range(data.need_from[option], data.need_from[option + 1]):
        if state.ready[data.need_list[place]] > start:
            missing += 1
    for place in range(data.after_from[option], data.after_from[option + 1]):
        solution = data.after_list[place]
        if solution >= len(state.at) or state.at[solution] < 0 or data.end[state.at[solution]] > start:
            missing += 1
    return missing


@compiled
def penalty(data: Data, state: State, price: Floats) -> float:
    """Add up how far each limit is broken, as a share of the limit, at the prices of the limits (KINDS,)."""
    total = state.total
    limits = data.limits
    hours = total[0] + total[1] + total[2]
    broken = 0.0
    if hours > limits[HOURS] + EPSILON:
        broken += price[HOURS] * (hours - limits[HOURS]) / data.unit[HOURS]
    if total[JP] < limits[JP_MIN] - EPSILON:
        broken += price[JP_MIN] * (limits[JP_MIN] - total[JP]) / data.unit[JP_MIN]
    if total[JP] > limits[JP_MAX] + EPSILON:
        broken += price[JP_MAX] * (total[JP] - limits[JP_MAX]) / data.unit[JP_MAX]
    if total[COST] > limits[BUDGET] + EPSILON:
        broken += price[BUDGET] * (total[COST] - limits[BUDGET]) / data.unit[BUDGET]
    for bucket in range(3):
        low = limits[SHARE_LOW + bucket] * hours - total[bucket]
        high = total[bucket] - limits[SHARE_HIGH + bucket] * hours
        if max(low, high) > EPSILON:
            broken += price[MIX + bucket] * max(low, high) / hours
    if data.must_cover and total[COVERING] < 0.5:
        broken += price[COVER]
    missing = 0
    for place in range(state.size[ITEMS]):
        missing += unmet(data, state, state.items[place])
    return broken + float(price[ORDER] * missing)
