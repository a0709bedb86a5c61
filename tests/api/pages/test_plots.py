"""Drawings say what the figures say."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from api.pages.plots import HEIGHT, Axis, answers, dots, drawn, heights, whisker
from api.pages.views_drift import any_fact, trends
from planner.ranking import Curves, Line
from planner.training.drift import DriftLines, DriftWeek
from planner.training.statistics import Bin, Calibration, Interval

NAMES = ("a", "b")
LINE = Line(NAMES, np.array([0.5, -1.0]), np.array([2.0, 0.0]), 0.3)
CURVES = Curves(
    NAMES, (np.array([1.0, 2.0, 9.0]), np.array([])), (np.array([-1.0, 0.0, 1.0, 5.0]), np.array([0.0])), 0.3
)


@pytest.mark.parametrize("head", [LINE, CURVES])
def test_a_curve_shows_the_answer_of_the_head_itself(head: Line | Curves) -> None:
    figures, chances = answers(head, 0, 0.0, 4.0)
    for figure, chance in zip(figures, chances, strict=True):
        around = [head.shares(np.array([[figure + step, 0.0]]))[0, 0] for step in (-1e-9, 1e-9)]
        told = [1 / (1 + np.exp(-(head.bias + share))) for share in around]
        assert min(abs(chance - one) for one in told) < 1e-6


def test_steps_stand_upright_and_edges_outside_the_span_are_left_out() -> None:
    figures, chances = answers(CURVES, 0, 0.0, 4.0)
    assert figures.tolist() == [0, 1, 1, 2, 2, 4]
    assert len(set(np.round(chances, 6))) == 3
    high = heights([chances])
    assert (high.low, high.high) == (0.3, 0.8)
    assert drawn(figures, chances, high).startswith(f"0,{high.at(float(chances[0])):g} 50,")


def test_places_are_in_proportion_and_never_outside() -> None:
    axis = Axis(0.0, 2.0, 100.0, 0.0)
    assert [axis.at(figure) for figure in (-1.0, 0.0, 0.5, 2.0, 7.0)] == [100, 100, 75, 0, 0]
    assert Axis(1.0, 1.0, 0.0, 10.0).at(1.0) == 0
    mark = whisker(Interval(0.1, -0.1, 0.9), 0.4)
    assert (mark.low, mark.mean, mark.high) == (-25, 25, 100)


def test_a_bin_is_placed_by_what_was_said_and_what_came_true() -> None:
    low, high = dots(Calibration("completion", 40, 0.1, 0.05, (Bin(0.2, 0.1, 10), Bin(0.8, 0.9, 30))))
    assert (low.x < high.x, low.y > high.y, low.r < high.r) == (True, True, True)
    assert dots(Calibration("completion", 0, 0.0, 0.0, ())) == ()


def test_a_trend_breaks_where_a_week_has_no_figure_and_keeps_its_limit_in_sight() -> None:
    lines = DriftLines(20, 0.05, 0.3, 0.1, 0.5, 0.95)
    weeks = [
        DriftWeek(f"2027-W0{n}", date(2027, 1, 4), 0, 0, 0, (), share, None, None)
        for n, share in enumerate((0.1, 0.2, None, 0.45, 0.4))
    ]
    overridden = trends(weeks, lines)[2]
    assert [points.count(",") for points in overridden.stretches] == [2, 2]
    assert (len(overridden.dots), overridden.newest, overridden.top) == (4, 0.1, 0.5)
    assert overridden.dots[0] == pytest.approx((0.0, HEIGHT * (1 - 0.4 / 0.5)))
    coverage = trends(weeks, lines)[3]
    assert (coverage.dots, coverage.stretches, coverage.newest) == ((), (), None)
    assert 0 < coverage.limit_at < HEIGHT
    assert not any_fact(weeks)
