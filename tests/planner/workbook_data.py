"""Workbooks for tests: the good agency as XLSX, and ways to damage it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from planner.agency_files import write_agency
from tests.planner.agency_data import GOOD, read

SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def good_workbook(path: Path) -> Path:
    """Write the good agency as a workbook."""
    write_agency(read(GOOD), path)
    return path


def edited(path: Path, edit: Callable[[dict[str, Worksheet]], None]) -> Path:
    """Write the good agency as a workbook, then change its sheets."""
    book = openpyxl.load_workbook(good_workbook(path))
    edit({sheet.title: sheet for sheet in book.worksheets})
    book.save(path)
    return path


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Write the good agency as a workbook, then change its parts; None takes a part away."""
    good = io.BytesIO(good_workbook(path).read_bytes())
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            if (data := change(entry.filename, source.read(entry))) is not None:
                target.writestr(entry.filename, data)
    return path


def with_part(path: Path, name: str, data: bytes) -> Path:
    """Write the good agency as a workbook with one part replaced."""
    return rewritten(path, lambda part, old: data if part == name else old)


def with_cells(path: Path, rows: bytes) -> Path:
    """Write the good agency as a workbook whose first sheet holds these rows of XML."""
    return with_part(path, SHEET, HEAD + rows + TAIL)
