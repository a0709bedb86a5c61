"""The empty workbook that an agency fills in: explanations, drop-downs, a hint on every column."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from competency_models.loading.cells import Choice, Day, Kind, Nip, Number, Whole, YesNo
from competency_models.loading.tables import Column, Table
from competency_models.loading.writing import XLSX_OPTIONS, replacing

FILLED_ROWS = 5_000
"""Rows that get drop-downs and formats; more rows may be filled in without them."""

_WORDS = {
    "id": ("Tabel", "Kolom", "Wajib", "Isi", "Contoh", "Penjelasan", "ya", "tidak"),
    "en": ("Table", "Column", "Required", "Holds", "Example", "Explanation", "yes", "no"),
}


def write_table_template(
    path: Path, tables: Sequence[Table], vocabularies: Mapping[str, Collection[str]], language: str = "id"
) -> None:
    """Write the workbook: sheet ``guide`` explains, one sheet a table, hidden sheet ``lists`` feeds drop-downs. OSError."""
    with replacing(path) as part, xlsxwriter.Workbook(part, XLSX_OPTIONS) as book:
        _write_guide(book, tables, language)
        sources = _references(tables)
        sheets = [(table, book.add_worksheet(table.name)) for table in tables]
        sources.update(_write_lists(book, vocabularies))
        for table, sheet in sheets:
            _write_table(book, sheet, table, sources, language)


def _explanation(column: Column, language: str) -> str:
    return column.indonesian if language == "id" else column.english


def _kind_name(kind: Kind, language: str) -> str:
    return kind.name[0 if language == "id" else 1]


def _write_guide(book: Any, tables: Sequence[Table], language: str) -> None:
    *heads, yes, no = _WORDS[language]
    sheet = book.add_worksheet("guide")
    bold = book.add_format({"bold": True, "bottom": 1})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, (head, width) in enumerate(zip(heads, (16, 18, 9, 34, 30, 70), strict=True)):
        sheet.write_string(0, place, head, bold)
        sheet.set_column(place, place, width, wrap)
    sheet.freeze_panes(1, 0)
    row = 1
    for table in tables:
        about = table.indonesian if language == "id" else table.english
        for place, text in enumerate((table.name, "", yes if table.required else no, "", "", about)):
            sheet.write_string(row, place, text, bold)
        row += 1
        for column in table.columns:
            cells = (
                table.name, column.name, yes if column.required else no, _kind_name(column.kind, language),
                column.example, _explanation(column, language),
            )  # fmt: skip
            for place, text in enumerate(cells):
                sheet.write_string(row, place, text)
            row += 1


def _references(tables: Sequence[Table]) -> dict[str, str]:
    return {table.name: f"={table.name}!$A$2:$A${FILLED_ROWS + 1}" for table in tables}


def _write_lists(book: Any, vocabularies: Mapping[str, Collection[str]]) -> dict[str, str]:
    sheet = book.add_worksheet("lists")
    sheet.hide()
    sources = {}
    for place, (name, words) in enumerate(vocabularies.items()):
        sheet.write_string(0, place, name)
        for row, word in enumerate(sorted(words), start=1):
            sheet.write_string(row, place, word)
        if words:
            letter = chr(ord("A") + place)
            sources[name] = f"=lists!${letter}$2:${letter}${len(words) + 1}"
    return sources


def _write_table(book: Any, sheet: Any, table: Table, sources: Mapping[str, str], language: str) -> None:
    required = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DCE6F1"})
    optional = book.add_format({"bottom": 1})
    text = book.add_format({"num_format": "@"})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 0)
    for place, column in enumerate(table.columns):
        kind = column.kind
        cells = day if isinstance(kind, Day) else None if isinstance(kind, Number | Whole) else text
        sheet.set_column(place, place, 22 if isinstance(kind, Nip) else max(14, len(column.name) + 2), cells)
        sheet.write_string(0, place, column.name, required if column.required else optional)
        note = f"{_explanation(column, language)}\n{_kind_name(kind, language)}"
        sheet.write_comment(0, place, note, {"x_scale": 2})
        if rule := _validation(column, sources):
            sheet.data_validation(1, place, FILLED_ROWS, place, rule)


def _validation(column: Column, sources: Mapping[str, str]) -> dict[str, Any] | None:
    """Say what Excel lets in; references only warn, for built-in keys stand in no sheet."""
    kind = column.kind
    if isinstance(kind, Choice):
        return {"validate": "list", "source": list(kind.choices)}
    if isinstance(kind, YesNo):
        return {"validate": "list", "source": ["yes", "no"]}
    if column.reference in sources:
        return {"validate": "list", "source": sources[column.reference], "error_type": "information"}
    if isinstance(kind, Whole):
        return {"validate": "integer", "criteria": "between", "minimum": kind.low, "maximum": kind.high}
    if isinstance(kind, Number):
        return {"validate": "decimal", "criteria": "between", "minimum": kind.low, "maximum": kind.high}
    if isinstance(kind, Nip):
        return {"validate": "length", "criteria": "==", "value": 18}
    return None
