"""Gradient-boosted trees that look at one feature each, as a head: their sum is one step curve a feature."""

from __future__ import annotations

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from threadpoolctl import threadpool_limits

from planner.problem import Bools, Floats
from planner.ranking.heads import Curves
from planner.ranking.ranker import DIGITS
from planner.ranking.sample import Sample

STEPS = 32
"""Steps of a curve at most."""
LEAVES = 4
PACE = 0.1
RIDGE = 10.0


def fit_curves(sample: Sample, strength: float, upward: Bools) -> Curves:
    """Fit a step curve a feature by ``strength`` trees; those of features ``upward`` (F,) never fall.

    A preference is told as a yes of the winner and a no of the loser. Raises ValueError when all outcomes are alike.
    """
    edges = tuple(_edges(sample.values[:, f]) for f in range(len(sample.names)))
    values, yes, weight = sample.told()
    if yes.all() or not yes.any():
        raise ValueError("all outcomes are alike")
    model = HistGradientBoostingClassifier(
        learning_rate=PACE,
        max_iter=int(strength),
        max_leaf_nodes=LEAVES,
        min_samples_leaf=max(20, len(values) // 100),
        l2_regularization=RIDGE,
        interaction_cst="no_interactions",
        monotonic_cst=upward.astype(np.int8),
        early_stopping=False,
        random_state=0,
    )
    rows = _steps(np.concatenate([values, sample.winner, sample.loser]), edges)
    truth = np.concatenate([yes, np.repeat([True, False], len(sample.worth))])
    # Threads add up in an order of their own; one always adds up in the same.
    with threadpool_limits(1):
        model.fit(rows, truth, sample_weight=np.concatenate([weight, sample.worth, sample.worth]))
        return _read_off(model, sample, edges)


def _edges(column: Floats) -> Floats:
    """Cuts between values: between all where they are few, else such that each step has about as many."""
    known = np.unique(column)
    if len(known) > STEPS:
        known = np.unique(np.quantile(column, np.linspace(0, 1, STEPS + 1), method="nearest"))
    cuts: Floats = np.unique(np.round((known[1:] + known[:-1]) / 2, DIGITS))
    return cuts


def _steps(values: Floats, edges: tuple[Floats, ...]) -> Floats:
    """The step (N, F) on which each value lies."""
    columns = [np.searchsorted(own, values[:, f], side="right") for f, own in enumerate(edges)]
    return np.column_stack(columns).astype(np.float64)


def _read_off(model: HistGradientBoostingClassifier, sample: Sample, edges: tuple[Floats, ...]) -> Curves:
    """Ask the model for one feature's steps at a time, all others on their lowest: no tree looks at two."""
    count = np.array([len(own) + 1 for own in edges])
    feature = np.repeat(np.arange(len(edges)), count)
    asked = np.zeros((len(feature) + 1, len(edges)))
    asked[np.arange(len(feature)), feature] = np.concatenate([np.arange(own) for own in count])
    odds = model.decision_function(asked)
    lowest = float(odds[-1])
    curves = np.split(odds[:-1] - lowest, np.cumsum(count)[:-1])
    place = _steps(sample.values, edges).astype(np.int64)
    usual = [float(curve[place[:, f]].mean()) for f, curve in enumerate(curves)]
    heights = [np.round(curve - mean, DIGITS) for curve, mean in zip(curves, usual, strict=True)]
    # An edge on whose both sides the curve is as high is none: most of them, so that curves are short to keep, read and ask.
    real = [np.diff(own) != 0 for own in heights]
    return Curves(
        sample.names,
        tuple(own[kept] for own, kept in zip(edges, real, strict=True)),
        tuple(own[np.append(True, kept)] for own, kept in zip(heights, real, strict=True)),
        round(lowest + sum(usual), DIGITS),
    )
