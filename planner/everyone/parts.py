"""A finished plan for everybody as parts in the activities of a year."""

from __future__ import annotations

from collections.abc import Iterator

from catalog.solutions import Offering
from planner.everyone.body import Body, Taken
from planner.items import closes_of
from planner.journey import Consideration
from planner.slots import last_day
from planner.solution_table import BUCKETS
from planner.world import World
from planner.yearly_plan import Part


def parts_of_plan(world: World, consideration: Consideration, body: Body) -> Iterator[Part]:
    """What everybody takes, nothing of it decided; ``world`` is that which the scenario assumes.

    What is no longer in the catalogue, or for somebody who left, is passed over.
    """
    batches = {one.code: one for one in world.agency.offerings}
    for nip, items in body.items.items():
        for one in items:
            batch = batches.get(one.offering)
            number = world.table.index.get(one.solution, -1)
            there = number >= 0 and world.table.bucket[number] >= 0
            if there and (batch is not None or not one.offering) and nip in world.people:
                yield _part(world, consideration, nip, one, batch)


def _part(world: World, consideration: Consideration, nip: str, taken: Taken, batch: Offering | None) -> Part:
    table, number = world.table, world.table.index[taken.solution]
    solution = table.solutions[number]
    own = solution.cost if batch is None or batch.cost is None else batch.cost
    return Part(
        nip=nip,
        decided=False,
        solution=taken.solution,
        offering=taken.offering or None,
        starts=taken.starts,
        ends=batch.ends if batch else last_day(taken.starts, solution.weeks),
        form=solution.form,
        bucket=BUCKETS[table.bucket[number]],
        jp=float(table.jp[number]),
        cost=own,
        closes=closes_of(table, world.gaps(consideration), world.people[nip], number),
    )
