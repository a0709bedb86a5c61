"""Which missing levels no learning solution of the catalogue closes this year, why not, and how many people wait for them.

What a person's own plan leaves room for (hours, money, time) is not looked at: this is about the offer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from competency_models.framework import MAX_LEVEL
from competency_models.people import OrgUnit, Person
from planner.attainable import Pairs, attainable, pairs_for
from planner.candidates import dated_solutions, may_stand, permitted_solutions
from planner.cases import PAIRS_AT_ONCE
from planner.gap_map import select_rows, subtree
from planner.journey import Consideration
from planner.problem import Bools, Floats, Ints
from planner.world import World


class Wait(StrEnum):
    """What a missing level waits for, the remotest first."""

    NOBODY = "nobody"
    """No solution of the catalogue leads to it."""
    NOT_NOW = "not_now"
    """Some do, but none may be taken for this consideration or has a date left in the year."""
    CLOSED = "closed"
    """Some are held, but not for this person: their form, what must come before, or what they took lately stands in the way."""
    FULL = "full"
    """The person could take one, if its batches were not full."""


WAITS = tuple(Wait)
OPEN = len(WAITS)
"""In ``Demand.wait``: nothing is waited for."""


@dataclass(frozen=True, slots=True, eq=False)
class Demand:
    """``N`` missing levels of people, by person, competency and level. ``person`` (N,) counts in the rows asked for.

    ``competency`` (N,) is a column of the gap table, ``weight`` (N,) what a level weighs for the job, ``wait`` (N,) indexes
    ``WAITS`` or is ``OPEN``.
    """

    person: Ints
    competency: Ints
    level: Ints
    weight: Floats
    wait: Ints

    def only(self, keep: Bools) -> Demand:
        """Some of the levels (N,)."""
        return Demand(*(getattr(self, name)[keep] for name in self.__slots__))


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """How many wait, by ``G`` groups. People of a group are counted once: ``people`` (G,), ``by_wait`` (G, 4).

    ``levels`` (G,) is the number of levels they wait for, ``weighted`` (G,) their weights added up.
    """

    people: Ints
    by_wait: Ints
    levels: Ints
    weighted: Floats


def find_demand(world: World, rows: Ints, consideration: Consideration = Consideration.GAP) -> Demand:
    """What every missing level of the people in ``rows`` (R,) waits for; the people are looked at in blocks."""
    block = max(1, PAIRS_AT_ONCE // max(len(world.table.solutions), 1))
    parts = [
        _demand(world, rows[at : at + block], at, consideration) for at in range(0, max(len(rows), 1), block)
    ]
    return Demand(*(np.concatenate([getattr(one, name) for one in parts]) for name in Demand.__slots__))


def waiting(demand: Demand, groups: Ints, count: int) -> Waiting:
    """Count who waits in each of ``count`` groups; ``groups`` (N,) names that of each level. A person may be in several."""
    here = demand.wait < OPEN
    group, person, wait = groups[here], demand.person[here], demand.wait[here]
    each = np.unique(np.stack([group, wait, person], axis=1), axis=0)
    anyone = np.unique(np.stack([group, person], axis=1), axis=0)
    return Waiting(
        people=np.bincount(anyone[:, 0], minlength=count),
        by_wait=np.bincount(each[:, 0] * OPEN + each[:, 1], minlength=count * OPEN).reshape(count, OPEN),
        levels=np.bincount(group, minlength=count),
        weighted=np.bincount(group, demand.weight[here], minlength=count).astype(np.float64),
    )


def by_unit(demand: Demand, people: Sequence[Person], units: Sequence[OrgUnit]) -> Waiting:
    """Who waits in each unit with all below it. ``people`` follow the rows that the demand counts in."""
    place = {unit.code: number for number, unit in enumerate(units)}
    own = waiting(demand, _groups(demand, people, lambda one: place[one.unit]), len(units))
    # Everybody is in one unit of their own: sums over those below count nobody twice.
    below = subtree(units).astype(np.int64)
    return Waiting(below @ own.people, below @ own.by_wait, below @ own.levels, below @ own.weighted)


def by_job(demand: Demand, people: Sequence[Person], jobs: Sequence[str]) -> Waiting:
    """Who waits in each of the jobs that people hold."""
    place = {code: number for number, code in enumerate(jobs)}
    return waiting(demand, _groups(demand, people, lambda one: place[one.job]), len(jobs))


def by_level(demand: Demand) -> tuple[Ints, Ints, Waiting]:
    """Who waits for each level of each competency that anybody waits for: competencies (G,), levels (G,) and the counts."""
    some = demand.only(demand.wait < OPEN)
    keys, group = np.unique(np.stack([some.competency, some.level], axis=1), axis=0, return_inverse=True)
    return keys[:, 0], keys[:, 1], waiting(some, group.reshape(-1), len(keys))


def _groups(demand: Demand, people: Sequence[Person], place: Callable[[Person], int]) -> Ints:
    return np.array([place(one) for one in people], dtype=np.int64)[demand.person]


def _demand(world: World, rows: Ints, first: int, consideration: Consideration) -> Demand:
    gaps = select_rows(world.gaps(consideration), rows)
    missing = gaps.gap.astype(np.int64)
    person, competency = np.nonzero(missing)
    times = missing[person, competency]
    within = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    person, competency = np.repeat(person, times), np.repeat(competency, times)
    level = gaps.proven[person, competency] + 1 + within
    allowed = permitted_solutions(world, consideration)
    held = allowed & dated_solutions(world, full=True)
    pairs = _those_who_may(world, rows, consideration, pairs_for(world, gaps), held)
    free = dated_solutions(world, full=False)[pairs.solution]
    wait = np.select(
        [
            level <= attainable(world, pairs.only(free), rows, gaps)[person, competency],
            level <= attainable(world, pairs, rows, gaps)[person, competency],
            _led_to(world, held)[competency, level],
            _led_to(world, np.ones_like(held))[competency, level],
        ],
        [OPEN, WAITS.index(Wait.FULL), WAITS.index(Wait.CLOSED), WAITS.index(Wait.NOT_NOW)],
        WAITS.index(Wait.NOBODY),
    )
    weight = gaps.weight[person, competency]
    return Demand(first + person, competency, level, weight, wait.astype(np.int64))


def _those_who_may(
    world: World, rows: Ints, consideration: Consideration, pairs: Pairs, held: Bools
) -> Pairs:
    """The pairs that may stand in a plan, full batches counted as if they had seats."""
    some = pairs.only(held[pairs.solution])
    return some.only(may_stand(world, rows, consideration, some.place, some.solution))


def _led_to(world: World, solutions: Bools) -> Bools:
    """Which levels (K, 0…5) of each competency any of these solutions (S,) leads to."""
    table = world.table
    found = np.zeros((len(world.graph.competencies), MAX_LEVEL + 1), dtype=np.bool_)
    for lift in np.flatnonzero(solutions[table.lift_solution]).tolist():
        found[table.lift_competency[lift], table.lift_from[lift] + 1 : table.lift_to[lift] + 1] = True
    return found
