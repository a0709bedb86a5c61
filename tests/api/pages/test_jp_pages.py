"""Lesson hours on pages: what one sees, what an officer enters, and what is said when it cannot count."""

from __future__ import annotations

import re
from typing import Any

import openpyxl
from starlette.testclient import TestClient

from tests.api.doors import Doors
from tests.api.route_table import ACTIVITY_FORM
from tests.small_agency import ANI


def officer(doors: Doors) -> tuple[TestClient, str]:
    return doors.visitor(doors.sign.officer), f"/people/{doors.person(ANI)}/jp"


def english(visitor: TestClient) -> TestClient:
    visitor.cookies.set("corpu_language", "en")
    return visitor


def enter(doors: Doors, **changes: Any) -> Any:
    visitor, path = officer(doors)
    return english(visitor).post(path, data=ACTIVITY_FORM | changes)


def text_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_an_officer_enters_and_everybody_concerned_sees(doors: Doors) -> None:
    done = enter(doors)
    assert (done.status_code, done.headers["location"]) == (
        303,
        f"{officer(doors)[1]}?year=2027&told=jp-entered",
    )
    mine = text_of(english(doors.visitor(doors.sign.employee)).get("/me/jp?year=2027"))
    for told in (
        "JP earned 2",
        "JP missing 18",
        "at least 20 JP",
        "PP 11/2017",
        "SE 07/SE/KM/2023",
        "1 entry",
    ):
        assert told in mine
    assert "Enter an activity" not in mine
    theirs = text_of(english(doors.visitor(doors.sign.supervisor)).get(officer(doors)[1]))
    assert "JP earned 2" in theirs
    assert "Enter an activity" not in theirs


def test_nothing_is_lost_when_it_cannot_count(doors: Doors) -> None:
    refused = enter(doors, hours="5")
    assert refused.status_code == 422
    assert "5 hours do not fit into the 2 hours between start and end." in text_of(refused)
    assert 'value="2027-01-02T09:00"' in refused.text
    assert 'value="Coaching"' in refused.text


def test_a_field_that_cannot_be_read_is_named(doors: Doors) -> None:
    refused = enter(doors, starts="kemarin", title=" ", hours="dua")
    assert refused.status_code == 422
    for field in ("starts", "title", "hours"):
        assert f'href="#{field}"' in refused.text
        assert re.search(rf'is-invalid" id="{field}"', refused.text)


def test_hours_may_have_a_comma(doors: Doors) -> None:
    assert enter(doors, form="e_learning", hours="1,5").status_code == 303
    told = text_of(english(doors.visitor(doors.sign.employee)).get("/me/jp?year=2027"))
    assert "JP earned 1.5" in told


def test_a_limit_that_applied_is_said(doors: Doors) -> None:
    enter(doors, sessions="3")
    told = text_of(english(doors.visitor(doors.sign.employee)).get("/me/jp?year=2027"))
    assert "2 times a month" in told
    assert "JP earned 4" in told


def test_a_correction_starts_from_the_entry_and_leaves_both_rows(doors: Doors) -> None:
    enter(doors)
    visitor, path = officer(doors)
    english(visitor)
    (number,) = set(re.findall(r"correct=(\d+)", visitor.get(f"{path}?year=2027").text))
    form = visitor.get(f"{path}?year=2027&correct={number}").text
    assert 'value="2027-01-02T09:00"' in form
    assert 'name="reason"' in form
    without = visitor.post(f"{path}/{number}/correct", data=ACTIVITY_FORM)
    assert (without.status_code, "Please give a reason." in text_of(without)) == (422, True)
    right = ACTIVITY_FORM | {"sessions": "2", "reason": "Dua pertemuan."}
    assert visitor.post(f"{path}/{number}/correct", data=right).status_code == 303
    told = text_of(visitor.get(f"{path}?year=2027"))
    for text in ("JP earned 4", "3 entries", "Takes back an earlier entry: Dua pertemuan."):
        assert text in told
    again = visitor.post(f"{path}/{number}/remove", data={"reason": "x"})
    assert again.status_code == 409
    assert "corrected already" in text_of(again)


def test_an_empty_year_says_what_to_do(doors: Doors) -> None:
    told = text_of(english(doors.visitor(doors.sign.employee)).get("/me/jp?year=2026"))
    assert "No entry in this year" in told
    assert "JP missing 20" in told


def test_entries_and_units_go_to_excel(doors: Doors, tmp_path: Any) -> None:
    enter(doors)
    visitor, path = officer(doors)
    english(visitor)
    for address, found in ((f"{path}?year=2027", "Coaching"), ("/jp?year=2027", "Team")):
        file = tmp_path / "sheet.xlsx"
        file.write_bytes(visitor.get(f"{address}&format=xlsx").content)
        rows = list(openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True))
        assert any(found in row for row in rows)


def test_units_most_in_need_come_first(doors: Doors) -> None:
    enter(doors)
    visitor, _ = officer(doors)
    told = text_of(english(visitor).get("/jp?year=2027"))
    assert "2 units" in told
    assert told.index("Team") < told.index("First")
    assert "JP missing 58" in told
