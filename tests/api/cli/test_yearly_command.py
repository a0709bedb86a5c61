"""The plan of a year from the command line, as figures and as files that open."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from planner.agency_files import write_agency
from tests.api.cli.conftest import Corpu
from tests.api.documents.opened import text_of_docx, text_of_pdf
from tests.planner.small_world import AGENCY, ANI, BUDI


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


def test_a_year_s_plan_is_told_and_written_in_three_forms(planned: Corpu, tmp_path: Path) -> None:
    files = [tmp_path / f"plan.{ending}" for ending in ("docx", "pdf", "xlsx")]
    said = planned("yearly-plan", *files, "--json")
    figures = said.json()
    assert (figures["year"], figures["people"], figures["draft"]) == (2027, 3, True)
    assert figures["activities"] > 0
    assert said.err.count("written") == 3
    assert "KONSEP" in text_of_docx(files[0].read_bytes())
    assert "KONSEP" in text_of_pdf(files[1].read_bytes())
    assert len(PdfReader(io.BytesIO(files[1].read_bytes())).pages) >= 1
    book = openpyxl.load_workbook(files[2])
    assert {row[0] for row in book.worksheets[1].iter_rows(min_row=2, values_only=True)} <= {
        one.nip for one in AGENCY.people
    }
    assert book.worksheets[1]["A2"].data_type == "s"
    assert planned("yearly-plan", "--approved", "--json").json()["activities"] == 0


def test_the_analysis_is_told_and_written(planned: Corpu, tmp_path: Path) -> None:
    files = [tmp_path / f"akpk.{ending}" for ending in ("pdf", "xlsx")]
    figures = planned("yearly-plan", *files, "--analysis", "--json").json()
    assert (figures["people"], figures["short"], figures["levels"]) == (3, 2, 3)
    assert "ANALISIS KEBUTUHAN" in text_of_pdf(files[0].read_bytes())
    inventory = openpyxl.load_workbook(files[1]).worksheets[2]
    assert [row[0] for row in inventory.iter_rows(min_row=2, values_only=True)] == [ANI, BUDI]


def test_what_cannot_be_written_or_is_not_there_is_told(planned: Corpu, tmp_path: Path) -> None:
    said = planned("yearly-plan", tmp_path / "plan.odt")
    assert (said.status, "plan.odt" in "".join(said.err.split())) == (2, True)
    for words in (("--unit", "NOWHERE"), ("--run", "7")):
        said = planned("yearly-plan", *words)
        assert said.status == 1
        assert words[1] in said.err
