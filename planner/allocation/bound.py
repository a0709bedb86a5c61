"""An upper bound on what any plan for everybody can be worth, valid at any prices."""

from __future__ import annotations

import numpy as np

from planner.allocation.organisation import Organisation
from planner.problem import Floats, Problem


def bound_at(organisation: Organisation, prices: Floats) -> float:
    """Everybody's own bound at prices (R,) and the price of all that there is: no plan is worth more (weak duality)."""
    capacity = organisation.resources.capacity
    priced = prices > 0
    people = range(len(organisation.people))
    own = [person_bound(organisation.problem(person, prices)) for person in people]
    return float(np.maximum(0.0, organisation.people.floor + own).sum() + prices[priced] @ capacity[priced])


def person_bound(problem: Problem) -> float:
    """More than a person's plan can be worth: every step by its two best options, every small value that is positive."""
    success = np.where(problem.covers, problem.success[:, None], 0.0)
    two = np.sort(np.vstack([np.zeros((2, len(problem.weight))), success]), axis=0)[-2:]
    steps = problem.weight @ (two[1] + problem.limits.second_share * two[0])
    best = np.zeros(int(problem.solution.max(initial=-1)) + 1)
    np.maximum.at(best, problem.solution, problem.enrichment)
    return float(steps + best.sum())
