"""The models that can be trained on examples and preferences, and how far their answers are from what came true."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from planner.problem import Bools, Floats, Ints
from planner.ranking import (
    AdditiveRanker,
    Head,
    Outcomes,
    Prediction,
    Preferences,
    Sample,
    fit_curves,
    fit_line,
)
from planner.training.examples import Examples

UPWARD = frozenset({"levels_closed", "competencies_required", "overlap", "grows", "already_known"})
"""Features of which more never lowers an answer. Popularity is none: what is popular need not suit."""


class Question(StrEnum):
    """What a ranker answers."""

    COMPLETION = "completion"
    CLOSING = "closing"

    def told_by(self, outcomes: Outcomes) -> Ints:
        """The attempts (n,) that tell something of it."""
        return np.flatnonzero(outcomes.measured) if self is Question.CLOSING else np.arange(len(outcomes))

    def truth(self, outcomes: Outcomes) -> Floats:
        """What came true of each attempt (N,)."""
        if self is Question.CLOSING:
            return outcomes.share
        return outcomes.completed.astype(np.float64)


@dataclass(frozen=True, slots=True)
class Learner:
    """A kind of model: ``fit`` makes a head of a sample; the greater the strength, the closer it follows the sample."""

    name: str
    strengths: tuple[float, ...]
    fit: Callable[[Sample, float, Bools], Head]

    def learn(self, question: Question, seen: Examples, preferences: Preferences, strength: float) -> Head:
        """Fit one question's head. Raises ValueError when all outcomes are alike."""
        sample = sample_of(question, seen, preferences)
        return self.fit(sample, strength, np.isin(sample.names, list(UPWARD)))


LINEAR = Learner("linear", (0.01, 0.03, 0.1, 0.3), fit_line)
CURVES = Learner("curves", (20, 40, 80, 160), fit_curves)
LEARNERS: Mapping[str, Learner] = {learner.name: learner for learner in (LINEAR, CURVES)}


def sample_of(question: Question, seen: Examples, preferences: Preferences) -> Sample:
    """What teaches the question: the attempts that tell of it, and the preferences."""
    rows = question.told_by(seen.outcomes)
    return Sample(
        seen.features.names,
        seen.features.values[rows],
        question.truth(seen.outcomes)[rows],
        preferences.winner.values,
        preferences.loser.values,
        preferences.weight,
    )


def train(
    learner: Learner, seen: Examples, preferences: Preferences, strengths: Mapping[Question, float]
) -> AdditiveRanker:
    """Fit both questions, uncalibrated. Raises ValueError when all outcomes are alike."""
    heads = [learner.learn(question, seen, preferences, strengths[question]) for question in Question]
    return AdditiveRanker(learner.name, *heads)


def train_linear(seen: Examples) -> AdditiveRanker:
    """Fit both questions by logistic regression on outcomes alone. Raises ValueError when all outcomes are alike."""
    return train(LINEAR, seen, Preferences.none(), dict.fromkeys(Question, LINEAR.strengths[-1]))


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
