"""Plans that can no longer stand as they are, changed for the fewest people; what was approved is kept wherever it can be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from planner.access import Scope
from planner.allocation.choices import Choice
from planner.allocation.kept import rearrange
from planner.allocation.standing import SLACK, Held, Standing
from planner.approval import HOLDS_SEATS
from planner.composing.check import violations
from planner.everyone.in_hands import InHands
from planner.everyone.money import payers_of, purses_of
from planner.journey import Journey, State
from planner.problem import Bools, Floats, Ints
from planner.replanning.choices import Open, open_journeys
from planner.replanning.disturbances import Disturbance, disturbed, leaving
from planner.replanning.present import Calendar, Stands, open_to_change
from planner.replanning.result import Cause, Changed, Replanned, Touched, Why
from planner.world import World


def replan(
    world: World,
    journeys: Iterable[Journey],
    taken: Mapping[str, int],
    disturbances: Sequence[Disturbance] = (),
    scope: Scope = Scope(everyone=True),
) -> Replanned:
    """What must change in the plans of the world's year, and for as few people as possible.

    ``journeys`` are all of the year; ``taken`` are the seats that approvals hold, by offering. Without disturbances it is found
    what an import, a new law or overfull drafts brought. Only people in the ``scope`` are changed; the others' plans stand.
    """
    journeys, left = tuple(journeys), leaving(disturbances)
    seen = [one for one in journeys if one.nip in world.people and scope.holds(world.person(one.nip))]
    withdrawn = tuple(one for one in seen if one.nip in left and one.year == world.year and _open(one))
    ours = open_to_change(seen, world, left)
    gone = {one.id for one in (*ours, *withdrawn)}
    # A draft of somebody else's people stands as well: it is not the one to be made anew.
    others = [replace(one, proposed=()) for one in journeys if one.items and one.id not in gone]
    freed = Counter(
        item.offering for one in (*ours, *withdrawn) if one.state in HOLDS_SEATS for item in one.items
    )
    after = disturbed(world, disturbances, {code: n - freed[code] for code, n in taken.items()})
    ground = Ground.of(after, ours, others)
    return Replanned(
        changed=ground.changed(),
        withdrawn=withdrawn,
        lived=tuple(_lived(after, seen, left)),
        looked_at=len(ours),
    )


@dataclass(frozen=True, eq=False)
class Ground:
    """The plans that may change, where their items are today, and all that there is for them (R,): seats, then purses."""

    world: World
    journeys: Sequence[Journey]
    stands: Sequence[Sequence[Stands]]
    payers: Sequence[Ints]
    purses: Sequence[str]
    capacity: Floats

    @classmethod
    def of(cls, world: World, journeys: Sequence[Journey], others: Sequence[Journey]) -> Ground:
        """Lay the plans out; what ``others`` hold is set aside."""
        calendar, hands = Calendar(world), InHands.of(others, world.year)
        purses = purses_of(world, None, hands)
        units = [world.person(journey.nip).unit for journey in journeys]
        wanted = hands.seats
        there = world.slots.seats - np.array(
            [wanted.get(code, 0) for code in world.slots.batches], dtype=np.int64
        )
        return cls(
            world=world,
            journeys=journeys,
            stands=[calendar.look(journey) for journey in journeys],
            payers=[len(there) + mine for mine in payers_of(world, units, purses)],
            purses=[purse.unit for purse in purses],
            capacity=np.concatenate([np.maximum(there, 0), [purse.left for purse in purses]]).astype(
                np.float64
            ),
        )

    @property
    def held(self) -> Held:
        """What the plans take as they stand."""
        rows: list[tuple[int, int, float, bool]] = []
        for person, (journey, stands) in enumerate(zip(self.journeys, self.stands, strict=True)):
            fixed = journey.state is State.APPROVED
            for one in stands:
                if one.batch >= 0 and not one.gone:
                    rows.append((person, one.batch, 1.0, fixed))
                if one.cost > 0 and not one.gone:
                    rows.extend((person, int(purse), one.cost, fixed) for purse in self.payers[person])
        table = np.array(rows, dtype=np.float64).reshape(-1, 4)
        hit = [person for person, stands in enumerate(self.stands) if any(one.why for one in stands)]
        return Held(
            person=table[:, 0].astype(np.int64),
            resource=table[:, 1].astype(np.int64),
            amount=table[:, 2],
            fixed=table[:, 3] > 0,
            hit=np.array(hit, dtype=np.int64),
            capacity=self.capacity,
            seat=np.arange(len(self.capacity)) < len(self.world.slots.batches),
        )

    def changed(self) -> tuple[Changed, ...]:
        """Everybody whose plan changes."""
        held, laid_out = self.held, dict[int, Open]()

        def know(people: Sequence[int]) -> list[Standing]:
            parts = ([of[p] for p in people] for of in (self.journeys, self.stands, self.payers))
            laid_out.update(zip(people, open_journeys(self.world, *parts), strict=True))  # type: ignore[arg-type]
            return [laid_out[person].standing for person in people]

        over = held.room < -SLACK
        taken = rearrange(held, know)
        return tuple(self._changed(person, laid_out[person], taken[person], over) for person in sorted(taken))

    def _changed(self, person: int, one: Open, taken: Choice, over: Bools) -> Changed:
        items = sorted(
            (one.item(self.world, option) for option in taken.options),
            key=lambda item: (item.starts, item.ends, item.solution),
        )
        broken = violations(one.standing.problem, taken.options) if taken.lost else ()
        return Changed(one.journey, tuple(items), tuple(self._why(person, one, taken, over)), broken)

    def _why(self, person: int, one: Open, taken: Choice, over: Bools) -> list[Why]:
        """Why a plan changes: what came over its items, what it gives up for others, and what no longer fits with the rest."""
        found = [item.why for item in self.stands[person] if item.why]
        given = one.standing.present.copy()
        given[list(taken.options)] = False
        items = {
            option: one.items[option] for option in np.flatnonzero(given).tolist() if option in one.items
        }
        rows = {o: one.standing.resource[one.standing.where == o].tolist() for o in items}
        scarce = {o: next((r for r in mine if over[r]), None) for o, mine in rows.items()}
        for option, resource in scarce.items():
            if resource is not None:
                cause = Cause.SEATS if resource < len(self.world.slots.batches) else Cause.MONEY
                found.append(Why(cause, items[option].solution, self._name(resource)))
        rest = Cause.FITS if found else Cause.ROOM
        for option, resource in scarce.items():
            if resource is None:
                found.append(Why(rest, items[option].solution, items[option].offering or ""))
        return found

    def _name(self, resource: int) -> str:
        batches = self.world.slots.batches
        return batches[resource] if resource < len(batches) else self.purses[resource - len(batches)]


def _open(journey: Journey) -> bool:
    return journey.state not in (State.DECLINED, State.COMPLETED, State.WITHDRAWN)


def _lived(world: World, journeys: Sequence[Journey], left: Collection[str]) -> list[Touched]:
    """Plans that are lived, and of which something to come cannot be."""
    calendar, found = Calendar(world), []
    for journey in journeys:
        if journey.state is State.ACTIVE and journey.year == world.year and journey.nip not in left:
            why = tuple(one.why for one in calendar.look(journey) if one.why)
            if why:
                found.append(Touched(journey, why))
    return sorted(found, key=lambda one: (one.journey.nip, one.journey.id))
