"""Many people's planning problems, from what is offered to each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from planner.build_problem import Case, build_problem
from planner.candidates import Candidates, find_candidates
from planner.journey import Consideration
from planner.limits import limits_for
from planner.problem import Ints, Problem
from planner.shortlist import Shortlist, shortlist
from planner.steps import Steps
from planner.world import World

Choose = Callable[[World, Candidates, int, Steps], Shortlist]

PAIRS_AT_ONCE = 500_000
"""(Person, solution) pairs looked at together: bounds the memory, changes no result."""


def cases_of(
    world: World, rows: Ints, consideration: Consideration, choose: Choose = shortlist
) -> list[Case]:
    """The problem of each of the people in ``rows`` (R,), with what its numbers mean.

    ``choose`` takes the solutions to search from a person's candidates.
    """
    block = max(1, PAIRS_AT_ONCE // max(len(world.table.solutions), 1))
    blocks = (rows[at : at + block] for at in range(0, len(rows), block))
    return [case for part in blocks for case in _cases(world, part, consideration, choose)]


def problems_of(world: World, nips: Sequence[str], consideration: Consideration) -> list[Problem]:
    """The frozen problems of some people on all seats, as the composer gets them first."""
    rows = np.array([world.people[nip] for nip in nips], dtype=np.int64)
    return [case.problem for case in cases_of(world, rows, consideration)]


def _cases(world: World, rows: Ints, consideration: Consideration, choose: Choose) -> Iterator[Case]:
    candidates, gaps = find_candidates(world, rows, consideration), world.gaps(consideration)
    for place, row in enumerate(rows.tolist()):
        steps, person = Steps.of(gaps, row), world.agency.people[row]
        limits = limits_for(
            person,
            world.parameters,
            world.forms,
            consideration,
            job_class=world.job_class[person.job],
        )
        yield build_problem(world, row, choose(world, candidates, place, steps), steps, limits)
