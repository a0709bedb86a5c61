"""A plan never promises a lesson hour that a cap takes away, wherever in the year the item lies."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.jp import Conversion, DaysBy, Per
from catalog.weeks import fewest_months, mondays, sessions_by_month, whole_weeks

first_mondays = st.integers(0, 520).map(lambda week: date(2023, 1, 2) + timedelta(weeks=week))


@given(first_mondays, st.integers(1, 52), st.integers(1, 60), st.integers(1, 8))
def test_sessions_beyond_the_months_cap_are_not_promised(
    start: date, weeks: int, sessions: int, cap: int
) -> None:
    """The most that can be counted: in each month touched no more than the cap."""
    months = {(start + timedelta(weeks=week)).timetuple()[:2] for week in range(weeks)}
    promised = Conversion(Per.SESSION, 2, month_max=cap).counted(99, sessions, weeks)
    assert promised <= 2 * min(sessions, cap * len(months))


@pytest.mark.parametrize(
    ("weeks", "months"), [(1, 1), (5, 1), (6, 2), (9, 2), (10, 3), (14, 3), (27, 6), (28, 7), (52, 12)]
)
def test_the_fewest_months_are_touched_by_some_start_and_fewer_by_none(weeks: int, months: int) -> None:
    starts = (date(2001, 1, 1) + timedelta(weeks=week) for week in range(28 * 53))
    touched = {len({(s + timedelta(weeks=w)).timetuple()[:2] for w in range(weeks)}) for s in starts}
    assert fewest_months(weeks) == min(touched) == months


def test_what_holds_for_every_start_is_promised_in_full() -> None:
    """Two meetings a month over half a year: six months are touched wherever it begins."""
    assert Conversion(Per.SESSION, 2, month_max=2).counted(99, 12, 26) == 24
    assert Conversion(Per.SESSION, 2, month_max=2).counted(99, 13, 26) == 24


@given(st.floats(0, 500), st.integers(1, 52))
def test_a_daily_cap_holds_over_the_working_days(hours: float, weeks: int) -> None:
    conversion = Conversion(Per.HOUR, 1, day_max=3, days_by=DaysBy.WORKING_DAYS, working_days=5)
    assert conversion.counted(hours, 1, weeks) == min(hours, 15 * weeks)


@given(st.floats(0, 500), st.integers(1, 52))
def test_a_daily_cap_holds_over_the_meetings(hours: float, meetings: int) -> None:
    conversion = Conversion(Per.HOUR, 1, day_max=2, days_by=DaysBy.SESSIONS, working_days=5)
    assert conversion.counted(hours, meetings, 1) == min(hours, 2 * meetings)


def test_an_activity_counts_once_however_long_it_is() -> None:
    assert Conversion(Per.ACTIVITY, 20).counted(400, 30, 40) == 20


def test_without_a_figure_for_abroad_nothing_is_promised() -> None:
    assert Conversion(Per.HOUR, 1).counted(10, 1, 1, abroad=True) == 0


@given(first_mondays, st.integers(0, 6), st.integers(0, 400), st.integers(1, 100))
def test_sessions_are_spread_over_every_week_and_none_is_lost(
    start: date, later: int, days: int, sessions: int
) -> None:
    starts = start + timedelta(days=later)
    weeks = mondays(starts, starts + timedelta(days=days))
    spread = sessions_by_month(weeks, sessions)
    assert abs(sum(spread.values()) - sessions) < 1e-9
    own = Counter((monday.year, monday.month) for monday in weeks)
    assert all(abs(spread[month] - sessions * count / len(weeks)) < 1e-9 for month, count in own.items())


@given(first_mondays, st.integers(0, 6), st.integers(0, 400))
def test_the_mondays_are_those_of_the_days_weeks(start: date, later: int, days: int) -> None:
    starts = start + timedelta(days=later)
    every_day = (starts + timedelta(days=day) for day in range(days + 1))
    assert set(mondays(starts, starts + timedelta(days=days))) == {
        d - timedelta(days=d.weekday()) for d in every_day
    }


def test_an_item_that_ends_before_it_starts_has_no_week() -> None:
    assert mondays(date(2027, 2, 15), date(2027, 2, 1)) == ()


def test_seven_days_are_one_whole_week_and_six_are_none() -> None:
    assert whole_weeks(date(2027, 2, 3), date(2027, 2, 9)) == 1
    assert whole_weeks(date(2027, 2, 3), date(2027, 2, 8)) == 0
