"""Writing tables: a folder of CSV files, or one XLSX workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any

import xlsxwriter

from competency_models.loading.cells import Day, Number, Whole
from competency_models.loading.csv_files import escape
from competency_models.loading.tables import Column, Table

XLSX_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_csv_folder(folder: Path, tables: Sequence[Table], records: Mapping[str, Iterable[Any]]) -> None:
    """Write each table as ``NAME.csv`` in UTF-8; text that a spreadsheet could run as a formula is protected. OSError."""
    for table in tables:
        path = folder / f"{table.name}.csv"
        with replacing(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(column.name for column in table.columns)
            for row in _rows(table, records[table.name]):
                writer.writerow(
                    "" if value is None else escape(column.kind.show(value))
                    for column, value in zip(table.columns, row, strict=True)
                )


def write_workbook(path: Path, tables: Sequence[Table], records: Mapping[str, Iterable[Any]]) -> None:
    """Write each table as a sheet; text stays text, whatever it begins with. Raises OSError."""
    with replacing(path) as part, xlsxwriter.Workbook(part, XLSX_OPTIONS) as book:
        head = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table in tables:
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for place, column in enumerate(table.columns):
                sheet.write_string(0, place, column.name, head)
                sheet.set_column(place, place, max(12, len(column.name) + 2))
            for number, row in enumerate(_rows(table, records[table.name]), start=1):
                for place, (column, value) in enumerate(zip(table.columns, row, strict=True)):
                    _write_cell(sheet, number, place, column, value, day)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path to write to that takes the place of ``path`` when all has been written, and is gone otherwise."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _rows(table: Table, records: Iterable[Any]) -> Iterable[Sequence[object]]:
    take_apart = table.values or attrgetter(*(column.name for column in table.columns))
    return map(take_apart, records)


def _write_cell(sheet: Any, row: int, place: int, column: Column, value: object, day: object) -> None:
    if value is None or value == "":
        return
    if isinstance(column.kind, Day) and isinstance(value, date):
        sheet.write_datetime(row, place, value, day)
    elif isinstance(column.kind, Number | Whole):
        sheet.write_number(row, place, value)
    else:
        sheet.write_string(row, place, column.kind.show(value))
