"""What replanning proposes: person by person what stood, what would stand instead, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from planner.canonical import digest, spell
from planner.journey import Item, Journey, State


class Cause(StrEnum):
    """Why an item cannot stand, or why somebody gives it up.

    ``room`` is made for somebody who would be left without a lawful plan; what ``fits`` no longer is given up so that the rest
    of the plan is lawful.
    """

    CANCELLED = "cancelled"
    MOVED = "moved"
    GONE = "gone"
    NOT_OPEN = "not_open"
    NOT_NEEDED = "not_needed"
    SEATS = "seats"
    MONEY = "money"
    ROOM = "room"
    FITS = "fits"


CAUSES: Mapping[Cause, str] = {
    Cause.CANCELLED: "{solution}: the batch {what} is cancelled.",
    Cause.MOVED: "{solution}: the batch {what} is held on other days.",
    Cause.GONE: "{solution} is no longer offered, or its form is no longer in force.",
    Cause.NOT_OPEN: "{solution}: this form is not open to the person.",
    Cause.NOT_NEEDED: "{solution} closes nothing that the person's job needs.",
    Cause.SEATS: "{solution}: plans hold more seats in the batch {what} than it has.",
    Cause.MONEY: "{solution}: the budget of {what} is not enough for all plans.",
    Cause.ROOM: "{solution}: makes room for somebody who would be left without a lawful plan.",
    Cause.FITS: "{solution}: does not go together with the rest of the changed plan.",
}
"""The sentence for each cause."""


@dataclass(frozen=True, slots=True)
class Why:
    """A cause and what it is about: ``solution`` of the item, and the batch, unit or form that the cause names."""

    cause: Cause
    solution: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """One person's plan before and after. ``broken`` are rules (keys of ``planner.rules``) that what is left does not keep."""

    journey: Journey
    items: tuple[Item, ...]
    why: tuple[Why, ...]
    broken: tuple[str, ...] = ()

    @property
    def approved(self) -> bool:
        """Whether an approved plan is opened again."""
        return self.journey.state is State.APPROVED

    @property
    def removed(self) -> tuple[Item, ...]:
        """Items that stand no longer as they stood."""
        return tuple(item for item in self.journey.items if item not in self.items)

    @property
    def added(self) -> tuple[Item, ...]:
        """Items that stand instead, or on other days."""
        return tuple(item for item in self.items if item not in self.journey.items)


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody whose plan is lived already: the program tells, and an officer decides on the activity."""

    journey: Journey
    why: tuple[Why, ...]


@dataclass(frozen=True)
class Replanned:
    """``changed`` by NIP; ``withdrawn`` are the plans of who leaves; ``lived`` those that are touched while they are lived.

    ``looked_at`` plans could have changed.
    """

    changed: tuple[Changed, ...] = ()
    withdrawn: tuple[Journey, ...] = ()
    lived: tuple[Touched, ...] = ()
    looked_at: int = field(default=0, compare=False)

    @property
    def nips(self) -> tuple[str, ...]:
        """Everybody who is touched."""
        journeys = (
            *(one.journey for one in self.changed),
            *self.withdrawn,
            *(one.journey for one in self.lived),
        )
        return tuple(sorted({journey.nip for journey in journeys}))

    @cached_property
    def hash(self) -> str:
        """SHA-256 over what would be changed, and from which versions."""
        rows = [
            *((one.journey.id, one.journey.version, one.items, one.why) for one in self.changed),
            *((one.id, one.version) for one in self.withdrawn),
        ]
        return digest(map(spell, rows))
