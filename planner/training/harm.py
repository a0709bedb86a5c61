"""What a challenger would do to each group: how well it predicts for it, and what chances and places it leaves to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.problem import Bools, Floats
from planner.ranking import DIGITS, Prediction
from planner.training.examples import Examples
from planner.training.findings import Code, Finding, found
from planner.training.groups import GroupKind, Groups
from planner.training.lines import Lines
from planner.training.models import loss
from planner.training.statistics import Interval, best_places, contrast, mean_of

QUESTIONS = ("completion", "closing")
UNASKED = Interval(0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A group's held-out attempts: what came true, what both models said, and what the challenger would change.

    ``true``, ``serving`` and ``challenger`` are mean shares of the possible levels. ``loss`` is the challenger's loss less the
    serving one's (above 0 it is worse). The others compare with everybody else: ``chances`` is how its predictions change,
    ``places`` how its share among the best scored does; ``more_completed`` and ``more_closed`` are how much more comes true of
    each question than the challenger says.
    """

    kind: GroupKind
    key: str
    name: str
    people: int
    rows: int
    true: float
    serving: float
    challenger: float
    loss: Interval
    chances: Interval
    places: Interval
    more_completed: Interval
    more_closed: Interval

    def falls(self, exposure: float) -> bool:
        """Whether its chances or its places surely fall by more than that."""
        return min(self.chances.high, self.places.high) < -exposure


def figures_of(
    serving: Prediction, challenger: Prediction, held_out: Examples, groups: Groups, lines: Lines
) -> tuple[tuple[GroupFigure, ...], int]:
    """The figures of every group with enough people, and how many groups have too few.

    Intervals are as wide as it takes that all of their kind hold from below, or all from above, with the confidence. Whether
    outcomes bear a fall out is asked only of groups whose chances or places fall, which hangs on no outcome.
    """
    person = held_out.features.person
    count = np.array([len(np.unique(person[own[person]])) for own in groups.members], dtype=np.int64)
    told = np.flatnonzero(count >= lines.people).tolist()
    measures = _measures(serving, challenger, held_out, lines)
    confidence = _each(lines.confidence, len(told))
    figures = [_figure(groups, group, int(count[group]), held_out, measures, confidence) for group in told]
    falling = sum(figure.falls(lines.harm_exposure) for figure in figures)
    surely = _each(lines.confidence, len(QUESTIONS) * falling)
    figures = [
        _borne_out(figure, groups.members[group][person], held_out, challenger, surely)
        for figure, group in zip(figures, told, strict=True)
    ]
    return tuple(figures), int(((count > 0) & (count < lines.people)).sum())


def harms(figure: GroupFigure, lines: Lines) -> Iterator[Finding]:
    """What the challenger surely does to a group beyond the margins.

    Lower chances or fewer places are no harm where the group's outcomes bear them out.
    """
    about = {"kind": figure.kind.value, "group": figure.key}
    if figure.loss.low > lines.harm_loss:
        own = figure.loss
        yield found(
            Code.HARMS_QUALITY, **about, loss=own.mean, low=own.low, high=own.high, margin=lines.harm_loss
        )
    asked = zip(QUESTIONS, (figure.more_completed, figure.more_closed), strict=True)
    question, more = max(asked, key=lambda pair: pair[1].low)
    if more.low <= 0.0:
        return
    for code, own in ((Code.HARMS_CHANCES, figure.chances), (Code.HARMS_PLACES, figure.places)):
        if own.high < -lines.harm_exposure:
            yield found(code, **about, fall=-own.mean, question=question, more=more.mean)


def _each(confidence: float, tests: int) -> float:
    """The confidence of each interval so that so many hold on the one side together (Bonferroni)."""
    return 1.0 - 2.0 * (1.0 - confidence) / max(tests, 1)


def _measures(
    serving: Prediction, challenger: Prediction, held_out: Examples, lines: Lines
) -> dict[str, Floats]:
    outcomes = held_out.outcomes
    # Where nobody measured how many levels closed, the challenger's own word stands.
    share = np.where(outcomes.measured, outcomes.share, challenger.closing)
    true = np.where(outcomes.completed, share, 0.0)
    best = [best_places(said.success, lines.best) for said in (serving, challenger)]
    return {
        "true": true,
        "serving": serving.success,
        "challenger": challenger.success,
        "loss": loss(challenger, outcomes) - loss(serving, outcomes),
        "chances": challenger.success - serving.success,
        "places": best[1] - best[0],
    }


def _figure(
    groups: Groups,
    group: int,
    people: int,
    held_out: Examples,
    measures: dict[str, Floats],
    confidence: float,
) -> GroupFigure:
    person = held_out.features.person
    member: Bools = groups.members[group][person]
    true, serving, challenger = (
        round(float(measures[name][member].mean()), DIGITS) for name in ("true", "serving", "challenger")
    )
    return GroupFigure(
        kind=groups.kinds[group],
        key=groups.keys[group],
        name=groups.names[group],
        people=people,
        rows=int(member.sum()),
        true=true,
        serving=serving,
        challenger=challenger,
        loss=mean_of(measures["loss"][member], person[member], confidence),
        chances=contrast(measures["chances"], member, person, confidence),
        places=contrast(measures["places"], member, person, confidence),
        more_completed=UNASKED,
        more_closed=UNASKED,
    )


def _borne_out(
    figure: GroupFigure, member: Bools, held_out: Examples, challenger: Prediction, confidence: float
) -> GroupFigure:
    """The figure with what came true beside what the challenger says."""
    outcomes, person = held_out.outcomes, held_out.features.person
    completed = contrast(outcomes.completed - challenger.completion, member, person, confidence)
    known = outcomes.measured
    closed = contrast((outcomes.share - challenger.closing)[known], member[known], person[known], confidence)
    return replace(figure, more_completed=completed, more_closed=closed)
