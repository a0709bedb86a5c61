"""How far a choice of learning solutions can lead each person, one building on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from competency_models.gaps import GapTable
from planner.problem import Bools, Ints
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """``N`` pairs of a person, by ``place`` (N,) in the rows asked for, and a ``solution`` (N,), sorted by both."""

    place: Ints
    solution: Ints

    def only(self, keep: Bools) -> Pairs:
        """Some of them (N,)."""
        return Pairs(self.place[keep], self.solution[keep])


def pairs_for(world: World, gaps: GapTable) -> Pairs:
    """Every solution that lifts what a person of the gap table lacks, and whatever must come before it."""
    table, size = world.table, len(world.table.solutions)
    person, competency = np.nonzero(gaps.gap)
    order = np.argsort(table.lift_competency, kind="stable")
    first = np.searchsorted(table.lift_competency[order], np.arange(len(gaps.competencies) + 1))
    cell, at = spread(first, competency)
    lift, place, column = order[at], person[cell], competency[cell]
    useful = table.lift_from[lift] < gaps.required[place, column]
    useful &= table.lift_to[lift] > gaps.proven[place, column]
    keys = np.unique(place[useful] * size + table.lift_solution[lift[useful]])
    before = _Before.of(world.table.requires)
    while True:
        pair, required = before.of_each(keys % size)
        more = np.union1d(keys, (keys // size)[pair] * size + required)
        if len(more) == len(keys):
            return Pairs(keys // size, keys % size)
        keys = more


def attainable(world: World, pairs: Pairs, rows: Ints, gaps: GapTable) -> Ints:
    """The highest level (R, K) that each person can come to by these pairs, never above what the job requires.

    A solution counts once every level that it is entered from is proven or reached, and all that it builds on was completed
    or counts. ``gaps`` has the people in ``rows`` (R,) of the world's, in that order.
    """
    table, size = world.table, len(world.table.solutions)
    level = gaps.proven.astype(np.int64)
    pair, lift = spread(table.lift_first, pairs.solution)
    place, column = pairs.place[pair], table.lift_competency[lift]
    needs, required = _unfinished(world, pairs, rows)
    keys = pairs.place * size + pairs.solution
    at = np.minimum(np.searchsorted(keys, required), max(len(keys) - 1, 0))
    there = keys[at] == required if len(keys) else np.zeros(len(required), dtype=np.bool_)
    counts = np.zeros(len(keys), dtype=np.bool_)
    while True:
        ready = np.bincount(pair, table.lift_from[lift] > level[place, column], len(keys)) == 0
        met = there & counts[at] if len(keys) else there
        ready &= np.bincount(needs, ~met, len(keys)) == 0
        if (ready == counts).all():
            return np.minimum(level, np.maximum(gaps.required, gaps.proven))
        counts = ready
        new = counts[pair]
        np.maximum.at(level, (place[new], column[new]), table.lift_to[lift[new]])


def spread(first: Ints, of: Ints) -> tuple[Ints, Ints]:
    """The members of groups: for each of ``of`` (n,) its place, and the number of the member; ``first`` bounds the groups."""
    count = np.diff(first)[of]
    place = np.repeat(np.arange(len(of)), count)
    within = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    return place, first[of][place] + within


@dataclass(frozen=True, slots=True, eq=False)
class _Before:
    """Prerequisites as arrays: those of a solution are ``required[first[s]:first[s + 1]]``."""

    first: Ints
    required: Ints

    @classmethod
    def of(cls, requires: Sequence[Sequence[int]]) -> _Before:
        count = np.array([len(one) for one in requires], dtype=np.int64)
        first = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
        return cls(first, np.array([code for one in requires for code in one], dtype=np.int64))

    def of_each(self, solution: Ints) -> tuple[Ints, Ints]:
        place, at = spread(self.first, solution)
        return place, self.required[at]


def _unfinished(world: World, pairs: Pairs, rows: Ints) -> tuple[Ints, Ints]:
    """What each pair builds on and the person has not completed: the pair, and the key of person and solution."""
    size = len(world.table.solutions)
    needs, required = _Before.of(world.table.requires).of_each(pairs.solution)
    done = world.history.completed_pairs(date.min, world.horizon.start, size)
    open_ = ~np.isin(rows[pairs.place[needs]] * size + required, done)
    return needs[open_], pairs.place[needs[open_]] * size + required[open_]
