"""What somebody took part in, and on which days it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


class Part(StrEnum):
    """In which role somebody took part."""

    PARTICIPANT = "participant"
    PRESENTER = "presenter"
    EXPERT = "expert"
    AUTHOR = "author"


class Meeting(StrEnum):
    """The four kinds of meeting of a learning community (SE 07/SE/KM/2023, Lampiran F)."""

    KNOWLEDGE = "knowledge"
    EXPERIENCE = "experience"
    MATERIAL = "material"
    DISCUSSION = "discussion"


class Zone(StrEnum):
    """The three time zones of Indonesia; the value is the zone's usual short name."""

    WIB = "WIB"
    WITA = "WITA"
    WIT = "WIT"

    @property
    def info(self) -> ZoneInfo:
        """The zone's clock."""
        return ZoneInfo(_PLACES[self])


_PLACES = {Zone.WIB: "Asia/Jakarta", Zone.WITA: "Asia/Makassar", Zone.WIT: "Asia/Jayapura"}


@dataclass(frozen=True, slots=True)
class Activity:
    """One activity of one person. ``starts`` and ``ends`` are moments with time zone; days are those of ``zone``.

    ``hours`` are clock hours spent, ``sessions`` meetings or days, ``programme_jp`` the JP that a programme states for
    itself, ``length_hours`` how long its material lasts. ``meeting`` and ``organiser`` are a learning community's.
    ``solution`` names what was planned, where it was.
    """

    nip: str
    form: str
    title: str
    starts: datetime
    ends: datetime
    zone: Zone = Zone.WIB
    part: Part = Part.PARTICIPANT
    abroad: bool = False
    hours: float = 0.0
    sessions: int = 1
    programme_jp: float | None = None
    length_hours: float | None = None
    meeting: Meeting | None = None
    organiser: str = ""
    solution: str = ""

    @property
    def elapsed(self) -> float:
        """Clock hours between start and end."""
        return (self.ends - self.starts) / HOUR

    @property
    def sitting(self) -> bool:
        """Whether it was one meeting, shorter than a day; longer ones leave time for others beside them."""
        return self.ends - self.starts < DAY

    @property
    def days(self) -> tuple[date, ...]:
        """Its days where it was held. A meeting past midnight counts on the day on which it began."""
        first = self.starts.astimezone(self.zone.info).date()
        last = first if self.sitting else self.ends.astimezone(self.zone.info).date()
        return tuple(first + DAY * count for count in range((last - first).days + 1))

    def meets(self, other: Activity) -> bool:
        """Whether the two lie at the same time, if only in part."""
        return self.starts < other.ends and other.starts < self.ends
