"""A plan for everybody as drafts for the learning officers, each item with its reasons."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from planner.allocation import Plan
from planner.compose import compose, value_of
from planner.draft import Draft
from planner.everyone.everybody import Everybody
from planner.explore import Explored
from planner.journey import Proposal
from planner.problem import Ints, Solution


def proposals_of(everybody: Everybody, plan: Plan) -> tuple[Proposal, ...]:
    """One proposal for each person, in their order; who was left out gets the reason and, where one was found, its mend."""
    seats = everybody.world.slots.seats - seats_used(everybody, plan)
    draft = Draft(everybody.world, everybody.consideration, everybody.seed, seats)
    return tuple(_proposal(everybody, draft, plan, person) for person in range(len(everybody.cases)))


def seats_used(everybody: Everybody, plan: Plan) -> Ints:
    """Seats of each batch (batches,) that the plan takes."""
    batch = everybody.world.slots.batch[plan.slot]
    return np.bincount(batch[batch >= 0], minlength=len(everybody.world.slots.seats))


def _proposal(everybody: Everybody, draft: Draft, plan: Plan, person: int) -> Proposal:
    case = everybody.cases[person]
    if plan.planned[person]:
        options = tuple(np.flatnonzero(np.isin(case.slot, plan.of(person))).tolist())
        return draft.proposal(case, Explored(Solution(options, value_of(case.problem, options))), [])
    alone = compose(case.problem, int(everybody.organisation.people.seed[person]))
    batch = draft.world.slots.batch[case.slot[list(alone.chosen)]]
    full = [draft.world.slots.batches[number] for number in batch if number >= 0 and draft.seats[number] <= 0]
    return draft.proposal(case, Explored(replace(alone, chosen=())), full)
