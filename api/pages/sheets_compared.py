"""Two plans for everybody side by side, as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from api.excel import Column, Kind, Sheet
from api.pages.names import Names
from api.pages.run_words import TOTAL_NAMES
from api.pages.sheets_runs import MODELS, model_name, month_name
from api.pages.views_runs import batch_name
from planner.everyone.compare import Comparison, Pair

_MONEY = frozenset({"cost"})


class Measure(NamedTuple):
    """A figure of a part: its title, its name, what its cells hold, and what it is where a plan has no such part."""

    title: str
    name: str
    kind: Kind = "number"
    absent: float | None = 0

    def of(self, part: object | None) -> float | None:
        """The figure of a part."""
        return self.absent if part is None else getattr(part, self.name)


def compared_sheets(found: Comparison, names: Names, *, every: bool) -> Mapping[str, Sheet]:
    """Every part of two plans side by side, by the name of its table: months and models in order, else what differs most.

    Without ``every`` row only what differs at all.
    """
    t = names.t
    people = (Measure(t("With a plan"), "planned"), Measure(t("Levels closed"), "levels"))
    learning = (Measure(t("Hours"), "hours"), people[1])
    price = Measure(t("One more is worth"), "price", "fine", None)
    seats, money = (Measure(t("Filled"), "filled"), price), (Measure(t("Used"), "used", "money"), price)
    models = sorted(found.models, key=lambda one: MODELS.index(one.key))

    def sheet(
        title: str,
        head: str,
        pairs: Sequence[Pair[Any]],
        name: Callable[[str, Names], str],
        measures: Sequence[Measure],
    ) -> Sheet:
        lines = [(name(one.key, names), *_figures(one, measures)) for one in pairs]
        return Sheet(title, [Column(head, width=50), *_columns(measures, names)], lines, {})

    def unit_name(code: str, names: Names) -> str:
        return names.unit(code)

    def form_name(key: str, names: Names) -> str:
        return names.form(key)

    units, forms = most_changed(found.units, people, every), most_changed(found.forms, learning, every)
    batches, purses = most_changed(found.batches, seats, every), most_changed(found.purses, money, every)
    return {
        "totals": totals_sheet(found, names),
        "units": sheet(t("By unit"), t("Unit"), units, unit_name, people),
        "models": sheet(t("By model"), t("Model of learning"), models, model_name, learning),
        "forms": sheet(t("By form"), t("Form"), forms, form_name, learning),
        "months": sheet(t("By month of the start"), t("Month"), found.months, month_name, learning),
        "batches": sheet(t("Seats"), t("Batch"), batches, batch_name, seats),
        "purses": sheet(t("Budgets"), t("Unit, with all below it"), purses, unit_name, money),
    }


def most_changed(pairs: Iterable[Pair[Any]], measures: Sequence[Measure], every: bool) -> list[Pair[Any]]:
    """The pairs whose figures differ most first; those that differ in nothing only where ``every`` one is asked for."""

    def changes(pair: Pair[Any]) -> list[float]:
        return [-abs(_change(one.of(pair.first), one.of(pair.second)) or 0) for one in measures]

    return sorted((pair for pair in pairs if every or any(changes(pair))), key=changes)


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
        told = ("+" if change and change > 0 else "") + text(one.key, change)
        rows.append((t(TOTAL_NAMES[one.key]), text(one.key, one.first), text(one.key, one.second), told))
    return Sheet(t("In short"), columns, rows, {})


def _columns(measures: Sequence[Measure], names: Names) -> list[Column]:
    return [
        Column(title, one.kind, 16)
        for one in measures
        for title in (f"{one.title}, 1", f"{one.title}, 2", names.t("Difference"))
    ]


def _figures(pair: Pair[Any], measures: Sequence[Measure]) -> list[float | None]:
    both = ((one.of(pair.first), one.of(pair.second)) for one in measures)
    return [figure for first, second in both for figure in (first, second, _change(first, second))]


def _change(first: float | None, second: float | None) -> float | None:
    return None if first is None or second is None else second - first
