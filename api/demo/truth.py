"""The hidden truth from which the demo's past is drawn. The planner never reads this module.

For person i with diligence d_i and aptitude a_i, solution j with quality q_j, and the person's generation:

* logit P(completes) = 1.4 + 0.9 d_i + liking(generation, online?) - hours_j / 90
  - 0.8 [starting level is two or more below the entry level]
* logit P(one level step really closes, having completed) =
  0.3 + 0.8 q_j + 0.7 a_i - 0.5 (steps already closed by this solution)

A person takes solutions that fit a gap five times as readily as others, and more readily those of their liking.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Rows = int | NDArray[np.int64]

QUALITY_SPREAD = 0.8
"""Standard deviation of the solutions' quality; that of diligence and of aptitude is 1."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Latent traits: ``diligence`` and ``aptitude`` (P,), ``quality`` (S,), ``liking`` (P, S), ``hours`` (S,)."""

    diligence: Floats
    aptitude: Floats
    quality: Floats
    liking: Floats
    hours: Floats

    def completes(self, person: Rows, solution: Rows, unready: Rows) -> Floats:
        """Return the probability that the person completes the solution, for one pair or (N,) of them."""
        logit = 1.4 + 0.9 * self.diligence[person] + self.liking[person, solution] - self.hours[solution] / 90
        return sigmoid(logit - 0.8 * unready)

    def closes_step(self, person: Rows, solution: Rows, already: Rows) -> Floats:
        """Return the probability that one more step closes for one who completed, for one pair or (N,) of them."""
        return sigmoid((0.3 + 0.8 * self.quality[solution] + 0.7 * self.aptitude[person]) - 0.5 * already)


def draw_truth(birth_years: Floats, online: NDArray[np.bool_], hours: Floats, seed: int) -> Truth:
    """Draw the latent traits of ``P`` people and ``S`` solutions; the young like online learning, the old do not."""
    rng = np.random.default_rng([seed, 3])
    taste = np.clip((birth_years - 1983) / 10, -1, 1)[:, None] * np.where(online, 0.8, -0.3)[None, :]
    return Truth(
        rng.normal(0, 1, len(birth_years)),
        rng.normal(0, 1, len(birth_years)),
        rng.normal(0, QUALITY_SPREAD, len(hours)),
        taste,
        hours,
    )


def sigmoid(x: Floats) -> Floats:
    """Return the logistic function of ``x``."""
    chance: Floats = 1 / (1 + np.exp(-x))
    return chance
