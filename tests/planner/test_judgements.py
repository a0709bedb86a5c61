"""What features make of judgements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planner.judgements import Judged, Judgement
from tests.planner.small_world import ANI, small_world

KEPT = Judgement(1, ANI, "VISIT", date(2026, 11, 20), Judged.KEPT, 4, 0.5, 1.0, "v", True, False)


def test_attention_fades_with_the_position_and_what_was_looked_for_was_seen() -> None:
    assert [replace(KEPT, position=place).attention(0.5) for place in (0, 1, 4)] == [1.0, 1.0, 0.5]
    assert KEPT.attention(0.0) == 1.0


def test_what_is_left_where_few_look_says_less_than_what_is_taken_out_there() -> None:
    told = [KEPT, replace(KEPT, solution="COMMUNITY", judged=Judged.REMOVED)]
    found = small_world().with_judgements(told).past.judgements
    assert dict(zip(found.kept.tolist(), found.weight.tolist(), strict=True)) == {
        True: pytest.approx(0.5),
        False: 1.0,
    }


def test_what_was_assigned_or_never_proposed_says_nothing_of_a_solution() -> None:
    silent = [replace(KEPT, assigned=True), replace(KEPT, judged=Judged.PASSED)]
    found = small_world().with_judgements(silent).past.judgements
    assert len(found.kept) == 0
