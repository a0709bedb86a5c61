"""Where a journey's items stand on a year's timeline: pure functions from dates to drawing units."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

MONTH_WIDTH = 100
YEAR_WIDTH = 12 * MONTH_WIDTH
_THINNEST = 8
"""An item of one day stays visible."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from ``x``, ``width`` long, in drawing units; every month is ``MONTH_WIDTH`` wide."""

    x: int
    width: int


def position(day: date, year: int) -> int:
    """Place a day's morning on the year's line; days outside the year go to its ends."""
    if day.year != year:
        return 0 if day.year < year else YEAR_WIDTH
    within = (day.day - 1) / monthrange(day.year, day.month)[1]
    return round((day.month - 1 + within) * MONTH_WIDTH)


def bar(starts: date, ends: date, year: int) -> Bar:
    """Return the bar from the first to the last day, both included, at least visibly thin."""
    left = position(starts, year)
    right = position(ends + timedelta(days=1), year)
    width = max(right - left, _THINNEST)
    return Bar(min(left, YEAR_WIDTH - width), width)


def today_line(today: date, year: int) -> int | None:
    """Place today on the line, or None in another year."""
    return position(today, year) if today.year == year else None
