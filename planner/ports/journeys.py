"""Journeys and the seats that they take."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from catalog.solutions import Bucket
from planner.access import Scope
from planner.journey import Closes, Consideration, Journey, State
from planner.ports.common import Page


@dataclass(frozen=True, slots=True)
class JourneyRow:
    """A journey in a list. ``since`` is when it came to its state; its age is counted from there."""

    id: int
    nip: str
    name: str
    unit: str
    unit_name: str
    year: int
    consideration: Consideration
    state: State
    version: int
    items: int
    hours: float
    jp: float
    cost: int
    since: datetime
    requested_by: int | None
    unplanned: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as it was last drafted on ``day``: by which ranker, and the solutions that it proposed."""

    day: date
    ranker: str
    solutions: frozenset[str]


@dataclass(frozen=True, slots=True)
class YearItem:
    """Of an item (see ``planner.journey.Item``) what the plan of a year says."""

    solution: str
    offering: str | None
    starts: date
    ends: date
    form: str
    bucket: Bucket
    jp: float
    cost: int
    closes: tuple[Closes, ...] = ()


@dataclass(frozen=True, slots=True)
class YearRow:
    """What stands in one person's plan."""

    nip: str
    state: State
    items: tuple[YearItem, ...]


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """``since_before`` keeps what came to its state before; ``unit`` includes the units below it."""

    states: frozenset[State] = frozenset()
    unit: str | None = None
    nip: str | None = None
    year: int | None = None
    since_before: datetime | None = None


class JourneyStore(Protocol):
    """Journeys. Every change names the version that it was made from."""

    def get(self, journey_id: int) -> Journey | None:
        """The journey, or None."""

    def open_for(self, nips: Collection[str], year: int) -> Mapping[str, Journey]:
        """The open journeys of these people in the year by NIP, locked until the transaction ends."""

    def every_open(self) -> tuple[Journey, ...]:
        """All open journeys, by year and NIP."""

    def of_year(self, year: int) -> tuple[Journey, ...]:
        """All journeys of a year that were not declined or withdrawn, by NIP and id."""

    def of_person(self, nip: str) -> tuple[Journey, ...]:
        """All journeys of a person, newest first."""

    def owners(self, journeys: Collection[int]) -> Mapping[int, str]:
        """The NIP of whose journey each of these is; what is not there is left out."""

    def add(self, journeys: Sequence[Journey]) -> tuple[int, ...]:
        """Store new journeys (their ids are ignored); their ids in the same order. Raises AlreadyOpen."""

    def change(self, journeys: Sequence[Journey]) -> None:
        """Store journeys whose versions are one above the stored ones.

        Raises StaleVersion when one is not; then nothing is stored.
        """

    def inbox(
        self, scope: Scope, wanted: InboxFilter = InboxFilter(), after: str | None = None, limit: int = 50
    ) -> Page[JourneyRow]:
        """Journeys of people in the scope, longest in their state first. Raises BadCursor."""

    def items_of_year(self, year: int) -> Iterator[YearRow]:
        """What stands in all plans of a year that were not declined or withdrawn, by NIP and id; read as it is asked for."""

    def drafted_since(self, day: date) -> tuple[PlanRow, ...]:
        """Every plan that the program drafted on the day or later, closed ones too."""

    def count(self, scope: Scope, wanted: InboxFilter = InboxFilter()) -> Mapping[State, int]:
        """How many journeys stand at each state."""


class SeatStore(Protocol):
    """Seats of offerings that approvals have taken."""

    def take(self, offering: str) -> bool:
        """Take one seat; False when none is left. Safe among concurrent approvals."""

    def give_back(self, offerings: Collection[str]) -> None:
        """Give back one seat of each."""

    def taken(self) -> Mapping[str, int]:
        """Seats taken, by offering; offerings without any are left out."""

    def nearest(self, offering: str, since: date, count: int = 3) -> tuple[tuple[str, date, int], ...]:
        """Other batches of the same solution that have seats and start on ``since`` or later.

        Each is (code, start, seats left); the nearest start comes first.
        """
