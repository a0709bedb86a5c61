"""Where the items of plans that stand are today: still possible, on other days, or gone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from catalog.solutions import Offering
from planner.approval import HOLDS_SEATS
from planner.journey import Consideration, Item, Journey, State
from planner.replanning.result import Cause, Why
from planner.world import World

OPEN_TO_CHANGE = frozenset({State.DRAFTED, State.IN_REVIEW, State.RETURNED, State.APPROVED})
"""States in which a plan may be changed; a requested one has no items, an active one is lived."""


@dataclass(frozen=True, slots=True)
class Stands:
    """An item as it is today: its slot (-1 where no slot has its days), its batch (-1: none), its cost; ``why`` it cannot stand
    as it stood, and whether it is ``gone`` altogether.
    """

    item: Item
    slot: int
    batch: int
    cost: float
    why: Why | None = None
    gone: bool = False


@dataclass(frozen=True)
class Calendar:
    """The slots of a world, found by what items name.

    ``excused`` are items (journey, solution) that were approved although their form is not open to the person.
    """

    world: World
    excused: Collection[tuple[int, str]] = ()

    def look(self, journey: Journey) -> tuple[Stands, ...]:
        """Each item of a journey as it is today."""
        return tuple(self._look(journey, item) for item in journey.items)

    def _look(self, journey: Journey, item: Item) -> Stands:
        if item.starts < self.world.horizon.start:  # begun: whatever comes, it stands
            return self._at(item, -1, self._batches.get(item.offering or "", -1), None)
        number = self.world.table.index.get(item.solution, -1)
        if number < 0 or self.world.table.bucket[number] < 0:
            return Stands(item, -1, -1, 0.0, Why(Cause.GONE, item.solution), gone=True)
        if barred := self._barred(journey, item):
            return Stands(item, -1, -1, 0.0, barred, gone=True)
        if item.offering is None:
            return self._at(item, self._slots.get((number, "", item.starts.toordinal()), -1), -1, None)
        return self._in_batch(item, number, item.offering)

    def _in_batch(self, item: Item, number: int, code: str) -> Stands:
        offering = self._offerings.get(code)
        if offering is None or offering.solution != item.solution or not offering.seats:
            return Stands(item, -1, -1, 0.0, Why(Cause.CANCELLED, item.solution, code), gone=True)
        slot = self._slots.get((number, code, offering.starts.toordinal()), -1)
        batch = self._batches[code]
        if (offering.starts, offering.ends) == (item.starts, item.ends):
            return self._at(item, slot, batch, None)
        moved = Why(Cause.MOVED, item.solution, code)
        if slot < 0:
            return Stands(item, -1, -1, 0.0, moved, gone=True)
        return self._at(item, slot, batch, moved)

    def _at(self, item: Item, slot: int, batch: int, why: Why | None) -> Stands:
        cost = float(self.world.slots.cost[slot]) if slot >= 0 else float(item.cost)
        return Stands(item, slot, batch, cost, why)

    def _barred(self, journey: Journey, item: Item) -> Why | None:
        """Whether the item's form is not open to the person any more, or a draft's item closes nothing that the job needs."""
        if item.form not in self.world.forms:
            return Why(Cause.GONE, item.solution)
        if not_open(self.world, journey, item) and (journey.id, item.solution) not in self.excused:
            return Why(Cause.NOT_OPEN, item.solution, item.form)
        needed = journey.state in HOLDS_SEATS or journey.consideration is not Consideration.GAP
        required = self._required(self.world.person(journey.nip).job)
        if not needed and item.closes and not required & {one.competency for one in item.closes}:
            return Why(Cause.NOT_NEEDED, item.solution)
        return None

    def _required(self, job: str) -> frozenset[str]:
        return self._standards.get(job, frozenset())

    @cached_property
    def _standards(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for line in self.world.agency.standards:
            found.setdefault(line.job, set()).add(line.competency)
        return {job: frozenset(codes) for job, codes in found.items()}

    @cached_property
    def _offerings(self) -> Mapping[str, Offering]:
        return {one.code: one for one in self.world.agency.offerings}

    @cached_property
    def _batches(self) -> Mapping[str, int]:
        return {code: number for number, code in enumerate(self.world.slots.batches)}

    @cached_property
    def _slots(self) -> Mapping[tuple[int, str, int], int]:
        return {
            (slot.solution, slot.offering.code if slot.offering else "", slot.starts.toordinal()): number
            for number, slot in enumerate(self.world.slots.rows)
        }


def not_open(world: World, journey: Journey, item: Item) -> bool:
    """Whether an item's form is not open to its person; what an officer put in by hand is left to the checks."""
    if item.added_by_hand or item.form not in world.forms:
        return False
    person = world.person(journey.nip)
    hit = world.forms[item.form].barred(person, world.job_class[person.job])
    return bool(hit and not hit.unknown) or item.form in world.barred.get(journey.nip, ())


def open_to_change(journeys: Iterable[Journey], world: World, left: frozenset[str]) -> list[Journey]:
    """The plans of the world's year that may be changed, by NIP; not those of who leaves."""
    mine = (
        one
        for one in journeys
        if one.year == world.year and one.state in OPEN_TO_CHANGE and one.items and one.nip not in left
    )
    return sorted((one for one in mine if one.nip in world.people), key=lambda one: (one.nip, one.id))
