"""What somebody took part in, and on which days it counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
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

    @classmethod
    def at(cls, moment: datetime) -> Zone:
        """The zone whose clock shows what the moment's own does; WIB where none does."""
        return next(
            (zone for zone in cls if moment.utcoffset() == moment.astimezone(zone.info).utcoffset()), cls.WIB
        )

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
    ``solution`` names what was planned, where it was, and ``lived`` the number under which the plan's item was lived.
    ``timed`` is False where only days are known: then it lasts from the first moment of the first to the end of the last.
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
    lived: int | None = None
    timed: bool = True

    @property
    def elapsed(self) -> float:
        """Clock hours between start and end."""
        return (self.ends - self.starts) / HOUR

    @property
    def sitting(self) -> bool:
        """Whether it was one meeting at a known time, shorter than a day; others leave time beside them."""
        return self.timed and self.ends - self.starts < DAY

    @property
    def days(self) -> tuple[date, ...]:
        """Its days where it was held. A meeting past midnight counts on the day on which it began."""
        first = self.starts.astimezone(self.zone.info).date()
        last = first if self.sitting else self.ends.astimezone(self.zone.info).date()
        return tuple(first + DAY * count for count in range((last - first).days + 1))

    @classmethod
    def of_days(cls, first: date, last: date, zone: Zone, **own: Any) -> Activity:
        """An activity of which only the days are known."""
        starts = datetime.combine(first, time.min, zone.info)
        ends = datetime.combine(last, time(23, 59), zone.info)
        return cls(starts=starts, ends=ends, zone=zone, timed=False, **own)

    def meets(self, other: Activity) -> bool:
        """Whether the two lie at the same time, if only in part."""
        return self.starts < other.ends and other.starts < self.ends
