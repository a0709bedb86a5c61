"""CSV files: UTF-8 or Windows-1252, separated by commas, semicolons or tabs."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from competency_models.loading import messages
from competency_models.loading.sheets import MAX_COLUMNS, MEGABYTE, Sheet, fault_of_file, is_blank

MAX_CSV_MB = 100
ESCAPED = ("=", "+", "-", "@", "\t", "\r", "'")
"""A cell that begins so could be run as a formula by a spreadsheet; it is written with an apostrophe before it."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_STRAY = re.compile("[\udc80-\udcff]")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def read_csv(path: Path) -> Sheet:
    """Read a CSV file; what cannot be read stands in the sheet's faults. Raises OSError."""
    sheet = Sheet(file=path.name, title=path.stem)
    if path.stat().st_size > MAX_CSV_MB * MEGABYTE:
        sheet.faults.append(fault_of_file(path, messages.TOO_LARGE, limit=MAX_CSV_MB))
        return sheet
    text = _decode(path.read_bytes(), sheet)
    if text is not None:
        _split(text, sheet)
    return sheet


def unescape(cell: str) -> str:
    """Take away the apostrophe that protects a cell from being run as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(ESCAPED) else cell


def escape(cell: str) -> str:
    """Protect a cell from being run as a formula; ``unescape`` undoes it."""
    return "'" + cell if cell.startswith(ESCAPED) else cell


def _decode(data: bytes, sheet: Sheet) -> str | None:
    """Decode a file; broken UTF-8 keeps its stray bytes as lone surrogates, so that their cells can be named."""
    if data.startswith(_UTF16) or b"\0" in data.split(b"\n", 1)[0]:
        sheet.faults.append(sheet.fault(messages.BAD_ENCODING))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _MULTIBYTE.search(data):
            return data.decode("utf-8-sig", "surrogateescape")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        sheet.faults.append(sheet.fault(messages.BAD_ENCODING))
        return None


def _split(text: str, sheet: Sheet) -> None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        for row in reader:
            if len(row) > MAX_COLUMNS:
                sheet.faults.append(
                    sheet.fault(messages.TOO_MANY_COLUMNS, len(sheet.rows) + 1, limit=MAX_COLUMNS)
                )
                return
            sheet.rows.append([unescape(cell) if cell[:1] == "'" else cell for cell in row])
    except csv.Error:
        sheet.faults.append(sheet.fault(messages.BAD_QUOTES, len(sheet.rows) + 1))
        return
    if sheet.rows:
        _check_width(sheet)
    if not text.isascii() and _STRAY.search(text):
        _name_broken_cells(sheet)


def _name_broken_cells(sheet: Sheet) -> None:
    for number, row in enumerate(sheet.rows, start=1):
        for header, cell in zip(sheet.rows[0], row, strict=False):
            if _STRAY.search(cell):
                readable = _STRAY.sub("\N{REPLACEMENT CHARACTER}", cell)
                sheet.faults.append(sheet.fault(messages.BAD_UTF8, number, header, readable))


def _separator(text: str) -> str:
    header = text.split("\n", 1)[0]
    return max(",;\t", key=header.count)


def _check_width(sheet: Sheet) -> None:
    width = len(sheet.rows[0])
    for number, row in enumerate(sheet.rows, start=1):
        if len(row) != width:
            if not is_blank(row):
                sheet.faults.append(sheet.fault(messages.WRONG_WIDTH, number, cells=len(row), columns=width))
            sheet.rows[number - 1] = (row + [""] * width)[:width] if is_blank(row) else []
