"""The house keeps its shape: linters, types, import contracts, sizes."""

from __future__ import annotations

import ast
import configparser
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("competency_models", "catalog", "planner", "api")
MODULES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def run(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"


def test_ruff_finds_nothing() -> None:
    run(sys.executable, "-m", "ruff", "check", ".")


def test_everything_is_formatted() -> None:
    run(sys.executable, "-m", "ruff", "format", "--check", ".")


def test_types_are_strict() -> None:
    run(sys.executable, "-m", "mypy")


def test_import_contracts_hold() -> None:
    run(str(Path(sys.executable).parent / "lint-imports"), "--no-cache")


def test_the_wheel_holds_exactly_the_packages_of_the_contracts() -> None:
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"][
        "wheel"
    ]["packages"]
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter")
    assert sorted(wheel) == sorted(contracts["importlinter"]["root_packages"].split())


def test_no_module_is_over_400_lines_and_the_median_is_near_80() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {str(path): n for path, n in lengths.items() if n > 400} == {}
    assert statistics.median(lengths.values()) <= 100


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), (
        "a module starts with one sentence about itself"
    )
