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
    excused: Collection[tuple[int, str]] = (),
) -> Replanned:
    """What must change in the plans of the world's year, and for as few people as possible.

    ``journeys`` are all of the year; ``taken`` are the seats that approvals hold, by offering. Without disturbances it is found
    what an import, a new law or overfull drafts brought. Only people in the ``scope`` are changed; the others' plans stand.
    ``excused`` are items (journey, solution) that were approved although their form is not open to the person.
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
    calendar = Calendar(after, excused)
    ground = Ground.of(calendar, ours, others)
    return Replanned(
        changed=ground.changed(),
        withdrawn=withdrawn,
        lived=tuple(_lived(calendar, seen, left)),
        looked_at=len(ours),
    )


@dataclass(frozen=True, eq=False)
class Ground:
    """The plans that may change, where their items are today, and what is not given away yet (R,): seats, then purses.

    ``wanted`` (R,) is what others' plans hold that are not approved: approved ones here go before them.
    """

    world: World
    journeys: Sequence[Journey]
    stands: Sequence[Sequence[Stands]]
    payers: Sequence[Ints]
    purses: Sequence[str]
    there: Floats
    wanted: Floats

    @classmethod
    def of(cls, calendar: Calendar, journeys: Sequence[Journey], others: Sequence[Journey]) -> Ground:
        """Lay the plans out beside those of ``others``."""
        world = calendar.world
        sure = InHands.of([one for one in others if one.state in HOLDS_SEATS], world.year)
        all_others = InHands.of(others, world.year)
        purses, less = (purses_of(world, None, hands) for hands in (sure, all_others))
        units = [world.person(journey.nip).unit for journey in journeys]
        seats = [all_others.seats.get(code, 0) for code in world.slots.batches]
        money = [one.held - other.held for one, other in zip(less, purses, strict=True)]
        return cls(
            world=world,
            journeys=journeys,
            stands=[calendar.look(journey) for journey in journeys],
            payers=[len(seats) + mine for mine in payers_of(world, units, purses)],
            purses=[purse.unit for purse in purses],
            there=np.array([*world.slots.seats, *(purse.left for purse in purses)], dtype=np.float64),
            wanted=np.array([*seats, *money], dtype=np.float64),
        )

    @property
    def held(self) -> Held:
        """What the plans take as they stand."""
        rows: list[tuple[int, int, float, bool]] = []
        for person, (journey, stands) in enumerate(zip(self.journeys, self.stands, strict=True)):
            sure = journey.state is State.APPROVED
            for one in stands:
                if one.batch >= 0 and not one.gone:
                    rows.append((person, one.batch, 1.0, sure))
                if one.cost > 0 and not one.gone:
                    rows.extend((person, int(purse), one.cost, sure) for purse in self.payers[person])
        table = np.array(rows, dtype=np.float64).reshape(-1, 4)
        hit = [person for person, stands in enumerate(self.stands) if any(one.why for one in stands)]
        resource, fixed = table[:, 1].astype(np.int64), table[:, 3] > 0
        approved = np.bincount(resource[fixed], table[fixed, 2], len(self.there))
        return Held(
            person=table[:, 0].astype(np.int64),
            resource=resource,
            amount=table[:, 2],
            fixed=fixed,
            hit=np.array(hit, dtype=np.int64),
            capacity=np.maximum(self.there - self.wanted, np.minimum(self.there, approved)),
            seat=np.arange(len(self.there)) < len(self.world.slots.batches),
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


def _lived(calendar: Calendar, journeys: Sequence[Journey], left: Collection[str]) -> list[Touched]:
    """Plans that are lived, and of which something to come cannot be."""
    found, year = list[Touched](), calendar.world.year
    for journey in journeys:
        if journey.state is State.ACTIVE and journey.year == year and journey.nip not in left:
            why = tuple(one.why for one in calendar.look(journey) if one.why)
            if why:
                found.append(Touched(journey, why))
    return sorted(found, key=lambda one: (one.journey.nip, one.journey.id))
