"""What a plan for everybody takes of seats and money, and what it leaves to one person."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import inf

import numpy as np

from planner.allocation import Organisation, Plan, use_of
from planner.build_problem import Case
from planner.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """What is left (R,) of the organisation's resources; ``take`` changes it."""

    organisation: Organisation
    amount: Floats

    @classmethod
    def of(cls, organisation: Organisation, plan: Plan) -> Left:
        """What the plan leaves."""
        return cls(organisation, organisation.resources.capacity - use_of(organisation, plan))

    def seats(self, person: int) -> Ints:
        """Seats (B,) that the person could still have: those left in each batch, and to their group."""
        batches = len(self.organisation.resources.seats)
        free, group = self.amount[:batches], int(self.organisation.people.group[person])
        if group >= 0:
            begin = batches + len(self.organisation.resources.purses) + group * batches
            free = np.minimum(free, self.amount[begin : begin + batches])
        return free.astype(np.int64)

    def money(self, person: int) -> float:
        """Rupiah that could still be spent on the person: what is left in the emptiest purse that pays for them."""
        return float(self.amount[self.purses(person)].min(initial=inf))

    def purses(self, person: int) -> Ints:
        """The resources that are the person's purses."""
        people = self.organisation.people
        own = people.purse[people.purse_from[person] : people.purse_from[person + 1]]
        return len(self.organisation.resources.seats) + own

    def take(self, person: int, slot: Ints, times: int = 1) -> None:
        """Take what slots need for the person; give it back with ``times`` -1."""
        _, resource, amount = self.organisation.use(person, slot)
        np.subtract.at(self.amount, resource, times * amount)

    def within(self, case: Case, person: int, spent: float) -> Case:
        """The person's case with no more money than what is left and ``spent`` on them already."""
        limits = case.problem.limits
        budget = min(limits.budget, spent + self.money(person))
        return replace(case, problem=replace(case.problem, limits=replace(limits, budget=budget)))
