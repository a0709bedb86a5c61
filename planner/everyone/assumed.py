"""What of a plan rests on its scenario alone: seats, money and shares that the agency does not have."""

from __future__ import annotations

from collections import Counter

import numpy as np

from catalog.solutions import Bucket
from planner.everyone.body import Body
from planner.everyone.in_hands import InHands
from planner.everyone.money import payers_of, purses_of
from planner.limits import shares_for
from planner.rules.checks import over
from planner.scenario import Scenario
from planner.world import World

MIX = "70:20:10"


def only_assumed(world: World, scenario: Scenario, body: Body, hands: InHands) -> tuple[str, ...]:
    """Codes of batches with too few seats in the world, of units whose budget is too small, and the mix where it is not kept.

    ``world`` is the agency as it stands, of which every person and solution of the plan is known.
    """
    return (
        *_batches(world, body, hands),
        *_purses(world, body, hands),
        *([MIX] if scenario.tolerance and _off_mix(world, scenario, body) else []),
    )


def _batches(world: World, body: Body, hands: InHands) -> list[str]:
    left = dict(zip(world.slots.batches, world.slots.seats.tolist(), strict=True))
    wanted = Counter(body.takes[slot].offering for slot in body.plan.slot.tolist())
    return sorted(
        code
        for code, seats in wanted.items()
        if code and seats > left.get(code, 0) - hands.seats.get(code, 0)
    )


def _purses(world: World, body: Body, hands: InHands) -> list[str]:
    purses = purses_of(world, None, hands)
    payers = payers_of(world, [world.person(nip).unit for nip in body.nips], purses)
    cost = _costs(world, body)
    spent = np.zeros(len(purses))
    for person, mine in enumerate(payers):
        spent[mine] += sum(cost[slot] for slot in body.plan.of(person).tolist())
    return [purse.unit for purse, rupiah in zip(purses, spent, strict=True) if rupiah > purse.left]


def _costs(world: World, body: Body) -> dict[int, float]:
    offerings = {one.code: one.cost for one in world.agency.offerings}
    usual = {one.code: one.cost for one in world.agency.solutions}
    own = {slot: offerings.get(taken.offering) for slot, taken in body.takes.items()}
    return {
        slot: float(usual[body.takes[slot].solution] if cost is None else cost) for slot, cost in own.items()
    }


def _off_mix(world: World, scenario: Scenario, body: Body) -> bool:
    number = {one.code: place for place, one in enumerate(world.table.solutions)}
    solution = np.array(
        [number[body.takes[slot].solution] for slot in body.plan.slot.tolist()], dtype=np.int64
    )
    person = np.repeat(np.arange(len(body.nips)), np.diff(body.plan.slot_from))
    hours = np.zeros((len(body.nips), len(Bucket)))
    np.add.at(hours, (person, world.table.bucket[solution]), world.table.hours[solution])
    shares = hours[hours.any(axis=1)]
    shares = shares / shares.sum(axis=1, keepdims=True)
    allowed = shares_for(world.parameters, scenario.consideration)
    return any(
        over(allowed[bucket][0], share) or over(share, allowed[bucket][1])
        for place, bucket in enumerate(Bucket)
        for share in (shares[:, place].min(initial=1.0), shares[:, place].max(initial=0.0))
    )
