"""The house keeps its shape: linters, types, import contracts, sizes."""

from __future__ import annotations

import ast
import configparser
import re
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


def test_every_function_fits_on_a_screen() -> None:
    long = {
        f"{path.relative_to(ROOT)} {node.name}": node.end_lineno - node.lineno + 1
        for path in MODULES
        if "migrations" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno is not None
    }
    assert {name: lines for name, lines in long.items() if lines > 50} == {}
    assert statistics.median(long.values()) <= 10


def test_no_template_is_made_of_text_or_shows_text_as_markup() -> None:
    banned = re.compile(r"\|\s*safe\b|from_string|autoescape\s+false|autoescape=False|\beval\(|\bexec\(")
    sources = [*MODULES, *(path for path in (ROOT / "api" / "templates").rglob("*"))]
    found = {str(path): banned.findall(path.read_text(encoding="utf-8")) for path in sources}
    assert {path: words for path, words in found.items() if words} == {}
    assert {path.suffix for path in (ROOT / "api" / "templates").rglob("*")} == {".html"}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), (
        "a module starts with one sentence about itself"
    )
