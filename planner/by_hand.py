"""Planning by hand: the item of a solution on a date that somebody chose, and the rules held against a whole plan."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from catalog.solutions import Offering
from planner.approval import HOLDS_SEATS
from planner.errors import BadEdit
from planner.items import item_of
from planner.journey import Consideration, Item, Journey
from planner.pair_facts import PairFacts
from planner.rules import RuleCheck, RuleContext, check_items
from planner.slots import Slot, last_day
from planner.world import World


def item_by_hand(
    world: World, nip: str, consideration: Consideration, solution: str, offering: str | None, starts: date
) -> Item:
    """Make the item of a solution on its dates, with reasons and predicted success as a proposed one has them.

    Raises BadEdit where the solution, the batch or the day does not fit; all other rules are left to the checks.
    """
    slot = _slot(world, solution, offering, starts)
    row, gaps = world.people[nip], world.gaps(consideration)
    facts = PairFacts.of(gaps, world.table, np.array([row]), np.array([slot.solution]))
    features = world.snapshot.features(facts)
    return item_of(world, gaps, row, slot, world.ranker.predict(features), world.ranker.shares(features))


def check_by_hand(world: World, journey: Journey, taken: Mapping[str, int]) -> tuple[RuleCheck, ...]:
    """Hold every rule against a journey's items; ``taken`` are the seats given out, by offering."""
    return check_items(journey.items, rule_context(world, journey, taken))


def rule_context(world: World, journey: Journey, taken: Mapping[str, int]) -> RuleContext:
    """Return what the rules look at beside the items; the journey's own seats count as free for it."""
    row, table, person = world.people[journey.nip], world.table, world.person(journey.nip)
    gaps = world.gaps(journey.consideration)
    done = (code for code, place in table.index.items() if (row, place) in world.completed)
    own = {i.offering for i in journey.items} if journey.state in HOLDS_SEATS else set()
    left = {o.code: o.seats - taken.get(o.code, 0) + (o.code in own) for o in world.agency.offerings}
    return RuleContext(
        person=person,
        job_class=world.job_class[person.job],
        year=journey.year,
        consideration=journey.consideration.value,
        parameters_at=world.parameters,
        forms_at=world.forms,
        solutions={solution.code: solution for solution in table.solutions},
        offerings={offering.code: offering for offering in world.agency.offerings},
        lifts_of=world.lifts_of,
        requires_of=world.requires_of,
        proven=dict(zip(gaps.competencies, gaps.proven[row].tolist(), strict=True)),
        completed=frozenset(done),
        seats_left=left,
        barred_forms=world.barred.get(journey.nip, frozenset()),
    )


def _slot(world: World, solution: str, offering: str | None, starts: date) -> Slot:
    table = world.table
    number = table.index.get(solution)
    if number is None:
        raise BadEdit(problem="There is no such learning solution.")
    if table.bucket[number] < 0:
        raise BadEdit(problem="The form of this solution stands in no model of the scheme in force.")
    if starts < world.horizon.start:
        raise BadEdit(problem="An item cannot start before the day of the plan.")
    if starts > world.horizon.end:
        raise BadEdit(problem="An item cannot start after the year of the plan.")
    chosen = table.solutions[number]
    if offering is None:
        if chosen.needs_offering:
            raise BadEdit(problem="This solution runs in batches only: choose one.")
        return Slot(number, None, starts, last_day(starts, chosen.weeks), chosen.cost)
    batch = _batch(world, solution, offering, starts)
    return Slot(number, batch, batch.starts, batch.ends, chosen.cost if batch.cost is None else batch.cost)


def _batch(world: World, solution: str, offering: str, starts: date) -> Offering:
    found = (o for o in world.agency.offerings if (o.code, o.solution) == (offering, solution))
    batch = next(found, None)
    if batch is None:
        raise BadEdit(problem="The solution has no such batch.")
    if batch.starts != starts:
        raise BadEdit(problem="The batch does not start on that day.")
    return batch
