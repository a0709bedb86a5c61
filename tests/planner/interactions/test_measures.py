"""The measures, against figures worked out by hand."""

import numpy as np
import pytest

from planner.interactions.log import Asked, Log
from planner.interactions.measures import measure

LOG = Log(np.array([0, 1]), np.array([0, 1, 2]), 30)
"""Two people, who took items 0 and 1."""


def scored(table: np.ndarray, chance: float = np.nan):
    return lambda log, people: (table[people], np.full((log.people, log.items), chance))


def falling() -> np.ndarray:
    """The higher the item, the better."""
    return np.tile(np.arange(30.0), (2, 1))


def test_one_hit_and_one_miss() -> None:
    asked = Asked(np.array([0, 1]), np.array([28, 5]), np.array([True, True]))
    found = measure(LOG, asked, scored(falling()))
    assert (found.people, found.hr) == (2, 0.5)
    assert found.ndcg == pytest.approx(1 / np.log2(3) / 2)
    # Item 5 comes after the 24 above it; nothing taken is between.
    assert found.mrr == pytest.approx((1 / 2 + 1 / 25) / 2)
    assert found.hr_error == pytest.approx(0.5 / np.sqrt(2))


def test_what_was_taken_is_never_ranked() -> None:
    table = falling()
    table[0, 0] = 100
    asked = Asked(np.array([0]), np.array([29]), np.array([True]))
    assert measure(LOG, asked, scored(table)).mrr == 1


def test_several_asked_of_one_person_are_one_ideal() -> None:
    asked = Asked(np.array([0, 0]), np.array([29, 27]), np.array([True, False]))
    found = measure(LOG, asked, scored(falling()))
    assert found.ndcg == pytest.approx((1 + 1 / 2) / (1 + 1 / np.log2(3)))


def test_an_item_that_nobody_knows_is_missed() -> None:
    asked = Asked(np.array([0, 0]), np.array([29, -1]), np.array([True, False]))
    assert measure(LOG, asked, scored(falling())).ndcg == pytest.approx(1 / (1 + 1 / np.log2(3)))


def test_equal_scores_give_no_luck() -> None:
    asked = Asked(np.array([1]), np.array([29]), np.array([True]))
    assert measure(LOG, asked, scored(np.zeros((2, 30)))).mrr == pytest.approx(1 / 29)


def test_coverage_counts_what_anybody_is_shown() -> None:
    asked = Asked(np.array([0, 1]), np.array([29, 29]), np.array([True, True]))
    assert measure(LOG, asked, scored(falling())).coverage == pytest.approx(10 / 30)


def test_a_probability_that_is_too_high_is_seen() -> None:
    asked = Asked(np.array([0, 1]), np.array([29, 29]), np.array([True, True]))
    honest, boastful = (
        measure(LOG, asked, scored(falling(), chance)).calibration for chance in (1 / 30, 0.5)
    )
    assert honest is not None
    assert boastful is not None
    assert honest < 0.07
    assert boastful == pytest.approx(0.5 - 1 / 30, abs=1e-3)


def test_no_probability_is_no_calibration() -> None:
    asked = Asked(np.array([0]), np.array([29]), np.array([True]))
    assert measure(LOG, asked, scored(falling())).calibration is None
