"""The yearly plan, its analysis and unmet needs on pages and in workbooks."""

from __future__ import annotations

from html import unescape

import pytest

from api.demanded import Way, ways_to
from api.worlds import Known
from planner.journey import State
from tests.api.doors import Doors
from tests.api.pages.reading import open_book, read
from tests.api.test_documents import reads
from tests.api.test_yearly_documents import CLASS
from tests.planner.small_world import small_world
from tests.small_agency import ANI, BUDI, CITRA, EKA, item


@pytest.fixture
def planned(doors: Doors) -> Doors:
    """Ani's plan is approved, Citra's is a draft."""
    doors.journey(State.APPROVED, items=(item(), CLASS))
    doors.journey(State.DRAFTED, nip=CITRA)
    return doors


def test_the_yearly_plan_is_shown_by_unit_and_activity_and_offers_three_files(planned: Doors) -> None:
    visitor = planned.visitor(planned.sign.clo)
    text = read(visitor, "/yearly-plan?year=2027", "en")
    for told in (
        "Yearly plan 2027",
        "First",
        "Second",
        "Kelas",
        "Data 2 → 3",
        "Rp\u00a02,502,000",
    ):
        assert told in unescape(text), told
    for href in (
        "/yearly-plan.pdf?year=2027",
        "/yearly-plan.docx?year=2027",
        "/yearly-plan?year=2027&format=xlsx",
        "/needs-analysis?year=2027",
        "/yearly-plan?year=2027&unit=A1",
    ):
        assert f'href="{href}"' in unescape(text), href
    assert visitor.get("/yearly-plan.pdf?year=2027").status_code == 200
    assert reads(planned, ANI) == []
    below = read(visitor, "/yearly-plan?year=2027&unit=A1&drafts=false", "en")
    assert "Team" in below
    assert "Second" not in below.split("<main")[1]
    assert "Nothing is planned here" in read(visitor, "/yearly-plan?year=2026", "en")


def test_the_workbook_has_the_fields_and_every_participant_with_a_nip_that_is_text(planned: Doors) -> None:
    book = open_book(planned.visitor(planned.sign.clo).get("/yearly-plan?year=2027&format=xlsx").content)
    plan, people, _ = book.worksheets
    assert [(*row[:2], row[5], row[6], row[16]) for row in plan.iter_rows(min_row=2, values_only=True)] == [
        ("First", "Magang", 1, 0, 1_000),
        ("First", "Kelas", 1, 0, 2_500_000),
        ("Second", "Magang", 0, 1, 1_000),
    ]
    rows = list(people.iter_rows(values_only=True))[1:]
    assert [row[0] for row in rows] == [ANI, ANI, CITRA]
    assert all(cell.data_type == "s" for (cell,) in people["A2:A4"])
    assert reads(planned, ANI) == [("clo", "yearly plan")]
    assert reads(planned, BUDI) == []


@pytest.mark.parametrize(
    ("path", "sheets"),
    [("/yearly-plan", ["Data", "About"]), ("/needs-analysis", ["Data", "Behind the activities", "About"])],
)
def test_a_workbook_with_too_many_people_names_none_and_says_so(
    planned: Doors, monkeypatch: pytest.MonkeyPatch, path: str, sheets: list[str]
) -> None:
    monkeypatch.setattr("api.pages.sheets_yearly.MOST", 2)
    visitor = planned.visitor(planned.sign.clo)
    read(visitor, path, "en")
    book = open_book(visitor.get(f"{path}?year=2027&format=xlsx").content)
    assert book.sheetnames == sheets
    about = list(book.worksheets[-1].iter_rows(values_only=True))
    assert ("People by name", "Too many for one workbook: ask for one unit at a time.") in about
    assert reads(planned, ANI) == []


