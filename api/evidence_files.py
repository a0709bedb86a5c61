"""Files brought as evidence, in a folder of ours: judged by their content, under names that nobody else chose."""

from __future__ import annotations

import hashlib
import io
import os
import re
import secrets
import zipfile
from collections.abc import Collection, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile

import puremagic

from planner.errors.papers import BadFile
from planner.ports import KeptFile

ZIP_ENTRIES_MAX = 5_000
ZIP_UNPACKED_MAX = 200_000_000
"""Entries and bytes of an office file's parts. Nothing is unpacked here; whoever opens the file is to be safe too."""

_PLAIN = ("application/pdf", "image/png", "image/jpeg")
_OFFICE: Mapping[str, str] = {
    "word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_OUR_NAME = re.compile(r"[0-9a-f]{32}")


class EvidenceFiles:
    """Implements planner.ports.FileStore in a folder that only this program's user reads."""

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._max = max_bytes

    def keep(self, content: bytes) -> KeptFile:
        """See the port."""
        if len(content) > self._max:
            raise BadFile("The file is larger than {limit} MB.", limit=self._max // 1_000_000)
        kind = kind_of(content)
        name = secrets.token_hex(16)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, prefix=".new-") as file:  # made with mode 0600
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            os.link(file.name, self._folder / name)
        return KeptFile(kind, len(content), hashlib.sha256(content).hexdigest(), name)

    def read(self, stored_as: str) -> bytes | None:
        """See the port."""
        path = self._folder / stored_as
        return path.read_bytes() if _OUR_NAME.fullmatch(stored_as) and path.is_file() else None

    def sweep(self, used: Collection[str], before: datetime) -> int:
        """See the port."""
        oldest = before.timestamp()
        unused = [
            path
            for path in self._folder.glob("*")
            if path.name not in used and path.stat().st_mtime < oldest and path.is_file()
        ]
        for path in unused:
            path.unlink(missing_ok=True)
        return len(unused)


def kind_of(content: bytes) -> str:
    """Return the media type that the content has, whatever the file is called. Raises BadFile for all but a few."""
    if not content:
        raise BadFile("The file is empty.")
    try:
        found = {match.mime_type for match in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        found = set()
    for kind in _PLAIN:
        if kind in found:
            return kind
    if content.startswith(b"PK\x03\x04"):
        return _office_kind(content)
    raise BadFile("This kind of file is not taken. Bring a PDF, PNG, JPEG, DOCX, XLSX or PPTX file.")


def _office_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = book.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise BadFile("The file is damaged.") from None
    if len(parts) > ZIP_ENTRIES_MAX or sum(part.file_size for part in parts) > ZIP_UNPACKED_MAX:
        raise BadFile("The file unpacks to more than a document would.")
    names = {part.filename for part in parts}
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise BadFile("The file has macros. Save it without them.")
    for main, kind in _OFFICE.items():
        if main in names and "[Content_Types].xml" in names:
            return kind
    raise BadFile("This kind of file is not taken. Bring a PDF, PNG, JPEG, DOCX, XLSX or PPTX file.")
