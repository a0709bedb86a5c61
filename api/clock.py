"""The time: real, but on the day that ``CORPU_TODAY`` names when it is set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from api.settings import Settings
from catalog.ledger import Zone


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The real time, and the day in the agency's time zone unless a rehearsal sets another."""

    time_zone: str
    set_day: date | None = None

    @classmethod
    def of(cls, settings: Settings) -> SystemClock:
        """Make the clock that the settings ask for."""
        return cls(settings.time_zone, settings.today)

    def now(self) -> datetime:
        """Now, with time zone UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """The day that plans are made on."""
        return self.set_day or self.now().astimezone(ZoneInfo(self.time_zone)).date()

    @property
    def zone(self) -> Zone:
        """The time zone in which the agency's days begin and end; WIB for one outside Indonesia."""
        return Zone.at(self.now().astimezone(ZoneInfo(self.time_zone)))
