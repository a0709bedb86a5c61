"""A planning problem as the composer's compiled search reads it: flat arrays and lists of lists."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, cast

import numba
import numpy as np
from numpy.typing import NDArray

from planner.problem import Bools, Floats, Ints, Problem

Words = NDArray[np.uint64]
Places = NDArray[np.uint32]
"""Places in arrays: a signed one would be looked at for being negative at each use."""

F = TypeVar("F", bound=Callable[..., Any])

EPSILON = 1e-7
"""Slack allowed on a limit for the rounding of sums, in the limit's own unit."""

MOST_WEEKS = 63
"""A horizon's weeks are the bits of one word."""

NEVER = 1 << 30

HANDICAP_HOURS = 10.0
"""Added to a solution's hours when its worth an hour is measured, since small things also take up a date."""

# Places in Data.limits, and in the array of penalties for breaking them.
HOURS, JP_MIN, JP_MAX, BUDGET, MIX, ORDER, COVER, KINDS = 0, 1, 2, 3, 4, 7, 8, 9
SHARE_LOW, SHARE_HIGH, SECOND_SHARE, LIMITS = 4, 7, 10, 11


OPTIONS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""The compiled functions make no arrays, so numba need not count references (``_nrt``): calls are five times as fast."""


def compiled(function: F) -> F:
    """Compile by numba as a part of whatever calls it, without the interpreter's lock.

    A call would hand over each array of a problem one by one, which takes longer than most of what is called.
    """
    return cast(F, numba.njit(forceinline=True, **OPTIONS)(function))


def kept(function: F) -> F:
    """Compile, with all that the function calls, and keep the machine code on disk where that is possible."""
    try:
        return cast(F, numba.njit(cache=True, **OPTIONS)(function))
    except RuntimeError:  # no folder for the cache can be written
        return compiled(function)


def version_of(*files: Path) -> int:
    """A number of sources that are compiled together; never 0."""
    return 1 + zlib.crc32(b"".join(file.read_bytes() for file in files))


def inlined(function: F) -> F:
    """Compile as a part of its few callers: everything is ready sooner."""
    return cast(F, numba.njit(inline="always")(function))


class Data(NamedTuple):
    """A problem in flat arrays; ``*_from`` (n + 1,) mark where each one's part of the following list begins.

    ``mask`` (O,) has a bit for each busy week; ``option_list`` has a solution's dates of the greatest own value first;
    ``pool`` lists the solutions that have an option, the most promising first; ``unit`` (MIX,) is what a breach of each
    limited sum is measured by; ``usual`` the mean gain of a solution that is worth its price.
    """

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
    usual: float
    at_once: int
    must_cover: int


def arrange(problem: Problem) -> Data:
    """Arrange a problem. Raises ValueError for a horizon of more than ``MOST_WEEKS`` weeks."""
    if problem.weeks > MOST_WEEKS:
        raise ValueError(f"a horizon of {problem.weeks} weeks is longer than {MOST_WEEKS}")
    limits = problem.limits
    options = len(problem.solution)
    solution = np.array(problem.solution, np.int64)
    solutions = int(solution.max(initial=-1)) + 1
    owner, step = np.nonzero(problem.covers)
    load_owner, *cells = np.nonzero(problem.month_load)
    load_from, load_order = _grouped(load_owner, options)
    sums = np.array((limits.hours_max, limits.jp_min, limits.jp_max, limits.budget))
    amounts = np.array((problem.hours, problem.jp, problem.jp, problem.cost), np.float64)
    months = problem.month_load.shape[2]
    covered = np.bincount(owner, np.array(problem.weight, np.float64)[step], options)
    gain = covered * problem.success + problem.enrichment
    by_solution = _by_solution(solution, problem.enrichment, solutions)
    pool = _pool(problem, by_solution, gain)
    first = by_solution[1][by_solution[0][pool]]
    return Data(
        _places(solution),
        _places(problem.start),
        _places(problem.end),
        _masks(problem.start, problem.end),
        _places(problem.bucket),
        amounts[0],
        amounts[1],
        amounts[3],
        np.array(problem.success, np.float64),
        np.array(problem.enrichment, np.float64),
        np.array(problem.weight, np.float64),
        np.array(problem.covers, np.bool_),
        *_lists(owner, step, options),
        *_lists(problem.need_option, problem.need_step, options),
        *_lists(problem.after_option, problem.after_solution, options),
        _places(by_solution[0]),
        _places(by_solution[1]),
        *_lists(step, owner, len(problem.weight)),
        _places(load_from),
        _places((cells[0] * months + cells[1])[load_order]),
        np.array(problem.month_load[load_owner, cells[0], cells[1]][load_order], np.float64),
        np.repeat(np.array(limits.form_month_caps, np.float64), months),
        np.array((*sums, *limits.share_low, *limits.share_high, limits.second_share)),
        np.maximum(np.maximum(sums, [_mean(one) for one in amounts]), 1.0),
        _places(pool),
        _mean(gain[first][gain[first] >= 0.0]),
        limits.at_once,
        int(must_cover(problem)),
    )


def must_cover(problem: Problem) -> bool:
    """Say whether a plan must cover a step: an empty choice is no plan for somebody with a gap."""
    return problem.limits.jp_min <= 0 and len(problem.weight) > 0


def _mean(values: Floats) -> float:
    """The mean, added up in order: everybody's problems are laid out by other code, to the same last bit."""
    return float(np.cumsum(values)[-1] / len(values)) if len(values) else 0.0


def _grouped(owner: Ints, owners: int) -> tuple[Ints, Ints]:
    """Where each owner's part begins (owners + 1,) in the places of ``owner``, sorted by owner."""
    begin = np.zeros(owners + 1, np.int64)
    np.cumsum(np.bincount(owner, minlength=owners), out=begin[1:])
    return begin, np.argsort(owner, kind="stable")


def _by_solution(solution: Ints, enrichment: Floats, solutions: int) -> tuple[Ints, Ints]:
    """Each solution's options, those of the greatest own value first."""
    by_worth = np.argsort(-np.array(enrichment, np.float64), kind="stable")
    begin, order = _grouped(solution[by_worth], solutions)
    return begin, by_worth[order]


def _lists(owner: Ints, value: Ints, owners: int) -> tuple[Places, Places]:
    begin, order = _grouped(owner, owners)
    return _places(begin), _places(value[order])


def _places(values: Ints) -> Places:
    return np.array(values, np.uint32)


def _masks(start: Ints, end: Ints) -> Words:
    one = np.uint64(1)
    return (one << end.astype(np.uint64)) - (one << start.astype(np.uint64))


def _pool(problem: Problem, by_solution: tuple[Ints, Ints], gain: Floats) -> Ints:
    """The solutions with an option, most worth for their hours first, the three buckets in turn."""
    begin, listed = by_solution
    pool = np.flatnonzero(np.diff(begin))
    first = listed[begin[pool]]
    order = np.argsort(-gain[first] / (HANDICAP_HOURS + problem.hours[first]), kind="stable")
    bucket = problem.bucket[first[order]]
    rank = np.zeros(len(pool))
    for number in range(3):
        inside = bucket == number
        rank[inside] = (np.arange(inside.sum()) + 0.5) / max(1, inside.sum())
    return pool[order[np.argsort(rank, kind="stable")]]
