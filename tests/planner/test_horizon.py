"""The weeks of a plan and what may start when."""

from __future__ import annotations

from datetime import date

import pytest

from planner.canonical import spell
from planner.horizon import Horizon
from planner.slots import last_day
from tests.planner.small_world import small_world


def test_the_horizon_runs_from_the_day_to_the_years_last() -> None:
    horizon = Horizon.of(date(2027, 1, 4), 2027)
    assert (horizon.start, horizon.end, horizon.weeks) == (date(2027, 1, 4), date(2027, 12, 31), 52)
    assert Horizon.of(date(2026, 11, 30), 2027).start == date(2027, 1, 1)
    with pytest.raises(ValueError, match="over"):
        Horizon.of(date(2028, 1, 1), 2027)


def test_a_week_begins_on_monday_even_when_the_plan_does_not() -> None:
    horizon = Horizon.of(date(2027, 6, 10), 2027)
    assert horizon.monday == date(2027, 6, 7)
    assert horizon.week_of(date(2027, 6, 13)) == 0
    assert horizon.week_of(date(2027, 6, 14)) == 1
    assert [horizon.monday_of(week) for week in horizon.month_starts()][:3] == [
        date(2027, 6, 14),
        date(2027, 7, 5),
        date(2027, 8, 2),
    ]


def test_whole_weeks_end_on_a_friday() -> None:
    assert last_day(date(2027, 1, 4), 1) == date(2027, 1, 8)
    assert last_day(date(2027, 1, 6), 2) == date(2027, 1, 15)


def test_no_slot_leaves_the_year() -> None:
    world = small_world()
    assert all(world.horizon.start <= s.starts <= s.ends <= world.horizon.end for s in world.slots.rows)
    assert max(s.ends for s in world.slots.rows) > date(2027, 11, 30)


def test_a_value_has_one_spelling_whatever_type_it_came_in() -> None:
    assert spell({"b": 1, "a": 0.1 + 0.2}) == spell({"a": 0.3, "b": 1.0})
    assert spell(-0.0) == spell(0)
    with pytest.raises(TypeError, match="object"):
        spell(object())


def test_the_input_hash_follows_the_input() -> None:
    assert small_world().input_hash == small_world().input_hash
    world = small_world()
    turned = small_world(people=world.agency.people[::-1])
    assert turned.input_hash == world.input_hash
    assert small_world(offerings=()).input_hash != world.input_hash
