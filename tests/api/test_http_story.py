"""The story of docs/http_story.py against a real server on each database."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from planner.access import PROGRAM
from planner.propose import propose
from planner.usecases import draft_journeys
from tests.api.demo_installation import demo_installation
from tests.api.live_server import ROOT, live_server


def test_from_an_employees_wish_to_an_active_plan(database_url: str, tmp_path: Path) -> None:
    with demo_installation(database_url, tmp_path / "data") as system:
        with system.open(write=False) as uow:
            employee = uow.accounts.named("pegawai")
        assert employee is not None
        assert employee.nip is not None
        proposals = propose(system.worlds.current().world, [employee.nip])
        draft_journeys(system.open(), PROGRAM, proposals, system.clock)

        with live_server(database_url, tmp_path / "data") as address:
            told = subprocess.run(
                [sys.executable, ROOT / "docs" / "http_story.py", address],
                capture_output=True,
                text=True,
                check=False,
            )

        assert told.returncode == 0, told.stdout + told.stderr
        assert [step for step in steps(told.stdout) if "takes" not in step[1]] == [
            ("200", "the employee withdraws the old plan"),
            ("201", "the employee asks for a plan"),
            ("200", "the officer has it drafted"),
            ("200", "the officer hands it in"),
            ("403", "the employee tries to approve"),
            ("200", "the officer approves"),
            ("412", "a second officer approves what they saw before"),
            ("428", "an approval that names no version"),
            ("200", "the employee starts the plan"),
            ("200", "the employee looks at it"),
        ]
        with system.open(write=False) as uow:
            journey = uow.journeys.of_person(employee.nip)[0]
            moves = [row.move for row in uow.decisions.of("journey", str(journey.id))]
        assert journey.state == "active"
        assert journey.items != journey.proposed
        assert moves == ["request", "draft", "edit", "submit", "approve", "activate"]


def steps(told: str) -> list[tuple[str, str]]:
    """The status and the words of each step that was told."""
    lines = (line.split("  ", 1) for line in told.splitlines() if line[:3].isdigit())
    return [(status, words.split(":")[0]) for status, words in lines]
