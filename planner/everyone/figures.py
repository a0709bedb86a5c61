"""What is shown of a plan for everybody: in parts, seats, money, who is left out, and the goals it keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of a plan comes to. ``key`` is a form, a model of 70:20:10, or the month (2027-03) in which items start.

    ``people`` have an item in it; ``levels`` are missing levels that its items cover, each person's level counted once.
    """

    key: str
    people: int
    items: int
    hours: float
    jp: float
    cost: int
    levels: int


@dataclass(frozen=True, slots=True)
class UnitPart:
    """The plan of a unit's own people, without those of units below. ``missing`` counts the levels that they lack."""

    unit: str
    people: int
    planned: int
    missing: int
    levels: int
    items: int
    hours: float
    jp: float
    cost: int


@dataclass(frozen=True, slots=True)
class BatchUse:
    """A batch: its ``seats``, those ``held`` by plans in people's hands, and those that this plan fills.

    ``price`` is what one more seat is worth at the end of the search, in units of value; it is worth at least ``low`` and at most
    ``high`` (see ``planner.allocation.worth``), where these were worked out.
    """

    offering: str
    solution: str
    starts: date
    seats: int
    held: int
    filled: int
    price: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class PurseUse:
    """A unit's budget, for it and all units below: the year's rupiah, those ``held`` by plans in people's hands, those used here.

    ``price`` is what one more million rupiah is worth at the end of the search, in units of value, with its interval as a
    seat's.
    """

    unit: str
    rupiah: int
    held: int
    used: int
    price: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Out:
    """How many people of a unit have no plan for one reason (a key of ``planner.unplanned``)."""

    unit: str
    reason: str
    people: int


@dataclass(frozen=True, slots=True)
class ClassUse:
    """A priority class (``planner.everyone.fairness``): its weight, its people, how many are planned, levels missing and covered.

    The class "" is that of everybody else.
    """

    name: str
    weight: float
    people: int
    planned: int
    missing: int
    levels: int


@dataclass(frozen=True, slots=True)
class CapUse:
    """A cap that is reached: how many seats of a batch the people of a unit and those below may take, and do."""

    unit: str
    offering: str
    seats: int
    filled: int


@dataclass(frozen=True, slots=True)
class Goals:
    """The stated goals of fairness, and what they did.

    ``floor`` is what a lawful plan is worth, beside its value, to somebody who owes lesson hours or lacks a level. ``floored``
    people do and could have one, ``reached`` of them have one. ``share`` is the part of a batch's seats that one unit may take.
    """

    floor: float = 0.0
    floored: int = 0
    reached: int = 0
    share: float = 1.0
    classes: tuple[ClassUse, ...] = ()
    caps: tuple[CapUse, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """One round of the search: the best plan's worth and the best bound after it, None where none was known."""

    number: int
    worth: float
    bound: float | None
    planned: int


@dataclass(frozen=True, slots=True)
class Figures:
    """A plan for everybody in figures.

    ``people`` were planned for; ``in_hands`` counts, by state, those who were not since people are at work on their plans.
    ``missing`` levels are lacked, ``levels`` of them covered. ``value`` and ``worth`` are as in ``planner.allocation.Result``;
    ``gap`` is the share by which the best possible plan could at most be better, None where no bound is known; ``stopped`` names
    the rule that ended the search.
    """

    people: int
    planned: int
    missing: int
    levels: int
    items: int
    hours: float
    jp: float
    cost: int
    value: float
    worth: float
    bound: float | None
    gap: float | None
    stopped: str
    plan_hash: str
    in_hands: Mapping[str, int] = field(default_factory=dict)
    units: tuple[UnitPart, ...] = ()
    forms: tuple[Part, ...] = ()
    models: tuple[Part, ...] = ()
    months: tuple[Part, ...] = ()
    batches: tuple[BatchUse, ...] = ()
    purses: tuple[PurseUse, ...] = ()
    out: tuple[Out, ...] = ()
    goals: Goals = Goals()
    trace: tuple[Turn, ...] = ()

    def to_json(self) -> str:
        """The figures as JSON text."""
        return _FIGURES.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> Figures:
        """The figures of JSON text. Raises ValueError where it is of another shape."""
        return _FIGURES.validate_json(text)


_FIGURES = TypeAdapter(Figures)
