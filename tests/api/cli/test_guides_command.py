"""``corpu guides``: a register in and out, told in figures, its faults in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.cli.conftest import Corpu

GOOD = Path(__file__).parents[2] / "data" / "good"
HEAD = "kind,nip,name,organisation,capacity,competencies\n"


@pytest.fixture
def register(corpu: Corpu, tmp_path: Path) -> Path:
    assert corpu("import", GOOD).status == 0
    folder = tmp_path / "register"
    folder.mkdir()
    (folder / "guides.csv").write_text(HEAD + "coach,,Widya,Lembaga,5,M.01:4\n", encoding="utf-8")
    return folder


def test_a_register_is_imported_changed_and_written(corpu: Corpu, register: Path, tmp_path: Path) -> None:
    nothing = {"added": 0, "changed": 0, "unchanged": 0, "left": 0}
    assert corpu("guides", "import", register, "--json").json() == nothing | {"added": 1}
    assert corpu("guides", "import", register, "--json").json() == nothing | {"unchanged": 1}
    rows = "coach,,Widya,Lembaga,7,M.01:4\ncoach,,Yoga,Lembaga,2,\n"
    (register / "guides.csv").write_text(HEAD + rows, encoding="utf-8")
    assert corpu("guides", "import", register, "--json").json() == nothing | {"added": 1, "changed": 1}
    assert corpu("guides", "export", tmp_path / "out").status == 0
    written = (tmp_path / "out" / "guides.csv").read_text(encoding="utf-8-sig")
    assert [line.split(",")[2] for line in written.splitlines()] == ["name", "Widya", "Yoga"]


def test_a_register_with_faults_is_not_imported(corpu: Corpu, register: Path, tmp_path: Path) -> None:
    (register / "guides.csv").write_text(HEAD + "coach,,,,5,M.99:4\n", encoding="utf-8")
    said = corpu("guides", "import", register)
    assert said.status == 1
    assert "There is no competency M.99." in said.out
    assert "Give the organisation" in said.out
    assert corpu("guides", "export", tmp_path / "out").status == 0
    assert len((tmp_path / "out" / "guides.csv").read_text().splitlines()) == 1


def test_an_empty_workbook_to_fill_in(corpu: Corpu, tmp_path: Path) -> None:
    assert corpu("guides", "template", tmp_path / "guides.xlsx", "--language", "en").status == 0
    assert (tmp_path / "guides.xlsx").stat().st_size > 1000
