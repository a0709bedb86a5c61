"""Platt's calibration: log-odds are stretched and shifted until they mean what they say.

J. Platt, "Probabilistic outputs for support vector machines" (1999), here with a prior that keeps small samples near no change.
"""

from __future__ import annotations

import numpy as np

from planner.problem import Floats
from planner.ranking.ranker import DIGITS

PRIOR = np.array([16.0, 4.0])
"""Inverse variances of slope (about 1) and shift (about 0) before anything is seen."""
ROUNDS = 50


def fit_platt(odds: Floats, share: Floats) -> tuple[float, float]:
    """Slope and shift for log-odds (N,) of which shares (N,) came true; found by Newton's method.

    An order is never turned round: where the log-odds tell the opposite of the truth, all become the usual share's.
    """
    rows = np.column_stack([odds, np.ones(len(odds))])
    usual = np.array([1.0, 0.0])
    found = usual.copy()
    for _ in range(ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-(rows @ found)))
        slant = rows.T @ (chance - share) + PRIOR * (found - usual)
        bend = (rows * (chance * (1.0 - chance))[:, None]).T @ rows + np.diag(PRIOR)
        step = np.linalg.solve(bend, slant)
        found -= step
        if np.abs(step).max() < 1e-10:
            break
    slope, shift = np.round(found, DIGITS).tolist()
    if slope > 0:
        return slope, shift
    yes = share.sum() + 1.0
    return 0.0, round(float(np.log(yes / (len(share) + 2.0 - yes))), DIGITS)


def fit_shift(odds: Floats, share: Floats) -> float:
    """The shift for log-odds (N,) after which they are right on average; found by Newton's method.

    Of outcomes that all came true, or none, a half is taken to be otherwise.
    """
    half = 0.5 / len(share)
    wanted, shift = float(np.clip(share.mean(), half, 1.0 - half)), 0.0
    for _ in range(ROUNDS):
        chance = 1.0 / (1.0 + np.exp(-(odds + shift)))
        step = float((chance.mean() - wanted) / (chance * (1.0 - chance)).mean())
        shift -= float(np.clip(step, -1.0, 1.0))
        if abs(step) < 1e-10:
            break
    return round(shift, DIGITS)
