"""Everybody's menus: good journeys of each person, and the one they have in the present plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from planner.allocation.arrays import Crowd
from planner.problem import Floats, Ints

Small = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Journeys:
    """The journeys known of P people, J in all: person ``p`` has those from ``journey_from[p]`` up to ``journey_from[p + 1]``.

    ``slot`` lists each journey's slots in ascending order, bounded by ``slot_from`` (J + 1,); ``value`` (J,) is without prices.
    ``chosen`` (P,) is the journey in the present plan, -1 for none.
    """

    journey_from: Ints
    slot_from: Ints
    slot: Small
    value: Floats
    chosen: Ints

    def with_chosen(self, chosen: Ints) -> Journeys:
        """The same journeys with another present plan."""
        return replace(self, chosen=chosen)


class Table(NamedTuple):
    """The same with room to add rows: ``rows`` (P,) are filled; ``length``, ``value`` (P, MENU), ``slot`` (P, MENU, longest).

    ``chosen`` (P,) is a row.
    """

    rows: Ints
    length: Ints
    value: Floats
    slot: Small
    chosen: Ints

    def of(self, people: Ints) -> Table:
        """The rows of some people, copied."""
        return Table(
            self.rows[people], self.length[people], self.value[people], self.slot[people], self.chosen[people]
        )

    def put(self, people: Ints, theirs: Table) -> None:
        """Write their rows back."""
        self.rows[people], self.length[people], self.value[people] = theirs.rows, theirs.length, theirs.value
        self.slot[people], self.chosen[people] = theirs.slot, theirs.chosen


def no_journeys(people: int) -> Journeys:
    """Nothing known of anybody."""
    none = np.zeros(people + 1, np.int64)
    return Journeys(none, none[:1], np.zeros(0, np.int32), np.zeros(0), np.full(people, -1, np.int64))


def opened(journeys: Journeys, crowd: Crowd, rows: int) -> Table:
    """Room for ``rows`` journeys a person."""
    people = len(journeys.chosen)
    longest = int(np.diff(crowd.candidate_from).max(initial=0))
    count = np.diff(journeys.journey_from)
    table = Table(
        count,
        np.zeros((people, rows), np.int64),
        np.zeros((people, rows)),
        np.zeros((people, rows, longest), np.int32),
        np.where(journeys.chosen >= 0, journeys.chosen - journeys.journey_from[:-1], -1),
    )
    filled = np.arange(rows) < count[:, None]
    table.length[filled] = np.diff(journeys.slot_from)
    table.value[filled] = journeys.value
    table.slot[filled[:, :, None] & (np.arange(longest) < table.length[:, :, None])] = journeys.slot
    return table


def closed(table: Table) -> Journeys:
    """What a table holds, in flat arrays."""
    filled = np.arange(table.length.shape[1]) < table.rows[:, None]
    length = np.where(filled, table.length, 0)
    begin = _begin(table.rows)
    return Journeys(
        begin,
        _begin(length[filled]),
        table.slot[np.arange(table.slot.shape[2]) < length[:, :, None]],
        table.value[filled],
        np.where(table.chosen >= 0, begin[:-1] + table.chosen, -1),
    )


def _begin(counts: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
