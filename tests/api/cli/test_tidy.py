"""``corpu tidy`` removes old files that no task names, and no other."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from api.db import SqlUnitsOfWork, make_engine
from api.evidence_files import EvidenceFiles
from tests.api.cli.conftest import Corpu
from tests.papers import PDF
from tests.planner.test_activity_stories import Lived
from tests.small_agency import SetClock, settle


def test_what_was_taken_back_is_removed_after_a_day(
    corpu: Corpu, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORPU_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("CORPU_DATA_DIR", str(tmp_path / "data"))
    files, engine = EvidenceFiles(tmp_path / "data" / "evidence", 1_000), make_engine(sqlite_url)
    opened, clock = SqlUnitsOfWork(engine), SetClock()
    lived = Lived(opened, settle(opened(), clock), clock, files)
    task = lived.start().tasks[0].id
    for content in (PDF, PDF + b"%"):
        lived.bring(lived.sign.employee, task, content)
    lived.take_back(lived.sign.employee, task)
    assert len(list((tmp_path / "data" / "evidence").iterdir())) == 2
    assert corpu("tidy", "--json").json() == {"files_removed": 0}
    for path in (tmp_path / "data" / "evidence").iterdir():
        os.utime(path, (time.time() - 90_000,) * 2)
    assert corpu("tidy", "--json").json() == {"files_removed": 1}
    with opened(write=False) as uow:
        (kept,) = uow.activities.stored_files()
    assert files.read(kept) is not None
    engine.dispose()
