"""A run whose process is killed comes to the undisturbed plan, once on each database; ten kills are in tests/soak."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.scenario import Scenario
from tests.api.demo_installation import demo_installation
from tests.soak.kill_runs import kill_runs

KILLS = 1


def test_a_run_that_is_killed_comes_to_the_same_plan(database_url: str, tmp_path: Path) -> None:
    with demo_installation(database_url, tmp_path / "data") as system:
        lives = kill_runs(system, Scenario("killed", system.clock.today().year, rounds=6), KILLS)
    assert len(lives.rounds) == KILLS
    assert lives.same
    lost = replace(lives.disturbed[-1], body=lives.disturbed[-1].body[:-1] + b"?")
    assert not replace(lives, disturbed=[lost]).same
