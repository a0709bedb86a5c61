"""Two plans for everybody side by side, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from api.excel import Column, Kind, Sheet
from api.pages.names import Names
from api.pages.run_words import TOTAL_NAMES
from api.pages.sheets_runs import model_name, month_name
from api.pages.views_runs import batch_name
from planner.everyone.compare import Comparison, Pair

_MONEY = frozenset({"cost"})
Measure = tuple[str, str, Kind]
"""A figure of a part: its title, its name, and what its cells hold."""


def compared_sheets(found: Comparison, names: Names) -> Mapping[str, Sheet]:
    """Every part of two plans side by side, by the name of its table."""
    t = names.t
    planned: Measure = (t("With a plan"), "planned", "number")
    levels: Measure = (t("Levels closed"), "levels", "number")
    hours: Measure = (t("Hours"), "hours", "number")
    filled: Measure = (t("Filled"), "filled", "number")
    used: Measure = (t("Used"), "used", "money")
    price: Measure = (t("One more is worth"), "price", "fine")

    def sheet(
        title: str, head: str, pairs: Iterable[Pair[Any]], name: Callable[[str], str], *measures: Measure
    ) -> Sheet:
        lines = [(name(one.key), *_figures(one, measures)) for one in pairs]
        return Sheet(title, [Column(head, width=50), *_columns(measures, names)], lines, {})

    by_model, by_month = (lambda key: model_name(key, names)), (lambda key: month_name(key, names))
    return {
        "totals": totals_sheet(found, names),
        "units": sheet(t("By unit"), t("Unit"), found.units, names.unit, planned, levels),
        "models": sheet(t("By model"), t("Model of learning"), found.models, by_model, hours, levels),
        "forms": sheet(t("By form"), t("Form"), found.forms, names.form, hours, levels),
        "months": sheet(t("By month of the start"), t("Month"), found.months, by_month, hours, levels),
        "batches": sheet(
            *(t("Seats"), t("Batch"), found.batches, lambda code: batch_name(code, names), filled, price)
        ),
        "purses": sheet(t("Budgets"), t("Unit, with all below it"), found.purses, names.unit, used, price),
    }


def totals_sheet(found: Comparison, names: Names) -> Sheet:
    """The sums of both plans; each row is counted in its own way, so its figures are written out."""
    t = names.t
    columns = (Column(t("Figure"), width=36), Column("1"), Column("2"), Column(t("Difference")))

    def text(key: str, figure: float | None) -> str:
        if figure is None:
            return ""
        return t.rupiah(figure) if key in _MONEY else t.number(figure, 1)

    rows = []
    for one in found.totals:
        change = _change(one.first, one.second)
        sign = "+" if change and change > 0 else "-" if change else ""
        told = sign + text(one.key, abs(change)) if change else text(one.key, change)
        rows.append((t(TOTAL_NAMES[one.key]), text(one.key, one.first), text(one.key, one.second), told))
    return Sheet(t("In short"), columns, rows, {})


def _columns(measures: Sequence[Measure], names: Names) -> list[Column]:
    difference = names.t("Difference")
    return [
        Column(title, kind, 16)
        for measure, _, kind in measures
        for title in (f"{measure}, 1", f"{measure}, 2", difference)
    ]


def _figures(pair: Pair[Any], measures: Sequence[Measure]) -> list[float | None]:
    found: list[float | None] = []
    for _, name, _ in measures:
        first, second = (getattr(one, name) if one else None for one in (pair.first, pair.second))
        found += [first, second, _change(first, second)]
    return found


def _change(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else second - first
