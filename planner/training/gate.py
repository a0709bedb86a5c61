"""The gate: a model serves only where it is surely better, harms no group, and means what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.training.findings import Finding
from planner.training.groups import GroupKind


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the interval that holds it with the comparison's confidence."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like height: what was said and what came true, on average."""

    said: float
    true: float
    rows: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far a question's answers are from what came true.

    ``error`` is the mean distance over bins of equal mass, ``by_chance`` what a calibrated model would seldom exceed with as
    many rows.
    """

    question: str
    rows: int
    error: float
    by_chance: float
    bins: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class Quality:
    """How one model did on what was held out: log loss, and how often it puts a completed attempt above another.

    ``concordance`` is None where nothing can be put in order.
    """

    name: str
    version: str
    loss: float
    concordance: float | None
    calibration: tuple[Calibration, ...]


@dataclass(frozen=True, slots=True)
class GroupFigure:
    """A group's held-out attempts: what came true, what both models said, and what the challenger would change.

    ``true``, ``serving`` and ``challenger`` are mean shares of the possible levels; ``loss`` is the challenger's loss less the
    serving one's (above 0 it is worse); ``chances`` what its predictions change by; ``places`` how the share of its attempts
    among the best scored changes; ``unfair`` how much better it does than predicted, beside everybody else.
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
    unfair: Interval


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
