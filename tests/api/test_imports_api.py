"""Files handed in over HTTP: every fault at once, all or nothing, no rights gained, and out again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from httpx2 import Response
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from planner.agency import Agency
from tests.api.doors import Doors
from tests.small_agency import ANI

GOOD = {path.name: path.read_bytes() for path in (Path(__file__).parents[1] / "data" / "good").glob("*.csv")}
PREVIEW, IMPORT = "/api/v1/imports/preview", "/api/v1/imports"


@pytest.fixture
def administrator(doors: Doors) -> TestClient:
    return doors.visitor(doors.sign.administrator)


def send(visitor: TestClient, path: str, *files: tuple[str, bytes], **headers: str) -> Response:
    answer: Response = visitor.post(path, files=[("files", one) for one in files], headers=headers)
    return answer


def stored(doors: Doors) -> tuple[int, Agency]:
    with doors.system.open(write=False) as uow:
        return uow.agency.revision(), uow.agency.load()


def with_cell(name: str, old: str, new: str) -> Sequence[tuple[str, bytes]]:
    """The good files with one text replaced in one of them."""
    assert old.encode() in GOOD[name]
    return [*({**GOOD, name: GOOD[name].replace(old.encode(), new.encode(), 1)}.items())]


def test_a_preview_tells_what_would_change_and_stores_nothing(
    doors: Doors, administrator: TestClient
) -> None:
    before = stored(doors)
    told = send(administrator, PREVIEW, *GOOD.items())
    assert told.status_code == 200, told.text
    people = told.json()["tables"]["people"]
    assert people["rows"] == people["added"] + people["changed"] + people["unchanged"] > 0
    assert people["left"] == len(before[1].people)
    assert stored(doors) == before


def test_an_import_stores_what_the_preview_told_and_again_changes_nothing(
    doors: Doors, administrator: TestClient
) -> None:
    told = send(administrator, PREVIEW, *GOOD.items()).json()
    done = send(administrator, IMPORT, *GOOD.items())
    assert (done.status_code, done.json()) == (201, told)
    first = stored(doors)
    again = send(administrator, IMPORT, *GOOD.items()).json()["tables"]
    assert all(table["added"] == table["changed"] == 0 for table in again.values())
    assert stored(doors)[1] == first[1]
    latest = administrator.get(IMPORT).json()["items"]
    assert [entry["by"] for entry in latest[:2]] == ["admin", "admin"]


def test_every_fault_is_told_with_its_place_in_the_readers_language(
    doors: Doors, administrator: TestClient
) -> None:
    header, first, *rest = GOOD["people.csv"].decode().splitlines()
    damaged = "\n".join([header, first.replace("PNS", "XYZ").replace("PPPK", "XYZ"), *rest]).encode()
    before = stored(doors)
    answers = {}
    for language in ("id", "en"):
        headers = {"Accept-Language": language}
        refused = send(administrator, IMPORT, *({**GOOD, "people.csv": damaged}.items()), **headers)
        assert refused.status_code == 422
        assert refused.json()["type"] == "/problems/input-faults"
        answers[language] = refused.json()["errors"]
    (fault,) = answers["en"]
    assert (fault["file"], fault["row"], fault["column"], fault["value"]) == (
        "people.csv",
        2,
        "status",
        "XYZ",
    )
    assert fault["problem"]
    assert fault["remedy"]
    assert answers["id"][0]["problem"] != fault["problem"]
    assert stored(doors) == before


def test_columns_that_name_rights_give_none(doors: Doors, administrator: TestClient) -> None:
    header, *rows = GOOD["people.csv"].decode().splitlines()
    extra = "\n".join([f"{header},role,units,password", *(f"{row},clo,A,x" for row in rows)]).encode()

    def accounts() -> list[object]:
        with doors.system.open(write=False) as uow:
            return list(uow.accounts.page(limit=200).rows)

    before = accounts()
    answer = send(administrator, IMPORT, *({**GOOD, "people.csv": extra}.items()))
    assert answer.status_code in (201, 422)
    assert accounts() == before


@pytest.mark.parametrize(
    "name", ["../people.csv", "..\\..\\people.csv", "/etc/people.csv", "C:\\people.csv", "a/b/../people.csv"]
)
def test_a_name_with_a_path_is_only_a_name(doors: Doors, administrator: TestClient, name: str) -> None:
    files = [(name if one == "people.csv" else one, content) for one, content in GOOD.items()]
    assert send(administrator, PREVIEW, *files).status_code == 200


@pytest.mark.parametrize("name", ["people.exe", ".csv", "people", "x" * 200 + ".csv", "pe\x00ople.csv"])
def test_other_files_are_refused_by_name(administrator: TestClient, name: str) -> None:
    refused = send(administrator, IMPORT, (name, b"x"))
    assert refused.status_code == 422
    assert refused.json()["errors"]


def test_two_workbooks_or_none_are_refused(administrator: TestClient) -> None:
    book = administrator.get("/api/v1/export", headers={"x": "y"})
    assert book.status_code == 200
    both = send(administrator, PREVIEW, ("a.xlsx", book.content), ("b.xlsx", book.content))
    assert both.status_code == 422
    assert administrator.post(IMPORT).status_code == 422


def test_a_bomb_is_refused_before_it_is_unpacked(doors: Doors, administrator: TestClient) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    assert len(packed.getvalue()) < 1_000_000
    before = stored(doors)
    refused = send(administrator, IMPORT, ("bomb.xlsx", packed.getvalue()))
    assert refused.status_code == 422
    assert stored(doors) == before


def test_an_export_keeps_nips_as_text_and_leaves_a_trace_with_everybody_in_it(doors: Doors) -> None:
    book = doors.visitor(doors.sign.clo).get("/api/v1/export").content
    people = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_name("people").to_python()
    assert any(ANI in row for row in people)
    with doors.system.open(write=False) as uow:
        assert {read.what for read in uow.reads.of(ANI)} == {"agency export"}


def test_an_import_sent_twice_with_one_key_is_done_once(doors: Doors, administrator: TestClient) -> None:
    key = {"Idempotency-Key": "import-0001"}
    first, second = (send(administrator, IMPORT, *GOOD.items(), **key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["idempotent-replayed"] == "true"
    assert len(administrator.get(IMPORT).json()["items"]) == 2, "the agency's own import, and this one once"
    other = send(
        administrator, IMPORT, *with_cell("units.csv", "name", "name"), ("columns.yaml", b"{}"), **key
    )
    assert other.json()["type"] == "/problems/key-reused"


def test_the_template_is_a_workbook_in_the_readers_language(administrator: TestClient) -> None:
    for language in ("id", "en"):
        book = administrator.get("/api/v1/imports/template", headers={"Accept-Language": language})
        names = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).sheet_names
        assert {"units", "people", "solutions"} <= set(names)
