"""Invented samples whose truth is known."""

from __future__ import annotations

import numpy as np

from planner.problem import Floats
from planner.ranking import Sample

NAMES = ("slope", "step", "harm", "noise")


def sample(count: int = 3000, seed: int = 1) -> Sample:
    """Yes or no, by a slope, by a step at 0.5 and by something that harms; the noise says nothing."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(count, len(NAMES)))
    odds = values[:, 0] + 2.0 * (values[:, 1] > 0.5) - 1.5 * values[:, 2]
    yes = rng.random(count) < 1 / (1 + np.exp(-odds))
    return Sample(NAMES, values, yes.astype(np.float64), *nobody())


def nobody() -> tuple[Floats, Floats, Floats]:
    """No preferences."""
    return np.zeros((0, len(NAMES))), np.zeros((0, len(NAMES))), np.zeros(0)
