"""The models that can be trained on examples, and which of them serves."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from competency_models.parameters import ParametersAt
from planner.problem import Bools, Floats
from planner.ranking import DIGITS, AdditiveRanker, Outcomes, Prediction, default_ranker, fit_line
from planner.training.examples import Examples, examples
from planner.world import World


@dataclass(frozen=True, slots=True)
class Trial:
    """How the learned and the default ranker did on the latest outcomes, which neither had seen (mean log loss)."""

    outcomes: int
    held_out: int
    learned_loss: float
    default_loss: float
    promoted: bool
    reason: str


def train_ranker(world: World) -> tuple[AdditiveRanker, Trial]:
    """Train on what ended before the world's day; the default ranker where that is too little or does not help."""
    return choose_ranker(examples(world), world.parameters)


def train_linear(seen: Examples, parameters: ParametersAt) -> AdditiveRanker:
    """Fit both questions by logistic regression. Raises ValueError when all outcomes are alike."""
    strength = float(parameters["ranker.ridge_inverse"])
    features, outcomes = seen.features, seen.outcomes
    every = np.ones(len(seen), dtype=np.bool_)
    completed = outcomes.completed.astype(np.float64)
    heads = [
        fit_line(
            features.names,
            features.values[rows],
            share[rows],
            np.ones(int(rows.sum())),
            strength,
        )
        for rows, share in ((every, completed), (outcomes.measured, outcomes.share))
    ]
    return AdditiveRanker("linear", *heads)


def choose_ranker(seen: Examples, parameters: ParametersAt) -> tuple[AdditiveRanker, Trial]:
    """The learned ranker where enough outcomes exist and it beats the default on the latest of them, else the default.

    The last share ``ranker.held_out_share`` by day of start is held out for the trial; the winner is trained on everything.
    """
    default = default_ranker(parameters)
    order = np.argsort(seen.outcomes.started, kind="stable")
    held_out = int(len(order) * float(parameters["ranker.held_out_share"]))
    early, late = order[: len(order) - held_out], order[len(order) - held_out :]
    if len(order) < int(parameters["ranker.min_outcomes"]):
        return default, Trial(len(order), 0, 0.0, 0.0, False, "too few outcomes")
    if any(_alike(seen.outcomes.of(part)) for part in (early, late)):
        return default, Trial(len(order), 0, 0.0, 0.0, False, "all outcomes alike")
    trial, last = train_linear(seen.of(early), parameters), seen.of(late)
    losses = [
        round(float(loss(ranker.predict(last.features), last.outcomes).mean()), DIGITS)
        for ranker in (trial, default)
    ]
    promoted = losses[0] < losses[1]
    reason = "better on the latest outcomes" if promoted else "not better on the latest outcomes"
    chosen = train_linear(seen, parameters) if promoted else default
    return chosen, Trial(len(order), held_out, losses[0], losses[1], promoted, reason)


def loss(said: Prediction, outcomes: Outcomes) -> Floats:
    """Log loss (N,) of both answers together: of completion, and of each attempt's share of levels where it is measured."""
    completion = cross_entropy(said.completion, outcomes.completed)
    closing = np.where(outcomes.measured, cross_entropy(said.closing, outcomes.share), 0.0)
    total: Floats = completion + closing
    return total


def cross_entropy(probability: Floats, truth: Floats | Bools) -> Floats:
    """Log loss (N,) of a probability against what came true, a yes, a no or a share."""
    sure = np.clip(probability, 1e-6, 1.0 - 1e-6)
    known = np.asarray(truth, dtype=np.float64)
    entropy: Floats = -(known * np.log(sure) + (1.0 - known) * np.log(1.0 - sure))
    return entropy


def _alike(outcomes: Outcomes) -> bool:
    shares = outcomes.share[outcomes.measured]
    return len(set(outcomes.completed.tolist())) < 2 or not 0.0 < float(shares.sum()) < len(shares)
