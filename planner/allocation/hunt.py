"""Looks for good journeys of one person after another, at prices, and notes them on the person's menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from planner.allocation.arrays import VERSION, Crowd, Year
from planner.allocation.desk import Desk, nothing_chosen
from planner.allocation.journeys import Table
from planner.allocation.layout import lay_out, price_of, take
from planner.composing.data import KINDS, SECOND_SHARE, Data, Places, compiled, inlined, kept
from planner.composing.kernel import WHOLE, Course, search, start
from planner.composing.moves import load
from planner.composing.state import State
from planner.problem import Floats

Hunt = Callable[..., None]

MOST_STARTS = 40
"""As the composer's own search."""
NOTED = 16
"""So many of a fresh search's starts are noted on the menu."""
NEARBY_ROUNDS, NEARBY_HOT = 50, 0.1
"""Moves from a good journey to a better one near it, and how far they go at first."""
SEED_BITS = np.uint64((1 << 62) - 1)


class Effort(NamedTuple):
    """How hard to look: ``fresh`` is the composer's own search; else the best ``warm`` journeys of the menu are mended and
    ``starts`` are made from nothing.

    All are polished by exchanges of up to ``depth``. Of every ``turns`` people in a row one is looked for, the ``turn``-th.
    ``salt`` tells the random streams of rounds apart; 0 for the person's own.
    """

    fresh: int
    warm: int
    starts: int
    depth: int = 2
    salt: int = 0
    turn: int = 0
    turns: int = 1


class Paper(NamedTuple):
    """Room for journeys under way, in options or slots, as long as the longest; ``steps`` (2, S) for a value."""

    trial: Places
    best: Places
    noted: Places
    slots: Places
    steps: Floats
    limits: Floats


def paper_for(crowd: Crowd) -> Paper:
    """Room for whoever of these people needs most."""
    longest = int(np.diff(crowd.candidate_from).max(initial=0))
    steps = int(np.diff(crowd.step_from).max(initial=0))
    return Paper(
        np.zeros(longest, np.uint32),
        np.zeros(longest, np.uint32),
        np.zeros((NOTED, 1 + longest), np.uint32),
        np.zeros(longest, np.uint32),
        np.zeros((2, steps)),
        np.ones(KINDS),
    )


@compiled
def paid(year: Year, crowd: Crowd, table: Table, person: int, row: int, prices: Floats) -> float:
    """What a journey on the menu costs at prices."""
    total = 0.0
    for at in range(table.length[person, row]):
        total += price_of(year, crowd, person, table.slot[person, row, at], prices)
    return total


@inlined
def _write_slots(desk: Desk, paper: Paper, journey: Places, size: int) -> None:
    """Write the slots of a journey, in ascending order."""
    for at in range(size):
        slot = desk.slot[journey[at]]
        place = at
        while place > 0 and paper.slots[place - 1] > slot:
            paper.slots[place] = paper.slots[place - 1]
            place -= 1
        paper.slots[place] = slot


@inlined
def _is_known(table: Table, paper: Paper, person: int, size: int) -> bool:
    for row in range(table.rows[person]):
        same = table.length[person, row] == size
        for at in range(size if same else 0):
            if table.slot[person, row, at] != paper.slots[at]:
                same = False
                break
        if same:
            return True
    return False


@compiled
def _value(crowd: Crowd, data: Data, paper: Paper, person: int, journey: Places, size: int) -> float:
    """The value of a journey without prices."""
    begin = crowd.candidate_from[person]
    paper.steps[:] = 0.0
    total = 0.0
    for at in range(size):
        option = journey[at]
        success = data.success[option]
        total += crowd.enrichment[begin + data.solution[option]]
        for place in range(data.step_from[option], data.step_from[option + 1]):
            step = data.step_list[place]
            if success > paper.steps[0, step]:
                paper.steps[1, step] = paper.steps[0, step]
                paper.steps[0, step] = success
            elif success > paper.steps[1, step]:
                paper.steps[1, step] = success
    for step in range(len(data.weight)):
        total += data.weight[step] * (paper.steps[0, step] + data.limits[SECOND_SHARE] * paper.steps[1, step])
    return total


@compiled
def _note(
    year: Year,
    crowd: Crowd,
    desk: Desk,
    data: Data,
    paper: Paper,
    table: Table,
    person: int,
    prices: Floats,
    journey: Places,
    size: int,
) -> None:
    """Put a journey (options) on a person's menu; where that is full, in the place of the worst at these prices."""
    _write_slots(desk, paper, journey, size)
    if size == 0 or _is_known(table, paper, person, size):
        return
    value = _value(crowd, data, paper, person, journey, size)
    row = table.rows[person]
    if row < table.length.shape[1]:
        table.rows[person] += 1
    else:
        least = value
        for at in range(size):
            least -= desk.paid[journey[at]]
        for other in range(table.rows[person]):
            worth = table.value[person, other] - paid(year, crowd, table, person, other, prices)
            if worth < least and other != table.chosen[person]:
                least = worth
                row = other
    if row < table.length.shape[1]:
        table.length[person, row] = size
        table.value[person, row] = value
        for at in range(size):
            table.slot[person, row, at] = paper.slots[at]


