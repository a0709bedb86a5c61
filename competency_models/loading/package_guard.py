"""What must be known about a workbook before a reader is let at it.

An XLSX file is a zip of XML parts. Only the parts that hold cells are taken, within limits on their number and their
unpacked size, and put into a fresh zip in memory: nothing else in the file is ever unpacked or parsed. A sheet whose
few cells lie far apart is refused too, because readers hold the rectangle between them.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from competency_models.loading import messages
from competency_models.loading.messages import Message
from competency_models.loading.sheets import MEGABYTE

MAX_FILE_MB = 100
MAX_UNPACKED_MB = 400
MAX_PARTS = 2_000
MAX_CELLS = 30_000_000
SPARSE_BELOW = 1_000_000
"""A rectangle of fewer cells than this may be as empty as it likes."""

_NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    r"|xl/(workbook|styles|sharedStrings)\d*\.xml|xl/worksheets/[^/]+\.xml",
    re.IGNORECASE,
)
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{0,3})([0-9]{1,9})["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_UNPLACED = re.compile(rb"""<(?:\w+:)?c(?=[\s/>])(?![^<>]*\br\s*=)""")
_SLICE = 8 * MEGABYTE
_OVERLAP = 100


class BadPackage(Exception):
    """A workbook that must not be read, with the message to show."""

    def __init__(self, message: Message, **params: object) -> None:
        super().__init__(message.problem)
        self.message = message
        self.params = params


@dataclass(frozen=True, slots=True)
class Package:
    """A workbook's parts, by their path in the zip."""

    parts: dict[str, bytes]

    def repacked(self) -> io.BytesIO:
        """Give the parts as a zip again, without compression."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        buffer.seek(0)
        return buffer


def open_package(path: Path) -> Package:
    """Unpack what is needed of a workbook; raises ``BadPackage``, OSError."""
    if path.stat().st_size > MAX_FILE_MB * MEGABYTE:
        raise BadPackage(messages.TOO_LARGE, limit=MAX_FILE_MB)
    try:
        with zipfile.ZipFile(path) as archive:
            return Package(_parts(archive))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        LookupError,
    ) as error:
        raise BadPackage(messages.NOT_A_WORKBOOK) from error


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise BadPackage(messages.TOO_MANY_PARTS, count=len(entries), limit=MAX_PARTS)
    needed = [entry for entry in entries if _NEEDED.fullmatch(entry.filename)]
    room = MAX_UNPACKED_MB * MEGABYTE
    if sum(entry.file_size for entry in needed) > room:
        raise BadPackage(messages.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED_MB)
    parts: dict[str, bytes] = {}
    for entry in needed:
        data = archive.read(entry)
        room -= len(data)
        if room < 0:
            raise BadPackage(messages.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED_MB)
        _refuse_declarations(data)
        parts[entry.filename] = data
    return parts


def _refuse_declarations(data: bytes) -> None:
    if b"\0" in data:
        raise BadPackage(messages.NOT_A_WORKBOOK)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadPackage(messages.HAS_ENTITIES)


def extent(part: bytes) -> tuple[int, int]:
    """Bound the number of rows and columns that a sheet's cells span, from their references."""
    letters: set[bytes] = set()
    rows = len(_ROW.findall(part))
    for start in range(0, len(part), _SLICE):
        for column, row in set(_REFERENCE.findall(part, start, start + _SLICE + _OVERLAP)):
            letters.add(column)
            rows = max(rows, int(row))
    columns = max(map(column_number, letters), default=0)
    if _UNPLACED.search(part):
        columns += max(len(_UNPLACED.findall(row)) for row in _ROW.split(part))
    return rows, columns


def is_too_sparse(part: bytes, rows: int, columns: int) -> bool:
    """Tell whether the rectangle of a sheet's cells is far larger than the cells in it."""
    area = rows * columns
    return area > MAX_CELLS or (area > SPARSE_BELOW and area > 50 * part.count(b"<"))


def column_number(letters: bytes) -> int:
    """Give the number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
