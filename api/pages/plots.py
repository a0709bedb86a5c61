"""Figures as drawings: pure functions from figures to drawing units, which templates write as SVG."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from planner.problem import Floats
from planner.ranking import Curves, Head
from planner.training.statistics import Calibration, Interval

_SAMPLES = 17
"""A straight line of log-odds is a bent one of chances: so many points draw it."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Figures from ``low`` to ``high``, laid on drawing units from ``start`` to ``end``."""

    low: float
    high: float
    start: float
    end: float

    def at(self, figure: float) -> float:
        """Place a figure; what lies outside goes to the nearer end."""
        inside = min(max(figure, self.low), self.high)
        share = (inside - self.low) / ((self.high - self.low) or 1.0)
        return round(self.start + share * (self.end - self.start), 1)


SAID, TRUE = Axis(0.0, 1.0, 52.0, 292.0), Axis(0.0, 1.0, 260.0, 10.0)
"""The axes of a calibration plot: what was said to the right, what came true upwards."""
WIDTH, HEIGHT = 200.0, 80.0
"""Of a feature's curve."""
_TENTHS = 10
WHISKER = (-100.0, 100.0)


@dataclass(frozen=True, slots=True)
class Dot:
    """A bin of predictions: its place and size in drawing units, and its figures."""

    x: float
    y: float
    r: float
    said: float
    true: float
    rows: int


@dataclass(frozen=True, slots=True)
class Whisker:
    """An interval and its mean in drawing units, 0 in the middle."""

    low: float
    mean: float
    high: float


def dots(found: Calibration) -> tuple[Dot, ...]:
    """Place the bins of a calibration; the area of a dot grows with its rows."""
    most = max((one.rows for one in found.bins), default=1)
    return tuple(
        Dot(
            SAID.at(b.said), TRUE.at(b.true), round(2 + 4 * (b.rows / most) ** 0.5, 1), b.said, b.true, b.rows
        )
        for b in found.bins
    )


def polyline(points: Iterable[tuple[float, float]]) -> str:
    """Write points as the attribute of a polyline."""
    return " ".join(f"{x:g},{y:g}" for x, y in points)


def whisker(found: Interval, widest: float) -> Whisker:
    """Lay an interval on a line that reaches as far as ``widest`` to both sides."""
    axis = Axis(-widest, widest, *WHISKER)
    return Whisker(axis.at(found.low), axis.at(found.mean), axis.at(found.high))


def answers(head: Head, place: int, low: float, high: float) -> tuple[Floats, Floats]:
    """Return figures of one feature from ``low`` to ``high``, and the answer (n,) at each where all else is usual."""
    if isinstance(head, Curves):
        edges = head.edges[place]
        inner = edges[(edges > low) & (edges < high)]
        # a step stands upright: each edge is drawn with the height before it and the height from it on
        figures = np.concatenate([[low], np.repeat(inner, 2), [high]])
        heights = head.heights[place]
        levels = heights[np.searchsorted(edges, np.concatenate([[low], inner]), side="right")]
        shares = np.repeat(levels, 2)
    else:
        figures = np.linspace(low, high, _SAMPLES)
        rows = np.zeros((_SAMPLES, len(head.names)))
        rows[:, place] = figures
        shares = head.shares(rows)[:, place]
    return figures, 1.0 / (1.0 + np.exp(-(head.bias + shares)))


def heights(chances: Iterable[Floats]) -> Axis:
    """The axis that holds all curves, from one tenth to another, so that they can be compared."""
    every = [edge for one in chances for edge in (float(one.min()), float(one.max()))] or [0.0, 1.0]
    low, high = np.floor(min(every) * _TENTHS) / _TENTHS, np.ceil(max(every) * _TENTHS) / _TENTHS
    return Axis(float(low), float(high), HEIGHT, 0.0)


def drawn(figures: Floats, chances: Floats, high: Axis) -> str:
    """Write a feature's curve as the attribute of a polyline, from its first figure to its last."""
    wide = Axis(float(figures[0]), float(figures[-1]), 0.0, WIDTH)
    return polyline((wide.at(x), high.at(y)) for x, y in zip(figures.tolist(), chances.tolist(), strict=True))
