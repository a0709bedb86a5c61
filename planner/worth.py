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


def worth_at(problem: Problem, chosen: Sequence[int], option: int, success: Floats, own: float) -> Floats:
    """Value (n,) of the chosen options with one more, were its predicted success each of ``success`` (n,).

    ``own`` is how much its own small value grows with its success.
    """
    first, second = best_two(problem, chosen)
    covered = np.where(problem.covers[option], success[:, None], 0.0)
    next_best = np.where(covered > first, first, np.maximum(second, covered))
    steps = (np.maximum(first, covered) + problem.limits.second_share * next_best) @ problem.weight
    enrichment = problem.enrichment[[*chosen, option]].sum() + own * (success - problem.success[option])
    value: Floats = steps + enrichment
    return value


def success_for(
    problem: Problem, chosen: Sequence[int], option: int, value: float, own: float
) -> float | None:
    """The success that one more option needs so that all are worth ``value``; None where certain success is too little.

    Value grows with success along straight pieces, which bend where the option overtakes another one.
    """
    bends = np.concatenate([[0.0, 1.0], *best_two(problem, chosen)])
    success = np.unique(bends)
    values = worth_at(problem, chosen, option, success, own)
    reached = np.flatnonzero(values >= value)
    if not len(reached):
        return None
    at = int(reached[0])
    if at == 0:
        return 0.0
    low, high = values[at - 1], values[at]
    return float(success[at - 1] + (success[at] - success[at - 1]) * (value - low) / (high - low))
