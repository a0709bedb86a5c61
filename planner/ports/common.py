"""The clock, and one page of a long list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Protocol, TypeVar

from catalog.ledger import Zone

T = TypeVar("T")


class Clock(Protocol):
    """The time, so that rehearsals and tests can set it."""

    def now(self) -> datetime:
        """Now, with time zone UTC."""

    def today(self) -> date:
        """The day that plans are made on; a rehearsal may set another than the calendar's."""

    @property
    def zone(self) -> Zone:
        """The time zone in which the agency's days begin and end."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a long list; ``next`` is the cursor of the page after it, None on the last."""

    rows: tuple[T, ...]
    next: str | None = None
