"""Calibration: log-odds come to mean what they say."""

from __future__ import annotations

import numpy as np
import pytest

from planner.ranking import fit_platt, fit_shift


def test_what_is_said_too_boldly_and_too_high_is_mended() -> None:
    rng = np.random.default_rng(1)
    odds = rng.normal(size=20_000)
    yes = (rng.random(20_000) < 1 / (1 + np.exp(-odds))).astype(np.float64)
    slope, shift = fit_platt(2 * odds + 1, yes)
    assert slope == pytest.approx(0.5, abs=0.04)
    assert shift == pytest.approx(-0.5, abs=0.06)
    assert fit_platt(odds, yes) == pytest.approx((1.0, 0.0), abs=0.06)


def test_a_handful_changes_little() -> None:
    slope, shift = fit_platt(np.array([2.0, 1.5, 3.0]), np.zeros(3))
    assert 0.6 < slope < 1.0
    assert -0.6 < shift < 0.0
    assert fit_platt(np.zeros(0), np.zeros(0)) == (1.0, 0.0)


def test_an_order_is_never_turned_round() -> None:
    odds = np.linspace(-3, 3, 2000)
    assert fit_platt(odds, (odds < 0).astype(np.float64)) == (0.0, 0.0)


def test_a_shift_makes_the_average_right() -> None:
    odds, share = np.array([-1.0, 0.0, 2.0, 3.0]), np.array([0.0, 0.0, 1.0, 0.0])
    shift = fit_shift(odds, share)
    assert (1.0 / (1.0 + np.exp(-(odds + shift)))).mean() == pytest.approx(0.25, abs=1e-6)


def test_outcomes_that_are_all_alike_shift_no_further_than_half_an_outcome_allows() -> None:
    shift = fit_shift(np.zeros(4), np.ones(4))
    assert 1.0 / (1.0 + np.exp(-shift)) == pytest.approx(1.0 - 0.5 / 4, abs=1e-6)