@inlined
def _load_row(desk: Desk, data: Data, table: Table, person: int, row: int, journey: Places) -> int:
    """Write a journey of the menu as options; what there is no room for is left out."""
    size = 0
    for at in range(table.length[person, row]):
        slot = table.slot[person, row, at]
        low = 0
        high = len(data.solution)
        while low < high:
            middle = (low + high) // 2
            if desk.slot[middle] < slot:
                low = middle + 1
            else:
                high = middle
        if low < len(data.solution) and desk.slot[low] == slot:
            journey[size] = low
            size += 1
    return size


@inlined
def _best_row(year: Year, crowd: Crowd, table: Table, person: int, prices: Floats, tried: int) -> int:
    """The row that is worth most at prices, of those not marked in ``tried``; -1 where none is left."""
    found = -1
    most = -np.inf
    for row in range(table.rows[person]):
        if not (tried >> row) & 1:
            worth = table.value[person, row] - paid(year, crowd, table, person, row, prices)
            if worth > most:
                most = worth
                found = row
    return found


@compiled
def _move_own(year: Year, crowd: Crowd, table: Table, person: int, room: Floats, sign: float) -> None:
    """Take a person's present journey from the room, or with -1 give it back."""
    row = table.chosen[person]
    if row >= 0:
        for at in range(table.length[person, row]):
            take(year, crowd, person, table.slot[person, row, at], room, sign)


@compiled
def _try(
    year: Year,
    crowd: Crowd,
    desk: Desk,
    data: Data,
    state: State,
    paper: Paper,
    table: Table,
    person: int,
    prices: Floats,
    course: Course,
) -> None:
    """Go on from what is chosen; note what that leads to."""
    size, off = start(data, state, paper.limits, 1.0, paper.trial, course, 0.0)
    if off == 0.0:
        _note(year, crowd, desk, data, paper, table, person, prices, paper.trial, size)


@compiled
def _compose(
    year: Year,
    crowd: Crowd,
    desk: Desk,
    data: Data,
    state: State,
    paper: Paper,
    table: Table,
    person: int,
    prices: Floats,
) -> None:
    """Make the composer's own search; note what it found and what its first starts ended at."""
    paper.noted[:, 0] = 0
    most = int(np.int64(MOST_STARTS))
    size, off = search(data, state, paper.limits, 1.0, most, paper.trial, paper.best, paper.noted)
    if off > 0.0:  # where no option has any value of its own, values lead nowhere: any lawful plan will do
        size, off = search(data, state, paper.limits, 0.0, most, paper.trial, paper.best, paper.noted)
    if off == 0.0:
        _note(year, crowd, desk, data, paper, table, person, prices, paper.best, size)
    for turn in range(NOTED):
        _note(
            year,
            crowd,
            desk,
            data,
            paper,
            table,
            person,
            prices,
            paper.noted[turn, 1:],
            int(np.int64(paper.noted[turn, 0])),
        )


def _hunter(version: int) -> Hunt:
    """Make the hunt; ``version`` is that of all the sources it is made of (see ``planner.composing.kernel``)."""

    @kept
    def hunt(
        year: Year,
        crowd: Crowd,
        desk: Desk,
        paper: Paper,
        table: Table,
        prices: Floats,
        room: Floats,
        effort: Effort,
    ) -> None:
        """Look for journeys at ``prices`` (R,), with what there is ``room`` (R,) for beside the present plan."""
        nearby = Course(NEARBY_ROUNDS, NEARBY_HOT, effort.depth, effort.depth)
        anew = Course(WHOLE.rounds, WHOLE.hot, effort.depth, effort.depth)
        for person in range(effort.turn, len(table.rows) if version else 0, effort.turns):
            _move_own(year, crowd, table, person, room, -1.0)
            data = lay_out(year, crowd, desk, person, prices, room)
            _move_own(year, crowd, table, person, room, 1.0)
            seed = np.uint64(crowd.seed[person]) + np.uint64(effort.salt) * np.uint64(0x9E3779B97F4A7C15)
            state = nothing_chosen(desk, data, int(seed & SEED_BITS))
            # for whom the composer found nothing at first, nothing will be found later
            if len(data.solution) == 0 or (effort.warm > 0 and table.rows[person] == 0):
                continue
            tried = 0
            for _ in range(min(effort.warm, table.rows[person])):
                row = _best_row(year, crowd, table, person, prices, tried)
                tried |= 1 << row
                load(data, state, paper.trial, _load_row(desk, data, table, person, row, paper.trial))
                _try(year, crowd, desk, data, state, paper, table, person, prices, nearby)
            for _ in range(effort.starts):
                load(data, state, paper.trial, 0)
                _try(year, crowd, desk, data, state, paper, table, person, prices, anew)
            if effort.fresh or table.rows[person] == 0:
                _compose(year, crowd, desk, data, state, paper, table, person, prices)

    return hunt


hunt = _hunter(VERSION)
