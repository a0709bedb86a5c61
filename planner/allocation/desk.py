"""Room for one person's problem and search in compiled code: made once for many people, one after another."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from planner.allocation.arrays import Crowd, Year
from planner.composing.data import KINDS, LIMITS, MIX, NEVER, Data, Places, Words, compiled
from planner.composing.state import LONGEST_LOG, MOST_DRAWN, TOTALS, State
from planner.problem import Bools, Floats, Ints


class Desk(NamedTuple):
    """Room for one person's problem and search: as long as the longest of a partition's people needs.

    ``slot`` (O,) is the slot of each option; ``paid`` (O,) what the prices take off its value; ``gain`` (O,), ``rank`` and
    ``pooled`` (solutions,) are for finding the pool.
    """

    slot: Places
    paid: Floats
    solution: Places
    start: Places
    end: Places
    mask: Words
    bucket: Places
    hours: Floats
    jp: Floats
    cost: Floats
    success: Floats
    enrichment: Floats
    weight: Floats
    covers: Bools
    step_from: Places
    step_list: Places
    need_from: Places
    need_list: Places
    after_from: Places
    after_list: Places
    option_from: Places
    option_list: Places
    cover_from: Places
    cover_list: Places
    load_from: Places
    load_cell: Places
    load_amount: Floats
    cell_cap: Floats
    limits: Floats
    unit: Floats
    pool: Places
    gain: Floats
    rank: Floats
    pooled: Ints
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


def desk_for(year: Year, crowd: Crowd) -> Desk:
    """Room for whoever of these people needs most."""
    slots = np.diff(year.first)
    loads = np.add.reduceat(np.append(np.diff(year.load_from), 0), year.first[:-1]) * (slots > 0)
    solutions = int(np.diff(crowd.candidate_from).max(initial=0))
    steps = int(np.diff(crowd.step_from).max(initial=0))

    def most(each: Ints) -> int:
        total = np.concatenate([[0], np.cumsum(each)])
        return int(np.diff(total[crowd.candidate_from]).max(initial=0))

    own = slots[crowd.candidate]
    options, cells = most(own), crowd.caps.shape[1]
    of_problem = _problem(
        options,
        solutions,
        steps,
        cells,
        edges=most(own * np.diff(crowd.cover_from)),
        needs=most(own * np.diff(crowd.need_from)),
        afters=most(own * np.diff(crowd.after_from)),
        loaded=most(loads[crowd.candidate]),
    )
    at_once = int(crowd.at_once.max(initial=0))
    return Desk(**of_problem, **_search(options, solutions, steps, cells, at_once))


def _ints(count: int) -> Ints:
    return np.zeros(count, np.int64)


def _places(count: int) -> Places:
    return np.zeros(count, np.uint32)


def _problem(
    options: int,
    solutions: int,
    steps: int,
    cells: int,
    *,
    edges: int,
    needs: int,
    afters: int,
    loaded: int,
) -> dict[str, Any]:
    return {
        "slot": _places(options),
        "paid": np.zeros(options),
        "solution": _places(options),
        "start": _places(options),
        "end": _places(options),
        "mask": np.zeros(options, np.uint64),
        "bucket": _places(options),
        "hours": np.zeros(options),
        "jp": np.zeros(options),
        "cost": np.zeros(options),
        "success": np.zeros(options),
        "enrichment": np.zeros(options),
        "weight": np.zeros(steps),
        "covers": np.zeros(options * steps, np.bool_),
        "step_from": _places(options + 1),
        "step_list": _places(edges),
        "need_from": _places(options + 1),
        "need_list": _places(needs),
        "after_from": _places(options + 1),
        "after_list": _places(afters),
        "option_from": _places(solutions + 1),
        "option_list": _places(options),
        "cover_from": _places(steps + 1),
        "cover_list": _places(edges),
        "load_from": _places(options + 1),
        "load_cell": _places(loaded),
        "load_amount": np.zeros(loaded),
        "cell_cap": np.zeros(cells),
        "limits": np.zeros(LIMITS),
        "unit": np.zeros(MIX),
        "pool": _places(solutions),
        "gain": np.zeros(options),
        "rank": np.zeros(solutions),
        "pooled": _ints(solutions),
    }


def _search(options: int, solutions: int, steps: int, cells: int, at_once: int) -> dict[str, Any]:
    return {
        "at": _ints(solutions),
        "items": _places(solutions),
        "place": _ints(options),
        "size": _ints(3),
        "busy": np.zeros(at_once, np.uint64),
        "used": np.zeros(cells),
        "total": np.zeros(TOTALS),
        "first": np.zeros(steps),
        "second": np.zeros(steps),
        "covering": _ints(steps),
        "ready": _ints(steps),
        "log": _ints(LONGEST_LOG),
        "drawn": _places(solutions + MOST_DRAWN),
        "sums": np.zeros((solutions + MOST_DRAWN, 6)),
        "scale": np.zeros(KINDS),
        "random": np.zeros(1, np.uint64),
    }


@compiled
def nothing_chosen(desk: Desk, data: Data, seed: int) -> State:
    """The search's state with nothing chosen yet."""
    solutions = len(data.option_from) - 1
    options = len(data.solution)
    steps = len(data.weight)
    desk.at[:solutions] = -1
    desk.place[:options] = -1
    desk.size[:] = 0
    desk.busy[:] = 0
    desk.used[:] = 0.0
    desk.total[:] = 0.0
    desk.first[:steps] = 0.0
    desk.second[:steps] = 0.0
    desk.covering[:steps] = 0
    desk.ready[:steps] = NEVER
    desk.scale[:] = 0.0
    desk.random[0] = np.uint64(seed)
    return State(
        desk.at[:solutions],
        desk.items[:solutions],
        desk.place[:options],
        desk.size,
        desk.busy[: data.at_once],
        desk.used,
        desk.total,
        desk.first[:steps],
        desk.second[:steps],
        desk.covering[:steps],
        desk.ready[:steps],
        desk.log,
        desk.drawn[: solutions + MOST_DRAWN],
        desk.sums[: solutions + MOST_DRAWN],
        desk.scale,
        desk.random,
    )
