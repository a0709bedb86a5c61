"""The whole organisation's planning problem, frozen, in flat arrays: one person's part of it is ``planner.problem.Problem``.

Sizes below: ``P`` people, ``S`` solutions, ``T`` slots (a solution on a date), ``B`` batches, ``U`` purses, ``G`` groups,
``N`` candidates (a person and a solution that fits), ``L`` distinct limits. ``*_from`` (n + 1,) mark where each one's
part of the following list begins.

What people share are *resources*: the seats of each batch, the rupiah of each purse, and where a cap stands the seats
that one group of people may take of each batch. Their prices are one vector (R,): B seats, U purses, then G × B.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from planner.problem import Bools, Floats, Ints, Limits, Problem


@dataclass(frozen=True, eq=False)
class Dates:
    """The slots of the year, the same for everybody, sorted by solution, then start.

    ``first`` (S + 1,) bounds each solution's slots; ``start``, ``end``, ``cost``, ``batch`` (T,) are as in
    ``planner.slots.SlotTable`` (``batch`` -1 where no seat is needed); ``month_load`` (T, C, M) counts sessions of capped
    forms. ``hours``, ``jp`` and ``bucket`` (S,) are the solutions' own.
    """

    first: Ints
    start: Ints
    end: Ints
    cost: Floats
    batch: Ints
    month_load: Floats
    hours: Floats
    jp: Floats
    bucket: Ints
    weeks: int


@dataclass(frozen=True, eq=False)
class Resources:
    """What people share: ``seats`` (B,) left in each batch, ``purses`` (U,) rupiah left, infinite where nothing limits them.

    ``group_seats`` (G, B) are the seats that the people of a group may take of a batch, infinite where no cap stands.
    """

    seats: Ints
    purses: Floats
    group_seats: Floats

    @property
    def capacity(self) -> Floats:
        """Everything there is (R,): seats, then rupiah, then groups' seats."""
        return np.concatenate([self.seats.astype(np.float64), self.purses, self.group_seats.ravel()])


@dataclass(frozen=True, eq=False)
class People:
    """Everybody's candidates, missing steps and limits.

    ``candidate`` (N,) numbers the solutions that fit a person, sorted within the person; ``success`` and ``enrichment`` (N,)
    are as in ``Problem``. ``cover_step`` lists the steps that a candidate covers, ``need_step`` those that must be reached before
    it starts, ``after`` the person's candidates (by place within the person) that must have ended before; a place that is no
    candidate bars it. Steps and places count within the person. ``weight`` lists the steps' weights.

    ``limit`` (P,) is a place in ``limits``. ``purse`` lists the purses that pay for a person, ``group`` (P,) the group whose cap
    binds them, -1 where none does. ``floor`` (P,) is what having a lawful plan at all is worth, beside its value.
    ``seed`` (P,) begins each person's random stream.
    """

    candidate_from: Ints
    candidate: Ints
    success: Floats
    enrichment: Floats
    cover_from: Ints
    cover_step: Ints
    need_from: Ints
    need_step: Ints
    after_from: Ints
    after: Ints
    step_from: Ints
    weight: Floats
    limit: Ints
    limits: tuple[Limits, ...]
    purse_from: Ints
    purse: Ints
    group: Ints
    floor: Floats
    seed: Ints

    def __len__(self) -> int:
        return len(self.limit)

    def only(self, rows: Ints | slice) -> People:
        """Some of the people, in the order given; of a slice, nothing is copied."""
        of_people, candidate = _parts(self.candidate_from, rows)
        step_from, step = _parts(self.step_from, rows)
        cover_from, cover = _parts(self.cover_from, candidate)
        need_from, need = _parts(self.need_from, candidate)
        after_from, after = _parts(self.after_from, candidate)
        purse_from, purse = _parts(self.purse_from, rows)
        limits, limit = np.unique(self.limit[rows], return_inverse=True)
        return People(
            candidate_from=of_people,
            candidate=self.candidate[candidate],
            success=self.success[candidate],
            enrichment=self.enrichment[candidate],
            cover_from=cover_from,
            cover_step=self.cover_step[cover],
            need_from=need_from,
            need_step=self.need_step[need],
            after_from=after_from,
            after=self.after[after],
            step_from=step_from,
            weight=self.weight[step],
            limit=limit,
            limits=tuple(self.limits[number] for number in limits.tolist()),
            purse_from=purse_from,
            purse=self.purse[purse],
            group=self.group[rows],
            floor=self.floor[rows],
            seed=self.seed[rows],
        )


def _parts(begin: Ints, rows: Ints | slice) -> tuple[Ints, Ints | slice]:
    """Where the parts of some rows begin once they stand one after another, and where each of their entries stood."""
    if isinstance(rows, slice):
        own = begin[rows.start : rows.stop + 1]
        return own - own[0], slice(int(own[0]), int(own[-1]))
    count = np.diff(begin)[rows]
    after = np.concatenate([[0], np.cumsum(count)]).astype(np.int64)
    return after, np.repeat(begin[rows] - after[:-1], count) + np.arange(after[-1])


