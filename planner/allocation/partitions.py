"""What is done with one partition of the people: pure functions of what is known of it and what it is told.

A partition is always the same ``PARTITION`` people in a row, however many workers there are: sums over partitions, in their
order, are the same to the last bit. Each *verb* takes a partition, the journeys known of its people and what everybody is told
(prices, what is left: a few thousand numbers), and gives the journeys now known and a small answer. Nothing else travels.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from planner.allocation.arrays import Crowd, Year, crowd_of, year_of
from planner.allocation.choose import Menus, ask, choose, regret
from planner.allocation.desk import desk_for
from planner.allocation.hunt import Effort, hunt, paper_for
from planner.allocation.journeys import Journeys, closed, no_journeys, opened
from planner.allocation.organisation import Organisation
from planner.problem import Floats, Ints

PARTITION = 512
MENDS = 3
"""So often people without a plan are looked for again where what they found was taken meanwhile."""
REGRET = 0.02
"""For whom so large a share of the best journey's worth was lost to others is looked again too."""
MENU = 16
"""Journeys kept for each person."""

Verb = Callable[..., tuple[Journeys, Any]]
"""(part, journeys, what everybody is told…) -> (journeys, answer)."""


@dataclass(frozen=True, eq=False)
class Part:
    """Some people of an organisation, beside the year's slots and all that is shared."""

    organisation: Organisation
    year: Year

    @cached_property
    def crowd(self) -> Crowd:
        """The people, as compiled code reads them."""
        return crowd_of(self.organisation)

    def nothing_known(self) -> Journeys:
        """The journeys to begin with: none."""
        return no_journeys(len(self.organisation.people))


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """What people take of each resource at prices: ``use`` (R,), how fast that falls, ``bend`` (R,), and its worth."""

    use: Floats
    bend: Floats
    worth: float

    def __add__(self, other: Asked) -> Asked:
        """What both take."""
        return Asked(self.use + other.use, self.bend + other.bend, self.worth + other.worth)


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """The present plan of a partition's people, as in ``planner.allocation.result.Plan``; ``count`` (P,) slots of each."""

    count: Ints
    slot: Ints
    value: Floats
    planned: Ints


def split(organisation: Organisation) -> Iterator[Part]:
    """The partitions, in order."""
    year, people = year_of(organisation.dates), len(organisation.people)
    for begin in range(0, people, PARTITION):
        yield Part(organisation.only(slice(begin, min(begin + PARTITION, people))), year)


def search(
    part: Part, journeys: Journeys, prices: Floats, room: Floats, effort: Effort
) -> tuple[Journeys, None]:
    """Look for journeys that are good at ``prices`` (R,) with what there is ``room`` (R,) for beside the present plan."""
    table = opened(journeys, part.crowd, MENU)
    desk, paper = desk_for(part.year, part.crowd), paper_for(part.crowd)
    hunt(part.year, part.crowd, desk, paper, table, prices, room.copy(), effort)
    return closed(table), None


def asked(part: Part, journeys: Journeys, prices: Floats, heat: float) -> tuple[Journeys, Asked]:
    """What the people would take of their menus at prices, if there were enough of everything."""
    use, bend, mine = np.zeros((3, len(prices)))
    worth = ask(part.year, part.crowd, _menus(journeys), prices, heat, use, bend, mine, np.zeros(MENU))
    return journeys, Asked(use, bend, worth)


def take(part: Part, journeys: Journeys, left: Floats, prices: Floats) -> tuple[Journeys, Floats]:
    """Give each in turn what is best at prices of what is left (R,) and what they have; the answer is what is left now.

    One partition after another: the next is told what this one has left.
    """
    chosen, left = journeys.chosen.copy(), left.copy()
    choose(part.year, part.crowd, _menus(journeys), chosen, prices, left, np.zeros(MENU))
    return journeys.with_chosen(chosen), left


def mend(
    part: Part, journeys: Journeys, left: Floats, prices: Floats, effort: Effort
) -> tuple[Journeys, Floats]:
    """Look again for who lost much or all to others, at what is left (R,), and share out; the answer is what is left now.

    One partition after another, as ``take``: so few look at once that they seldom want the same seat.
    """
    for turn in range(MENDS):
        lacking = _lacking(part, journeys, prices, 1.0 if turn else REGRET)
        if not len(lacking):
            break
        some = Part(part.organisation.only(lacking), part.year)
        table = opened(journeys, part.crowd, MENU)
        few = table.of(lacking)
        desk, paper = desk_for(some.year, some.crowd), paper_for(some.crowd)
        hunt(
            some.year,
            some.crowd,
            desk,
            paper,
            few,
            prices,
            left.copy(),
            effort._replace(salt=effort.salt + turn),
        )
        table.put(lacking, few)
        journeys, left = take(part, closed(table), left, prices)
    return journeys, left


def _lacking(part: Part, journeys: Journeys, prices: Floats, share: float) -> Ints:
    """People whose plan is worth less than their best journey at prices, by more than a share of it; or who have none."""
    best, regrets = np.zeros((2, len(journeys.chosen)))
    regret(part.year, part.crowd, _menus(journeys), journeys.chosen, prices, best, regrets)
    none = (journeys.chosen < 0) & (np.diff(journeys.journey_from) > 0)
    return np.flatnonzero(none | (regrets > share * best))


def clear(_: Part, journeys: Journeys) -> tuple[Journeys, None]:
    """Forget the present plan."""
    return journeys.with_chosen(np.full(len(journeys.chosen), -1, np.int64)), None


def plan(_: Part, journeys: Journeys) -> tuple[Journeys, Chosen]:
    """Tell the present plan."""
    has = journeys.chosen >= 0
    row = journeys.chosen[has]
    length = np.diff(journeys.slot_from)[row]
    count = np.zeros(len(has), np.int64)
    count[has] = length
    begin = np.repeat(journeys.slot_from[row], length)
    within = np.arange(len(begin)) - np.repeat(np.cumsum(length) - length, length)
    value = np.zeros(len(has))
    value[has] = journeys.value[row]
    return journeys, Chosen(
        count, journeys.slot[begin + within].astype(np.int64), value, has.astype(np.int64)
    )


def _menus(journeys: Journeys) -> Menus:
    return Menus(journeys.journey_from, journeys.slot_from, journeys.slot, journeys.value)
