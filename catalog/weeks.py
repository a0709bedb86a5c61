"""Calendar weeks of an item: from Monday to Sunday, each belonging to the month of its Monday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache

DAYS_IN_WEEK = 7
MONTHS_IN_YEAR = 12
CYCLE_STARTS = date(2001, 1, 1)
CYCLE_WEEKS = 1461
"""Weekdays and leap years come round in 28 years; these begin on a Monday."""

Month = tuple[int, int]
"""Year and month."""


def mondays(starts: date, ends: date) -> tuple[date, ...]:
    """Return the Mondays of all weeks that have a day between ``starts`` and ``ends``, both included."""
    first = starts - timedelta(days=starts.weekday())
    count = (ends - first).days // DAYS_IN_WEEK + 1
    return tuple(first + timedelta(days=DAYS_IN_WEEK * week) for week in range(count))


def whole_weeks(starts: date, ends: date) -> int:
    """Return how many times seven days fit between ``starts`` and ``ends``, both included."""
    return ((ends - starts).days + 1) // DAYS_IN_WEEK


def sessions_by_month(mondays: Iterable[date], sessions: float) -> dict[Month, float]:
    """Spread ``sessions`` evenly over weeks and add them up by month."""
    weeks = Counter((monday.year, monday.month) for monday in mondays)
    return {month: sessions * count / weeks.total() for month, count in weeks.items()}


@cache
def fewest_months(weeks: int) -> int:
    """Return how many months a run of one week or more touches at the least, wherever in the calendar it lies."""
    firsts = (CYCLE_STARTS + timedelta(weeks=week) for week in range(CYCLE_WEEKS))
    return min(_months(first, first + timedelta(weeks=weeks - 1)) for first in firsts)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * MONTHS_IN_YEAR + last.month - first.month + 1
