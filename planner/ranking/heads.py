"""One question's answer as a sum: log-odds = ``bias`` + one share a feature, so that every answer is explained exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from planner.problem import Floats

BLOCK = 4096
"""Rows whose shares are held at a time."""


class Head(Protocol):
    """Answers one question about pairs; shares are counted from the usual pair, whose log-odds are ``bias``."""

    @property
    def names(self) -> tuple[str, ...]:
        """The features (F,) it looks at, in the order of the columns."""
        ...

    @property
    def bias(self) -> float:
        """Log-odds of the usual pair."""
        ...

    def shares(self, values: Floats) -> Floats:
        """Signed share (N, F) of each feature in the log-odds of the rows (N, F)."""
        ...

    def stretched(self, slope: float, shift: float) -> Self:
        """The head whose log-odds are ``slope * log-odds + shift``: what a calibration does, still a sum."""
        ...

    def plain(self) -> dict[str, Any]:
        """The head's numbers as what JSON knows; ``read_head`` reads them back, bit for bit."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """A share is ``weight * (value - centre)``; (F,) each."""

    names: tuple[str, ...]
    weight: Floats
    centre: Floats
    bias: float

    def shares(self, values: Floats) -> Floats:
        """See ``Head``."""
        return (values - self.centre) * self.weight

    def stretched(self, slope: float, shift: float) -> Line:
        """See ``Head``."""
        return replace(self, weight=slope * self.weight, bias=slope * self.bias + shift)

    def plain(self) -> dict[str, Any]:
        """See ``Head``."""
        return {
            "kind": "line",
            "features": list(self.names),
            "weight": self.weight.tolist(),
            "centre": self.centre.tolist(),
            "bias": self.bias,
        }


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """A share is read off the feature's own step curve.

    ``edges[f]`` (E_f,) ascending cut the feature's values, ``heights[f]`` (E_f + 1,) are the shares between the cuts: a value
    equal to an edge lies to its right.
    """

    names: tuple[str, ...]
    edges: tuple[Floats, ...]
    heights: tuple[Floats, ...]
    bias: float

    def shares(self, values: Floats) -> Floats:
        """See ``Head``."""
        columns = np.empty((len(self.names), len(values)))
        for column, own, edges, heights in zip(
            columns, np.ascontiguousarray(values.T), self.edges, self.heights, strict=True
        ):
            column[:] = heights.take(_step(edges, own)) if len(edges) else heights[0]
        return columns.T

    def stretched(self, slope: float, shift: float) -> Curves:
        """See ``Head``."""
        heights = tuple(slope * part for part in self.heights)
        return replace(self, heights=heights, bias=slope * self.bias + shift)

    def plain(self) -> dict[str, Any]:
        """See ``Head``."""
        return {
            "kind": "curves",
            "features": list(self.names),
            "edges": [part.tolist() for part in self.edges],
            "heights": [part.tolist() for part in self.heights],
            "bias": self.bias,
        }


def log_odds(head: Head, values: Floats) -> Floats:
    """Log-odds (N,) of the rows (N, F). However many rows there are, shares of a few thousand are held at a time."""
    total = np.empty(len(values))
    for start in range(0, len(values), BLOCK):
        rows = slice(start, start + BLOCK)
        total[rows] = head.bias + head.shares(values[rows]).sum(axis=1)
    return total


def read_head(body: dict[str, Any]) -> Head:
    """Read a head from what ``plain`` gave. Raises KeyError, TypeError or ValueError where the numbers do not fit together."""
    names, bias = tuple(str(name) for name in body["features"]), float(body["bias"])
    if body["kind"] == "line":
        head: Head = Line(names, _column(body["weight"]), _column(body["centre"]), bias)
        sizes = [len(body["weight"]), len(body["centre"])]
    elif body["kind"] == "curves":
        edges = tuple(_column(part) for part in body["edges"])
        heights = tuple(_column(part) for part in body["heights"])
        head, sizes = Curves(names, edges, heights, bias), [len(edges), len(heights)]
        if any(len(h) != len(e) + 1 for e, h in zip(edges, heights, strict=True)):
            raise ValueError("a curve has one height more than edges")
    else:
        raise ValueError(f"unknown kind of head: {body['kind']}")
    if sizes != [len(names)] * 2:
        raise ValueError("one entry a feature")
    return head


def _step(edges: Floats, values: Floats) -> NDArray[np.integer[Any]]:
    """How many edges lie at or below each value (N,): of few edges, counting is ten times as fast as searching."""
    if len(edges) < 64:
        counted: NDArray[np.integer[Any]] = (edges[:, None] <= values).sum(axis=0, dtype=np.uint8)
        return counted
    return np.searchsorted(edges, values, side="right")


def _column(numbers: Sequence[float]) -> Floats:
    column = np.array(numbers, dtype=np.float64).reshape(-1)
    if not np.isfinite(column).all():
        raise ValueError("every number is finite")
    return column
