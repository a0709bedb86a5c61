"""The organisation as the compiled bound reads it: the year, the people, the prices, and a desk to work on."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.allocation.organisation import Organisation
from planner.problem import Bools, Floats, Ints, Limits

UNITS = (1, 2, 4)
"""Hours are counted in wholes, halves or quarters: the first that makes every solution's hours whole, else the last."""
MONEY, LESSONS = 1e-6, 0.1
"""Rupiah and lesson hours are made small, so that one step moves all multipliers alike."""
SIZES = 16
AT_ONCE, SECOND, JP_MIN, JP_MAX, BUDGET, HOURS, LOW, HIGH, CAPS = 0, 1, 2, 3, 4, 5, 6, 9, 12
"""Columns of a row of limits."""


class Year(NamedTuple):
    """Slots (T,) and solutions (S,), see ``Dates``; ``hours`` in whole units, ``cost`` and ``jp`` made small.

    ``load_*`` lists each slot's sessions of capped forms by cell (form × month). ``loose`` units may be lost by rounding the
    hours of a whole plan down: 0 where all hours are whole.
    """

    first: Ints
    start: Ints
    end: Ints
    cost: Floats
    batch: Ints
    open: Bools
    load_from: Ints
    load_cell: Ints
    load_amount: Floats
    hours: Ints
    jp: Floats
    bucket: Ints
    weeks: int
    cells: int
    loose: int


class Crowd(NamedTuple):
    """Everybody's candidates, steps and limits, see ``People``; ``rows`` (L, CAPS + cells) are the distinct limits."""

    candidate_from: Ints
    candidate: Ints
    success: Floats
    enrichment: Floats
    cover_from: Ints
    cover_step: Ints
    need_from: Ints
    need_step: Ints
    after_from: Ints
    after: Ints
    step_from: Ints
    weight: Floats
    limit: Ints
    rows: Floats
    purse_from: Ints
    purse: Ints
    group: Ints


class Prices(NamedTuple):
    """Prices of a seat in each batch (B,), of a million rupiah of each purse (U,), and of a group's seats (G × B,)."""

    seat: Floats
    purse: Floats
    group: Floats


def year_of(organisation: Organisation) -> tuple[Year, int]:
    """The year, and how many units an hour has."""
    dates = organisation.dates
    slots, cells = dates.month_load.shape[0], int(np.prod(dates.month_load.shape[1:]))
    load = dates.month_load.reshape(slots, cells)
    owner, cell = np.nonzero(load)
    unit = next((n for n in UNITS if np.allclose(dates.hours * n, np.round(dates.hours * n), atol=1e-9)), 0)
    unit, loose = (unit, 0) if unit else (UNITS[-1], _most_items(organisation))
    return Year(
        first=_flat(dates.first),
        start=_flat(dates.start),
        end=_flat(dates.end),
        cost=dates.cost * MONEY,
        batch=_flat(dates.batch),
        open=organisation.open_slots,
        load_from=np.searchsorted(owner, np.arange(slots + 1)).astype(np.int64),
        load_cell=_flat(cell),
        load_amount=load[owner, cell],
        hours=np.floor(dates.hours * unit + 1e-6).astype(np.int64),
        jp=dates.jp * LESSONS,
        bucket=_flat(dates.bucket),
        weeks=dates.weeks,
        cells=cells,
        loose=loose,
    ), unit


def _most_items(organisation: Organisation) -> int:
    """A plan has at most so many items, since each takes a place in some week."""
    return organisation.dates.weeks * max((one.at_once for one in organisation.people.limits), default=0)


def crowd_of(organisation: Organisation, unit: int) -> Crowd:
    """Everybody as flat arrays; hours of the limits in units."""
    people = organisation.people
    months = organisation.dates.month_load.shape[2]
    own = {name: _flat(getattr(people, name)) for name in Crowd._fields if name != "rows"}
    rows = np.array([_row(one, unit, months) for one in people.limits], dtype=np.float64)
    return Crowd(rows=rows.reshape(len(people.limits), -1), **own)


