"""Conversion of learning to lesson hours (JP), with the caps up to which it is counted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import inf

from catalog.weeks import fewest_months


class Per(StrEnum):
    """What a form counts JP by. An activity counts once, however long it is; the sessions of a form by day are days."""

    HOUR = "hour"
    SESSION = "session"
    DAY = "day"
    ACTIVITY = "activity"


class DaysBy(StrEnum):
    """How many days a form's learning is spread over: a day a session, or the working days of its weeks."""

    SESSIONS = "sessions"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True, slots=True)
class Conversion:
    """JP of one form: ``jp`` for each ``per``, at most ``day_max`` a day and ``month_max`` sessions a month.

    ``jp_abroad`` is the figure for learning abroad; None where no source gives one. The figures come from the
    form's dated parameters (PerLAN 10/2018, annex; SE 07/SE/KM/2023, annexes F and I).
    """

    per: Per
    jp: float
    jp_abroad: float | None = None
    day_max: float = inf
    days_by: DaysBy = DaysBy.SESSIONS
    working_days: int = 1
    month_max: float = inf

    def counted(self, hours: float, sessions: float, weeks: int, abroad: bool = False) -> float:
        """Return the JP that will be counted wherever in the year the item lies; never more than that.

        ``hours`` are effort in clock hours, ``weeks`` the calendar weeks touched. Days and months are those that
        the item has at the least, so that a plan never promises JP that a cap takes away.
        """
        each = self.jp_abroad if abroad else self.jp
        counted = min(sessions, self.month_max * fewest_months(weeks))
        times = {Per.HOUR: hours, Per.SESSION: counted, Per.DAY: sessions, Per.ACTIVITY: 1}[self.per]
        days = sessions if self.days_by is DaysBy.SESSIONS else weeks * self.working_days
        return min((each or 0) * times, self.day_max * days)
