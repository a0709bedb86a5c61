"""How the serving model fares, week by week: plain facts in, figures and warnings out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from planner.training.findings import Finding


@dataclass(frozen=True, slots=True)
class Ended:
    """An activity that ended on a day: what was predicted when it was planned, and what came true.

    ``share`` is that of the levels that closed, None where unknown.
    """

    day: date
    completion: float
    closing: float
    completed: bool
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A plan that somebody decided on: how many solutions were proposed, and how many of these were taken out or added."""

    day: date
    proposed: int
    changed: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that the program proposed: by which ranker (its name), and with which solutions."""

    day: date
    ranker: str
    solutions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Drifted:
    """One question in one week: what was said and what came true on average, and their distance."""

    question: str
    rows: int
    said: float
    true: float
    error: float


@dataclass(frozen=True, slots=True)
class DriftWeek:
    """An ISO week that begins on ``monday``. A share is None where there was nothing to share.

    ``overridden`` is the share of proposed solutions that people changed, ``coverage`` the share of the catalogue that plans
    used, ``by_default`` the share of plans that the default ranker made.
    """

    week: str
    monday: date
    ended: int
    decided: int
    planned: int
    calibration: tuple[Drifted, ...]
    overridden: float | None
    coverage: float | None
    by_default: float | None
    warnings: tuple[Finding, ...] = ()
