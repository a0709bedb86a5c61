"""Two questions about a person and a learning solution, and the one protocol of all rankers that answer them.

* completion: will this person take and complete it?
* closing: of the levels it could lift this person, which share really closes once it is completed?

The composer uses their product, the expected share of the levels that closes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from competency_models.parameters import ParametersAt
from planner.features import NAMES, FeatureTable
from planner.problem import Floats, Ints
from planner.ranking.heads import Head, Line, log_odds

DIGITS = 6
"""Coefficients and scores are rounded to so many digits: what every platform agrees on."""


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """For ``N`` pairs: probability of completion, share of the levels that closes once completed, and their product."""

    completion: Floats
    closing: Floats
    success: Floats

    def of(self, rows: Ints) -> Prediction:
        """The prediction of some pairs (n,)."""
        return Prediction(self.completion[rows], self.closing[rows], self.success[rows])


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Signed shares (N, F) of each feature in the log-odds of both answers, counted from the usual pair's log-odds."""

    completion: Floats
    closing: Floats
    completion_bias: float
    closing_bias: float

    def of(self, rows: Ints) -> Shares:
        """The shares of some pairs (n,)."""
        return Shares(self.completion[rows], self.closing[rows], self.completion_bias, self.closing_bias)


class Ranker(Protocol):
    """Answers both questions; ``name`` and ``version`` are stored with every plan the ranker had a part in."""

    @property
    def name(self) -> str:
        """What kind of ranker it is: default, linear, curves."""
        ...

    @property
    def version(self) -> str:
        """Tells this ranker from every other."""
        ...

    def predict(self, features: FeatureTable) -> Prediction:
        """Both answers and their product for each pair, in 0…1."""
        ...

    def shares(self, features: FeatureTable) -> Shares:
        """What each feature adds to both answers' log-odds; with the bias they add up to it."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class AdditiveRanker:
    """Both answers as sums over features: the default, the linear and the boosted ranker differ in their heads only."""

    name: str
    completion: Head
    closing: Head

    @property
    def version(self) -> str:
        """The first 12 hexadecimal digits of the SHA-256 of all numbers."""
        return hashlib.sha256(spell_ranker(self).encode()).hexdigest()[:12]

    def predict(self, features: FeatureTable) -> Prediction:
        """See ``Ranker``."""
        completion, closing = (
            np.round(_probability(log_odds(head, features.values)), DIGITS)
            for head in (self.completion, self.closing)
        )
        return Prediction(completion, closing, np.round(completion * closing, DIGITS))

    def shares(self, features: FeatureTable) -> Shares:
        """See ``Ranker``."""
        return Shares(
            self.completion.shares(features.values),
            self.closing.shares(features.values),
            self.completion.bias,
            self.closing.bias,
        )


def default_ranker(parameters: ParametersAt) -> AdditiveRanker:
    """The formula for agencies without a history; its weights are dated parameters that anybody can read.

    Read from ``ranker.default_completion`` and ``ranker.default_closing`` (log-odds of the usual pair) and their ``…_weights``
    (feature → weight and centre).
    """
    heads = [
        _from_parameters(float(parameters[f"ranker.{key}"]), parameters[f"ranker.{key}_weights"])
        for key in ("default_completion", "default_closing")
    ]
    return AdditiveRanker("default", *heads)


def spell_ranker(ranker: AdditiveRanker) -> str:
    """The ranker as JSON: plain numbers, nothing that is ever executed."""
    body: dict[str, Any] = {
        "name": ranker.name,
        "completion": ranker.completion.plain(),
        "closing": ranker.closing.plain(),
    }
    return json.dumps(body, sort_keys=True, separators=(",", ":"))


def _from_parameters(bias: float, weights: Mapping[str, Mapping[str, float]]) -> Line:
    weight, centre = (
        np.array([float(weights.get(name, {}).get(key, 0.0)) for name in NAMES])
        for key in ("weight", "centre")
    )
    return Line(NAMES, weight, centre, bias)


def _probability(odds: Floats) -> Floats:
    probability: Floats = 1.0 / (1.0 + np.exp(-odds))
    return probability