def _flat(array: Ints | Floats) -> Any:
    """The array as compiled code expects it: in order and writable, though nobody writes. Anything else is compiled anew."""
    kind = np.float64 if array.dtype.kind == "f" else np.int64
    return np.require(array, dtype=kind, requirements=["C", "W"])


def _row(limits: Limits, unit: int, months: int) -> list[float]:
    return [
        limits.at_once,
        limits.second_share,
        limits.jp_min * LESSONS,
        limits.jp_max * LESSONS,
        limits.budget * MONEY,
        np.floor(limits.hours_max * unit + 1e-6),
        *limits.share_low,
        *limits.share_high,
        *np.repeat(limits.form_month_caps, months),
    ]


def prices_of(organisation: Organisation, prices: Floats) -> Prices:
    """Prices (R,), none of them negative, in their three parts."""
    seats, purses = len(organisation.resources.seats), len(organisation.resources.purses)
    return Prices(prices[:seats], prices[seats : seats + purses] / MONEY, prices[seats + purses :])


class Desk(NamedTuple):
    """Room to work on one person at a time, sized for the largest; what is in it is written by ``person.lay``.

    ``size`` counts candidates, options, steps, multipliers, and where the needs' and prerequisites' multipliers begin.
    ``least`` (1,) is less than any lawful plan is worth. ``fixed`` (n,) is 1 for what must be in, -1 for what must not.
    ``mu`` are the multipliers, ``slope`` the bound's slopes, ``way`` the direction of the last step, ``best`` the best known.
    """

    size: Ints
    least: Floats
    option_from: Ints
    owner: Ints
    slot: Ints
    base: Floats
    edge_from: Ints
    tail_from: Ints
    earliest: Ints
    side: Floats
    mu: Floats
    slope: Floats
    way: Floats
    best: Floats
    reward: Floats
    weeks: Floats
    before: Floats
    extra: Floats
    chosen: Ints
    pick: Ints
    often: Floats
    fixed: NDArray[np.int8]
    listed: Ints
    table: Floats
    widest: Floats
    node_mu: Floats
    node_fixed: NDArray[np.int8]
    node_bound: Floats
    node_split: Ints


def desk_of(year: Year, crowd: Crowd, nodes: int) -> Desk:
    """A desk for everybody, with room for so many nodes of a search tree."""
    most = _most(crowd.candidate_from)
    steps = _most(crowd.step_from)
    options = most * int(np.diff(year.first).max(initial=0))
    each = _most(crowd.need_from) + _most(crowd.after_from)
    multipliers = 2 * steps + year.weeks + year.cells + 3 + options * each
    hours = int(crowd.rows[:, HOURS].max(initial=0)) + 1
    return Desk(
        size=np.zeros(SIZES, np.int64),
        least=np.zeros(1),
        option_from=np.zeros(most + 1, np.int64),
        owner=np.zeros(options, np.int64),
        slot=np.zeros(options, np.int64),
        base=np.zeros(options),
        edge_from=np.zeros(options + 1, np.int64),
        tail_from=np.zeros(options + 1, np.int64),
        earliest=np.zeros(steps, np.int64),
        side=np.zeros(multipliers),
        mu=np.zeros(multipliers),
        slope=np.zeros(multipliers),
        way=np.zeros(multipliers),
        best=np.zeros(multipliers),
        reward=np.zeros(most),
        weeks=np.zeros(year.weeks + 2),
        before=np.zeros((steps, year.weeks + 3)),
        extra=np.zeros(options),
        chosen=np.zeros(most, np.int64),
        pick=np.zeros(most, np.int64),
        often=np.zeros(most),
        fixed=np.zeros(most, np.int8),
        listed=np.zeros((3, most), np.int64),
        table=np.zeros((3, most + 1, hours)),
        widest=np.zeros((max(hours, 2).bit_length() + 1, hours)),
        node_mu=np.zeros((nodes, multipliers)),
        node_fixed=np.zeros((nodes, most), np.int8),
        node_bound=np.zeros(nodes),
        node_split=np.zeros(nodes, np.int64),
    )


def _most(begin: Ints) -> int:
    return int(np.diff(begin).max(initial=0))
