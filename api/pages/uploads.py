"""Uploaded files, kept only between the preview and the decision to store, or for an hour."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from fastapi import UploadFile

from competency_models.errors import Fault, InputError

_KEPT_SECONDS = 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")
_NAME = re.compile(r"[\w.-]{1,80}\.(csv|xlsx|yaml)", re.IGNORECASE)


class Uploads:
    """A folder of uploads, one folder each, named by a random token that only the uploader's page knows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, files: Sequence[UploadFile]) -> tuple[str, Path]:
        """Keep files; their token and the path to read. Raises InputError for a file that is neither CSV nor XLSX."""
        self._forget_old()
        named = {_checked(file.filename or ""): file for file in files}
        token = secrets.token_hex(16)
        folder = self._folder / token
        folder.mkdir(mode=0o700, parents=True)
        for name, file in named.items():
            with (folder / name).open("wb") as target:
                shutil.copyfileobj(file.file, target)
        return token, _to_read(folder)

    def find(self, token: str) -> Path | None:
        """Find what was kept, or None when it is gone."""
        folder = self._folder / token
        return _to_read(folder) if _TOKEN.fullmatch(token) and folder.is_dir() else None

    def forget(self, token: str) -> None:
        """Delete what was kept."""
        if _TOKEN.fullmatch(token):
            shutil.rmtree(self._folder / token, ignore_errors=True)

    def _forget_old(self) -> None:
        oldest = time.time() - _KEPT_SECONDS
        for folder in self._folder.glob("*") if self._folder.is_dir() else ():
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)


def _checked(name: str) -> str:
    plain = name.replace("\\", "/").rsplit("/", 1)[-1].replace(" ", "_")
    if not _NAME.fullmatch(plain):
        raise InputError(
            [
                Fault(
                    file=plain[:80] or "–",
                    problem="This is neither an Excel workbook (.xlsx) nor a CSV file.",
                    remedy="Save the table as .xlsx or .csv and choose it again.",
                )
            ]
        )
    return plain


def _to_read(folder: Path) -> Path:
    books = sorted(folder.glob("*.[xX][lL][sS][xX]"))
    return books[0] if len(books) == 1 else folder
