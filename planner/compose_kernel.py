"""The composer's search: annealing over lawful and nearly lawful choices, with prices on broken limits.

A move drops, adds, swaps or re-dates options. What must hold at any moment (at most k at once, month caps) is kept by
throwing out what stands in the way; every other limit has a price, which rises while the search stays
unlawful and falls while it stays lawful, so that the search runs along the border where the best choices are.
"""

from __future__ import annotations

import numpy as np

from planner.compose_data import Data, Floats, Ints, compiled, inner
from planner.compose_state import (
    VALUE,
    State,
    below,
    empty_state,
    fits,
    gain,
    penalty,
    pull,
    push,
    uniform,
    unmet,
)

TRIES = 3


@inner
def _add(data: Data, state: State, option: int) -> None:
    push(data, state, option)
    state.log[state.size[1]] = option
    state.size[1] += 1


@inner
def _drop(data: Data, state: State, option: int) -> None:
    pull(data, state, option)
    state.log[state.size[1]] = -1 - option
    state.size[1] += 1


@inner
def _take_back(data: Data, state: State) -> None:
    while state.size[1] > 0:
        state.size[1] -= 1
        entry = state.log[state.size[1]]
        if entry >= 0:
            pull(data, state, entry)
        else:
            push(data, state, -1 - entry)


@inner
def _in_the_way(data: Data, state: State, option: int) -> int:
    """Draw a chosen option that shares a full week or a month's cap with this one; -1 where none does."""
    found = -1
    seen = 0
    for place in range(state.size[0]):
        other = state.items[place]
        if _collide(data, state, option, other):
            seen += 1
            if below(state, seen) == 0:
                found = other
    return found


@inner
def _collide(data: Data, state: State, option: int, other: int) -> bool:
    if data.mask[option] & data.mask[other] & state.busy[-1]:
        return True
    for place in range(data.load_from[option], data.load_from[option + 1]):
        cell = data.load_cell[place]
        if state.used[cell] + data.load_amount[place] > data.cell_cap[cell]:
            for there in range(data.load_from[other], data.load_from[other + 1]):
                if data.load_cell[there] == cell:
                    return True
    return False


@inner
def _make_room(data: Data, state: State, option: int) -> bool:
    while not fits(data, state, option):
        other = _in_the_way(data, state, option)
        if other < 0:
            return False
        _drop(data, state, other)
    return True


@inner
def _best_date(data: Data, state: State, solution: int) -> int:
    """Draw among a solution's dates those that fit and are ready, else those that fit, else any."""
    found = -1
    rank = 0
    seen = 0
    for place in range(data.option_from[solution], data.option_from[solution + 1]):
        option = data.option_list[place]
        good = 1
        if fits(data, state, option):
            good = 3 if unmet(data, state, option) == 0 else 2
        if good > rank:
            rank = good
            seen = 0
        if good == rank:
            seen += 1
            if below(state, seen) == 0:
                found = option
    return found


@inner
def _free_solution(data: Data, state: State) -> int:
    """Draw a solution that is not chosen: half of the time the best of three by value; -1 where all are chosen."""
    best = -1
    best_gain = -1.0
    tries = 1 if uniform(state) < 0.4 else TRIES
    for _ in range(2 * tries):
        solution = below(state, len(state.at))
        if state.at[solution] >= 0 or data.option_from[solution] == data.option_from[solution + 1]:
            continue
        option = data.option_list[data.option_from[solution]]
        value = gain(data, state, option) / (10.0 + data.hours[option])
        if value > best_gain:
            best = solution
            best_gain = value
        tries -= 1
        if tries == 0:
            break
    return best


@inner
def _support(data: Data, state: State, option: int) -> None:
    """Add, for each thing that must end before this option starts, one that does."""
    start = data.start[option]
    for place in range(data.need_from[option], data.need_from[option + 1]):
        step = data.need_list[place]
        if state.ready[step] > start:
            _support_from(
                data, state, data.cover_list, data.cover_from[step], data.cover_from[step + 1], option
            )
    for place in range(data.after_from[option], data.after_from[option + 1]):
        solution = data.after_list[place]
        if solution < len(state.at) and (state.at[solution] < 0 or data.end[state.at[solution]] > start):
            _support_from(
                data,
                state,
                data.option_list,
                data.option_from[solution],
                data.option_from[solution + 1],
                option,
            )


