"""What came over plans, from the command line: told, and nothing changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from planner.agency_files import write_agency
from tests.api.cli.conftest import Corpu
from tests.planner.small_world import AGENCY


@pytest.fixture
def planned(corpu: Corpu, tmp_path: Path) -> Corpu:
    held = replace(
        AGENCY,
        solutions=tuple(one for one in AGENCY.solutions if one.code != "NOWHERE"),
        lifts=tuple(one for one in AGENCY.lifts if one.solution != "NOWHERE"),
    )
    write_agency(held, tmp_path / "agency")
    assert corpu("import", tmp_path / "agency").status == 0
    assert corpu("plan", "--all").status == 0
    return corpu


def test_what_would_be_touched_is_told_and_nothing_is_changed(planned: Corpu) -> None:
    before = planned("replan", "--json").json()
    assert (before["changed"], before["plans"]) == ([], 2)
    holders = planned("replan", "--cancelled", "CLASS-1", "--json").json()["changed"]
    assert [one["why"][0]["cause"] for one in holders] == ["cancelled"]
    moved = planned("replan", "--moved", "CLASS-1=2027-04-05..2027-04-09", "--json").json()["changed"]
    assert moved[0]["added"][0]["starts"] == "2027-04-05"
    told = planned("replan", "--cancelled", "CLASS-1")
    assert ("changed", str(len(holders))) in [tuple(line.split()) for line in told.out.splitlines() if line]
    assert planned("replan", "--json").json() == before


def test_what_cannot_be_read_or_cannot_be_is_told(planned: Corpu) -> None:
    assert planned("replan", "--seats", "CLASS-1=many").status == 2
    unknown = planned("replan", "--cancelled", "NONE")
    assert unknown.status != 0
    assert "NONE" in unknown.err
