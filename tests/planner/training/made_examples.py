"""Invented attempts whose truth is known."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from catalog.solutions import Participation
from planner.features import NAMES, FeatureTable
from planner.ranking import Outcomes
from planner.training.examples import Examples
from tests.agencies import DAY


def made_up(count: int, seed: int = 1) -> Examples:
    """Attempts whose completion hangs on two features, and one of whose two levels closes by a third."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(count, len(NAMES)))
    odds = 2.0 * values[:, NAMES.index("own_completion")] - values[:, NAMES.index("hours")]
    completed = rng.random(count) < 1 / (1 + np.exp(-odds))
    closed = rng.binomial(2, 1 / (1 + np.exp(-1.5 * values[:, NAMES.index("solution_rate")])))
    rows = np.arange(count)
    outcomes = Outcomes(completed, np.where(completed, closed, 0), np.full(count, 2), rows, rows + 1)
    return Examples(FeatureTable(rows, rows, values), outcomes)


def attempt(nip: str, days_ago: int, completed: bool = True) -> Participation:
    """A past attempt at the visit."""
    ended = DAY - timedelta(days=days_ago)
    return Participation(
        nip, "VISIT", ended - timedelta(days=10), ended, completed, "C1", 1, 2 if completed else 1
    )
