"""The gate: a model serves only where it is surely better, harms no group, and means what it says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from competency_models.parameters import ParametersAt
from planner.ranking import DIGITS, Outcomes, Prediction, Ranker
from planner.training.examples import Examples
from planner.training.findings import Code, Finding, found
from planner.training.groups import GroupKind, Groups
from planner.training.harm import GroupFigure, figures_of, harms
from planner.training.lines import Lines
from planner.training.models import loss
from planner.training.statistics import Bin, Calibration, Interval, calibration, concordance, mean_of

__all__ = [
    "Bin",
    "Calibration",
    "Comparison",
    "GroupFigure",
    "GroupKind",
    "Interval",
    "Quality",
    "compare",
    "split",
]


@dataclass(frozen=True, slots=True)
class Quality:
    """How one model did on what was held out: mean log loss, and how often it puts a completed attempt above another.

    ``concordance`` is None where nothing can be put in order; a question with too few rows has no calibration.
    """

    name: str
    version: str
    loss: float
    concordance: float | None
    calibration: tuple[Calibration, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A challenger held against the serving model on outcomes that neither has seen.

    ``first`` and ``last`` are days on which the attempts began; ``gain`` is by how much the loss falls. ``small_groups`` counts
    those with too few people to be told. Without ``refusals`` the challenger may serve.
    """

    serving: Quality
    challenger: Quality
    first: date
    last: date
    rows: int
    people: int
    gain: Interval
    margin: float
    confidence: float
    groups: tuple[GroupFigure, ...] = ()
    small_groups: int = 0
    refusals: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the challenger may serve."""
        return not self.refusals


def compare(
    serving: Ranker, challenger: Ranker, held_out: Examples, groups: Groups, parameters: ParametersAt
) -> Comparison:
    """Hold the challenger against the serving model on attempts that neither has seen; every refusal is named.

    Both are asked about the same attempts, so that only what differs between them counts, and the attempts of one person
    are taken together. ``groups`` are of the people whose rows the attempts name.
    """
    lines = Lines.of(parameters)
    old, new = serving.predict(held_out.features), challenger.predict(held_out.features)
    qualities = _quality(serving, old, held_out, lines), _quality(challenger, new, held_out, lines)
    people = len(np.unique(held_out.features.person))
    blank = _blank(qualities, held_out.outcomes, people, lines, parameters.day)
    if len(held_out) < lines.rows or people < lines.people:
        few = found(Code.TOO_FEW, rows=len(held_out), people=people, least=lines.rows)
        return replace(blank, refusals=(few,))
    figures, small = figures_of(old, new, held_out, groups, lines)
    fall = loss(old, held_out.outcomes) - loss(new, held_out.outcomes)
    gain = mean_of(fall, held_out.features.person, lines.confidence)
    refusals = (
        *_not_better(gain, lines),
        *_not_calibrated(qualities[1], held_out.outcomes, lines),
        *(harm for figure in figures for harm in harms(figure, lines)),
    )
    return replace(blank, gain=gain, groups=figures, small_groups=small, refusals=refusals)


def split(seen: Examples, share: float) -> tuple[Examples, Examples]:
    """What a challenger may learn from, and the latest ``share`` of the attempts, held out for the gate.

    Nothing is learnt from whose outcome was not known yet when the first held-out attempt began.
    """
    outcomes = seen.outcomes
    order = np.argsort(outcomes.started, kind="stable")
    late = order[len(order) - int(len(order) * share) :]
    if not len(late):
        return seen, seen.of(late)
    known = outcomes.ended < outcomes.started[late].min()
    return seen.of(order[known[order]]), seen.of(late)


def _blank(
    qualities: tuple[Quality, Quality], outcomes: Outcomes, people: int, lines: Lines, day: date
) -> Comparison:
    started = outcomes.started if len(outcomes) else np.array([day.toordinal()])
    serving, challenger = qualities
    gain = round(serving.loss - challenger.loss, DIGITS)
    return Comparison(
        serving,
        challenger,
        date.fromordinal(int(started.min())),
        date.fromordinal(int(started.max())),
        len(outcomes),
        people,
        Interval(gain, gain, gain),
        lines.margin,
        lines.confidence,
    )


def _quality(ranker: Ranker, said: Prediction, held_out: Examples, lines: Lines) -> Quality:
    outcomes, person = held_out.outcomes, held_out.features.person
    every = np.ones(len(held_out), dtype=np.bool_)
    # Both questions are judged at once, so each gets half of what may go wrong by chance.
    confidence = 1.0 - (1.0 - lines.confidence) / 2.0
    asked = (
        ("completion", said.completion, outcomes.completed.astype(np.float64), every),
        ("closing", said.closing, outcomes.share, outcomes.measured),
    )
    return Quality(
        ranker.name,
        ranker.version,
        round(float(loss(said, outcomes).mean()), DIGITS) if len(held_out) else 0.0,
        concordance(said.completion, outcomes.completed),
        tuple(
            calibration(question, answer[rows], true[rows], person[rows], lines.bins, confidence)
            for question, answer, true, rows in asked
            if rows.sum() >= lines.rows
        ),
    )


def _not_better(gain: Interval, lines: Lines) -> Iterator[Finding]:
    if gain.low <= lines.margin:
        yield found(Code.NOT_BETTER, gain=gain.mean, low=gain.low, high=gain.high, margin=lines.margin)


def _not_calibrated(challenger: Quality, outcomes: Outcomes, lines: Lines) -> Iterator[Finding]:
    told = {own.question: own for own in challenger.calibration}
    for question, rows in (("completion", len(outcomes)), ("closing", int(outcomes.measured.sum()))):
        if question not in told:
            yield found(Code.TOO_FEW_TO_CALIBRATE, question=question, rows=rows, least=lines.rows)
            continue
        limit = max(lines.calibration_error, told[question].by_chance)
        if told[question].error > limit:
            yield found(Code.NOT_CALIBRATED, question=question, error=told[question].error, limit=limit)
