"""The gap map as a shaded table: pure functions from added-up gaps to rows, cells and shades."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from api.i18n import Translator
from planner.gap_map import GapMap

FEW = 14
"""Columns shown at first; wider tables are hard to read."""


class Measure(StrEnum):
    """What a cell tells."""

    SHARE = "share"
    MEAN = "mean"
    PEOPLE = "people"
    WEIGHTED = "weighted"


STEPS = {Measure.SHARE: (0.0, 0.2, 0.35, 0.5, 0.65, 0.8), Measure.MEAN: (0.0, 0.25, 0.5, 0.75, 1.0, 1.5)}
"""Upper ends of the shades 0…5, the last is everything above; absolute, so that two maps can be compared."""
_SHARES_OF_MOST = (0.0, 0.1, 0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A competency."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A figure, its text, its shade 0…6 and where it leads."""

    value: float
    text: str
    shade: int
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A unit, job or generation; a cell is None where the competency is required of nobody."""

    code: str
    name: str
    people: int
    cells: tuple[HeatCell | None, ...]
    href: str = ""
    total: bool = False


@dataclass(frozen=True, slots=True)
class HeatTable:
    """The table, with the shades' upper ends for the legend."""

    columns: tuple[HeatColumn, ...]
    rows: tuple[HeatRow, ...]
    legend: tuple[str, ...]
    left_out: int = 0


Link = Callable[[str, str], str]


def heat_table(
    found: GapMap,
    shown: Sequence[int],
    columns: Sequence[int],
    measure: Measure,
    t: Translator,
    name: Callable[[str], str],
    link: Link,
) -> HeatTable:
    """Draw some groups (rows of ``found``) against some competencies (its columns); groups without people are left out.

    ``link(group, competency)`` says where a cell leads, ``link(group, "")`` where a row leads.
    """
    values = _values(found, measure)
    ends = _ends(values[np.ix_(shown, columns)] if len(shown) and len(columns) else values[:0], measure)
    rows = []
    for group in shown:
        if not found.people[group]:
            continue
        code = found.groups[group]
        cells = tuple(
            _cell(found, group, k, float(values[group, k]), ends, measure, t, link) for k in columns
        )
        rows.append(HeatRow(code, found.names[group], int(found.people[group]), cells, link(code, "")))
    heads = tuple(HeatColumn(found.competencies[k], name(found.competencies[k])) for k in columns)
    return HeatTable(heads, tuple(rows), _legend(ends, measure, t))


def columns_of(found: GapMap, keep: Callable[[str], bool], every: bool) -> tuple[list[int], int]:
    """Choose columns: required of anybody and kept by the filter; those with most people short unless ``every``.

    Returns the columns in the competencies' order and how many were left out.
    """
    required = found.required.sum(axis=0)
    wanted = [k for k, code in enumerate(found.competencies) if required[k] and keep(code)]
    if every or len(wanted) <= FEW:
        return wanted, 0
    short = found.with_gap.max(axis=0)
    first = sorted(wanted, key=lambda k: (-int(short[k]), k))[:FEW]
    return sorted(first), len(wanted) - FEW


def shade(value: float, ends: Sequence[float]) -> int:
    """Return the shade of a value: 0 for nothing, 6 for the most."""
    return bisect_left(ends, value)


def _values(found: GapMap, measure: Measure) -> np.ndarray:
    match measure:
        case Measure.SHARE:
            return found.with_gap / np.maximum(found.required, 1)
        case Measure.MEAN:
            return found.mean_gap
        case Measure.PEOPLE:
            return found.with_gap.astype(np.float64)
    return found.weighted


def _ends(values: np.ndarray, measure: Measure) -> tuple[float, ...]:
    if measure in STEPS:
        return STEPS[measure]
    most = float(values.max()) if values.size else 0.0
    return tuple(most * share for share in _SHARES_OF_MOST)


def _cell(
    found: GapMap,
    group: int,
    column: int,
    value: float,
    ends: Sequence[float],
    measure: Measure,
    t: Translator,
    link: Link,
) -> HeatCell | None:
    required = int(found.required[group, column])
    if not required:
        return None
    short = t("{a} of {b} people are short", a=int(found.with_gap[group, column]), b=required)
    return HeatCell(
        value,
        write(value, measure, t),
        shade(value, ends),
        link(found.groups[group], found.competencies[column]),
        short,
    )


def write(value: float, measure: Measure, t: Translator) -> str:
    """Write a figure of the map."""
    match measure:
        case Measure.SHARE:
            return t.percent(value)
        case Measure.MEAN:
            return t.number(value, 2)
    return t.number(value, 1)


def _legend(ends: Sequence[float], measure: Measure, t: Translator) -> tuple[str, ...]:
    texts = [write(end, measure, t) for end in ends]
    return (
        t("none"),
        *(t("to {value}", value=text) for text in texts[1:]),
        t("above {value}", value=texts[-1]),
    )
