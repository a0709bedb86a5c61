"""Classifiers over tables of features: boosted trees, and a linear one beside them; and probabilities from their scores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from planner.problem import Bools

Numbers = NDArray[np.floating[Any]]


@dataclass(frozen=True, slots=True, eq=False)
class Boosting:
    """Gradient-boosted trees; unknown values (NaN) have branches of their own."""

    model: HistGradientBoostingClassifier

    @classmethod
    def fit(cls, values: Numbers, taken: Bools, weight: Numbers, seed: int) -> Boosting:
        """Fit on rows (N, F), what came of them (N,) and what each stands for (N,)."""
        model = HistGradientBoostingClassifier(
            learning_rate=0.08,
            max_iter=150,
            max_leaf_nodes=24,
            min_samples_leaf=60,
            l2_regularization=1.0,
            early_stopping=False,
            random_state=seed,
        )
        # Threads that wait for each other burn more time than they save, and one always adds up in the same order.
        with threadpool_limits(1):
            return cls(model.fit(values, taken, sample_weight=weight))

    def score(self, values: Numbers) -> Numbers:
        """Log-odds (N,)."""
        with threadpool_limits(1):
            score: Numbers = self.model.decision_function(values)
        return score


@dataclass(frozen=True, slots=True, eq=False)
class Logistic:
    """Logistic regression on standardised features; unknown values count as usual ones."""

    model: Pipeline

    @classmethod
    def fit(cls, values: Numbers, taken: Bools, weight: Numbers, seed: int) -> Logistic:  # noqa: ARG003
        """Fit on rows (N, F), what came of them (N,) and what each stands for (N,)."""
        model = make_pipeline(
            SimpleImputer(keep_empty_features=True),
            StandardScaler(),
            LogisticRegression(max_iter=200, tol=1e-5),
        )
        return cls(model.fit(values, taken, logisticregression__sample_weight=weight))

    def score(self, values: Numbers) -> Numbers:
        """Log-odds (N,)."""
        score: Numbers = self.model.decision_function(values)
        return score


def calibrate(score: Numbers, taken: Bools) -> Callable[[Numbers], Numbers]:
    """Learn on held-out rows how often what is scored so high is taken; the function gives probabilities (N,)."""
    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(
        score, taken.astype(np.float64)
    )

    def probability(asked: Numbers) -> Numbers:
        found: Numbers = model.predict(asked)
        return found

    return probability
