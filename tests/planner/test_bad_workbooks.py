"""One broken workbook for each message that only a workbook or a file system can cause."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from competency_models.loading import messages
from competency_models.loading.messages import Message
from planner.agency_files import write_agency
from tests.planner.agency_data import GOOD, faults_of, read
from tests.planner.workbook_data import (
    HEAD,
    SHEET,
    TAIL,
    edited,
    good_workbook,
    rewritten,
    with_cells,
    with_part,
)

Edit = Callable[[dict[str, Worksheet]], None]

DAMAGED = f"agency.xlsx: {messages.NOT_A_WORKBOOK.problem} {messages.NOT_A_WORKBOOK.remedy}"


def set_cell(sheet: str, place: str, value: object) -> Edit:
    def edit(sheets: dict[str, Worksheet]) -> None:
        sheets[sheet][place] = value

    return edit


def test_the_good_agency_is_good_as_a_workbook_too(tmp_path: Path) -> None:
    assert read(good_workbook(tmp_path / "agency.xlsx")) == read(GOOD)


@pytest.mark.parametrize(
    ("edit", "place", "message"),
    [
        (set_cell("people", "A2", 197503121999031001), "[people] row 2 column nip", messages.NIP_NUMBER),
        (set_cell("people", "B2", date(2027, 1, 1)), "[people] row 2 column name", messages.NOT_TEXT),
        (set_cell("people", "B2", 1.5), "[people] row 2 column name", messages.NOT_TEXT),
        (set_cell("people", "B2", "=1+1"), "[people] row 2 column name", messages.FORMULA),
        (set_cell("people", "B2", "#REF!"), "[people] row 2 column name", messages.ERROR_CELL),
        (set_cell("offerings", "C2", 1e10), "[offerings] row 2 column starts", messages.DAY_AS_NUMBER),
        (
            set_cell("offerings", "C2", datetime(2027, 2, 15, 8, 30)),
            "[offerings] row 2 column starts",
            messages.DAY_WITH_TIME,
        ),
        (set_cell("offerings", "C2", time(8, 30)), "[offerings] row 2 column starts", messages.NOT_DAY),
        (set_cell("offerings", "E2", 25.5), "[offerings] row 2 column seats", messages.NOT_WHOLE),
        (set_cell("offerings", "E2", True), "[offerings] row 2 column seats", messages.NOT_WHOLE),
        (
            set_cell("offerings", "E2", timedelta(hours=30)),
            "[offerings] row 2 column seats",
            messages.NOT_WHOLE,
        ),
        (set_cell("solutions", "D2", 1e300), "[solutions] row 2 column hours", messages.TOO_BIG),
        (set_cell("people", "B2", None), "[people] row 2 column name", messages.EMPTY),
    ],
)
def test_a_cell_of_another_kind_is_named(edit: Edit, place: str, message: Message, tmp_path: Path) -> None:
    lines = [line for line in faults_of(edited(tmp_path / "agency.xlsx", edit)).splitlines() if place in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"agency.xlsx {place}")
    assert message.problem.split("{")[0] in lines[0]


def test_a_formula_with_its_result_is_read_as_its_result(tmp_path: Path) -> None:
    row = b'<row r="2"><c r="A2" t="str"><f>UPPER("bpsdm")</f><v>BPSDM</v></c><c r="B2" t="str"><v>Badan</v></c></row>'
    header = b'<row r="1"><c r="A1" t="str"><v>code</v></c><c r="B1" t="str"><v>name</v></c></row>'
    path = with_cells(tmp_path / "agency.xlsx", header + row)
    assert "[units]" not in faults_of(path)


def test_a_merged_header_is_named(tmp_path: Path) -> None:
    path = edited(tmp_path / "agency.xlsx", lambda sheets: sheets["careers"].merge_cells("A1:B1"))
    assert faults_of(path).splitlines() == [
        "agency.xlsx [careers]: The column 'to_job' is missing. "
        "Add it, or name the agency's own column for it in columns.yaml.",
        "agency.xlsx [careers] row 1 column from_job: Cells are merged (A1:B1). Unmerge them and fill in every cell.",
        "agency.xlsx [careers] row 1 column B: A column with values has no name. "
        "Write its name in the first row, or clear the column.",
    ]


def test_a_sheet_that_is_no_table_is_named(tmp_path: Path) -> None:
    def rename(sheets: dict[str, Worksheet]) -> None:
        sheets["assessments"].title = "asessment"

    assert faults_of(edited(tmp_path / "agency.xlsx", rename)) == (
        "agency.xlsx [asessment]: This is not a table of the agency's data. Did you mean 'assessments'? "
        "Rename it, remove it, or name it under 'ignore' in columns.yaml."
    )


def test_a_sheet_that_is_like_no_table_is_named(tmp_path: Path) -> None:
    def rename(sheets: dict[str, Worksheet]) -> None:
        sheets["careers"].title = "Sheet1"

    assert faults_of(edited(tmp_path / "agency.xlsx", rename)) == (
        "agency.xlsx [Sheet1]: This is not a table of the agency's data. "
        "Rename it, remove it, or name it under 'ignore' in columns.yaml."
    )


def test_two_sheets_of_one_table_are_named(tmp_path: Path) -> None:
    def rename(sheets: dict[str, Worksheet]) -> None:
        sheets["careers"].title = "Lifts "

    assert "The table 'lifts' is given twice, also by Lifts . Keep one of the two." in faults_of(
        edited(tmp_path / "agency.xlsx", rename)
    )


@pytest.mark.parametrize("name", ["agency", "agency.xlsx"])
def test_far_too_many_columns(name: str, tmp_path: Path) -> None:
    write_agency(read(GOOD), tmp_path / name)
    if name == "agency":
        (tmp_path / name / "units.csv").write_text("code,name" + "," * 300, encoding="utf-8")
    else:
        edited(tmp_path / name, set_cell("units", "KO1", "far"))
    lines = faults_of(tmp_path / name).splitlines()
    assert len(lines) == 1
    assert lines[0].endswith("The table has more than 300 columns. Remove the columns that are not needed.")


def test_a_column_name_near_no_other_is_named(tmp_path: Path) -> None:
    path = edited(tmp_path / "agency.xlsx", set_cell("units", "D1", "Alamat"))
    assert faults_of(path) == (
        "agency.xlsx [units] row 1 column Alamat: The column is not one of the table 'units'. "
        "Rename it, remove it, or name it under 'ignore' in columns.yaml."
    )


# Files that are no workbook, or hardly


def test_a_path_that_leads_nowhere(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "none") == (
        "none: There is no such file or folder. Give a folder of CSV files or one XLSX workbook."
    )


def test_a_path_that_cannot_be_opened(tmp_path: Path) -> None:
    assert "The file cannot be opened (File name too long)." in faults_of(tmp_path / ("a" * 300))


def test_a_file_of_another_kind(tmp_path: Path) -> None:
    path = tmp_path / "agency.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    assert faults_of(path) == (
        "agency.xls: This is neither a folder nor an XLSX workbook. "
        "Save it in Excel as 'Excel Workbook (.xlsx)', or give a folder of CSV files."
    )


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", b"\xd0\xcf\x11\xe0" * 200])
def test_bytes_that_are_no_workbook(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "agency.xlsx").write_bytes(data)
    assert faults_of(tmp_path / "agency.xlsx") == DAMAGED


@pytest.mark.parametrize(
    "part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", SHEET, "[Content_Types].xml"]
)
def test_a_workbook_without_one_of_its_parts(part: str, tmp_path: Path) -> None:
    path = rewritten(tmp_path / "agency.xlsx", lambda name, data: None if name == part else data)
    assert faults_of(path) in (DAMAGED, "")


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1"><v>1</v>',
        b'<row r="1"><c r="ZZZZZZ99999999999"><v>1</v></c></row>',
        b'<row r="4294967295"><c><v>1</v></c></row>',
        b'<row r="-1"><c><v>1</v></c></row>',
        b'<row r="1"><c r="XFE1"><v>1</v></c></row>',
        b'<row r="1"><c r="1A"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        b'<row r="1"><c r="A2"><v>1</v></c></row>',
        b'<c r="A1"><v>1</v></c>',
        b'<row r="1"><c r="A1" t="s"><v>999999</v></c></row>',
        b'</sheetData><mergeCells count="99999999999"><mergeCell ref="A1:B1"/></mergeCells><sheetData>',
        b'</sheetData><mergeCells><mergeCell ref="zz"/></mergeCells><sheetData>',
        "<row r='1'><c r='A1'><v>1</v></c></row>".encode("utf-16-le"),
    ],
)
def test_a_sheet_that_breaks_the_format(rows: bytes, tmp_path: Path) -> None:
    assert faults_of(with_cells(tmp_path / "agency.xlsx", rows)) == DAMAGED


# Files made to harm: each would fill the memory, or read a file of the server


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row><row r="1048576"/>',
        b"<row r='1'><c r='A1'><v>1</v></c><c r='XFD1'><v>1</v></c></row><row r='1048576'/>",
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>1</v></c></row>',
        b"<row>" + b"<c/>" * 16_000 + b"</row>" + b"<row/>" * 100_000 + b"<row><c><v>1</v></c></row>",
    ],
)
def test_cells_far_apart(rows: bytes, tmp_path: Path) -> None:
    text = faults_of(with_cells(tmp_path / "agency.xlsx", rows))
    assert messages.TOO_WIDE.remedy in text
    assert text.startswith("agency.xlsx: The sheet reaches to row 1")


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>',
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"])
def test_entities(part: str, declaration: bytes, tmp_path: Path) -> None:
    def declare(name: str, data: bytes) -> bytes:
        return data.replace(b"?>", b"?>" + declaration, 1) if name == part else data

    text = faults_of(rewritten(tmp_path / "agency.xlsx", declare))
    assert text == f"agency.xlsx: {messages.HAS_ENTITIES.problem} {messages.HAS_ENTITIES.remedy}"


def test_too_many_parts(tmp_path: Path) -> None:
    path = good_workbook(tmp_path / "agency.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/media/{number}", b"")
    assert faults_of(path).startswith("agency.xlsx: The workbook holds 20")
    assert messages.TOO_MANY_PARTS.remedy in faults_of(path)


def test_a_part_that_unpacks_too_large(tmp_path: Path) -> None:
    path = tmp_path / "agency.xlsx"
    good_workbook(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/x.xml", "w") as part,
    ):
        for _ in range(401):
            part.write(b" " * 1_000_000)
    assert path.stat().st_size < 1_000_000
    assert "The workbook unpacks to more than 400 MB." in faults_of(path)


def test_a_part_whose_stated_size_is_a_lie(tmp_path: Path) -> None:
    path = good_workbook(tmp_path / "agency.xlsx")
    data = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    path.write_bytes(data.replace(size, (10).to_bytes(4, "little")))
    assert faults_of(path) == DAMAGED


def test_one_long_text_shared_by_many_cells(tmp_path: Path) -> None:
    text = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>%b</t></si></sst>'
    cells = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 1001)
    )
    parts = {SHEET: HEAD + cells + TAIL, "xl/sharedStrings.xml": text % (b"a" * 1_000_000)}
    path = rewritten(tmp_path / "agency.xlsx", lambda name, data: parts.get(name, data))
    assert "The workbook unpacks to more than 400 MB." in faults_of(path)


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_count_that_would_reserve_all_memory(part: str, tmp_path: Path) -> None:
    def inflate(name: str, data: bytes) -> bytes:
        return data.replace(b'ount="', b'ount="99999999') if name == part else data

    assert faults_of(rewritten(tmp_path / "agency.xlsx", inflate)) == DAMAGED


@pytest.mark.parametrize("name", ["agency.xlsx", "people.csv"])
def test_a_file_too_large_to_open(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "agency"
    shutil.copytree(GOOD, folder)
    path = folder / name
    with path.open("wb") as file:
        file.truncate(101_000_000)
    given = path if name == "agency.xlsx" else folder
    assert faults_of(given) == (
        f"{name}: The file is larger than 100 MB. "
        "Split the data, or remove columns and sheets that are not needed."
    )


def test_a_workbook_locked_by_a_password(tmp_path: Path) -> None:
    with_part(tmp_path / "agency.xlsx", SHEET, b"")
    data = bytearray((tmp_path / "agency.xlsx").read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = 0
        while (start := data.find(signature, start)) >= 0:
            data[start + offset] |= 1
            start += 4
    (tmp_path / "agency.xlsx").write_bytes(data)
    assert faults_of(tmp_path / "agency.xlsx") == DAMAGED
