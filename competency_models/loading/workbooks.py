"""XLSX workbooks: cells by calamine, after the package has been checked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from competency_models.errors import Fault
from competency_models.loading import messages
from competency_models.loading.package_guard import (
    BadPackage,
    Package,
    column_number,
    extent,
    is_too_sparse,
    open_package,
)
from competency_models.loading.sheets import Sheet, fault_of_file, plain

GUIDE_SHEETS = ("guide", "lists")
"""Sheets of the template that explain; they are not read."""

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"""<(?:\w+:)?c\s([^<>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)""", re.DOTALL)
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]{1,3})([0-9]{1,7})["']""")
_IS_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HAS_VALUE = re.compile(rb"<(?:\w+:)?v[\s>]")


def read_workbook(path: Path, ignore: Collection[str] = ()) -> tuple[list[Sheet], list[Fault]]:
    """Read every sheet of a workbook but the template's own and those to be ignored; its own faults come second."""
    try:
        package = open_package(path)
        parts = _sheet_parts(package)
        for part in parts.values():
            _refuse_sparse(package.parts[part])
        return _read_sheets(path, package, parts, ignore), []
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
    return {name: part for name, part in parts.items() if part in package.parts}


def _refuse_sparse(part: bytes) -> None:
    rows, columns = extent(part)
    if is_too_sparse(part, rows, columns):
        raise BadPackage(messages.TOO_WIDE, rows=rows, columns=columns)


def _read_sheets(path: Path, package: Package, parts: dict[str, str], ignore: Collection[str]) -> list[Sheet]:
    workbook = CalamineWorkbook.from_filelike(package.repacked())
    sheets = []
    for name in workbook.sheet_names:
        if plain(name) in GUIDE_SHEETS or plain(name) in ignore or name not in parts:
            continue
        found = workbook.get_sheet_by_name(name)
        sheet = Sheet(file=path.name, title=name.strip(), sheet=name)
        sheet.rows = found.to_python(skip_empty_area=False)
        sheet.faults = _cell_faults(sheet, package.parts[parts[name]]) + _merged(sheet, found)
        sheets.append(sheet)
    return sheets


def _cell_faults(sheet: Sheet, part: bytes) -> list[Fault]:
    """Find the cells that calamine would give as empty though they are not: errors, and formulas never computed."""
    if not _IS_ERROR.search(part) and not _HAS_FORMULA.search(part):
        return []
    faults = []
    for attributes, content in _CELL.findall(part):
        message = None
        if _IS_ERROR.search(attributes):
            message = messages.ERROR_CELL
        elif _HAS_FORMULA.search(content) and not _HAS_VALUE.search(content):
            message = messages.FORMULA
        if message and (place := _PLACE.search(attributes)):
            letters, row = place[1].decode(), int(place[2])
            faults.append(sheet.fault(message, row, _column_name(sheet, letters)))
    return faults


def _column_name(sheet: Sheet, letters: str) -> str:
    """Name a column by its header, or by its letters where it has none."""
    number = column_number(letters.encode())
    header = sheet.rows[0] if sheet.rows else []
    name = str(header[number - 1]).strip() if number <= len(header) else ""
    return name or letters


def _merged(sheet: Sheet, found: CalamineSheet) -> list[Fault]:
    faults = []
    for (top, left), (bottom, right) in found.merged_cell_ranges or ():
        cells = f"{_letters(left)}{top + 1}:{_letters(right)}{bottom + 1}"
        column = _column_name(sheet, _letters(left))
        faults.append(sheet.fault(messages.MERGED, top + 1, column, cells=cells))
    return faults


def _letters(index: int) -> str:
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
