"""Any table as a workbook: the rows on one sheet; who made it, when, and by which filters on another."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

import xlsxwriter
from starlette.responses import Response
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from api.i18n import Translator

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Kind = Literal["text", "number", "fine", "money", "percent", "date", "time"]
_NUMBER_FORMATS: Mapping[Kind, str] = {
    "text": "@",
    "number": "#,##0.##",
    "fine": "#,##0.0000",
    "money": '"Rp" #,##0',
    "percent": "0%",
    "date": "yyyy-mm-dd",
    "time": "yyyy-mm-dd hh:mm",
}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "remove_timezone": True,
}
LONGEST_TAB = 31
"""Signs that a workbook allows in the name of a sheet."""
_COULD_BE_FORMULA = re.compile(r"[=+\-@\t\r]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title in the reader's language, what its cells hold, and its width in characters."""

    title: str
    kind: Kind = "text"
    width: int = 18


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table to export. ``facts`` name the filters in force and whatever else one must know to read it."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[object]]
    facts: Mapping[str, str]


def workbook(sheet: Sheet, t: Translator, user: str, made: datetime, besides: Sequence[Sheet] = ()) -> bytes:
    """Write the workbook, with moments in the time zone of ``made``; ``besides`` are further tables, each under its title.

    Text is always text: a NIP keeps its digits and no cell can run as a formula.
    """
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, _OPTIONS) as book:
        book.set_properties({"title": sheet.title, "author": user, "created": made.replace(tzinfo=None)})
        _write_table(book, book.add_worksheet(t("Data")), sheet, made.tzinfo)
        for other in besides:
            _write_table(book, book.add_worksheet(other.title[:LONGEST_TAB]), other, made.tzinfo)
        _write_facts(book, book.add_worksheet(t("About")), sheet, t, user, made)
    return buffer.getvalue()


def answer(sheet: Sheet, t: Translator, user: str, made: datetime, besides: Sequence[Sheet] = ()) -> Response:
    """Answer with the workbook as a download named after the table and the day."""
    stem = re.sub(r"[^a-z0-9]+", "-", sheet.title.lower()).strip("-") or "data"
    name = f"{stem}-{made.date().isoformat()}.xlsx"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(workbook(sheet, t, user, made, besides), media_type=MEDIA_TYPE, headers=headers)


def _write_table(book: xlsxwriter.Workbook, target: Worksheet, sheet: Sheet, zone: tzinfo | None) -> None:
    heading = book.add_format(
        {"bold": True, "bg_color": "#E7F0FB", "bottom": 1, "text_wrap": True, "valign": "top"}
    )
    formats = {kind: book.add_format({"num_format": text}) for kind, text in _NUMBER_FORMATS.items()}
    quoted = book.add_format({"num_format": "@", "quote_prefix": True})
    for place, column in enumerate(sheet.columns):
        target.set_column(place, place, column.width, formats[column.kind])
        target.write_string(0, place, column.title, heading)
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            shown = value.astimezone(zone) if isinstance(value, datetime) else value
            _write_cell(target, last, place, shown, formats[column.kind], quoted)
    target.freeze_panes(1, 1)
    target.autofilter(0, 0, last, len(sheet.columns) - 1)
    target.set_landscape()
    target.set_paper(9)  # A4
    target.repeat_rows(0)
    target.fit_to_pages(1, 0)


def _write_cell(target: Worksheet, row: int, place: int, value: object, own: Format, quoted: Format) -> None:
    match value:
        case None | "":
            target.write_blank(row, place, None, own)
        case datetime() | date():
            target.write_datetime(row, place, value, own)
        case int() | float():
            target.write_number(row, place, value, own)
        case _:
            text = str(value)
            target.write_string(row, place, text, quoted if _COULD_BE_FORMULA.match(text) else own)


def _write_facts(
    book: xlsxwriter.Workbook, target: Worksheet, sheet: Sheet, t: Translator, user: str, made: datetime
) -> None:
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "quote_prefix": True})
    target.set_column(0, 0, 28)
    target.set_column(1, 1, 60)
    facts = {
        t("Table"): sheet.title,
        t("Made on"): t.datetime(made),
        t("Made by"): user,
        **(sheet.facts or {t("Filters"): t("none")}),
    }
    for row, (name, value) in enumerate(facts.items()):
        target.write_string(row, 0, name, bold)
        target.write_string(row, 1, value, text)
