"""Files are checked and shown before they are stored."""

from __future__ import annotations

from dataclasses import replace

from api.imports import agency_bytes
from tests.api.doors import Doors
from tests.api.pages.reading import open_book, read
from tests.small_agency import AGENCY


def test_a_faulty_file_is_told_cell_by_cell_and_nothing_is_stored(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.administrator)
    before = doors.system.worlds.current().revision
    files = {"files": ("units.csv", b"code,name,parent\nB,Biro,Z\n", "text/csv")}
    answer = visitor.post("/import/check", files=files)
    assert answer.status_code == 422
    assert "kesalahan. Tidak ada yang disimpan." in answer.text
    assert 'data-label="Kolom">parent<' in answer.text
    assert doors.system.worlds.current().revision == before

    address = answer.text.split('href="/import/faults/')[1].split('"')[0]
    rows = list(open_book(visitor.get(f"/import/faults/{address}").content).worksheets[0].values)
    assert ("units.csv", 2, "parent", "Z") in {(row[0], row[2], row[3], row[4]) for row in rows}


def test_a_good_file_is_shown_before_it_is_stored(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.administrator)
    agency = replace(AGENCY, solutions=tuple(replace(one, form="coaching") for one in AGENCY.solutions))
    files = {"files": ("instansi.xlsx", agency_bytes(agency), "application/octet-stream")}
    shown = visitor.post("/import/check", files=files)
    assert shown.status_code == 200, shown.text
    with doors.system.open(write=False) as uow:
        assert len(uow.imports.latest()) == 1, "looking stores nothing"
    token = shown.text.split('name="token" value="')[1].split('"')[0]
    assert visitor.post("/import/store", data={"token": token}).status_code == 303
    with doors.system.open(write=False) as uow:
        assert len(uow.imports.latest()) == 2
    assert visitor.post("/import/store", data={"token": token}).status_code == 422, "kept no longer"


def test_what_no_plan_can_hold_is_told_before_it_is_stored_and_in_the_catalogue(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.administrator)
    known = tuple(replace(one, form="coaching") for one in AGENCY.solutions)
    idle = replace(known[0], code="IDLE", name="Solusi menganggur", needs_offering=False)
    agency = replace(AGENCY, solutions=(*known, idle))
    files = {"files": ("instansi.xlsx", agency_bytes(agency), "application/octet-stream")}
    shown = visitor.post("/import/check", files=files)
    assert "Solusi menganggur tidak akan pernah masuk rencana" in shown.text
    token = shown.text.split('name="token" value="')[1].split('"')[0]
    visitor.post("/import/store", data={"token": token})
    assert "tidak menaikkan kompetensi apa pun" in read(visitor, "/catalogue?q=menganggur")
    assert "tidak dapat direncanakan" not in read(visitor, f"/catalogue?q={AGENCY.lifts[0].solution}")
