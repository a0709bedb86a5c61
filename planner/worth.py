"""The value of a choice of options, as ``planner.problem`` defines it, for many single changes at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.problem import Bools, Floats, Ints, Problem


def worth_with_each(problem: Problem, chosen: Sequence[int]) -> Floats:
    """Value (O,) of the chosen options together with each single option besides."""
    first, second = best_two(problem, chosen)
    covered = np.where(problem.covers, problem.success[:, None], 0.0)
    best = np.maximum(first, covered)
    next_best = np.where(covered > first, first, np.maximum(second, covered))
    steps = (best + problem.limits.second_share * next_best) @ problem.weight
    own: Floats = steps + problem.enrichment + problem.enrichment[list(chosen)].sum()
    return own


def sums_allow_each(problem: Problem, chosen: Sequence[int]) -> Bools:
    """Whether (O,) the sums stay within their limits when a single option is added: hours, JP, cost, mix, items at once.

    What comes before what, and the monthly caps, are not looked at here.
    """
    limits, rest, slack = problem.limits, list(chosen), 1e-9
    hours = problem.hours + problem.hours[rest].sum()
    jp = problem.jp + problem.jp[rest].sum()
    fits = hours <= limits.hours_max + slack
    fits &= (limits.jp_min - slack <= jp) & (jp <= limits.jp_max + slack)
    fits &= problem.cost + problem.cost[rest].sum() <= limits.budget + slack
    for bucket, (low, high) in enumerate(zip(limits.share_low, limits.share_high, strict=True)):
        own = np.where(problem.bucket == bucket, problem.hours, 0.0)
        share = (own + own[rest].sum()) / hours
        fits &= (low - slack <= share) & (share <= high + slack)
    weeks = np.arange(problem.weeks)
    busy = (problem.start[:, None] <= weeks) & (weeks < problem.end[:, None])
    full = busy[rest].sum(axis=0) >= limits.at_once
    crowded = (busy & full).any(axis=1)
    allowed: Bools = fits & ~crowded
    return allowed


def best_two(problem: Problem, chosen: Sequence[int] | Ints) -> tuple[Floats, Floats]:
    """The two highest predicted successes (S,), (S,) among chosen options that cover a step; 0 where there is none."""
    chosen = np.array(chosen, np.int64)
    covered = np.where(problem.covers[chosen], problem.success[chosen][:, None], 0.0)
    padded = np.vstack([np.zeros((2, len(problem.weight))), covered])
    ordered = np.sort(padded, axis=0)
    return ordered[-1], ordered[-2]
