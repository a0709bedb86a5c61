"""Chooses what to add: the best one, two or three among many, by gain less the strain on the limits.

Hours, JP and cost of a few options together are told apart from each other in nanoseconds, so hundreds of combinations
are looked at before one is tried in earnest. Dates are not looked at here.
"""

from __future__ import annotations

import numpy as np

from planner.composing.data import (
    BUDGET,
    EPSILON,
    HOURS,
    JP_MAX,
    JP_MIN,
    MIX,
    SHARE_HIGH,
    SHARE_LOW,
    Data,
    compiled,
    inlined,
)
from planner.composing.moves import add, add_solution, drop, just_dropped, take_back
from planner.composing.state import (
    COST,
    DRAWN,
    JP,
    LOG,
    VALUE,
    State,
    below,
    fits,
    gain,
    penalty,
    uniform,
    unmet,
)
from planner.problem import Floats

DRAWS = (32, 16, 8)
"""How many solutions are drawn at most where one, two or three are to be added."""
BIAS = 0.7
"""How often a draw leans towards the more promising solutions."""
FEW_HOURS = 8.0
GAIN = 5


@inlined
def set_scale(data: Data, state: State, price: Floats, factor: float) -> None:
    """Set what one unit over or under each limit costs, at the hours chosen now."""
    hours = max(FEW_HOURS, state.total[0] + state.total[1] + state.total[2])
    for kind in range(MIX):
        state.scale[kind] = factor * price[kind] / data.unit[kind]
    for kind in range(MIX, MIX + 3):
        state.scale[kind] = factor * price[kind] / hours


@inlined
def add_best(data: Data, state: State, price: Floats, factor: float, most: int, value_share: float) -> None:
    """Draw some solutions and add the best one, or the best up to two or three together."""
    _draw_some(data, state, DRAWS[most - 1], value_share)
    set_scale(data, state, price, factor)
    for row in _best_of(data, state, most):
        if row > 0:
            add_solution(data, state, data.solution[state.drawn[row]])


@inlined
def refill(data: Data, state: State, price: Floats, floor: float) -> bool:
    """Try every one and two that can be added; stop at the first lawful choice worth more than ``floor``."""
    need = floor - state.total[VALUE]
    _draw_all(data, state, need)
    total, sums, limits = state.total, state.sums, data.limits
    for i in range(1, state.size[DRAWN]):
        if 2.0 * sums[i, GAIN] <= need:
            break
        first, second, third = total[0] + sums[i, 0], total[1] + sums[i, 1], total[2] + sums[i, 2]
        jp, cost = total[JP] + sums[i, JP], total[COST] + sums[i, COST]
        if _is_over(limits, first + second + third, jp, cost):
            continue
        alone = sums[i, GAIN] > need and _is_lawful(limits, first, second, third, jp, cost)
        if alone and _try(data, state, price, i, 0, floor):
            return True
        for j in range(i + 1, state.size[DRAWN]):
            if sums[i, GAIN] + sums[j, GAIN] <= need:
                break
            lawful = _is_lawful(
                limits,
                first + sums[j, 0],
                second + sums[j, 1],
                third + sums[j, 2],
                jp + sums[j, JP],
                cost + sums[j, COST],
            )
            if lawful and _try(data, state, price, i, j, floor):
                return True
    return False


@compiled
def redate_better(data: Data, state: State, price: Floats, solution: int) -> None:
    """Move what is chosen of a solution to the date of the greatest own value that is lawful."""
    now = state.at[solution]
    for place in range(data.option_from[solution], data.option_from[solution + 1]):
        option = data.option_list[place]
        if data.enrichment[option] <= data.enrichment[now]:
            return
        state.size[LOG] = 0
        drop(data, state, now)
        if fits(data, state, option) and unmet(data, state, option) == 0:
            add(data, state, option)
            if penalty(data, state, price) == 0.0:
                return
        take_back(data, state, 0)


@inlined
def _try(data: Data, state: State, price: Floats, i: int, j: int, floor: float) -> bool:
    mark = state.size[LOG]
    for row in (i, j):
        if row > 0:
            add_solution(data, state, data.solution[state.drawn[row]])
    if state.total[VALUE] > floor and penalty(data, state, price) == 0.0:
        return True
    take_back(data, state, mark)
    return False


@inlined
def _draw_some(data: Data, state: State, tries: int, value_share: float) -> None:
    state.size[DRAWN] = 1
    for _ in range(1 + below(state, tries)):
        where = uniform(state)
        if uniform(state) < BIAS:
            where *= where
        solution = data.pool[int(where * len(data.pool))]
        if state.at[solution] < 0 and not just_dropped(data, state, solution):
            option = data.option_list[data.option_from[solution]]
            _write(data, state, state.size[DRAWN], option, gain(data, state, option) * value_share)
            state.size[DRAWN] += 1


