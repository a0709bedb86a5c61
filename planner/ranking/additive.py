"""How likely a person is to succeed with a learning solution: a transparent default and a learned ranker.

Both add up: the log-odds of the score are ``bias`` plus one contribution a feature, so that every score can be explained
exactly. The only importer of scikit-learn.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler

from competency_models.parameters import ParametersAt
from planner.features import NAMES, FeatureTable
from planner.problem import Bools, Floats, Ints

DIGITS = 6
"""Coefficients and scores are rounded to so many digits: what every platform agrees on."""


class Ranker(Protocol):
    """Scores pairs; ``name`` and ``version`` are stored with every plan the ranker had a part in."""

    @property
    def name(self) -> str:
        """What kind of ranker it is."""
        ...

    @property
    def version(self) -> str:
        """Tells this ranker from every other of its kind."""
        ...

    def score(self, features: FeatureTable) -> Floats:
        """Predicted success (N,) in 0…1."""
        ...

    def contributions(self, features: FeatureTable) -> Floats:
        """Signed share (N, F) of each feature in the score's log-odds, against the usual pair."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class AdditiveRanker:
    """Logistic score: log-odds = ``bias`` + sum over features of ``weight * (value - centre)``; (F,) each."""

    name: str
    names: tuple[str, ...]
    weight: Floats
    centre: Floats
    bias: float

    @property
    def version(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of names and coefficients."""
        numbers = [*self.weight.tolist(), *self.centre.tolist(), self.bias]
        text = "\n".join([self.name, *self.names, *(f"{number:.{DIGITS}f}" for number in numbers)])
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def score(self, features: FeatureTable) -> Floats:
        """Predicted success (N,) in 0…1."""
        log_odds = self.bias + self.contributions(features).sum(axis=1)
        score: Floats = np.round(1.0 / (1.0 + np.exp(-log_odds)), DIGITS)
        return score

    def contributions(self, features: FeatureTable) -> Floats:
        """Shares (N, F) of the log-odds; with ``bias`` they add up to it."""
        return (features.values - self.centre) * self.weight


class DefaultRanker(AdditiveRanker):
    """The formula for agencies without a history; its weights are dated parameters that anybody can read."""

    @classmethod
    def from_parameters(cls, parameters: ParametersAt) -> DefaultRanker:
        """Read ``ranker.default`` (bias) and ``ranker.default_weights`` (feature → weight and centre)."""
        weights: Mapping[str, Mapping[str, float]] = parameters["ranker.default_weights"]
        return cls(
            name="default",
            names=NAMES,
            weight=_column(weights, "weight"),
            centre=_column(weights, "centre"),
            bias=float(parameters["ranker.default_bias"]),
        )


class LearnedRanker(AdditiveRanker):
    """Logistic regression on past outcomes; each pair was seen with what was known before it began."""

    @classmethod
    def train(cls, features: FeatureTable, success: Bools, strength: float) -> LearnedRanker:
        """Fit on pairs (N,) and their outcomes; ``strength`` is the inverse of the ridge penalty.

        Raises ValueError when all outcomes are alike.
        """
        scaler = StandardScaler()
        scaled = scaler.fit_transform(features.values)
        model = LogisticRegression(C=strength, max_iter=1000, tol=1e-9)
        model.fit(scaled, success)
        weight = np.round(model.coef_[0] / scaler.scale_, DIGITS)
        centre = np.round(scaler.mean_, DIGITS)
        return cls("learned", features.names, weight, centre, round(float(model.intercept_[0]), DIGITS))


@dataclass(frozen=True, slots=True)
class Trial:
    """How the learned and the default ranker did on the latest outcomes, which neither had seen (mean log loss)."""

    outcomes: int
    held_out: int
    learned_loss: float
    default_loss: float
    promoted: bool
    reason: str


def choose_ranker(
    features: FeatureTable, success: Bools, started: Ints, parameters: ParametersAt
) -> tuple[AdditiveRanker, Trial]:
    """The learned ranker where enough outcomes exist and it beats the default on the latest of them, else the default.

    ``started`` (N,) orders the pairs by time; the last share ``ranker.held_out_share`` is held out for the trial, and
    the winner is then trained on everything.
    """
    default = DefaultRanker.from_parameters(parameters)
    strength = float(parameters["ranker.ridge_inverse"])
    order = np.argsort(started, kind="stable")
    held_out = int(len(order) * float(parameters["ranker.held_out_share"]))
    early, late = order[: len(order) - held_out], order[len(order) - held_out :]
    if len(order) < int(parameters["ranker.min_outcomes"]):
        return default, Trial(len(order), 0, 0.0, 0.0, False, "too few outcomes")
    if any(len(set(success[part].tolist())) < 2 for part in (early, late)):
        return default, Trial(len(order), 0, 0.0, 0.0, False, "all outcomes alike")
    trial = LearnedRanker.train(_rows(features, early), success[early], strength)
    losses = [
        round(float(log_loss(success[late], ranker.score(_rows(features, late)))), DIGITS)
        for ranker in (trial, default)
    ]
    promoted = losses[0] < losses[1]
    reason = "better on the latest outcomes" if promoted else "not better on the latest outcomes"
    chosen = LearnedRanker.train(features, success, strength) if promoted else default
    return chosen, Trial(len(order), held_out, losses[0], losses[1], promoted, reason)


def _rows(features: FeatureTable, rows: Ints) -> FeatureTable:
    return FeatureTable(features.person[rows], features.solution[rows], features.values[rows], features.names)


def _column(weights: Mapping[str, Mapping[str, float]], key: str) -> Floats:
    return np.array([float(weights.get(name, {}).get(key, 0.0)) for name in NAMES])
