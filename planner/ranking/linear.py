"""Logistic regression as a head: a pointwise one on outcomes, a pairwise one on preferences, in one fit."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from planner.problem import Bools, Floats
from planner.ranking.heads import Line
from planner.ranking.ranker import DIGITS
from planner.ranking.sample import Sample

FREE = 100.0
"""The bias is the weight of a column of so much, which the penalty hardly reaches; a difference of two pairs has none of it."""


def fit_line(sample: Sample, strength: float, upward: Bools) -> Line:
    """Fit a weight a feature; ``strength`` is the inverse of the penalty on the sum of all weights (lasso).

    The penalty leaves out what the sample does not need; a ridge would spread the noise of a few thousand outcomes over all
    features. Features ``upward`` (F,) never lower the answer: one that would gets no weight. Raises ValueError when all
    outcomes are alike.
    """
    scaler = StandardScaler().fit(sample.values)
    scale = np.where(scaler.scale_ > 0, scaler.scale_, 1.0)
    values, yes, weight = sample.told()
    if yes.all() or not yes.any():
        raise ValueError("all outcomes are alike")
    outcomes = np.column_stack([scaler.transform(values), np.full(len(values), FREE)])
    differences = np.column_stack([(sample.winner - sample.loser) / scale, np.zeros(len(sample.winner))])
    rows = np.concatenate([outcomes, differences])
    truth = np.concatenate([yes, np.ones(len(differences), dtype=np.bool_)])
    stands_for = np.concatenate([weight, sample.worth])
    used = np.append(_told_often(sample.values), True)
    while True:
        coefficients = np.zeros(len(used))
        coefficients[used] = _fit(rows[:, used], truth, stands_for, strength)
        wrong = np.append(upward, False) & (coefficients < 0)
        if not wrong.any():
            break
        used &= ~wrong
    return Line(
        sample.names,
        np.round(coefficients[:-1] / scale, DIGITS),
        np.round(scaler.mean_, DIGITS),
        round(float(coefficients[-1] * FREE), DIGITS),
    )


def _told_often(values: Floats) -> Bools:
    """Features (F,) that differ from their commonest value often enough to say anything: a rare one fits the luck of a few."""
    usual = np.median(values, axis=0)
    often: Bools = (values != usual).mean(axis=0) >= RARE
    return often


RARE = 0.01
"""Share of outcomes below which what is unlike the usual teaches nothing."""


def _fit(rows: Floats, truth: Bools, weight: Floats, strength: float) -> Floats:
    model = LogisticRegression(
        C=strength,
        l1_ratio=1.0,
        solver="liblinear",
        fit_intercept=False,
        max_iter=1000,
        tol=1e-6,
        random_state=0,
    )
    # Threads add up in an order of their own; one always adds up in the same.
    with threadpool_limits(1):
        model.fit(rows, truth, sample_weight=weight)
    found: Floats = model.coef_[0]
    return found
