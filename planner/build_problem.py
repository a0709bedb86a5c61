"""One person's shortlist on the year's slots: the frozen problem that the composer solves."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.problem import Bools, Ints, Limits, Problem
from planner.shortlist import Shortlist
from planner.slots import SlotTable
from planner.steps import Steps, entries
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Case:
    """A person's problem and what its numbers mean: ``slot`` (O,) of each option, ``place`` (O,) in the shortlist."""

    row: int
    problem: Problem
    slot: Ints
    place: Ints
    short: Shortlist
    steps: Steps

    def wider_than(self, other: Case) -> bool:
        """Whether more solutions are searched than in another case of the same person."""
        return len(self.short.solution) > len(other.short.solution)

    def without(self, batches: Ints, slots: SlotTable) -> Case:
        """The same case where the options of some batches are gone."""
        return self.only(~np.isin(slots.batch[self.slot], batches))

    def only(self, keep: Bools) -> Case:
        """The same case with some of its options."""
        return replace(self, problem=self.problem.only(keep), slot=self.slot[keep], place=self.place[keep])


def build_problem(world: World, row: int, short: Shortlist, steps: Steps, limits: Limits) -> Case:
    """Lay out the options, steps and limits of the person in ``row``; slots without a seat are left out."""
    table, slots = world.table, world.slots
    slot, place = _options(slots, short.solution)
    solution = short.solution[place]
    needs = entries(table, short.solution, steps)
    need_option, need_step = _spread(needs, place)
    after_option, after_solution = _spread(prerequisites(world, row, short.solution), place)
    problem = Problem(
        solution=place,
        start=slots.start[slot],
        end=slots.end[slot],
        hours=table.hours[solution],
        jp=table.jp[solution],
        cost=slots.cost[slot],
        bucket=table.bucket[solution],
        success=short.said.success[place],
        enrichment=short.enrichment[place],
        covers=short.covers[place],
        weight=steps.weight,
        month_load=slots.month_load[slot],
        need_option=need_option,
        need_step=need_step,
        after_option=after_option,
        after_solution=after_solution,
        weeks=world.horizon.weeks,
        limits=limits,
    )
    return Case(row, problem, slot, place, short, steps)


def _options(slots: SlotTable, solution: Ints) -> tuple[Ints, Ints]:
    count = np.diff(slots.first)[solution]
    place = np.repeat(np.arange(len(solution)), count)
    within = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    slot = slots.first[solution][place] + within
    free = np.append(slots.seats, 1)[slots.batch[slot]] > 0
    return slot[free], place[free]


def prerequisites(world: World, row: int, solution: Ints) -> tuple[Ints, Ints]:
    """Which of a person's solutions (n,), by place, must end before which others (place, required place), sorted."""
    number = {code: place for place, code in enumerate(solution.tolist())}
    pairs = [
        (place, number[required])
        for place, code in enumerate(solution.tolist())
        for required in world.table.requires[code]
        if (row, required) not in world.completed
    ]
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]


def _spread(edges: tuple[Ints, Ints], place: Ints) -> tuple[Ints, Ints]:
    """Turn edges from places of the shortlist into edges from each of their options."""
    match, option = np.nonzero(edges[0][:, None] == place[None, :])
    return option, edges[1][match]
