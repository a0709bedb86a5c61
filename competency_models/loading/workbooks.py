"""XLSX workbooks: cells by calamine, after the package has been checked."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from competency_models.errors import Fault
from competency_models.loading import messages
from competency_models.loading.package_guard import BadPackage, Package, open_package, scan
from competency_models.loading.sheet_scan import SheetScan, column_number, letters
from competency_models.loading.sheets import MAX_COLUMNS, Sheet, fault_of_file, plain

GUIDE_SHEETS = ("guide", "lists")
"""Sheets of the template that explain; they are not read."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(path: Path, ignore: Collection[str] = ()) -> tuple[list[Sheet], list[Fault]]:
    """Read every sheet of a workbook but the template's own and those to be ignored; its own faults come second."""
    try:
        package = open_package(path)
        parts = _sheet_parts(package)
        scans = {name: scan(package, part) for name, part in parts.items()}
        return _read_sheets(path, package, scans, ignore), []
    except BadPackage as error:
        return [], [fault_of_file(path, error.message, **error.params)]
    except (CalamineError, ParseError, DefusedXmlException, KeyError, ValueError, OverflowError):
        return [], [fault_of_file(path, messages.NOT_A_WORKBOOK)]
    except BaseException as error:
        # A panic inside the reader's Rust code is no subclass of Exception.
        if type(error).__name__ != "PanicException":
            raise
        return [], [fault_of_file(path, messages.NOT_A_WORKBOOK)]


def _sheet_parts(package: Package) -> dict[str, str]:
    """Map each sheet's name to its part."""
    workbook = fromstring(package.parts["xl/workbook.xml"])
    relations = fromstring(package.parts["xl/_rels/workbook.xml.rels"])
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", ""))).lstrip("/")
        for relation in relations
    }
    parts = {
        str(sheet.get("name")): targets[sheet.get(_RELATION)]
        for sheet in workbook.iter()
        if sheet.tag.endswith("}sheet")
    }
    return {name: part for name, part in parts.items() if part.startswith("xl/worksheets/")}


def _read_sheets(
    path: Path, package: Package, scans: dict[str, SheetScan], ignore: Collection[str]
) -> list[Sheet]:
    workbook = CalamineWorkbook.from_filelike(package.repacked())
    sheets = []
    for name in workbook.sheet_names:
        if plain(name) in GUIDE_SHEETS or plain(name) in ignore or name not in scans:
            continue
        found = workbook.get_sheet_by_name(name)
        sheet = Sheet(file=path.name, title=name.strip(), sheet=name)
        sheets.append(sheet)
        if (found.end or (0, 0))[1] >= MAX_COLUMNS:
            sheet.faults.append(sheet.fault(messages.TOO_MANY_COLUMNS, limit=MAX_COLUMNS))
            continue
        sheet.rows = found.to_python(skip_empty_area=False)
        sheet.faults = [*_dropped(sheet, scans[name]), *_merged(sheet, found)]
    return sheets


def _dropped(sheet: Sheet, seen: SheetScan) -> Iterator[Fault]:
    """Name the cells that calamine gives as empty though they are not: errors, and formulas never computed."""
    for column, row in seen.errors:
        yield sheet.fault(messages.ERROR_CELL, row, _column_name(sheet, column_number(column)))
    for column, row in seen.formulas:
        number = column_number(column)
        if sheet.cell(row, number) == "":
            yield sheet.fault(messages.FORMULA, row, _column_name(sheet, number))


def _merged(sheet: Sheet, found: CalamineSheet) -> Iterator[Fault]:
    for (top, left), (bottom, right) in found.merged_cell_ranges or ():
        cells = f"{letters(left + 1)}{top + 1}:{letters(right + 1)}{bottom + 1}"
        yield sheet.fault(messages.MERGED, top + 1, _column_name(sheet, left + 1), cells=cells)


def _column_name(sheet: Sheet, number: int) -> str:
    """Name a column by its header, or by its letters where it has none."""
    name = sheet.cell(1, number)
    return name.strip() if isinstance(name, str) and name.strip() else letters(number)
