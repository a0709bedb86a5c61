"""A card comes back from its JSON as it was, and what is no card is refused."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from planner.training.card import Card, read_card, spans_of, spell_card
from planner.training.findings import Code, found
from planner.training.gate import Bin, Calibration, Comparison, GroupFigure, Interval, Quality
from planner.training.groups import GroupKind

SURE = Interval(0.1, -0.05, 1 / 3)
FIGURE = GroupFigure(GroupKind.SEX, "2", "2", 40, 80, 0.5, 0.4, 1.0, SURE, SURE, SURE, SURE, SURE)
GOOD = Quality(
    "linear",
    "abcdef012345",
    0.6,
    None,
    (Calibration("completion", 200, 0.02, 0.04, (Bin(0.2, 0.25, 20),)),),
)
COMPARISON = Comparison(
    GOOD,
    GOOD,
    date(2026, 1, 1),
    date(2026, 12, 1),
    200,
    90,
    SURE,
    0.0,
    0.95,
    (FIGURE,),
    3,
    (found(Code.HARMS_QUALITY, kind="sex", group="2", loss=1.0, low=0.25, margin=0.02),),
)
CARD = Card(
    "linear",
    "abcdef012345",
    date(2027, 1, 4),
    date(2024, 1, 1),
    date(2026, 12, 1),
    1000,
    300,
    700,
    650,
    0,
    ("hours", "leap"),
    COMPARISON,
    (found(Code.LIMIT_TAKEN_ONLY),),
)


def test_a_card_comes_back_as_it_was() -> None:
    back = read_card(spell_card(CARD))
    assert back == CARD
    assert spell_card(back) == spell_card(CARD)
    assert back.comparison is not None
    assert not back.comparison.passed
    assert back.comparison.refusals[0].name == "harms_quality sex=2"


@pytest.mark.parametrize("text", ["", "{}", "[1]", spell_card(CARD).replace("0.95", '"sure"')])
def test_what_is_no_card_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Card"):
        read_card(text)


def test_spans_leave_out_the_ends_but_not_a_rare_yes() -> None:
    values = np.column_stack([np.arange(101.0), np.r_[1.0, np.zeros(100)], np.full(101, 3.0)])
    assert spans_of(values) == ((5.0, 95.0), (0.0, 1.0), (3.0, 3.0))
    assert spans_of(np.empty((0, 3))) == ()
