"""Is the bound a bound? Small random organisations solved exactly as one programme, beside the plan and every bound."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.allocate.small import small_organisation
from benchmarks.allocate.whole import solve, whole_programme
from planner.allocation import Organisation, Stop, allocate
from planner.allocation.bound import Effort, bound_at
from planner.problem import Floats

SLACK = 1e-6
"""The exact solver's own tolerance."""


@dataclass(frozen=True, slots=True)
class SmallCase:
    """One small organisation: the exact optimum, the plan, and the lowest of all bounds that were computed."""

    seed: int
    proven: bool
    optimum: float
    worth: float
    bound: float

    @property
    def sound(self) -> bool:
        """Optimum ≤ bound and plan ≤ optimum."""
        return self.worth - SLACK <= self.optimum <= self.bound + SLACK


def small_case(seed: int) -> SmallCase:
    """Solve one organisation exactly, plan it, and bound it at the plan's prices and others, with little and much effort."""
    organisation = small_organisation(seed)
    exact = solve(whole_programme(organisation), whole_numbers=True)
    result = allocate(organisation, Stop(rounds=3))
    prices = (result.prices, drawn_prices(organisation, seed), np.zeros(len(result.prices)))
    bounds = [
        bound_at(organisation, price, plan, Effort(cases, near=0.0))
        for price in prices
        for cases, plan in ((1, None), (12, result.plan))
    ]
    return SmallCase(seed, exact.proven, exact.value, result.worth, min(result.bound, *bounds))


def drawn_prices(organisation: Organisation, seed: int) -> Floats:
    """Prices drawn at random: a valid bound must hold at any."""
    rng = np.random.default_rng((seed, 78))
    seats, purses = len(organisation.resources.seats), len(organisation.resources.purses)
    drawn = rng.random(len(organisation.resources.capacity)) * (rng.random() < 0.7)
    drawn[seats : seats + purses] *= 2e-7
    return drawn


def proof(count: int) -> dict[str, float]:
    """Figures over so many organisations."""
    cases = [small_case(seed) for seed in range(count)]
    solved = [case for case in cases if case.proven]
    return {
        "organisations": len(cases),
        "solved": len(solved),
        "plan_above_optimum": sum(case.worth > case.optimum + SLACK for case in solved),
        "bound_below_optimum": sum(case.bound < case.optimum - SLACK for case in solved),
        "plan_at_optimum": sum(case.worth >= case.optimum - SLACK for case in solved),
        "bound_at_optimum": sum(case.bound <= case.optimum + SLACK for case in solved),
    }
