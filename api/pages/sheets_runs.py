"""A plan for everybody in tables: what a page shows of each and its workbook has in full."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from api.excel import Column, Sheet
from api.pages.names import Names
from api.pages.run_words import CLASS_NAMES, RUN_STATE_NAMES
from api.pages.views_runs import LeftOutRow, RunRow, batch_name, why_out
from api.pages.words import BUCKET_NAMES
from catalog.solutions import Bucket
from planner.everyone.figures import Figures, Part

MODELS = tuple(bucket.value for bucket in Bucket)
"""The models of 70:20:10 in their order."""


def runs_sheet(rows: Iterable[RunRow], names: Names) -> Sheet:
    """Every scenario that was asked."""
    t = names.t
    columns = (
        Column(t("Number"), "number", 9),
        Column(t("Scenario"), width=40),
        Column(t("Year"), "number", 8),
        Column(t("State"), width=18),
        Column(t("What is assumed"), width=60),
        Column(t("People with a plan"), "number", 12),
        Column(t("From the best, at most"), "fine", 12),
        Column(t("Asked"), "time", 18),
        Column(t("By")),
    )
    lines = (
        (
            *(row.run.id, row.run.scenario.name, row.run.scenario.year, t(RUN_STATE_NAMES[row.run.state])),
            "; ".join(row.assumed),
            *((row.figures.planned, row.figures.gap) if row.figures else (None, None)),
            *(row.run.asked_at, row.run.asked_by),
        )
        for row in rows
    )
    return Sheet(t("Organisation plan"), columns, lines, {})


def units_sheet(found: Figures, names: Names) -> Sheet:
    """By unit, those with most people first."""
    t = names.t
    columns = (
        Column(t("Unit"), width=50),
        Column(t("People"), "number", 10),
        Column(t("With a plan"), "number", 12),
        Column(t("Levels missing"), "number", 12),
        Column(t("Levels closed"), "number", 12),
        Column(t("Share closed"), "percent", 12),
        Column(t("Items"), "number", 10),
        Column(t("Hours"), "number", 12),
        Column("JP", "number", 12),
        Column(t("Cost"), "money", 18),
    )
    rows = [
        (
            *(names.unit(one.unit), one.people, one.planned, one.missing, one.levels),
            *(_share(one.levels, one.missing), one.items, one.hours, one.jp, one.cost),
        )
        for one in sorted(found.units, key=lambda one: (-one.people, one.unit))
    ]
    return Sheet(t("By unit"), columns, rows, {})


def forms_sheet(found: Figures, names: Names) -> Sheet:
    """By form of learning, the most hours first."""
    parts = sorted(found.forms, key=lambda one: (-one.hours, one.key))
    return _parts(names.t("By form"), names.t("Form"), parts, names.form, names)


def models_sheet(found: Figures, names: Names) -> Sheet:
    """By model of 70:20:10."""
    t = names.t
    parts = sorted(found.models, key=lambda one: MODELS.index(one.key))
    return _parts(t("By model"), t("Model of learning"), parts, lambda key: model_name(key, names), names)


def months_sheet(found: Figures, names: Names) -> Sheet:
    """By the month in which items start."""
    t = names.t
    return _parts(
        t("By month of the start"), t("Month"), found.months, lambda key: month_name(key, names), names
    )


def batches_sheet(found: Figures, names: Names) -> Sheet:
    """Seats of every batch, those first of which one more is worth most."""
    t = names.t
    columns = (
        Column(t("Batch"), width=14),
        Column(t("Learning solution"), width=50),
        Column(t("Starts"), "date", 13),
        Column(t("Seats"), "number", 9),
        Column(t("Taken before"), "number", 10),
        Column(t("Filled by this plan"), "number", 12),
        Column(t("Share of seats filled"), "percent", 12),
        Column(t("One more seat is worth"), "fine", 14),
        *_interval(names),
    )
    rows = [
        (
            *(one.offering, names.solution(one.solution), one.starts, one.seats, one.held, one.filled),
            *(_share(one.held + one.filled, one.seats), one.price, one.low, one.high),
        )
        for one in sorted(found.batches, key=lambda one: (-one.price, -one.filled, one.starts, one.offering))
    ]
    return Sheet(t("Seats"), columns, rows, {})


def purses_sheet(found: Figures, names: Names) -> Sheet:
    """Every budget, those first of which one more million is worth most."""
    t = names.t
    columns = (
        Column(t("Unit, with all below it"), width=50),
        Column(t("Budget"), "money", 20),
        Column(t("Spent before"), "money", 20),
        Column(t("Used by this plan"), "money", 20),
        Column(t("Share used"), "percent", 12),
        Column(t("One more million rupiah is worth"), "fine", 16),
        *_interval(names),
    )
    rows = [
        (
            *(names.unit(one.unit), one.rupiah, one.held, one.used),
            *(_share(one.held + one.used, one.rupiah), one.price, one.low, one.high),
        )
        for one in sorted(found.purses, key=lambda one: (-one.price, -one.rupiah, one.unit))
    ]
    return Sheet(t("Budgets"), columns, rows, {})


def out_sheet(found: Figures, names: Names) -> Sheet:
    """Who is left out: how many of a unit, and why; the most first."""
    t = names.t
    columns = (
        Column(t("Unit"), width=50),
        Column(t("Why"), width=50),
        Column(t("People"), "number", 10),
    )
    rows = [
        (names.unit(one.unit), why_out(one.reason, names), one.people)
        for one in sorted(found.out, key=lambda one: (-one.people, one.unit, one.reason))
    ]
    return Sheet(t("Left out"), columns, rows, {})


def left_out_sheet(rows: Iterable[LeftOutRow], names: Names) -> Sheet:
    """Everybody without a plan."""
    t = names.t
    columns = (
        Column("NIP", width=21),
        Column(t("Name"), width=32),
        Column(t("Unit"), width=40),
        Column(t("Why"), width=50),
        Column(t("What would help"), width=80),
    )
    lines = ((row.nip, names.person(row.nip), names.unit(row.unit), row.why, row.mend) for row in rows)
    return Sheet(t("Left out"), columns, lines, {})


def classes_sheet(found: Figures, names: Names) -> Sheet:
    """Priority classes and what became of their people, the weightiest first."""
    t = names.t
    columns = (
        Column(t("Priority class"), width=40),
        Column(t("Weight"), "number", 9),
        Column(t("People"), "number", 10),
        Column(t("With a plan"), "number", 12),
        Column(t("Levels missing"), "number", 12),
        Column(t("Levels closed"), "number", 12),
        Column(t("Share closed"), "percent", 12),
    )
    rows = [
        (
            *(t(CLASS_NAMES.get(one.name, one.name)), one.weight, one.people, one.planned),
            *(one.missing, one.levels, _share(one.levels, one.missing)),
        )
        for one in sorted(found.goals.classes, key=lambda one: -one.weight)
    ]
    return Sheet(t("Priority classes"), columns, rows, {})


def caps_sheet(found: Figures, names: Names) -> Sheet:
    """Batches of which one unit might have taken more seats than its share."""
    t = names.t
    columns = (
        Column(t("Unit, with all below it"), width=50),
        Column(t("Batch"), width=50),
        Column(t("Seats at most"), "number", 12),
        Column(t("Filled by this plan"), "number", 12),
        Column(t("Share of the cap"), "percent", 12),
    )
    rows = [
        (
            *(names.unit(one.unit), batch_name(one.offering, names)),
            *(one.seats, one.filled, _share(one.filled, one.seats)),
        )
        for one in found.goals.caps
    ]
    return Sheet(t("Caps of units"), columns, rows, {})


TABLES: Mapping[str, Callable[[Figures, Names], Sheet]] = {
    "units": units_sheet,
    "forms": forms_sheet,
    "models": models_sheet,
    "months": months_sheet,
    "batches": batches_sheet,
    "purses": purses_sheet,
    "out": out_sheet,
    "classes": classes_sheet,
    "caps": caps_sheet,
}


def model_name(key: str, names: Names) -> str:
    """Name a model of 70:20:10."""
    return f"{key} · {names.t(BUCKET_NAMES[Bucket(key)])}"


def month_name(key: str, names: Names) -> str:
    """Name a month written as 2027-03."""
    day = date.fromisoformat(f"{key}-01")
    return f"{names.t.month(day.month)} {day.year}"


def reasons_out(found: Figures, names: Names) -> list[tuple[str, int]]:
    """How many are left out for each reason, the most first."""
    counts: Counter[str] = Counter()
    for one in found.out:
        counts[one.reason] += one.people
    return [(why_out(reason, names), people) for reason, people in counts.most_common()]


def _parts(title: str, head: str, parts: Iterable[Part], name: Callable[[str], str], names: Names) -> Sheet:
    t = names.t
    columns = (
        Column(head, width=40),
        Column(t("People"), "number", 10),
        Column(t("Items"), "number", 10),
        Column(t("Hours"), "number", 12),
        Column("JP", "number", 12),
        Column(t("Levels closed"), "number", 12),
        Column(t("Cost"), "money", 18),
    )
    rows = [(name(one.key), one.people, one.items, one.hours, one.jp, one.levels, one.cost) for one in parts]
    return Sheet(title, columns, rows, {})


def _interval(names: Names) -> tuple[Column, Column]:
    return Column(names.t("at least"), "fine", 11), Column(names.t("at most"), "fine", 11)


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
