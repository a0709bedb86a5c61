"""What must be known about a workbook before a reader is let at it.

An XLSX file is a zip of XML parts. Only the parts that hold cells are taken, within limits on their number and their
unpacked size, and put into a fresh zip in memory: nothing else in the file is ever unpacked or parsed. A sheet whose
few cells lie far apart is refused too, because readers hold the rectangle between them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.parsers.expat import ExpatError

from competency_models.loading import messages
from competency_models.loading.messages import Message
from competency_models.loading.sheet_scan import SheetScan, refuse_counts, scan_sheet
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
_SHARED = re.compile(rb"<(?:\w+:)?si\b")
_SHARED_INDEX = re.compile(rb"""\bt\s*=\s*["']s["'][^<>]*>\s*<(?:\w+:)?v[^<>]*>\s*([0-9]{1,9})""")


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
    data = io.BytesIO(path.read_bytes())
    try:
        with zipfile.ZipFile(data) as archive:
            return Package(_parts(archive))
    except BadPackage:
        raise
    except Exception as error:
        # A damaged zip makes the standard library raise almost anything (struct, zlib, unicode, index, I/O errors).
        raise BadPackage(messages.NOT_A_WORKBOOK) from error


def _parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MAX_PARTS:
        raise BadPackage(messages.TOO_MANY_PARTS, count=len(entries), limit=MAX_PARTS)
    needed = [entry for entry in entries if _NEEDED.fullmatch(entry.filename)]
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in needed):
        raise BadPackage(messages.NOT_A_WORKBOOK)
    room = MAX_UNPACKED_MB * MEGABYTE
    if sum(entry.file_size for entry in needed) > room:
        raise BadPackage(messages.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED_MB)
    parts: dict[str, bytes] = {}
    for entry in needed:
        data = archive.read(entry)
        room -= len(data)
        if room < 0:
            raise BadPackage(messages.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED_MB)
        _check(entry, data)
        parts[entry.filename] = data
    return parts


def _check(entry: zipfile.ZipInfo, data: bytes) -> None:
    if b"\0" in data:
        raise BadPackage(messages.NOT_A_WORKBOOK)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise BadPackage(messages.HAS_ENTITIES)
    if not entry.filename.startswith("xl/worksheets/"):
        refuse_counts(data)


def scan(package: Package, name: str) -> SheetScan:
    """Look a sheet over; raises ``BadPackage`` for one that would fill a reader's memory though the file is small."""
    part = package.parts[name]
    try:
        found = scan_sheet(part)
    except ExpatError as error:
        raise BadPackage(messages.NOT_A_WORKBOOK) from error
    area = found.rows * found.columns
    if area > MAX_CELLS or (area > SPARSE_BELOW and area > 20 * found.cells):
        raise BadPackage(messages.TOO_WIDE, rows=found.rows, columns=found.columns)
    shared = package.parts.get("xl/sharedStrings.xml", b"")
    if _text_volume(part, shared, found.shared) > MAX_UNPACKED_MB * MEGABYTE:
        raise BadPackage(messages.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED_MB)
    return found


def _text_volume(part: bytes, shared: bytes, cells: int) -> int:
    """Bound the bytes of text in a sheet's cells: many cells may share one long text, and readers copy it for each."""
    head, *texts = _SHARED.split(shared)
    lengths = [len(text) for text in texts]
    longest = max([len(head), *lengths])
    if longest * cells <= MAX_UNPACKED_MB * MEGABYTE:
        return longest * cells
    used = Counter(int(index) for index in _SHARED_INDEX.findall(part))
    found = sum(lengths[index] * count for index, count in used.items() if index < len(lengths))
    return found + longest * max(0, cells - used.total())