def test_the_analysis_leads_from_needs_to_people(planned: Doors) -> None:
    visitor = planned.visitor(planned.sign.clo)
    text = read(visitor, "/needs-analysis?year=2027", "en")
    for told in (
        "Needs by priority",
        "Integrity",
        "No solution in the catalogue",
        "Performance above expectation",
    ):
        assert told in text, told
    assert reads(planned, ANI) == []
    book = open_book(visitor.get("/needs-analysis?year=2027&format=xlsx").content)
    needs, behind, inventory, _ = book.worksheets
    assert next(row[1] for row in needs.iter_rows(min_row=2, values_only=True)) == "Integrity"
    assert [row[1] for row in behind.iter_rows(min_row=2, values_only=True)] == ["Magang", "Kelas", "Magang"]
    found = {(row[0], row[4]): row[9:] for row in inventory.iter_rows(min_row=2, values_only=True)}
    assert found[ANI, "Data"][0] == "Magang"
    assert found[ANI, "Integrity"] == (None, "No solution in the catalogue")
    assert reads(planned, ANI) == [("clo", "needs analysis")]


def test_unmet_needs_lead_to_the_people_who_wait_and_only_those_shown_are_recorded(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = doors.visitor(doors.sign.clo)
    text = read(visitor, "/demand", "en")
    assert "No solution in the catalogue" in text
    assert reads(doors, ANI) == []
    address = unescape(text.split('href="/demand/people')[1].split('"')[0])
    monkeypatch.setattr("api.pages.demand.PEOPLE", 1)
    first = read(visitor, f"/demand/people{address}", "en")
    assert first.count("<tr><th") == 2, "the head and one person"
    recorded = [reads(doors, nip) for nip in (ANI, BUDI, CITRA, EKA) if reads(doors, nip)]
    assert recorded == [[("clo", "demand")]]
    book = open_book(visitor.get(f"/demand/people{address}&format=xlsx").content)
    assert book.worksheets[0]["A2"].data_type == "s"
    for by, told in (("unit", "First"), ("job", "Analyst")):
        assert told in read(visitor, f"/demand?by={by}", "en").split("<main")[1]
    assert open_book(visitor.get("/demand?format=xlsx").content).worksheets[0]["A2"].value


def test_beside_who_waits_stands_what_the_catalogue_has_for_the_level(doors: Doors) -> None:
    """A class leads to the level, of which no batch can be held: its form is not in force."""
    known = doors.system.worlds.current()
    assert ways_to(known, "T.01", 3) == (Way("S2", "pelatihan_klasikal", 2, 0, 0),)
    text = read(doors.visitor(doors.sign.clo), "/demand/people?competency=T.01&level=3", "en")
    assert "Not offered this year" in text
    assert "Kelas" in text.split('id="ways-title"')[1]
    empty = read(doors.visitor(doors.sign.clo), "/demand/people?competency=T.01&level=1", "en")
    assert "Nothing leads there" in empty
    seats = small_world().slots.seats
    small = Known(1, small_world(), {})
    assert [(way.solution, way.seats) for way in ways_to(small, "C1", 3)] == [
        ("CLASS", int(seats[0])),
        ("COACH", None),
        ("NOWHERE", 0),
        ("VISIT", None),
    ]


def test_an_officer_sees_the_needs_of_their_own_people_only(doors: Doors) -> None:
    """Citra alone lacks what she lacks in unit A2, which the officer was not granted."""
    visitor = doors.visitor(doors.sign.officer)
    book = open_book(visitor.get("/demand?by=unit&format=xlsx").content)
    names = [row[0] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert "Team" in names
    assert "Second" not in names
    assert visitor.get("/yearly-plan").status_code == 403


@pytest.mark.parametrize(
    "address", ["/demand?unit=NOWHERE", "/demand/people?competency=M.01&level=5", "/yearly-plan?run=9"]
)
def test_what_is_not_there_is_not_found(doors: Doors, address: str) -> None:
    assert doors.visitor(doors.sign.clo).get(address).status_code == 404
