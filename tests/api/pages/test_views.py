"""Pure functions between the domain and the templates."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.pages.render import own_path, with_query
from api.pages.views_gap_map import STEPS, Measure, shade
from api.pages.views_journey import Change, compare, plain, totals
from api.pages.views_review import choice_text, next_monday, read_choice
from api.pages.views_timeline import YEAR_WIDTH, bar, position, today_line
from planner.errors import BadEdit
from tests.small_agency import IN_O1, item

days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def test_every_month_is_equally_wide() -> None:
    assert [position(date(2027, month, 1), 2027) for month in (1, 2, 12)] == [0, 100, 1100]


def test_a_bar_reaches_to_the_end_of_its_last_day() -> None:
    february = bar(date(2027, 2, 1), date(2027, 2, 28), 2027)
    assert (february.x, february.width) == (100, 100)


@given(days, st.integers(0, 500))
def test_every_bar_is_visible_and_inside_the_year(starts: date, length: int) -> None:
    drawn = bar(starts, starts + timedelta(days=length), 2027)
    assert drawn.width > 0
    assert 0 <= drawn.x <= drawn.x + drawn.width <= YEAR_WIDTH


def test_today_is_drawn_in_its_own_year_only() -> None:
    assert today_line(date(2027, 7, 1), 2027) == 600
    assert today_line(date(2028, 7, 1), 2027) is None


def test_an_unchanged_plan_shows_no_change() -> None:
    assert {row.change for row in plain((item(), IN_O1), 2027)} == {Change.KEPT}


def test_added_removed_and_moved_items_are_told_apart() -> None:
    moved = replace(item(), starts=date(2027, 6, 7), ends=date(2027, 7, 2))
    rows = compare(proposed=(item(), IN_O1), items=(moved, item("S3")), year=2027)
    assert {row.item.solution: row.change for row in rows} == {
        "S1": Change.MOVED,
        "S2": Change.REMOVED,
        "S3": Change.ADDED,
    }
    assert next(row for row in rows if row.item.solution == "S1").was == item()


@given(
    st.lists(st.sampled_from(["S1", "S2", "S3"]), unique=True),
    st.lists(st.sampled_from(["S1", "S2", "S3"]), unique=True),
)
def test_comparing_loses_no_item(before: list[str], now: list[str]) -> None:
    rows = compare([item(code) for code in before], [item(code) for code in now], 2027)
    assert sorted(row.item.solution for row in rows) == sorted({*before, *now})


def test_shares_are_of_the_hours() -> None:
    formal = replace(item("S2"), bucket=type(item().bucket)("10"), hours=item().hours * 3)
    found = totals((item(), formal))
    assert found.shares == pytest.approx({"70": 0.25, "20": 0.0, "10": 0.75})


def test_an_empty_plan_has_no_shares() -> None:
    assert totals(()).shares == {"70": 0.0, "20": 0.0, "10": 0.0}


@given(st.floats(0, 1))
def test_a_larger_share_is_never_lighter(value: float) -> None:
    ends = STEPS[Measure.SHARE]
    assert shade(0.0, ends) == 0
    assert 0 <= shade(value, ends) <= shade(min(value + 0.1, 1.0), ends) <= 6


@given(st.text("ABC123.-", min_size=1), st.none() | st.text("ABC123.-", min_size=1), days)
def test_a_choice_is_read_as_it_was_written(solution: str, offering: str | None, starts: date) -> None:
    choice = read_choice(choice_text(solution, offering, starts))
    assert (choice.solution, choice.offering, choice.starts) == (solution, offering, starts)


@pytest.mark.parametrize("value", ["", "S1", "S1||tomorrow", "a|b|c|d", "S1||"])
def test_a_mangled_choice_is_refused(value: str) -> None:
    with pytest.raises(BadEdit):
        read_choice(value)


@pytest.mark.parametrize(
    ("day", "monday"), [(date(2027, 1, 4), date(2027, 1, 4)), (date(2027, 1, 5), date(2027, 1, 11))]
)
def test_a_start_is_suggested_on_a_monday(day: date, monday: date) -> None:
    assert next_monday(day) == monday


@pytest.mark.parametrize(
    "path",
    ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a b", "/a\nb"],
)
def test_nobody_is_sent_to_another_site(path: str) -> None:
    assert own_path(path) == "/"


def test_our_own_addresses_are_kept() -> None:
    assert own_path("/gap-map?by=job&unit=A1") == "/gap-map?by=job&unit=A1"


def test_filters_are_changed_one_by_one_and_the_message_of_last_time_goes() -> None:
    query = {"by": "job", "unit": "A1", "told": "edited"}
    assert with_query("/gap-map", query, unit=None, show="mean") == "/gap-map?by=job&show=mean"
