"""A plan for everybody as drafts for the learning officers, each item with its reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.allocation import Plan
from planner.build_problem import Case
from planner.compose import value_of
from planner.draft import Draft
from planner.everyone.everybody import Everybody
from planner.everyone.left import Left
from planner.everyone.left_out import missed_by
from planner.explore import Explored, explore
from planner.journey import Proposal
from planner.problem import Solution


@dataclass(frozen=True, slots=True, eq=False)
class Drafts:
    """A plan as drafts, written out in parts: the cases of a part only are in memory at the same time.

    ``drawn`` are the plans in which a draw may have put another item, where exploration is on.
    """

    everybody: Everybody
    plan: Plan
    left: Left
    drawn: Mapping[int, Explored]

    @classmethod
    def of(cls, everybody: Everybody, plan: Plan) -> Drafts:
        """Make ready what the parts share. Where exploration is on, draws are made in the order of the people."""
        left = Left.of(everybody.organisation, plan)
        return cls(everybody, plan, left, _drawn(everybody, plan, left))

    def part(self, begin: int, end: int) -> tuple[Proposal, ...]:
        """One proposal for each of these people, in their order; who was left out gets the reason and, if found, its mend."""
        people = range(begin, min(end, len(self.everybody)))
        cases = self.everybody.cases(people)
        return tuple(self._proposal(person, case) for person, case in zip(people, cases, strict=True))

    def _proposal(self, person: int, case: Case) -> Proposal:
        everybody = self.everybody
        draft = Draft(everybody.world, everybody.consideration, everybody.seed, self.left.seats(person))
        if not self.plan.planned[person]:
            missed = missed_by(everybody, self.left, person, case)
            return draft.proposal(case, Explored(missed.solution), missed.batches, missed.purses)
        drawn = self.drawn.get(person) or Explored(_solution(self.plan, person, case))
        able = self.left.within(case, person, _cost(case, drawn.solution))
        return draft.proposal(able, drawn, ())


def proposals_of(everybody: Everybody, plan: Plan) -> tuple[Proposal, ...]:
    """One proposal for each person, in their order."""
    return Drafts.of(everybody, plan).part(0, len(everybody))


def _drawn(everybody: Everybody, plan: Plan, left: Left) -> dict[int, Explored]:
    """Draw for each plan; ``left`` becomes what the drawn plans leave."""
    if float(everybody.world.parameters["ranker.exploration_share"]) <= 0:
        return {}
    planned, seeds = np.flatnonzero(plan.planned).tolist(), everybody.organisation.people.seed
    drawn: dict[int, Explored] = {}
    for person, case in zip(planned, everybody.cases(planned), strict=True):
        solution = _solution(plan, person, case)
        able = left.within(case, person, _cost(case, solution))
        seed, seats = int(seeds[person]), left.seats(person)
        (drawn[person],), _ = explore(everybody.free, [able], [solution], [seed], [0], seats)
        left.take(person, plan.of(person), -1)
        left.take(person, case.slot[list(drawn[person].solution.chosen)])
    return drawn


def _cost(case: Case, solution: Solution) -> float:
    return float(case.problem.cost[list(solution.chosen)].sum())


def _solution(plan: Plan, person: int, case: Case) -> Solution:
    options = tuple(np.flatnonzero(np.isin(case.slot, plan.of(person))).tolist())
    return Solution(options, value_of(case.problem, options))
