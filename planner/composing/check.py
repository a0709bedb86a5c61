"""What a choice of options is worth and which hard limits it breaks, in plain words of the problem.

Slow and simple on purpose: the search keeps its own sums, and its result is measured by these.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.composing.data import EPSILON, must_cover
from planner.problem import Bools, Floats, Ints, Problem
from planner.worth import best_two


def value_of(problem: Problem, chosen: Sequence[int] | Ints) -> float:
    """Value of a choice, as ``planner.problem`` defines it; options in any order."""
    options = np.array(chosen, np.int64)
    first, second = best_two(problem, options)
    counted = first + problem.limits.second_share * second
    return float(problem.weight @ counted + problem.enrichment[options].sum())


def violations(problem: Problem, chosen: Sequence[int] | Ints) -> tuple[str, ...]:
    """Names of the hard limits that a choice breaks (keys of ``planner.rules``, ``no_candidate`` for no plan at all)."""
    options = np.array(sorted(chosen), np.int64)
    broken = _sums_broken(problem, options) | {
        "at_once": most_at_once(problem, options) > problem.limits.at_once,
        "form_month_cap": _caps_broken(problem, options),
        "one_batch": len(set(problem.solution[options].tolist())) < len(options),
        "level_order": not _steps_in_order(problem, options),
        "prerequisite": not _prerequisites_in_order(problem, options),
        "no_candidate": must_cover(problem) and not problem.covers[options].any(),
    }
    return tuple(name for name, fails in broken.items() if fails)


def most_at_once(problem: Problem, options: Ints) -> int:
    """The most options that run in any one week."""
    weeks = np.arange(problem.weeks)
    busy = (problem.start[options, None] <= weeks) & (weeks < problem.end[options, None])
    return int(busy.sum(axis=0).max(initial=0))


def month_loads(problem: Problem, options: Ints) -> Floats:
    """Sessions of capped forms by month (C, M)."""
    loads: Floats = problem.month_load[options].sum(axis=0)
    return loads


def _marked(problem: Problem, options: Ints) -> Bools:
    marked = np.zeros(len(problem.solution), dtype=np.bool_)
    marked[options] = True
    return marked


def _steps_in_order(problem: Problem, options: Ints) -> bool:
    chosen = _marked(problem, options)[problem.need_option]
    for option, step in zip(problem.need_option[chosen], problem.need_step[chosen], strict=True):
        ends = problem.end[options[problem.covers[options, step]]]
        if not (ends <= problem.start[option]).any():
            return False
    return True


def _prerequisites_in_order(problem: Problem, options: Ints) -> bool:
    chosen = _marked(problem, options)[problem.after_option]
    for option, solution in zip(problem.after_option[chosen], problem.after_solution[chosen], strict=True):
        ends = problem.end[options[problem.solution[options] == solution]]
        if not (ends <= problem.start[option]).any():
            return False
    return True


def _caps_broken(problem: Problem, options: Ints) -> bool:
    caps = np.array(problem.limits.form_month_caps)[:, None]
    return bool((month_loads(problem, options) > caps + EPSILON).any())


def bucket_hours(problem: Problem, options: Ints) -> Floats:
    """Effort hours of the three buckets (3,)."""
    hours = problem.hours[options]
    return np.array([hours[problem.bucket[options] == bucket].sum() for bucket in range(3)])


def _sums_broken(problem: Problem, options: Ints) -> dict[str, bool]:
    limits = problem.limits
    hours = bucket_hours(problem, options)
    total, jp = hours.sum(), problem.jp[options].sum()
    low, high = np.array(limits.share_low) * total, np.array(limits.share_high) * total
    off = (hours < low - EPSILON) | (hours > high + EPSILON)
    return {
        "hours_max": bool(total > limits.hours_max + EPSILON),
        "jp_min": bool(jp < limits.jp_min - EPSILON),
        "jp_max": bool(jp > limits.jp_max + EPSILON),
        "budget": bool(problem.cost[options].sum() > limits.budget + EPSILON),
        "mix_70": bool(off[0]),
        "mix_20": bool(off[1]),
        "mix_10": bool(off[2]),
    }
