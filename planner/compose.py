"""Composes one person's plan, or many people's at once: which options, within every hard limit, for the greatest value.

The search is ``planner.compose_kernel``; what a limit means is told by ``planner.problem``. The result depends only on
the problem and the seed: never on time, on the number of workers, or on the order of work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from planner.compose_check import must_cover, value_of, violations
from planner.compose_data import KINDS, MOST_WEEKS, Data, arrange
from planner.compose_kernel import anneal
from planner.compose_relax import NO_CANDIDATE, why_not
from planner.problem import Ints, Problem, Solution

__all__ = ["compose", "compose_many", "value_of", "violations"]

ROUNDS = 10_000
"""Moves of one annealing run."""
HEAT = np.array([0.3, 0.01, 10.0])
RESCUES = 6
"""Runs that look for any lawful choice, after the first run has found none."""
CHUNK = 8


def compose(problem: Problem, seed: int) -> Solution:
    """Choose options within all limits; say which limit cannot be met where nothing lawful was found.

    Raises ValueError for a horizon of more than 64 weeks.
    """
    if not len(problem.solution):
        return Solution((), 0.0, NO_CANDIDATE if violations(problem, ()) else "")
    data = arranged(problem)
    for attempt in range(1 + RESCUES):
        share = 1.0 if attempt == 0 else 0.0
        chosen, broken = anneal(data, seed + attempt, ROUNDS, HEAT, np.ones(KINDS), share)
        if broken == 0.0:
            return _solution(problem, chosen)
    return why_not(problem, data, seed)


def _solution(problem: Problem, chosen: Ints) -> Solution:
    options = tuple(sorted(chosen.tolist()))
    return Solution(options, value_of(problem, options))


def compose_many(
    problems: Sequence[Problem],
    seeds: Sequence[int],
    workers: int = 1,
    progress: Callable[[int], None] | None = None,
) -> list[Solution]:
    """Compose many people's plans in parallel; ``progress`` is told how many more are done, from this thread."""
    pairs = list(zip(problems, seeds, strict=True))
    chunks = [pairs[at : at + CHUNK] for at in range(0, len(pairs), CHUNK)]
    done: list[Solution] = []
    with ThreadPoolExecutor(max(1, workers)) as pool:
        for solved in pool.map(lambda chunk: [compose(problem, seed) for problem, seed in chunk], chunks):
            done.extend(solved)
            if progress is not None:
                progress(len(solved))
    return done


def arranged(problem: Problem) -> Data:
    """Arrange a problem for the kernel, in arrays of its own."""
    if problem.weeks > MOST_WEEKS:
        raise ValueError(f"a horizon of {problem.weeks} weeks is longer than {MOST_WEEKS}")
    limits = problem.limits
    return arrange(
        np.array((problem.solution, problem.start, problem.end, problem.bucket), np.int64),
        np.array((problem.hours, problem.jp, problem.cost, problem.success, problem.enrichment), np.float64),
        np.array(problem.weight, np.float64),
        np.array(problem.covers, np.bool_),
        np.array(problem.month_load, np.float64),
        np.array(limits.form_month_caps, np.float64),
        np.array((problem.need_option, problem.need_step), np.int64),
        np.array((problem.after_option, problem.after_solution), np.int64),
        np.array(
            (
                limits.hours_max,
                limits.jp_min,
                limits.jp_max,
                limits.budget,
                *limits.share_low,
                *limits.share_high,
                limits.second_share,
            )
        ),
        limits.at_once,
        int(must_cover(problem)),
    )
