"""The README is true: every command in it runs, in a fresh environment, on a clean copy.

The test command is not run here: it is what ``.ci/run`` reads from the README and calls on a clean clone, so it is running now.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.demo.agency import demo_agency
from planner.agency_files import write_agency

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def block(marker: str) -> str:
    """Return the one command after the marker."""
    found = re.search(rf"<!-- {marker} -->\n```\n(.+?)\n```", README)
    assert found, f"the README has no {marker}"
    return found[1]


def corpu_commands() -> list[str]:
    """Return the lines of the README that call corpu on its own."""
    return [line for line in README.splitlines() if line.startswith("corpu ")]


@pytest.fixture(scope="module")
def clean_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy = tmp_path_factory.mktemp("clean") / "corpu"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    for name in listed.decode().split("\0"):
        if name and (ROOT / name).exists():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    return copy


def sh(command: str, cwd: Path, **more: str) -> str:
    """Run a command with nothing of this environment but what finds programs and packages."""
    keep = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("CORPU_", "PYTEST_", "VIRTUAL_ENV"))
    }
    keep["PATH"] = os.pathsep.join(
        part for part in keep["PATH"].split(os.pathsep) if not part.startswith(str(Path(sys.prefix)))
    )
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=cwd,
        env=keep | more,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-3000:]}\n{done.stderr[-6000:]}"
    return done.stdout


@pytest.mark.slow
def test_the_run_command_installs_and_plans_for_the_demo(clean_copy: Path) -> None:
    printed = sh(f"{block('run command')} --no-serve --json", clean_copy)
    figures = json.loads(printed.splitlines()[-1])
    assert figures["people"] == 500
    assert figures["proposed"] >= 0.95 * figures["people_with_gap"]
    assert figures["broken_rules"] == 0
    assert figures["model"]["serves"] == figures["model"]["trained"]


@pytest.mark.slow
def test_the_commands_for_an_agency_run_in_their_order(clean_copy: Path, tmp_path: Path) -> None:
    """The filled-in workbook is a small demo agency."""
    corpu = clean_copy / ".venv" / "bin" / "corpu"
    if not corpu.exists():
        sh(block("run command").rpartition("&&")[0].strip(), clean_copy)
    commands = corpu_commands()
    assert len(commands) >= 6
    for line in commands:
        if line == "corpu serve":
            continue  # endless; tests/api starts the server
        sh(f"{corpu.parent}/{line}", tmp_path, CORPU_TEST_PASSWORD="a-long-enough-password")
        if line.startswith("corpu template"):
            write_agency(demo_agency(people_count=40), tmp_path / "agency.xlsx")
