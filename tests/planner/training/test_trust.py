"""Preferences are believed as far as they agree with what came true."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from planner.ranking import Preferences
from planner.training.models import train_linear
from planner.training.trust import agreement, trusted
from tests.planner.training.made_examples import made_up

SEEN = made_up(600)


def choices(meaning: float) -> Preferences:
    """Of 500 pairs of attempts one was preferred: by its success as outcomes teach it, ``meaning`` times over."""
    draw = np.random.default_rng(4)
    one, other = draw.integers(0, len(SEEN), (2, 500))
    said = np.log(train_linear(SEEN).predict(SEEN.features).success)
    first = draw.random(500) < 1 / (1 + np.exp(-meaning * (said[one] - said[other])))
    won, lost = np.where(first, one, other), np.where(first, other, one)
    return Preferences(
        SEEN.features.of(won), SEEN.features.of(lost), np.full(500, 0.1), np.zeros(500, np.int64)
    )


@pytest.mark.parametrize(("meaning", "share"), [(3.0, 1.0), (0.5, 0.5), (0.0, 0.0), (-2.0, 0.0)])
def test_who_sees_what_outcomes_see_is_believed_and_who_draws_lots_is_not(
    meaning: float, share: float
) -> None:
    told = replace(choices(meaning), weight=np.ones(500))
    assert trusted(SEEN, told).weight == pytest.approx(np.full(500, share), abs=0.15)


def test_few_preferences_say_little() -> None:
    assert 0.0 < agreement(np.full(2, 0.1), np.ones(2)) < 0.2
    assert agreement(np.full(2000, 0.1), np.ones(2000)) > 5.0


def test_nobody_is_believed_as_nobody() -> None:
    assert len(trusted(SEEN, Preferences.none())) == 0
