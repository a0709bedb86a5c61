"""The composer's search: short annealing runs from nothing, each polished until no exchange helps; the best is kept.

In an annealing run what must hold at any moment (at most k at once, month caps) is kept by throwing out what stands in the
way; every other limit has a price, which rises while the search stays unlawful and falls while it stays
lawful, so that it runs along the border where the best choices are.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from planner.composing.data import Data, Places, compiled, inlined, kept, version_of
from planner.composing.fill import add_best, redate_better, refill, set_scale
from planner.composing.moves import drop, load, redate, take_back
from planner.composing.state import ITEMS, LOG, VALUE, State, below, penalty, uniform
from planner.problem import Floats


class Course(NamedTuple):
    """One start: moves of its annealing, first temperature as a share of a usual option's value, how deeply it is polished.

    A polish takes out up to ``deep``; of small plans, which a run misses more easily, up to ``deepest``.
    """

    rounds: int
    hot: float
    deep: int
    deepest: int


Start = Callable[[Data, State, Floats, float, Places, Course, float], tuple[int, float]]
Search = Callable[[Data, State, Floats, float, int, Places, Places, Places], tuple[int, float]]

WHOLE = Course(rounds=400, hot=0.3, deep=2, deepest=3)
COLD = 0.05
"""Last temperature, as a share of a usual option's value."""
FIRST_FACTOR, LEAST_FACTOR, MOST_FACTOR = 10.0, 0.5, 1000.0
"""What breaking a limit by its whole self costs, in usual options' values."""
PERIOD, SELDOM, OFTEN = 50, 10, 30
"""After so many moves the price rises if fewer than SELDOM were lawful, and falls if more than OFTEN were."""
RISE, FAST_RISE = 1.2, 2.0
REDATE, ONLY_DROP = 0.12, 0.15
DROPS = (0.3, 0.6, 0.8)
"""A move drops one, two or three where a draw is below these, else none."""
ADDS = (0.3, 0.7)
"""A move adds up to three, or up to two, where a draw is below these, else one."""
CLOSE = 0.97
"""A run is polished deeply if it comes so close to the best run before."""
SMALL = 6
"""Items of a small plan."""
WORK, LEAST_STARTS = 84, 5
"""Starts go on until there were enough and they have cost enough, counted in items."""
AGREED, LARGE = 4, 8
"""Or until so many have ended at the same best value; small plans often agree on what is not the best."""
SAME = 1e-9


@compiled
def _anneal(
    data: Data,
    state: State,
    best: Places,
    price: Floats,
    value_share: float,
    course: Course,
) -> tuple[int, float]:
    """Anneal from what is chosen; write the best choice to ``best``; give its length and how far from lawful it is."""
    size = _note(state, best)
    unit = data.usual if value_share > 0.0 else 1.0
    factor = FIRST_FACTOR * unit
    temperature = course.hot * unit
    value = state.total[VALUE] * value_share
    broken = penalty(data, state, price)
    best_value = value
    best_broken = broken
    lawful = 0
    for turn in range(1, course.rounds + 1):
        if turn % PERIOD == 0:
            temperature = course.hot * unit * (COLD / course.hot) ** (turn / course.rounds)
            factor = _reprice(factor, unit, lawful, best_broken)
            lawful = 0
        state.size[LOG] = 0
        _move(data, state, price, factor, value_share)
        new_broken = penalty(data, state, price)
        new_value = state.total[VALUE] * value_share
        change = new_value - value - factor * (new_broken - broken)
        if change < 0.0 and uniform(state) >= np.exp(change / temperature):
            take_back(data, state, 0)
        else:
            value = new_value
            broken = new_broken
            if broken < best_broken or (broken == best_broken and value > best_value):
                best_broken = broken
                best_value = value
                size = _note(state, best)
                if broken == 0.0 and value_share == 0.0:
                    break
        lawful += broken == 0.0
    return size, best_broken


@inlined
def _reprice(factor: float, unit: float, lawful: int, best_broken: float) -> float:
    if lawful < SELDOM:
        return min(factor * (RISE if best_broken == 0.0 else FAST_RISE), MOST_FACTOR * unit)
    if lawful > OFTEN:
        return max(factor / RISE, LEAST_FACTOR * unit)
    return factor


@inlined
def _note(state: State, best: Places) -> int:
    for place in range(state.size[ITEMS]):
        best[place] = state.items[place]
    return int(state.size[ITEMS])


@inlined
def _move(data: Data, state: State, price: Floats, factor: float, value_share: float) -> None:
    """Draw one move and make it."""
    if state.size[ITEMS] > 0 and uniform(state) < REDATE:
        redate(data, state)
        return
    draw = uniform(state)
    drops = 1 if draw < DROPS[0] else 2 if draw < DROPS[1] else 3 if draw < DROPS[2] else 0
    for _ in range(min(drops, state.size[ITEMS])):
        drop(data, state, state.items[below(state, state.size[ITEMS])])
    if drops > 0 and uniform(state) < ONLY_DROP:
        return
    draw = uniform(state)
    most = 3 if draw < ADDS[0] else 2 if draw < ADDS[1] else 1
    add_best(data, state, price, factor, most, value_share)