@dataclass(frozen=True, eq=False)
class Organisation:
    """Everybody's problem at once. Arrays are never written to."""

    dates: Dates
    resources: Resources
    people: People

    @cached_property
    def open_slots(self) -> Bools:
        """Slots (T,) that need no seat or whose batch has one left."""
        return np.append(self.resources.seats, 1)[self.dates.batch] > 0

    def only(self, rows: Ints | slice) -> Organisation:
        """The same with some of the people, and all that there is."""
        return Organisation(self.dates, self.resources, self.people.only(rows))

    def slots_of(self, person: int) -> tuple[Ints, Ints]:
        """The open slots of a person's candidates, and of each the candidate's place within the person: the options, in order."""
        solution = self.people.candidate[self._candidates(person)]
        begin, count = self.dates.first[solution], np.diff(self.dates.first)[solution]
        place = np.repeat(np.arange(len(solution)), count)
        slot = begin[place] + np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
        is_open = self.open_slots[slot]
        group = int(self.people.group[person])
        if group >= 0:
            is_open &= np.append(self.resources.group_seats[group], 1.0)[self.dates.batch[slot]] >= 1.0
        return slot[is_open], place[is_open]

    def use(self, person: int, slot: Ints) -> tuple[Ints, Ints, Floats]:
        """What slots (n,) take for a person: the slot's place in ``slot``, the resource and how much, one row each."""
        shared, purses = len(self.resources.seats), len(self.resources.purses)
        batch, cost = self.dates.batch[slot], self.dates.cost[slot]
        seated, paid = np.flatnonzero(batch >= 0), np.flatnonzero(cost > 0)
        of_person = self.people.purse[self.people.purse_from[person] : self.people.purse_from[person + 1]]
        group = int(self.people.group[person])
        capped = seated if group >= 0 else seated[:0]
        where = np.concatenate([seated, np.repeat(paid, len(of_person)), capped])
        resource = np.concatenate(
            [
                batch[seated],
                np.tile(shared + of_person, len(paid)),
                shared + purses + group * shared + batch[capped],
            ]
        )
        amount = np.concatenate(
            [np.ones(len(seated)), np.repeat(cost[paid], len(of_person)), np.ones(len(capped))]
        )
        return where, resource, amount

    def problem(self, person: int, prices: Floats | None = None) -> Problem:
        """A person's own problem; with ``prices`` (R,) every option's small value is less by what it takes of each resource."""
        slot, place = self.slots_of(person)
        people, dates = self.people, self.dates
        own = self._candidates(person)
        solution, steps = people.candidate[own][place], self._steps(person)
        enrichment = people.enrichment[own][place]
        if prices is not None:
            where, resource, amount = self.use(person, slot)
            enrichment = enrichment - np.bincount(where, amount * prices[resource], len(slot))
        need_option, need_step = self._spread(people.need_from, people.need_step, person, place)
        after_option, after_solution = self._spread(people.after_from, people.after, person, place)
        return Problem(
            solution=place,
            start=dates.start[slot],
            end=dates.end[slot],
            hours=dates.hours[solution],
            jp=dates.jp[solution],
            cost=dates.cost[slot],
            bucket=dates.bucket[solution],
            success=people.success[own][place],
            enrichment=enrichment,
            covers=self._covers(person)[place],
            weight=people.weight[steps],
            month_load=dates.month_load[slot],
            need_option=need_option,
            need_step=need_step,
            after_option=after_option,
            after_solution=after_solution,
            weeks=dates.weeks,
            limits=people.limits[int(people.limit[person])],
        )

    def _candidates(self, person: int) -> slice:
        return slice(*self.people.candidate_from[person : person + 2].tolist())

    def _steps(self, person: int) -> slice:
        return slice(*self.people.step_from[person : person + 2].tolist())

    def _covers(self, person: int) -> Bools:
        own, steps = self._candidates(person), self._steps(person)
        begin = self.people.cover_from[own.start : own.stop + 1]
        covers = np.zeros((own.stop - own.start, steps.stop - steps.start), dtype=np.bool_)
        covered = self.people.cover_step[begin[0] : begin[-1]]
        covers[np.repeat(np.arange(len(covers)), np.diff(begin)), covered] = True
        return covers

    def _spread(self, begin: Ints, listed: Ints, person: int, place: Ints) -> tuple[Ints, Ints]:
        """Edges from candidates as edges from each of their options."""
        own = self._candidates(person)
        begin = begin[own.start : own.stop + 1]
        count = np.diff(begin)[place]
        option = np.repeat(np.arange(len(place)), count)
        within = np.arange(len(option)) - np.repeat(np.cumsum(count) - count, count)
        return option, listed[begin[place][option] + within]
