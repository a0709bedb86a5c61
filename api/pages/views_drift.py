"""The weekly figures of predictions drawn: one trend a figure, with the line at which a warning begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.pages.model_words import TREND_NAMES
from api.pages.plots import HEIGHT, WIDTH, Axis, polyline
from planner.training.drift import DriftLines, DriftWeek

Figure = Callable[[DriftWeek], float | None]
_TENTHS = 10


@dataclass(frozen=True, slots=True)
class Trend:
    """One figure over the weeks: unbroken stretches of its line, a dot for each week that has it, and its warning line.

    ``newest`` is the latest figure there is; places are in drawing units.
    """

    title: str
    stretches: tuple[str, ...]
    dots: tuple[tuple[float, float], ...]
    limit: float
    limit_at: float
    top: float
    newest: float | None


def error_of(question: str) -> Figure:
    """How far a question's answers were from what came true, by week."""

    def figure(week: DriftWeek) -> float | None:
        return next((one.error for one in week.calibration if one.question == question), None)

    return figure


def trends(weeks: Sequence[DriftWeek], lines: DriftLines) -> tuple[Trend, ...]:
    """Every figure's trend; ``weeks`` are the newest first."""
    figures: dict[str, tuple[Figure, float]] = {
        "completion": (error_of("completion"), lines.calibration),
        "closing": (error_of("closing"), lines.calibration),
        "overridden": (lambda week: week.overridden, lines.overrides),
        "coverage": (lambda week: week.coverage, lines.coverage),
        "by_default": (lambda week: week.by_default, lines.default),
    }
    oldest_first = weeks[::-1]
    return tuple(
        _trend(TREND_NAMES[key], [figure(week) for week in oldest_first], limit)
        for key, (figure, limit) in figures.items()
    )


def any_fact(weeks: Sequence[DriftWeek]) -> bool:
    """Whether anything happened in any of the weeks."""
    return any(week.ended or week.decided or week.planned for week in weeks)


def _trend(title: str, figures: Sequence[float | None], limit: float) -> Trend:
    known = [one for one in figures if one is not None]
    highest = max([*known, limit])
    top = min(1.0, (int(highest * _TENTHS) + 1) / _TENTHS)
    across, up = Axis(0, max(len(figures) - 1, 1), 0.0, WIDTH), Axis(0.0, top, HEIGHT, 0.0)
    stretches: list[list[tuple[float, float]]] = [[]]
    for place, figure in enumerate(figures):
        if figure is None:
            stretches.append([])
        else:
            stretches[-1].append((across.at(place), up.at(figure)))
    return Trend(
        title=title,
        stretches=tuple(polyline(one) for one in stretches if one[1:]),
        dots=tuple(dot for one in stretches for dot in one),
        limit=limit,
        limit_at=up.at(limit),
        top=top,
        newest=known[-1] if known else None,
    )
