"""Logistic regression as a head."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from planner.problem import Floats
from planner.ranking.heads import Line
from planner.ranking.ranker import DIGITS


def fit_line(names: tuple[str, ...], values: Floats, share: Floats, weight: Floats, strength: float) -> Line:
    """Fit on rows (N, F), the share (N,) of each that came true (0 or 1 for a yes or no) and what each row stands for (N,).

    ``strength`` is the inverse of the ridge penalty. Raises ValueError when all outcomes are alike.
    """
    rows = np.concatenate([values, values])
    truth = np.repeat([1, 0], len(values))
    stands_for = np.concatenate([weight * share, weight * (1.0 - share)])
    some = stands_for > 0
    scaler = StandardScaler().fit(values, sample_weight=weight)
    model = LogisticRegression(C=strength, max_iter=1000, tol=1e-9)
    # Threads add up in an order of their own; one always adds up in the same.
    with threadpool_limits(1):
        model.fit(scaler.transform(rows[some]), truth[some], sample_weight=stands_for[some])
    scale = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    return Line(
        names,
        np.round(model.coef_[0] / scale, DIGITS),
        np.round(scaler.mean_, DIGITS),
        round(float(model.intercept_[0]), DIGITS),
    )
