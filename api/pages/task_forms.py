"""The papers of a task as a form: what stands in its fields, what is wrong with them, and what was typed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from starlette.datastructures import FormData

from api.i18n import Translator
from catalog.activity_stages import Document, Field
from planner.activities import Task
from planner.activities.papers import ROWS_MAX, Rows
from planner.errors.papers import PaperFault

_NAME = re.compile(r"p\.([a-z][a-z0-9_]*)\.(\d{1,3})\.([a-z][a-z0-9_]*)")
FILES = "files"
"""Where a fault about files leads to."""


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field of a row: its name in the form, its place on the page, what stands in it, and what is wrong."""

    field: Field
    name: str
    id: str
    value: str
    problem: str


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper as a form, with an empty row where nothing stands in it. ``problem`` is of the whole paper."""

    document: Document
    id: str
    rows: tuple[tuple[ShownField, ...], ...]
    problem: str


def shown_papers(
    task: Task, written: Mapping[str, Rows], faults: Iterable[PaperFault], t: Translator, more: str = ""
) -> tuple[ShownPaper, ...]:
    """Lay the papers of a task out as forms; the table ``more`` with one more row, to be filled in."""
    told = {place_of(fault): _problem(fault, t) for fault in faults}
    return tuple(
        _shown(document, written.get(document.key, ()), told, more=document.key == more)
        for document in task.stage.documents
        if document.contents
    )


def fault_list(faults: Iterable[PaperFault], t: Translator) -> dict[str, str]:
    """Return every fault in words, by the place on the page that it leads to."""
    return {place_of(fault): f"{_where(fault, t)}: {_problem(fault, t)}" for fault in faults}


def place_of(fault: PaperFault) -> str:
    """Return the place on the page that a fault leads to."""
    if not fault.document:
        return FILES
    return _id(fault.document, fault.row, fault.field) if fault.field else f"p-{fault.document}"


def typed_rows(task: Task, form: FormData) -> dict[str, Rows]:
    """Return what was typed into the papers of a task, by document and as it stood; other fields are left out."""
    found: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for name, value in form.multi_items():
        match = _NAME.fullmatch(name)
        if match and isinstance(value, str):
            found[match[1]][int(match[2])][match[3]] = value
    fillable = (document.key for document in task.stage.documents if document.contents)
    return {key: tuple(found[key][number] for number in sorted(found[key])) for key in fillable}


def without_row(rows: Rows, number: int) -> Rows:
    """Return the rows without one; they count from 1."""
    return tuple(row for place, row in enumerate(rows, 1) if place != number)


def _shown(document: Document, rows: Rows, told: Mapping[str, str], *, more: bool) -> ShownPaper:
    empty: Rows = ({},)
    lines = (*rows, *empty)[:ROWS_MAX] if document.repeats and more else rows or empty
    shown = tuple(
        tuple(_field(document.key, number, one, row.get(one.key, ""), told) for one in document.contents)
        for number, row in enumerate(lines, 1)
    )
    place = f"p-{document.key}"
    return ShownPaper(document, place, shown, told.get(place, ""))


def _field(document: str, row: int, one: Field, value: str, told: Mapping[str, str]) -> ShownField:
    place = _id(document, row, one.key)
    return ShownField(one, f"p.{document}.{row}.{one.key}", place, value, told.get(place, ""))


def _id(document: str, row: int, field: str) -> str:
    return f"p-{document}-{row}-{field}"


def _where(fault: PaperFault, t: Translator) -> str:
    name = t.name(fault)
    return t("{name} (row {row})", name=name, row=fault.row) if fault.row > 1 else name


def _problem(fault: PaperFault, t: Translator) -> str:
    return t(fault.problem, limit=t.number(fault.limit))
