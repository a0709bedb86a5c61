"""Which of the models serves: each is tried on the latest outcomes, which it had not seen.

Everything is decided forward in time. Three slices follow each other after the earliest outcomes; whatever is said of a
slice, a model says that learned from what was known when the slice began. On the first two each model's strengths are chosen
and it is calibrated, on the last the models are compared. The best is then trained on everything and calibrated on all three.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from competency_models.parameters import ParametersAt
from planner.problem import Floats, Ints
from planner.ranking import (
    DIGITS,
    AdditiveRanker,
    Head,
    Preferences,
    default_ranker,
    fit_platt,
    fit_shift,
    log_odds,
)
from planner.training.examples import Examples
from planner.training.models import LEARNERS, Learner, Question, cross_entropy, loss
from planner.training.trust import trusted


class Choice(StrEnum):
    """Why a ranker was chosen."""

    TOO_FEW = "too few outcomes"
    ALIKE = "all outcomes alike"
    NOT_BETTER = "no trained model was better than the default on the latest outcomes"
    BEST = "best on the latest outcomes"


@dataclass(frozen=True, slots=True)
class Trial:
    """How one model did on the latest outcomes: mean log loss of both answers together, and its strength for each."""

    model: str
    loss: float
    completion: float = 0.0
    closing: float = 0.0


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


@dataclass(frozen=True, slots=True, eq=False)
class _Slice:
    """Outcomes that are asked for, and what was known on the day when the first of them began."""

    asked: Examples
    known: Examples
    preferences: Preferences


@dataclass(frozen=True, slots=True, eq=False)
class _Answer:
    """One question's head fitted before each slice: ``odds`` of what each slice asked, and what came ``true``."""

    question: Question
    strength: float
    heads: tuple[Head, ...]
    odds: tuple[Floats, ...]
    true: tuple[Floats, ...]

    @property
    def losses(self) -> Floats:
        """Log loss of all slices but the last (n,), calibrated there: a timid head is not punished for what is mended anyhow."""
        odds, true = np.concatenate(self.odds[:-1]), np.concatenate(self.true[:-1])
        slope, shift = fit_platt(odds, true)
        return cross_entropy(1.0 / (1.0 + np.exp(-(slope * odds + shift))), true)

    def calibrated(self, head: Head, slices: int, known: Examples) -> Head:
        """The head, stretched as the first so many slices taught, and right on average of everything ``known``.

        The slices are too few to tell the average from luck; what the head learned from tells it best.
        """
        odds, true = np.concatenate(self.odds[:slices]), np.concatenate(self.true[:slices])
        slope, _ = fit_platt(odds, true)
        rows = self.question.told_by(known.outcomes)
        stretched = slope * log_odds(head, known.features.values[rows])
        return head.stretched(slope, fit_shift(stretched, self.question.truth(known.outcomes)[rows]))


def choose_model(seen: Examples, preferences: Preferences, parameters: ParametersAt) -> Trained:
    """Try the default and every trained model on the latest outcomes; the best is trained on everything.

    The default serves where there are fewer outcomes than ``ranker.min_outcomes``, where those known early are all alike, and
    where the best is better than it by less than one standard error.
    """
    default = default_ranker(parameters)
    slices = _slices(seen, preferences, float(parameters["ranker.held_out_share"]))
    window = _window(seen.outcomes.started, len(slices[-1].asked), len(preferences))
    if len(seen) < int(parameters["ranker.min_outcomes"]):
        return Trained(default, (), window, Choice.TOO_FEW)
    if _alike(slices[0].known):
        return Trained(default, (), window, Choice.ALIKE)
    slices = tuple(replace(part, preferences=trusted(part.known, part.preferences)) for part in slices)
    preferences = trusted(seen, preferences)
    answers = {
        name: [_best(learner, question, slices) for question in Question]
        for name, learner in LEARNERS.items()
    }
    late = slices[-1]
    losses = {default.name: loss(default.predict(late.asked.features), late.asked.outcomes)}
    for name, both in answers.items():
        heads = [one.calibrated(one.heads[-1], len(slices) - 1, late.known) for one in both]
        said = AdditiveRanker(name, *heads).predict(late.asked.features)
        losses[name] = loss(said, late.asked.outcomes)
    trials = tuple(sorted((_trial(name, losses[name], answers) for name in losses), key=lambda one: one.loss))
    chosen = trials[0].model
    if not _surely_lower(losses[chosen], losses[default.name]):
        return Trained(default, trials, window, Choice.NOT_BETTER)
    heads = [
        answer.calibrated(
            LEARNERS[chosen].learn(question, seen, preferences, answer.strength), len(slices), seen
        )
        for question, answer in zip(Question, answers[chosen], strict=True)
    ]
    return Trained(AdditiveRanker(chosen, *heads), trials, window, Choice.BEST)


def _slices(seen: Examples, preferences: Preferences, held_out: float) -> tuple[_Slice, ...]:
    """Two slices that share the later half of what is not held out, and the held-out one."""
    started, ended = seen.outcomes.started, seen.outcomes.ended
    parts = (1.0 - held_out) * np.array([0.5, 0.75, 1.0])
    ordered = np.sort(started)
    cuts = [int(ordered[int(len(ordered) * part)]) for part in parts] if len(ordered) else [0, 0, 0]
    return tuple(
        _Slice(
            seen.of(np.flatnonzero((started >= day) & (started < until))),
            seen.of(np.flatnonzero(ended < day)),
            preferences.of(np.flatnonzero(preferences.day < day)),
        )
        for day, until in zip(cuts, [*cuts[1:], np.iinfo(np.int64).max], strict=True)
    )


def _best(learner: Learner, question: Question, slices: Sequence[_Slice]) -> _Answer:
    """The weakest answer that is not surely worse than the best: by less than one standard error of the difference."""
    answers = [_answer(learner, question, strength, slices) for strength in sorted(learner.strengths)]
    best = min(answers, key=lambda answer: float(answer.losses.mean()))
    return next(answer for answer in answers if not _surely_lower(best.losses, answer.losses))


def _answer(learner: Learner, question: Question, strength: float, slices: Sequence[_Slice]) -> _Answer:
    heads = tuple(learner.learn(question, part.known, part.preferences, strength) for part in slices)
    rows = [question.told_by(part.asked.outcomes) for part in slices]
    odds = (
        log_odds(head, part.asked.features.values[own])
        for head, part, own in zip(heads, slices, rows, strict=True)
    )
    true = (question.truth(part.asked.outcomes)[own] for part, own in zip(slices, rows, strict=True))
    return _Answer(question, strength, heads, tuple(odds), tuple(true))


def _trial(model: str, losses: Floats, answers: Mapping[str, Sequence[_Answer]]) -> Trial:
    strengths = [answer.strength for answer in answers.get(model, ())]
    return Trial(model, round(float(losses.mean()), DIGITS), *strengths)


def _surely_lower(losses: Floats, others: Floats) -> bool:
    """Whether the mean is lower by more than one standard error of the difference: less than that is luck."""
    gain = others - losses
    return bool(gain.mean() > gain.std() / np.sqrt(len(gain)))


def _window(started: Ints, held_out: int, preferences: int) -> Window:
    first, last = (int(started.min()), int(started.max())) if len(started) else (0, 0)
    return Window(first, last, len(started), held_out, preferences)


def _alike(known: Examples) -> bool:
    shares = known.outcomes.share[known.outcomes.measured]
    return len(set(known.outcomes.completed.tolist())) < 2 or not 0.0 < float(shares.sum()) < len(shares)
