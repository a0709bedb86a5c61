"""The gate's arithmetic against formulas and counts that are known."""

from __future__ import annotations

import numpy as np
import pytest

from planner.training.statistics import best_places, calibration, concordance, contrast, mean_of

RNG = np.random.default_rng(4)
ALONE = np.arange(50)
T_49 = 2.009575
"""Student's t of 49 degrees at 97.5 %, from a printed table."""


def test_of_people_with_one_row_each_the_interval_is_the_usual_one() -> None:
    values = RNG.normal(1.0, 2.0, 50)
    own = mean_of(values, ALONE, 0.95)
    reach = T_49 * values.std(ddof=1) / np.sqrt(50)
    assert (own.low, own.high) == pytest.approx((values.mean() - reach, values.mean() + reach), abs=1e-5)


def test_a_row_that_is_told_twice_tells_nothing_more() -> None:
    """Whoever took the rows for independent would believe twice as many."""
    values = RNG.normal(0.0, 1.0, 50)
    once = mean_of(values, ALONE, 0.9)
    assert mean_of(np.repeat(values, 2), np.repeat(ALONE, 2), 0.9) == once


def test_a_contrast_is_the_difference_of_two_means() -> None:
    member = ALONE < 20
    values = RNG.normal(0.0, 1.0, 50) + 3.0 * member
    own = contrast(values, member, ALONE, 0.95)
    assert own.mean == pytest.approx(values[:20].mean() - values[20:].mean(), abs=1e-6)
    assert 0.0 < own.low < own.mean < own.high
    assert contrast(values, ALONE >= 1, ALONE, 0.95).mean == 0.0


def test_calibration_is_the_mean_distance_over_bins_of_equal_mass() -> None:
    said = np.repeat([0.2, 0.8], 50)
    true = np.concatenate([np.repeat([0.0, 1.0], [35, 15]), np.repeat([0.0, 1.0], [20, 30])])
    found = calibration("completion", said, true, np.arange(100), 2, 0.95)
    assert [(one.said, one.true, one.rows) for one in found.bins] == [(0.2, 0.3, 50), (0.8, 0.6, 50)]
    assert found.error == pytest.approx(0.5 * 0.1 + 0.5 * 0.2)


def test_what_chance_does_is_seldom_exceeded_by_a_calibrated_model() -> None:
    beyond = 0
    for _ in range(30):
        said = RNG.random(200)
        true = (RNG.random(200) < said).astype(np.float64)
        found = calibration("completion", said, true, np.arange(200), 10, 0.95)
        beyond += found.error > found.by_chance
    assert beyond <= 5


def test_equals_share_the_last_of_the_best_places() -> None:
    assert best_places(np.array([0.9, 0.1, 0.5, 0.5, 0.5]), 0.4).tolist() == pytest.approx(
        [1, 0, 1 / 3, 1 / 3, 1 / 3]
    )
    assert best_places(np.full(10, 0.5), 0.2).sum() == pytest.approx(2.0)


def test_concordance_counts_pairs_in_the_right_order() -> None:
    won = np.array([True, True, False, False])
    assert concordance(np.array([0.9, 0.5, 0.5, 0.1]), won) == (3 + 0.5) / 4
    assert concordance(np.array([0.1, 0.2, 0.8, 0.9]), won) == 0.0
    assert concordance(np.ones(4), np.ones(4, dtype=np.bool_)) is None
