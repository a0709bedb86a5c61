"""On which day, and so in which year, something counts."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from catalog.ledger import Activity, Grant, Law, Zone, grant
from planner.regulations import standard_forms, standard_parameters

LAW = Law(standard_parameters(), standard_forms())


def evening(zone: Zone, starts: str, ends: str, form: str = "e_learning", hours: float = 0.25) -> Activity:
    begins, stops = (datetime.fromisoformat(text).replace(tzinfo=zone.info) for text in (starts, ends))
    return Activity("1", form, "Contoh", begins, stops, zone, hours=hours)


@pytest.mark.parametrize("zone", Zone)
def test_half_past_eleven_on_new_years_eve_counts_in_the_old_year_in_each_zone(zone: Zone) -> None:
    activity = evening(zone, "2027-12-31 23:30", "2027-12-31 23:50")
    answer = grant(activity, (), LAW)
    assert isinstance(answer, Grant)
    assert (answer.jp_in(2027), answer.jp_in(2028)) == (0.25, 0)


@pytest.mark.parametrize("zone", Zone)
def test_half_past_midnight_counts_in_the_new_year_in_each_zone(zone: Zone) -> None:
    answer = grant(evening(zone, "2028-01-01 00:30", "2028-01-01 00:50"), (), LAW)
    assert isinstance(answer, Grant)
    assert (answer.jp_in(2027), answer.jp_in(2028)) == (0, 0.25)


def test_the_same_moment_lies_in_another_year_farther_east() -> None:
    starts, ends = (datetime(2027, 12, 31, 16, minute, tzinfo=UTC) for minute in (0, 20))
    days = {zone: Activity("1", "e_learning", "x", starts, ends, zone).days for zone in Zone}
    assert days == {
        Zone.WIB: (date(2027, 12, 31),),
        Zone.WITA: (date(2028, 1, 1),),
        Zone.WIT: (date(2028, 1, 1),),
    }


def test_a_meeting_past_midnight_counts_where_it_began() -> None:
    answer = grant(evening(Zone.WIT, "2027-12-31 23:30", "2028-01-01 00:30", hours=1), (), LAW)
    assert isinstance(answer, Grant)
    assert (answer.jp_in(2027), answer.jp_in(2028)) == (1, 0)


def test_a_course_over_the_years_end_counts_in_both() -> None:
    answer = grant(evening(Zone.WIB, "2027-12-30 08:00", "2028-01-02 16:00", "kursus", 20), (), LAW)
    assert isinstance(answer, Grant)
    assert (answer.jp_in(2027), answer.jp_in(2028)) == (10, 10)


def test_an_internship_counts_in_the_year_in_which_it_ends() -> None:
    activity = evening(Zone.WIB, "2027-10-01 08:00", "2028-01-31 16:00", "magang_praktik_kerja", 300)
    answer = grant(activity, (), LAW)
    assert isinstance(answer, Grant)
    assert (answer.jp_in(2027), answer.jp_in(2028)) == (0, 20)
