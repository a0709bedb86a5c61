"""A planning problem as the composer's compiled search reads it: flat arrays and lists of lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Words = NDArray[np.uint64]

F = TypeVar("F", bound=Callable[..., Any])

EPSILON = 1e-7
"""Slack allowed on a limit for the rounding of sums, in the limit's own unit."""

MOST_WEEKS = 64
"""A horizon's weeks are the bits of one word."""

NEVER = 1 << 30

# Places in Data.limits, and in the array of penalties for breaking them.
HOURS, JP_MIN, JP_MAX, BUDGET, MIX, ORDER, COVER, KINDS = 0, 1, 2, 3, 4, 7, 8, 9
SHARE_LOW, SHARE_HIGH, SECOND_SHARE, LIMITS = 4, 7, 10, 11


def compiled(function: F) -> F:
    """Compile by numba without the interpreter's lock; keep the machine code on disk where that is possible."""
    return _compile(function, nrt=True)


def inner(function: F) -> F:
    """Compile what makes no array: without numba's counting of references, calls are five times as fast."""
    return _compile(function, nrt=False)


def _compile(function: F, *, nrt: bool) -> F:
    options: dict[str, Any] = {"nogil": True, "_nrt": nrt}
    try:
        return cast(F, numba.njit(cache=True, **options)(function))
    except RuntimeError:  # no folder for the cache can be written
        return cast(F, numba.njit(**options)(function))


class Data(NamedTuple):
    """A problem in flat arrays; ``*_from`` (n + 1,) mark where each one's part of the following list begins."""

    solution: Ints
    start: Ints
    end: Ints
    mask: Words
    bucket: Ints
    hours: Floats
    jp: Floats
    cost: Floats
    success: Floats
    enrichment: Floats
    weight: Floats
    covers: Bools
    step_from: Ints
    step_list: Ints
    need_from: Ints
    need_list: Ints
    after_from: Ints
    after_list: Ints
    option_from: Ints
    option_list: Ints
    cover_from: Ints
    cover_list: Ints
    load_from: Ints
    load_cell: Ints
    load_amount: Floats
    cell_cap: Floats
    limits: Floats
    at_once: int
    must_cover: int


@compiled
def _invert(owner: Ints, owners: int) -> tuple[Ints, Ints]:
    """List, for each owner, the places where it stands; owners beyond the last are left out."""
    begin = np.zeros(owners + 1, np.int64)
    for place in range(len(owner)):
        if owner[place] < owners:
            begin[owner[place] + 1] += 1
    for number in range(owners):
        begin[number + 1] += begin[number]
    listed = np.empty(begin[owners], np.int64)
    filled = begin[:-1].copy()
    for place in range(len(owner)):
        if owner[place] < owners:
            listed[filled[owner[place]]] = place
            filled[owner[place]] += 1
    return begin, listed


@compiled
def _list_of(owner: Ints, value: Ints, owners: int) -> tuple[Ints, Ints]:
    begin, listed = _invert(owner, owners)
    for place in range(len(listed)):
        listed[place] = value[listed[place]]
    return begin, listed


@compiled
def _covered(covers: Bools) -> tuple[Ints, Ints]:
    options, steps = covers.shape
    count = 0
    for option in range(options):
        for step in range(steps):
            count += covers[option, step]
    owner = np.empty(count, np.int64)
    covered = np.empty(count, np.int64)
    count = 0
    for option in range(options):
        for step in range(steps):
            if covers[option, step]:
                owner[count] = option
                covered[count] = step
                count += 1
    return owner, covered


@compiled
def _masks(start: Ints, end: Ints) -> Words:
    mask = np.zeros(len(start), np.uint64)
    for option in range(len(start)):
        for week in range(start[option], end[option]):
            mask[option] |= np.uint64(1) << np.uint64(week)
    return mask


@compiled
def _loads(load: Floats) -> tuple[Ints, Ints, Floats]:
    options, forms, months = load.shape
    begin = np.zeros(options + 1, np.int64)
    for option in range(options):
        begin[option + 1] = begin[option]
        for form in range(forms):
            for month in range(months):
                if load[option, form, month] > 0.0:
                    begin[option + 1] += 1
    cell = np.empty(begin[options], np.int64)
    amount = np.empty(begin[options], np.float64)
    count = 0
    for option in range(options):
        for form in range(forms):
            for month in range(months):
                if load[option, form, month] > 0.0:
                    cell[count] = form * months + month
                    amount[count] = load[option, form, month]
                    count += 1
    return begin, cell, amount


@compiled
def arrange(
    columns: Ints,
    amounts: Floats,
    weight: Floats,
    covers: Bools,
    load: Floats,
    caps: Floats,
    needs: Ints,
    afters: Ints,
    limits: Floats,
    at_once: int,
    must_cover: int,
) -> Data:
    """Arrange a problem's arrays.

    ``columns`` (4, O) are solution, start, end, bucket; ``amounts`` (5, O) hours, jp, cost, success, enrichment;
    ``needs`` (2, A) and ``afters`` (2, B) the option and what it needs; ``limits`` (LIMITS,).
    """
    solution = columns[0]
    options = len(solution)
    owner, covered = _covered(covers)
    step_from, step_list = _list_of(owner, covered, options)
    cover_from, cover_list = _list_of(covered, owner, len(weight))
    need_from, need_list = _list_of(needs[0], needs[1], options)
    after_from, after_list = _list_of(afters[0], afters[1], options)
    solutions = solution.max() + 1 if options else 0
    option_from, option_list = _invert(solution, solutions)
    load_from, load_cell, load_amount = _loads(load)
    return Data(
        solution,
        columns[1],
        columns[2],
        _masks(columns[1], columns[2]),
        columns[3],
        amounts[0],
        amounts[1],
        amounts[2],
        amounts[3],
        amounts[4],
        weight,
        covers,
        step_from,
        step_list,
        need_from,
        need_list,
        after_from,
        after_list,
        option_from,
        option_list,
        cover_from,
        cover_list,
        load_from,
        load_cell,
        load_amount,
        np.repeat(caps, load.shape[2]),
        limits,
        at_once,
        must_cover,
    )
