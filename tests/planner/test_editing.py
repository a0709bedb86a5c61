"""Edits of a plan's items."""

from datetime import date

import pytest

from planner.editing import Add, Choice, MoveItem, Remove, Swap, differences, edit
from planner.errors import BadEdit
from planner.journey import Item
from tests.small_agency import item

PLAN = (item("S1", starts=date(2027, 2, 1)), item("S2", "O1", date(2027, 3, 1)))


def make(choice: Choice) -> Item:
    return item(choice.solution, choice.offering, choice.starts)


def test_a_swapped_item_stands_at_its_new_date_and_is_marked() -> None:
    after = edit(PLAN, [Swap("S1", Choice("S3", date(2027, 5, 3)))], make)
    assert [one.solution for one in after] == ["S2", "S3"]
    assert [one.added_by_hand for one in after] == [False, True]


def test_a_moved_item_keeps_its_mark_and_takes_the_new_batch() -> None:
    (_, moved) = edit(PLAN, [MoveItem("S2", date(2027, 4, 5), "O2")], make)
    assert (moved.offering, moved.starts, moved.added_by_hand) == ("O2", date(2027, 4, 5), False)


def test_edits_follow_each_other() -> None:
    after = edit(PLAN, [Remove("S1"), Add(Choice("S1", date(2027, 6, 7)))], make)
    assert [(one.solution, one.starts.month) for one in after] == [("S2", 3), ("S1", 6)]


def test_an_item_that_is_not_there_cannot_be_changed() -> None:
    for one in (Remove("S9"), MoveItem("S9", date(2027, 5, 3)), Swap("S9", Choice("S3", date(2027, 5, 3)))):
        with pytest.raises(BadEdit, match="no such item"):
            edit(PLAN, [one], make)


def test_a_solution_stands_in_a_plan_only_once() -> None:
    for one in (Add(Choice("S2", date(2027, 5, 3))), Swap("S1", Choice("S2", date(2027, 5, 3)))):
        with pytest.raises(BadEdit, match="already"):
            edit(PLAN, [one], make)


def test_differences_name_what_changed() -> None:
    after = edit(
        PLAN, [Swap("S1", Choice("S3", date(2027, 5, 3))), MoveItem("S2", date(2027, 4, 5), "O2")], make
    )
    assert differences(PLAN, after) == {"added": ["S3"], "removed": ["S1"], "changed": ["S2"]}
