"""Composes one person's plan, or many people's at once: which options, within every hard limit, for the greatest value.

The search is ``planner.composing.kernel``; what a limit means is told by ``planner.problem``. The result depends only on
the problem and the seed: never on time, on the number of workers, or on the order of work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from planner.composing.check import value_of, violations
from planner.composing.data import KINDS, arrange
from planner.composing.relax import NO_CANDIDATE, find, why_not
from planner.problem import Ints, Problem, Solution

__all__ = ["compose", "compose_many", "possible", "value_of", "violations"]

MOST_STARTS = 40
"""Annealing runs that look for a lawful plan before the search says that there is none."""
CHUNK = 8


def compose(problem: Problem, seed: int) -> Solution:
    """Choose options within all limits; say which limit cannot be met where nothing lawful was found.

    Raises ValueError for a horizon of more than 64 weeks.
    """
    if not len(problem.solution):
        return Solution((), 0.0, NO_CANDIDATE if violations(problem, ()) else "")
    data = arrange(problem)
    chosen, broken = find(data, seed, np.ones(KINDS), 1.0, MOST_STARTS)
    if broken == 0.0:
        return _solution(problem, chosen)
    return why_not(problem, data, seed)


def possible(problem: Problem, seed: int) -> bool:
    """Whether a lawful plan is found, whatever it is worth; much cheaper to say than which is best."""
    if not len(problem.solution):
        return not violations(problem, ())
    return find(arrange(problem), seed, np.ones(KINDS), 0.0, MOST_STARTS)[1] == 0.0


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
