"""Checked files and the faults found in them, kept until they are stored or fetched, at most an hour."""

from __future__ import annotations

import re
import secrets
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

_KEPT_SECONDS = 3600
_TOKEN = re.compile(r"[0-9a-f]{32}")
Files = Sequence[tuple[str, bytes]]
"""Name and content of each file."""


class Uploads:
    """One folder for each set of files, named by a random token that only its page knows."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, files: Files) -> str:
        """Keep files whose names are known to be safe; their token."""
        self._forget_old()
        token = secrets.token_hex(16)
        folder = self._folder / token
        folder.mkdir(mode=0o700, parents=True)
        for name, content in files:
            (folder / Path(name).name).write_bytes(content)
        return token

    def look(self, token: str) -> Files:
        """Return what was kept; empty when it is gone."""
        folder = self._folder / token
        if not _TOKEN.fullmatch(token) or not folder.is_dir():
            return ()
        return [(path.name, path.read_bytes()) for path in sorted(folder.iterdir())]

    def take(self, token: str) -> Files:
        """Return what was kept and forget it."""
        files = self.look(token)
        if files:
            shutil.rmtree(self._folder / token, ignore_errors=True)
        return files

    def _forget_old(self) -> None:
        oldest = time.time() - _KEPT_SECONDS
        for folder in self._folder.glob("*"):
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder, ignore_errors=True)
