"""Which of the models serves: each is tried on the latest outcomes, which it had not seen."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from competency_models.parameters import ParametersAt
from planner.problem import Ints
from planner.ranking import DIGITS, AdditiveRanker, Outcomes, Preferences, default_ranker
from planner.training.examples import Examples
from planner.training.models import loss, train_linear


class Choice(StrEnum):
    """Why a ranker was chosen."""

    TOO_FEW = "too few outcomes"
    ALIKE = "all outcomes alike"
    NOT_BETTER = "no trained model was better than the default on the latest outcomes"
    BEST = "best on the latest outcomes"


@dataclass(frozen=True, slots=True)
class Trial:
    """How one model did on the latest outcomes: mean log loss of both answers together."""

    model: str
    strength: float
    loss: float


@dataclass(frozen=True, slots=True)
class Window:
    """What was learned from: days of the first and the last start (ordinals; 0 where there is none), and how much."""

    first: int
    last: int
    outcomes: int
    held_out: int
    preferences: int


@dataclass(frozen=True, slots=True, eq=False)
class Trained:
    """The chosen ranker, trained on everything; every trial, the best first; and what was learned from."""

    ranker: AdditiveRanker
    trials: tuple[Trial, ...]
    window: Window
    choice: Choice


def choose_model(seen: Examples, preferences: Preferences, parameters: ParametersAt) -> Trained:
    """Try the default and every trained model on the latest outcomes; the best is trained on everything.

    Where there are fewer than ``ranker.min_outcomes``, or they are all alike, the default serves.
    """
    default, outcomes = default_ranker(parameters), seen.outcomes
    order = np.argsort(outcomes.started, kind="stable")
    held_out = int(len(order) * float(parameters["ranker.held_out_share"]))
    window = _window(outcomes.started, held_out, len(preferences))
    if len(order) < int(parameters["ranker.min_outcomes"]):
        return Trained(default, (), window, Choice.TOO_FEW)
    early, late = seen.of(order[: len(order) - held_out]), seen.of(order[len(order) - held_out :])
    if any(_alike(part.outcomes) for part in (early, late)):
        return Trained(default, (), window, Choice.ALIKE)
    strength = float(parameters["ranker.ridge_inverse"])
    trials = sorted(
        (
            Trial("default", 0.0, _mean_loss(default, late)),
            Trial("linear", strength, _mean_loss(train_linear(early, parameters), late)),
        ),
        key=lambda trial: trial.loss,
    )
    if trials[0].model == "default":
        return Trained(default, tuple(trials), window, Choice.NOT_BETTER)
    return Trained(train_linear(seen, parameters), tuple(trials), window, Choice.BEST)


def _mean_loss(ranker: AdditiveRanker, late: Examples) -> float:
    return round(float(loss(ranker.predict(late.features), late.outcomes).mean()), DIGITS)


def _window(started: Ints, held_out: int, preferences: int) -> Window:
    first, last = (int(started.min()), int(started.max())) if len(started) else (0, 0)
    return Window(first, last, len(started), held_out, preferences)


def _alike(outcomes: Outcomes) -> bool:
    shares = outcomes.share[outcomes.measured]
    return len(set(outcomes.completed.tolist())) < 2 or not 0.0 < float(shares.sum()) < len(shares)
