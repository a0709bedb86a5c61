"""What the composer can do to a choice: add, drop, throw out what is in the way, add what must come before.

Every push and pull of a move is logged, so that the move can be taken back.
"""

from __future__ import annotations

from planner.composing.data import Data, Places, compiled, inlined
from planner.composing.state import ITEMS, LOG, State, below, fits, pull, push, unmet

NO_DATE = -1
READY, EARLY, FULL = 0, 1, 2
"""An option fits now; fits, but something must end before it; does not fit."""


@compiled
def add(data: Data, state: State, option: int) -> None:
    """Choose an option and log it."""
    push(data, state, option)
    state.log[state.size[LOG]] = option
    state.size[LOG] += 1


@compiled
def drop(data: Data, state: State, option: int) -> None:
    """Undo the choice of an option and log it."""
    pull(data, state, option)
    state.log[state.size[LOG]] = -1 - option
    state.size[LOG] += 1


@compiled
def take_back(data: Data, state: State, mark: int) -> None:
    """Undo everything logged since the log's length was ``mark``."""
    while state.size[LOG] > mark:
        state.size[LOG] -= 1
        entry = state.log[state.size[LOG]]
        if entry >= 0:
            pull(data, state, entry)
        else:
            push(data, state, -1 - entry)


@compiled
def load(data: Data, state: State, chosen: Places, size: int) -> None:
    """Choose exactly the first ``size`` of ``chosen``; the log starts anew."""
    while state.size[ITEMS] > 0:
        pull(data, state, state.items[0])
    for place in range(size):
        push(data, state, chosen[place])
    state.size[LOG] = 0


@inlined
def just_dropped(data: Data, state: State, solution: int) -> bool:
    """Say whether the move under way has dropped a solution."""
    for place in range(state.size[LOG]):
        entry = state.log[place]
        if entry < 0 and data.solution[-1 - entry] == solution:
            return True
    return False


@compiled
def best_date(data: Data, state: State, solution: int) -> tuple[int, int]:
    """Draw a date of a solution, one that is READY before one that is EARLY before one that is FULL; and which it is.

    Of dates that are alike in this one of the greatest own value is drawn.
    """
    begin = data.option_from[solution]
    count = data.option_from[solution + 1] - begin
    found = NO_DATE
    amiss = FULL + 1
    shift = below(state, count)
    for turn in range(count):
        option = data.option_list[begin + (turn + shift) % count]
        wrong = FULL
        if fits(data, state, option):
            wrong = READY if unmet(data, state, option) == 0 else EARLY
        if wrong < amiss or (wrong == amiss and data.enrichment[option] > data.enrichment[found]):
            amiss = wrong
            found = option
            if wrong == READY and data.enrichment[option] == data.enrichment[data.option_list[begin]]:
                break
    return found, amiss


@compiled
def add_whole(data: Data, state: State, option: int) -> None:
    """Add an option, what must end before it, and again, on other dates, what it threw out."""
    mark = state.size[LOG]
    if _make_room(data, state, option):
        add(data, state, option)
        _support(data, state, option)
        _put_back(data, state, mark)


@compiled
def add_solution(data: Data, state: State, solution: int) -> None:
    """Add a solution on the best of its dates, unless it has none or is chosen already."""
    if state.at[solution] < 0:
        option, _ = best_date(data, state, solution)
        if option != NO_DATE:
            add_whole(data, state, option)


@inlined
def redate(data: Data, state: State) -> None:
    """Move something that is chosen to any of its dates."""
    option = state.items[below(state, state.size[ITEMS])]
    solution = data.solution[option]
    begin = data.option_from[solution]
    other = data.option_list[begin + below(state, data.option_from[solution + 1] - begin)]
    drop(data, state, option)
    add_whole(data, state, other)


@compiled
def _make_room(data: Data, state: State, option: int) -> bool:
    while not fits(data, state, option):
        other = _in_the_way(data, state, option)
        if other < 0:
            return False
        drop(data, state, other)
    return True


@inlined
def _in_the_way(data: Data, state: State, option: int) -> int:
    """Draw a chosen option that shares a full week or a full month with this one; -1 where none does."""
    found = -1
    seen = 0
    for place in range(state.size[ITEMS]):
        other = state.items[place]
        if _collide(data, state, option, other):
            seen += 1
            if below(state, seen) == 0:
                found = other
    return found


@inlined
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


@inlined
def _put_back(data: Data, state: State, mark: int) -> None:
    for place in range(mark, state.size[LOG]):
        entry = state.log[place]
        if entry < 0 and state.at[data.solution[-1 - entry]] < 0:
            option, amiss = best_date(data, state, data.solution[-1 - entry])
            if amiss == READY:
                add(data, state, option)


@inlined
def _support(data: Data, state: State, option: int) -> None:
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
            begin = data.option_from[solution]
            _support_from(data, state, data.option_list, begin, data.option_from[solution + 1], option)


@compiled
def _support_from(data: Data, state: State, among: Places, begin: int, stop: int, option: int) -> None:
    """Add one of ``among[begin:stop]`` that ends before the option starts, if there is one."""
    found = NO_DATE
    seen = 0
    amiss = FULL + 1
    for place in range(begin, stop):
        other = among[place]
        if data.end[other] > data.start[option] or data.solution[other] == data.solution[option]:
            continue
        wrong = FULL
        if unmet(data, state, other) == 0:
            wrong = READY if fits(data, state, other) else EARLY
        if wrong < amiss:
            amiss = wrong
            seen = 0
        if wrong == amiss:
            seen += 1
            if below(state, seen) == 0:
                found = other
    if found != NO_DATE:
        if state.at[data.solution[found]] >= 0:
            drop(data, state, state.at[data.solution[found]])
        if _make_room(data, state, found):
            add(data, state, found)