@compiled
def _polish(data: Data, state: State, price: Floats, best: Places, size: int, depth: int) -> int:
    """Take out up to ``depth`` and put in up to two as long as the value grows; ``best`` and the state end alike."""
    load(data, state, best, size)
    set_scale(data, state, price, 1.0)
    _redate_all(data, state, price)
    size = _note(state, best)
    first = -1
    quiet = 0
    while quiet <= size:
        if _exchange(data, state, price, best, first, depth):
            _redate_all(data, state, price)
            size = _note(state, best)
            quiet = 0
        else:
            quiet += 1
            first += 1
        if first >= size:
            first = -1
    return size


@inlined
def _redate_all(data: Data, state: State, price: Floats) -> None:
    """Move what is chosen to dates of a greater own value, where that is lawful."""
    for solution in data.pool:
        if state.at[solution] >= 0:
            redate_better(data, state, price, solution)


@inlined
def _exchange(data: Data, state: State, price: Floats, best: Places, first: int, depth: int) -> bool:
    """Make the first exchange of this item, -1 for none, and earlier ones that raises the value; else change nothing."""
    floor = state.total[VALUE] + 1e-6
    state.size[LOG] = 0
    if first >= 0:
        drop(data, state, best[first])
    one = state.size[LOG]
    for second in range(-1, first if depth > 1 else 0):
        if second >= 0:
            drop(data, state, best[second])
        two = state.size[LOG]
        for third in range(-1, second if depth > 2 else 0):
            if third >= 0:
                drop(data, state, best[third])
            if refill(data, state, price, floor):
                return True
            take_back(data, state, two)
        take_back(data, state, one)
    take_back(data, state, 0)
    return False


def _starter(version: int) -> Start:
    """Make the start. Numba's cache looks at one file only, and at what a function closes over: hence ``version``."""

    @kept
    def start(
        data: Data,
        state: State,
        price: Floats,
        value_share: float,
        trial: Places,
        course: Course,
        known: float,
    ) -> tuple[int, float]:
        """Anneal from what is chosen and polish what is lawful; write it to ``trial``; its length, how far from lawful it is.

        It is polished deeply only where it comes close to the value ``known``.
        """
        if not version:
            return 0, np.inf
        found, off = _anneal(data, state, trial, price, value_share, course)
        if off == 0.0 and value_share > 0.0:
            for depth in range(1, 1 + (course.deepest if found <= SMALL else course.deep)):
                if depth == 1 or state.total[VALUE] > CLOSE * known:
                    found = _polish(data, state, price, trial, found, depth)
        return found, off

    return start


def _searcher(version: int) -> Search:
    @kept
    def search(
        data: Data,
        state: State,
        price: Floats,
        value_share: float,
        most_starts: int,
        trial: Places,
        best: Places,
        noted: Places,
    ) -> tuple[int, float]:
        """Write to ``best`` (solutions,) the best lawful choice, or the least unlawful; its length, how far from lawful.

        ``price`` (KINDS,) says how the kinds of breach count against each other. With ``value_share`` 1 the greatest value
        is sought, and starts beyond the usual number are made only while nothing lawful is known; with 0 any lawful choice.
        ``trial`` (solutions,) is for the search's own use. ``noted`` (starts, 1 + solutions) gets what the first starts ended
        at: how many, then which; 0 where it was not lawful.
        """
        size = 0
        broken = np.inf
        value = 0.0
        work = 0
        agreed = 0
        for turn in range(most_starts if version else 0):
            agree = agreed >= AGREED and size >= LARGE
            enough = agree or (work >= WORK and turn >= LEAST_STARTS)
            if broken == 0.0 and (enough or value_share == 0.0):
                break
            load(data, state, trial, 0)
            found, off = start(data, state, price, value_share, trial, WHOLE, value)
            work += found + 2
            load(data, state, trial, found)
            if turn < len(noted):
                noted[turn, 0] = found if off == 0.0 else 0
                for place in range(found):
                    noted[turn, 1 + place] = trial[place]
            if off == broken and abs(state.total[VALUE] - value) <= SAME:
                agreed += 1
            elif off < broken or (off == broken and state.total[VALUE] > value):
                agreed = 1
                broken = off
                value = state.total[VALUE]
                size = _note(state, best)
        return size, broken

    return search


VERSION = version_of(*sorted(Path(__file__).parent.glob("*.py")))
start = _starter(VERSION)
search = _searcher(VERSION)
