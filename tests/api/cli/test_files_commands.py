"""template → check → import → export, as a learning officer uses them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from api.demo.agency import demo_agency
from planner.agency_files import write_agency
from tests.api.cli.conftest import Corpu


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("files") / "agency.xlsx"
    write_agency(demo_agency(people_count=40), path)
    return path


def test_a_good_workbook_has_no_fault(corpu: Corpu, workbook: Path) -> None:
    said = corpu("check", workbook, "--json")
    assert said.status == 0
    assert said.json()["faults"] == []
    assert said.json()["rows"]["people"] == 40
    assert said.json()["advice"] == []


def test_importing_twice_adds_once(corpu: Corpu, workbook: Path) -> None:
    first, second = corpu("import", workbook, "--json").json(), corpu("import", workbook, "--json").json()
    assert first["tables"]["people"]["added"] == 40
    assert second["changes"] == 0
    assert second["tables"]["people"]["unchanged"] == 40


def test_what_is_exported_can_be_imported_again_without_a_change(
    corpu: Corpu, workbook: Path, tmp_path: Path
) -> None:
    corpu("import", workbook)
    for target in ("copy", "copy.xlsx"):
        assert corpu("export", tmp_path / target).status == 0
        assert corpu("import", tmp_path / target, "--json").json()["changes"] == 0


def test_what_no_plan_can_hold_is_told_though_it_is_no_fault(corpu: Corpu, tmp_path: Path) -> None:
    agency = demo_agency(people_count=30)
    first = agency.solutions[0]
    idle = replace(agency, lifts=tuple(lift for lift in agency.lifts if lift.solution != first.code))
    write_agency(idle, tmp_path / "idle.xlsx")
    for command in ("check", "import"):
        said = corpu(command, tmp_path / "idle.xlsx", "--json")
        assert said.status == 0
        (told,) = said.json()["advice"]
        assert first.name in told
        assert "lifts" in told


def test_every_fault_is_told_with_its_place_and_nothing_is_stored(corpu: Corpu, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    write_agency(demo_agency(people_count=30), folder)
    people = (folder / "people.csv").read_text(encoding="utf-8-sig").splitlines()
    people[1] = people[1].replace(people[1].split(",")[0], "123")
    people[2] = people[2].replace(",PNS,", ",PNSX,").replace(",PPPK,", ",PNSX,")
    (folder / "people.csv").write_text("\n".join(people), encoding="utf-8")
    for command in ("check", "import"):
        said = corpu(command, folder, "--json")
        assert said.status == 1
        places = {(fault["file"], fault["row"], fault["column"]) for fault in said.json()["faults"]}
        assert {("people.csv", 2, "nip"), ("people.csv", 3, "status")} <= places
        assert all(fault["problem"] and fault["remedy"] for fault in said.json()["faults"])
    said = corpu("check", folder)
    assert "people.csv row 2 column nip" in said.out
    assert corpu("plan", "--all", "--json").json()["people"] == 0


def test_a_file_that_is_not_there_is_a_fault_not_a_traceback(corpu: Corpu) -> None:
    said = corpu("check", "nowhere")
    assert said.status == 1
    assert "nowhere" in said.out
    assert "Traceback" not in said.out + said.err


def test_the_template_is_refused_only_for_being_empty(corpu: Corpu, tmp_path: Path) -> None:
    assert corpu("template", tmp_path / "agency.xlsx").status == 0
    said = corpu("check", tmp_path / "agency.xlsx", "--json")
    assert said.status in (0, 1)
    assert all("column" not in fault["problem"] for fault in said.json()["faults"])


def test_a_wrong_setting_is_named_with_its_mend(
    corpu: Corpu, workbook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CORPU_DATABASE_URL", "mysql://somewhere")
    said = corpu("import", workbook)
    assert said.status == 1
    assert "CORPU_DATABASE_URL" in said.err
    assert "Traceback" not in said.err
