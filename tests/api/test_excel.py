"""A table as a workbook, read back with another library."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from api.excel import Column, Sheet, answer, workbook
from api.i18n import translator

NIP = "198703152010121001"
MADE = datetime(2027, 1, 4, 2, 30, tzinfo=UTC)


def read_back(sheet: Sheet) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(workbook(sheet, translator("en"), "officer", MADE)))


def one_column(*values: object, kind: str = "text") -> Sheet:
    return Sheet("People", (Column("NIP", kind),), [(value,) for value in values], {"Unit": "All"})  # type: ignore[arg-type]


def test_a_nip_stays_text_of_18_digits() -> None:
    cell = read_back(one_column(NIP))["Data"]["A2"]
    assert (cell.value, cell.data_type, cell.number_format) == (NIP, "s", "@")


@pytest.mark.parametrize("text", ["=1+1", "+62811", "-5", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    cell = read_back(one_column(text))["Data"]["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value.strip() == text.strip()


def test_numbers_and_dates_stay_numbers_and_dates() -> None:
    assert read_back(one_column(1500000, kind="money"))["Data"]["A2"].value == 1500000
    assert read_back(one_column(date(2027, 1, 4), kind="date"))["Data"]["A2"].value == datetime(2027, 1, 4)


def test_an_empty_table_has_its_heading_and_nothing_else() -> None:
    rows = list(read_back(one_column())["Data"].values)
    assert rows == [("NIP",)]


def test_the_second_sheet_tells_who_when_and_which_filters() -> None:
    facts = dict(read_back(one_column(NIP))["About"].values)
    assert facts["Made by"] == "officer"
    assert facts["Unit"] == "All"
    assert "2027" in facts["Made on"]


def test_the_download_is_named_after_table_and_day() -> None:
    response = answer(one_column(NIP), translator("en"), "officer", MADE)
    assert response.headers["content-disposition"] == 'attachment; filename="people-2027-01-04.xlsx"'
