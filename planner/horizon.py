"""The weeks of a plan: Monday-based slices from the plan's first day to 31 December of its year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from planner.problem import Ints

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Horizon:
    """``start`` and ``end`` are the first and last day; week 0 holds ``start`` and begins on ``monday``."""

    start: date
    end: date
    monday: date
    weeks: int

    @classmethod
    def of(cls, day: date, year: int) -> Horizon:
        """The horizon of a plan for ``year`` made on ``day``: nothing starts before either.

        Raises ValueError when the year is over on that day.
        """
        start, end = max(day, date(year, 1, 1)), date(year, 12, 31)
        if start > end:
            raise ValueError(f"the year {year} is over on {day}")
        monday = start - timedelta(days=start.weekday())
        return cls(start, end, monday, (end - monday).days // 7 + 1)

    def week_of(self, day: date) -> int:
        """Number of the week that holds a day."""
        return (day - self.monday).days // 7

    def monday_of(self, week: int) -> date:
        """First day of a week."""
        return self.monday + week * _WEEK

    def months(self) -> Ints:
        """Month (W,) of each week, counted from 0: the month that the week's Monday lies in."""
        mondays = [self.monday_of(week) for week in range(self.weeks)]
        base = self.monday.year * 12 + self.monday.month
        return np.array([m.year * 12 + m.month - base for m in mondays], dtype=np.int64)

    def month_starts(self) -> tuple[int, ...]:
        """The first whole week of each month: where what needs no batch may start."""
        whole = 0 if self.monday >= self.start else 1
        months = self.months()
        firsts = (w for w in range(whole, self.weeks) if w == whole or months[w] != months[w - 1])
        return tuple(firsts)
