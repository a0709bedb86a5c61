"""What is written is read again; an agency's own names; the template."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings

from competency_models.frameworks import national_competencies
from competency_models.loading.csv_files import escape, unescape
from planner.agency import Agency
from planner.agency_files import TABLES, write_agency, write_template
from tests.planner.agency_data import DATA, FORMS, GOOD, JOB_CLASSES, faults_of, read
from tests.planner.agency_strategies import TEMPTING, agencies
from tests.planner.workbook_data import good_workbook


@settings(max_examples=40, deadline=None)
@given(agency=agencies())
@pytest.mark.parametrize("name", ["agency", "agency.xlsx"])
def test_what_is_written_is_read_again(name: str, agency: Agency) -> None:
    with tempfile.TemporaryDirectory() as folder:
        write_agency(agency, Path(folder) / name)
        assert read(Path(folder) / name) == agency


@pytest.mark.parametrize("text", [*TEMPTING, "\tx", "\rx", "plain", "'", ""])
def test_no_cell_of_a_csv_file_can_run_as_a_formula(text: str) -> None:
    assert not escape(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unescape(escape(text)) == text


def test_the_nip_is_text_in_the_workbook(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(good_workbook(tmp_path / "agency.xlsx"))["people"]
    assert [sheet.cell(row, 1).value for row in (2, 3)] == ["197503121999031001", "198811052012122002"]
    assert sheet["A2"].data_type == "s"


def test_text_like_a_formula_is_text_in_the_workbook(tmp_path: Path) -> None:
    agency = read(GOOD)
    path = tmp_path / "agency.xlsx"
    write_agency(with_first_unit_named(agency, "=HYPERLINK(A1)"), path)
    cell = openpyxl.load_workbook(path)["units"]["B2"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(A1)", "s")


def with_first_unit_named(agency: Agency, name: str) -> Agency:
    return replace(agency, units=(replace(agency.units[0], name=name), *agency.units[1:]))


def test_the_national_competencies_are_built_in() -> None:
    codes = {competency.code for competency in read(GOOD).competencies}
    assert {competency.code for competency in national_competencies()} < codes


def test_rows_come_sorted_by_their_key() -> None:
    people = read(GOOD).people
    assert list(people) == sorted(people, key=lambda person: person.nip)


def test_an_agency_may_use_its_own_names() -> None:
    """Its own sheet and column names, its own words, semicolons, a decimal comma, Windows' encoding."""
    agency = read(DATA / "own_names")
    assert [(person.name, person.status.value) for person in agency.people] == [
        ("Bambang Setiawan", "PNS"),
        ("José Ximenes", "PPPK"),
    ]
    assert agency.standards[0].weight == 1.5


def test_a_workbook_takes_its_names_from_the_file_beside_it(tmp_path: Path) -> None:
    path = good_workbook(tmp_path / "agency.xlsx")
    book = openpyxl.load_workbook(path)
    book["people"].title = "DATA PEGAWAI"
    book["DATA PEGAWAI"]["A1"] = "NIP BARU"
    book.create_sheet("Catatan")["A1"] = "not ours"
    book.save(path)
    assert "DATA PEGAWAI" in faults_of(path)
    names = "tables:\n  people: {sheet: DATA PEGAWAI, columns: {nip: NIP BARU}}\nignore: [Catatan]\n"
    (tmp_path / "agency.columns.yaml").write_text(names, encoding="utf-8")
    assert read(path) == read(GOOD)


def test_a_fault_names_the_agency_s_own_column(tmp_path: Path) -> None:
    for file in (DATA / "own_names").iterdir():
        (tmp_path / file.name).write_bytes(
            file.read_bytes().replace(b"197503121999031001", b"19750312199903100")
        )
    assert "pegawai.csv row 2 column NIP BARU" in faults_of(tmp_path)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_template_explains_every_column_and_offers_the_choices(language: str, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, FORMS, JOB_CLASSES, language)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["guide", *(table.name for table in TABLES), "lists"]
    explained = {(row[0].value, row[1].value) for row in book["guide"].iter_rows(min_row=2)}
    for table in TABLES:
        sheet = book[table.name]
        header = [cell.value for cell in sheet[1]]
        assert header == [column.name for column in table.columns]
        assert all(cell.comment for cell in sheet[1])
        assert {(table.name, name) for name in header} <= explained
    rules = {str(rule.sqref): rule.formula1 for rule in book["people"].data_validations.dataValidation}
    assert rules["E2:E5001"] == '"PNS,PPPK"'
    assert book["people"].column_dimensions["A"].number_format == "@"


def test_the_filled_template_is_read(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    write_template(path, FORMS, JOB_CLASSES)
    assert "The table 'people' has a header but no rows." in faults_of(path)
    book, good = openpyxl.load_workbook(path), openpyxl.load_workbook(good_workbook(tmp_path / "good.xlsx"))
    for table in TABLES:
        for row in good[table.name].iter_rows(min_row=2):
            for cell in row:
                book[table.name][cell.coordinate].value = cell.value
    book.save(path)
    assert read(path) == read(GOOD)
