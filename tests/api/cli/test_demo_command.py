"""The demo: everyone with a gap is planned for or told why not, no rule is broken, and the plan is the same everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import postgres
from tests.api.cli.conftest import Corpu

PEOPLE = 60
"""The demo's own 500 are planned by the README's command, in ``tests/test_readme.py``."""

PROMISED = {"people", "people_with_gap", "proposed", "unplanned", "broken_rules", "plan_hash"}


def check(figures: dict[str, Any]) -> None:
    assert set(figures) >= PROMISED
    assert figures["people"] == PEOPLE
    assert figures["proposed"] >= 0.95 * figures["people_with_gap"]
    assert figures["proposed"] + sum(figures["unplanned"].values()) == figures["people_with_gap"]
    assert all(figures["unplanned"])
    assert figures["broken_rules"] == 0


@pytest.mark.slow
def test_the_demo_twice_in_fresh_databases_gives_the_same_plan(corpu: Corpu, tmp_path: Path) -> None:
    command = ("demo", "--no-serve", "--json", "--people", PEOPLE, "--folder")
    one = corpu(*command, tmp_path / "a", "--workers", 1).json()
    two = corpu(*command, tmp_path / "b", "--workers", 2).json()
    check(one)
    assert one["plan_hash"] == two["plan_hash"]
    assert one["model"] == two["model"]
    again = corpu(*command, tmp_path / "a").json()
    assert again["imported"] == 0
    assert again["drafted"] == 0
    assert again["plan_hash"] == one["plan_hash"]
    assert again["model"] == one["model"]


@pytest.mark.slow
@pytest.mark.postgresql
def test_the_demo_gives_the_same_plan_on_postgresql(
    corpu: Corpu, tmp_path: Path, postgresql: postgres.Cluster
) -> None:
    with postgresql.database() as url:
        there = corpu(
            "demo", "--no-serve", "--json", "--people", 60, "--folder", tmp_path / "a", "--database-url", url
        )
    here = corpu("demo", "--no-serve", "--json", "--people", 60, "--folder", tmp_path / "b")
    assert there.json()["plan_hash"] == here.json()["plan_hash"]
    assert there.json()["model"] == here.json()["model"]


def test_the_demo_prints_its_figures_and_a_journey_for_people(corpu: Corpu, tmp_path: Path) -> None:
    said = corpu("demo", "--no-serve", "--people", 40, "--folder", tmp_path / "a")
    assert said.status == 0
    assert "people_with_gap" in said.out
    assert "Learning solution" in said.out
