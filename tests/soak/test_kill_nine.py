"""Acceptance 10 in full: 50 kills on each database. ``python -m pytest -s tests/soak/test_kill_nine.py``."""

from __future__ import annotations

from pathlib import Path

from tests.soak.kill_nine import kill_nine

KILLS = 50


def test_fifty_kills_lose_nothing_and_leave_nothing_half_done(database_url: str, tmp_path: Path) -> None:
    report = kill_nine(database_url, tmp_path / "data", KILLS)
    print(f"\n{database_url.split(':')[0]}: {report}")  # noqa: T201 - the figures are to be seen
    assert report.kills == KILLS
    assert report.interrupted >= KILLS