@inlined
def _draw_all(data: Data, state: State, need: float) -> None:
    """Draw every solution that with the help of another could add more than ``need``, the greatest gain first."""
    sums = state.sums
    drawn = state.drawn
    rows = 1
    most = 0.0
    for solution in data.pool:
        if state.at[solution] < 0 and not just_dropped(data, state, solution):
            drawn[rows] = data.option_list[data.option_from[solution]]
            sums[rows, GAIN] = gain(data, state, drawn[rows])
            most = max(most, sums[rows, GAIN])
            rows += 1
    count = 1
    for row in range(1, rows):
        option = drawn[row]
        value = sums[row, GAIN]
        if value + most <= need:
            continue
        place = count
        while place > 1 and sums[place - 1, GAIN] < value:
            sums[place, GAIN] = sums[place - 1, GAIN]
            drawn[place] = drawn[place - 1]
            place -= 1
        sums[place, GAIN] = value
        drawn[place] = option
        count += 1
    for row in range(1, count):
        _write(data, state, row, drawn[row], sums[row, GAIN])
    state.size[DRAWN] = count


@inlined
def _write(data: Data, state: State, row: int, option: int, value: float) -> None:
    state.drawn[row] = option
    for bucket in range(3):
        state.sums[row, bucket] = 0.0
    state.sums[row, data.bucket[option]] = data.hours[option]
    state.sums[row, JP] = data.jp[option]
    state.sums[row, COST] = data.cost[option]
    state.sums[row, GAIN] = value


@inlined
def _best_of(data: Data, state: State, most: int) -> tuple[int, int, int]:
    """The rows, at most ``most`` other than row 0, whose gain less strain is greatest together."""
    total, sums, drawn = state.total, state.sums, state.drawn
    best = -np.inf
    found = (0, 0, 0)
    for i in range(1, state.size[DRAWN]):
        gain_i, jp_i, cost_i = sums[i, GAIN], total[JP] + sums[i, JP], total[COST] + sums[i, COST]
        first_i, second_i, third_i = total[0] + sums[i, 0], total[1] + sums[i, 1], total[2] + sums[i, 2]
        for j in range(i if most > 1 else 1):
            if j > 0 and drawn[i] == drawn[j]:
                continue
            gain_j, jp_j, cost_j = gain_i + sums[j, GAIN], jp_i + sums[j, JP], cost_i + sums[j, COST]
            first_j, second_j, third_j = first_i + sums[j, 0], second_i + sums[j, 1], third_i + sums[j, 2]
            for k in range(max(j, 1) if most > 2 else 1):
                if k > 0 and (drawn[k] == drawn[i] or drawn[k] == drawn[j]):
                    continue
                score = gain_j + sums[k, GAIN]
                if score <= best:
                    continue  # strain only takes away
                score -= _strain(
                    data,
                    state,
                    first_j + sums[k, 0],
                    second_j + sums[k, 1],
                    third_j + sums[k, 2],
                    jp_j + sums[k, JP],
                    cost_j + sums[k, COST],
                )
                if score > best:
                    best = score
                    found = (i, j, k)
    return found


@compiled
def _is_over(limits: Floats, hours: float, jp: float, cost: float) -> bool:
    over = hours > limits[HOURS] + EPSILON or jp > limits[JP_MAX] + EPSILON
    return bool(over or cost > limits[BUDGET] + EPSILON)


@compiled
def _is_lawful(limits: Floats, first: float, second: float, third: float, jp: float, cost: float) -> bool:
    """Say whether the limits on sums hold."""
    hours = first + second + third
    if _is_over(limits, hours, jp, cost) or jp < limits[JP_MIN] - EPSILON:
        return False
    off = max(_off(limits, 0, first, hours), _off(limits, 1, second, hours), _off(limits, 2, third, hours))
    return bool(off <= EPSILON)


@compiled
def _strain(
    data: Data, state: State, first: float, second: float, third: float, jp: float, cost: float
) -> float:
    """What the limits on sums cost at these sums: effort hours of the three buckets, JP and rupiah."""
    limits, scale = data.limits, state.scale
    hours = first + second + third
    strain = scale[HOURS] * max(0.0, hours - limits[HOURS])
    strain += scale[JP_MIN] * max(0.0, limits[JP_MIN] - jp)
    strain += scale[JP_MAX] * max(0.0, jp - limits[JP_MAX])
    strain += scale[BUDGET] * max(0.0, cost - limits[BUDGET])
    strain += scale[MIX] * _off(limits, 0, first, hours)
    strain += scale[MIX + 1] * _off(limits, 1, second, hours)
    return float(strain + scale[MIX + 2] * _off(limits, 2, third, hours))


@inlined
def _off(limits: Floats, bucket: int, inside: float, hours: float) -> float:
    low = limits[SHARE_LOW + bucket] * hours - inside
    return float(max(0.0, low, inside - limits[SHARE_HIGH + bucket] * hours))
