"""Ten kills of a run on each database. ``python -m pytest -s tests/soak/test_kill_runs.py``."""

from __future__ import annotations

from pathlib import Path

from planner.scenario import Scenario
from tests.api.demo_installation import demo_installation
from tests.soak.kill_runs import kill_runs

KILLS = 10


def test_ten_kills_leave_nothing_in_the_plan(database_url: str, tmp_path: Path) -> None:
    with demo_installation(database_url, tmp_path / "data") as system:
        lives = kill_runs(system, Scenario("killed", system.clock.today().year, rounds=20), KILLS)
    told = f"killed after rounds {lives.rounds}, {lives.seconds:.1f} s undisturbed"
    print(f"\n{database_url.split(':')[0]}: {told}")  # noqa: T201 - the figures are to be seen
    assert len(lives.rounds) == KILLS
    assert lives.same
