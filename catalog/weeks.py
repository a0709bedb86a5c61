"""Calendar weeks of an item: from Monday to Sunday, each belonging to the month of its Monday."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

DAYS_IN_WEEK = 7
MOST_MONDAYS_IN_A_MONTH = 5

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


def fewest_months(weeks: int) -> int:
    """Return how many months a run of weeks touches wherever in the year it lies."""
    return max(1, -(-weeks // MOST_MONDAYS_IN_A_MONTH))
