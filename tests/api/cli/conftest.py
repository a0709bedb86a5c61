"""Runs the real command in this process, in an empty folder of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.cli import main
from api.cli.output import figures, words


@dataclass(frozen=True)
class Said:
    """What a command printed and how it ended."""

    status: int
    out: str
    err: str

    def json(self) -> dict[str, Any]:
        """Standard output, which must be exactly one JSON object."""
        found: dict[str, Any] = json.loads(self.out)
        return found


Corpu = Callable[..., Said]


@pytest.fixture
def corpu(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Corpu:
    """Call the command: ``corpu("check", folder)``."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CORPU_LANGUAGE", "en")
    monkeypatch.setenv("CORPU_TODAY", "2027-01-04")

    def call(*words_: object) -> Said:
        capsys.readouterr()
        monkeypatch.setattr("sys.argv", ["corpu", *map(str, words_)])
        status = 0
        try:
            main()
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return Said(status, printed.out, printed.err)

    # Rich keeps the streams it was made with; let both follow the capture.
    monkeypatch.setattr(words, "_file", None)
    monkeypatch.setattr(figures, "_file", None)
    return call
