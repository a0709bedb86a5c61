"""The value of a choice of options, as ``planner.problem`` defines it, for many single changes at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from planner.problem import Floats, Problem


def worth(problem: Problem, chosen: Sequence[int]) -> float:
    """Value of the chosen options."""
    first, second = _best_two(problem, chosen)
    steps = float(problem.weight @ (first + problem.limits.second_share * second))
    return steps + float(problem.enrichment[list(chosen)].sum())


def worth_with_each(problem: Problem, chosen: Sequence[int]) -> Floats:
    """Value (O,) of the chosen options together with each single option besides."""
    first, second = _best_two(problem, chosen)
    covered = np.where(problem.covers, problem.success[:, None], 0.0)
    best = np.maximum(first, covered)
    next_best = np.where(covered > first, first, np.maximum(second, covered))
    steps = (best + problem.limits.second_share * next_best) @ problem.weight
    own: Floats = steps + problem.enrichment + problem.enrichment[list(chosen)].sum()
    return own


def _best_two(problem: Problem, chosen: Sequence[int]) -> tuple[Floats, Floats]:
    chosen = list(chosen)
    covered = np.where(problem.covers[chosen], problem.success[chosen][:, None], 0.0)
    padded = np.vstack([np.zeros((2, len(problem.weight))), covered])
    ordered = np.sort(padded, axis=0)
    return ordered[-1], ordered[-2]