@inner
def _support_from(data: Data, state: State, among: Ints, begin: int, stop: int, option: int) -> None:
    found = -1
    seen = 0
    rank = 0
    for place in range(begin, stop):
        other = among[place]
        if data.end[other] <= data.start[option] and data.solution[other] != data.solution[option]:
            good = 1
            if unmet(data, state, other) == 0:
                good = 3 if fits(data, state, other) else 2
            if good > rank:
                rank = good
                seen = 0
            if good == rank:
                seen += 1
                if below(state, seen) == 0:
                    found = other
    if found >= 0:
        if state.at[data.solution[found]] >= 0:
            _drop(data, state, state.at[data.solution[found]])
        if _make_room(data, state, found):
            _add(data, state, found)


@inner
def _add_somewhere(data: Data, state: State, solution: int) -> None:
    option = _best_date(data, state, solution)
    if _make_room(data, state, option):
        _add(data, state, option)
        _support(data, state, option)


@inner
def _move(data: Data, state: State) -> None:
    """Draw one move and make it; the log tells how to take it back."""
    draw = uniform(state)
    count = state.size[0]
    if count > 0 and draw < 0.12:
        _drop(data, state, state.items[below(state, count)])
        return
    if count > 0 and draw < 0.24:
        option = state.items[below(state, count)]
        solution = data.solution[option]
        first = data.option_from[solution]
        other = data.option_list[first + below(state, data.option_from[solution + 1] - first)]
        _drop(data, state, option)
        if _make_room(data, state, other):
            _add(data, state, other)
            _support(data, state, other)
        return
    if count > 0 and draw < 0.70:
        _drop(data, state, state.items[below(state, count)])
        if draw < 0.30 and state.size[0] > 0:
            _drop(data, state, state.items[below(state, state.size[0])])
    solution = _free_solution(data, state)
    if solution >= 0:
        _add_somewhere(data, state, solution)
        if draw > 0.90:
            solution = _free_solution(data, state)
            if solution >= 0:
                _add_somewhere(data, state, solution)


@inner
def _scale(data: Data, state: State) -> float:
    """Say what a usual option is worth: the mean gain of one over an empty choice."""
    total = 1e-9
    for option in range(len(data.solution)):
        total += gain(data, state, option)
    return total / max(1, len(data.solution))


@inner
def _search(
    data: Data, state: State, best: Ints, rounds: int, heat: Floats, price: Floats, value_share: float
) -> tuple[int, float]:
    """Anneal from the state; write the best choice to ``best``; give its length and how unlawful it is."""
    usual = _scale(data, state) * value_share if value_share > 0 else 1.0
    size = 0
    best_value = -1.0
    best_broken = np.inf
    factor = heat[2] * usual
    broken = penalty(data, state, price)
    value = state.total[VALUE] * value_share
    cooling = np.log(heat[1] / heat[0])
    lawful = 0
    temperature = heat[0] * usual
    for turn in range(rounds):
        if turn % 100 == 99:
            temperature = usual * heat[0] * np.exp(cooling * turn / rounds)
            if lawful < 20:
                factor = min(factor * 1.3, 1000.0 * usual)
            elif lawful > 60:
                factor = max(factor / 1.2, 0.5 * usual)
            lawful = 0
        state.size[1] = 0
        _move(data, state)
        new_broken = penalty(data, state, price)
        new_value = state.total[VALUE] * value_share
        change = new_value - value - factor * (new_broken - broken)
        if change >= 0.0 or uniform(state) < np.exp(change / temperature):
            value = new_value
            broken = new_broken
            if broken < best_broken - 1e-12 or (broken <= best_broken and value > best_value + 1e-12):
                best_broken = broken
                best_value = value
                size = state.size[0]
                for place in range(size):
                    best[place] = state.items[place]
                if broken == 0.0 and value_share == 0.0:
                    break
        else:
            _take_back(data, state)
        if broken == 0.0:
            lawful += 1
    return size, best_broken


@compiled
def anneal(
    data: Data, seed: int, rounds: int, heat: Floats, price: Floats, value_share: float
) -> tuple[Ints, float]:
    """Search for ``rounds`` moves; give the best lawful choice and 0, else the least unlawful and how far it is.

    ``heat`` (2,) are the first and last temperatures as shares of a usual option's value; ``price`` (KINDS,) says how
    the kinds of breach count against each other; ``value_share`` 0 looks for lawfulness only.
    """
    state = empty_state(data, seed)
    best = np.empty(len(state.at), np.int64)
    size, broken = _search(data, state, best, rounds, heat, price, value_share)
    return best[:size], broken
