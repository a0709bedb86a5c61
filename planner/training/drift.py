"""How the serving model fares, week by week: plain facts in, figures and warnings out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt
from typing import Protocol, TypeVar

from scipy.special import ndtri

from competency_models.parameters import ParametersAt
from planner.ranking import DIGITS
from planner.training.findings import Code, Finding, found


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
    """A plan that officers decided on: how many solutions they had a word on, and how many they took out, put in or refused."""

    day: date
    judged: int
    changed: int


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan that the program proposed: by which ranker (its name), and with which solutions."""

    day: date
    ranker: str
    solutions: frozenset[str]


@dataclass(frozen=True, slots=True)
class Drifted:
    """One question in one week: what was said and what came true on average, their distance, and its spread by chance."""

    question: str
    rows: int
    said: float
    true: float
    error: float
    spread: float


@dataclass(frozen=True, slots=True)
class DriftWeek:
    """An ISO week that begins on ``monday``. A share is None where there was nothing to share.

    ``overridden`` is the share of the solutions judged that officers took out, put in or refused, ``coverage`` the share of
    the catalogue that plans proposed, ``by_default`` the share of plans that the default ranker made.
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


@dataclass(frozen=True, slots=True)
class DriftLines:
    """Where a warning begins (parameters ``ranker.drift_*``), and from how few facts none is given."""

    rows: int
    calibration: float
    overrides: float
    coverage: float
    default: float
    confidence: float

    @classmethod
    def of(cls, parameters: ParametersAt) -> DriftLines:
        """The lines of a day."""
        return cls(
            int(parameters["ranker.drift_rows"]),
            float(parameters["ranker.drift_calibration"]),
            float(parameters["ranker.drift_overrides"]),
            float(parameters["ranker.drift_coverage"]),
            float(parameters["ranker.drift_default"]),
            float(parameters["ranker.gate_confidence"]),
        )


class _Dated(Protocol):
    @property
    def day(self) -> date: ...


_D = TypeVar("_D", bound=_Dated)


def first_monday(today: date, parameters: ParametersAt) -> date:
    """The Monday of the oldest week that is told (``ranker.drift_weeks`` weeks with this one)."""
    weeks = int(parameters["ranker.drift_weeks"])
    return _monday(today) - timedelta(weeks=weeks - 1)


def drift(
    ended: Iterable[Ended],
    decided: Iterable[Decided],
    planned: Iterable[Planned],
    catalogue: int,
    today: date,
    parameters: ParametersAt,
) -> tuple[DriftWeek, ...]:
    """Every week up to today's, the newest first, empty ones too; ``catalogue`` is how many solutions could be proposed."""
    lines, monday = DriftLines.of(parameters), first_monday(today, parameters)
    lived, judged, made = _by_week(ended), _by_week(decided), _by_week(planned)
    weeks = []
    while monday <= today:
        week = _week(monday, lived.get(monday, []), judged.get(monday, []), made.get(monday, []), catalogue)
        weeks.append(replace(week, warnings=tuple(_warnings(week, lines))))
        monday += timedelta(weeks=1)
    return tuple(reversed(weeks))


def _week(
    monday: date,
    ended: Sequence[Ended],
    decided: Sequence[Decided],
    planned: Sequence[Planned],
    catalogue: int,
) -> DriftWeek:
    year, number, _ = monday.isocalendar()
    judged = sum(plan.judged for plan in decided)
    changed = sum(plan.changed for plan in decided)
    used = frozenset[str]().union(*(plan.solutions for plan in planned))
    by_default = sum(plan.ranker == "default" for plan in planned)
    return DriftWeek(
        week=f"{year}-W{number:02}",
        monday=monday,
        ended=len(ended),
        decided=len(decided),
        planned=len(planned),
        calibration=tuple(_calibration(ended)),
        overridden=_share(changed, judged),
        coverage=_share(len(used), catalogue) if planned else None,
        by_default=_share(by_default, len(planned)),
    )


def _calibration(ended: Sequence[Ended]) -> Iterator[Drifted]:
    asked = {
        "completion": [(one.completion, float(one.completed)) for one in ended],
        "closing": [(one.closing, one.share) for one in ended if one.completed and one.share is not None],
    }
    for question, pairs in asked.items():
        if pairs:
            said, true = (sum(column) / len(pairs) for column in zip(*pairs, strict=True))
            # Outcomes of calibrated predictions p are spread by p (1 - p) each, shares of several levels by less.
            spread = sqrt(sum(p * (1.0 - p) for p, _ in pairs)) / len(pairs)
            figures = (round(value, DIGITS) for value in (said, true, abs(said - true), spread))
            yield Drifted(question, len(pairs), *figures)


def _warnings(week: DriftWeek, lines: DriftLines) -> Iterator[Finding]:
    # Both questions are asked in a week, each from either side.
    surely = float(ndtri(1.0 - (1.0 - lines.confidence) / 4.0))
    for own in week.calibration:
        beyond = own.error > max(lines.calibration, surely * own.spread)
        if own.rows >= lines.rows and beyond:
            yield found(
                Code.DRIFT_CALIBRATION, question=own.question, error=own.error, limit=lines.calibration
            )
    if week.decided >= lines.rows and week.overridden is not None and week.overridden > lines.overrides:
        yield found(Code.DRIFT_OVERRIDES, share=week.overridden, line=lines.overrides)
    if week.planned < lines.rows:
        return
    if week.coverage is not None and week.coverage < lines.coverage:
        yield found(Code.DRIFT_COVERAGE, share=week.coverage, line=lines.coverage)
    if week.by_default is not None and week.by_default > lines.default:
        yield found(Code.DRIFT_DEFAULT, share=week.by_default, line=lines.default)


def _by_week(facts: Iterable[_D]) -> Mapping[date, list[_D]]:
    weeks: dict[date, list[_D]] = defaultdict(list)
    for fact in facts:
        weeks[_monday(fact.day)].append(fact)
    return weeks


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, DIGITS) if whole else None
