"""Lesson hours over HTTP: entered once, corrected, added up, and only for those who may see them."""

from __future__ import annotations

from typing import Any

import pytest

from planner.journey import State
from tests.api.doors import Doors
from tests.api.route_table import ACTIVITY
from tests.small_agency import ANI, EKA


def enter(doors: Doors, key: str = "", **changes: Any) -> Any:
    visitor = doors.visitor(doors.sign.officer)
    headers = {"Idempotency-Key": key} if key else {}
    path = f"/api/v1/people/{doors.person(ANI)}/jp"
    return visitor.post(path, json=ACTIVITY | changes, headers=headers)


def shown(doors: Doors, who: str = "employee", year: int = 2027) -> Any:
    visitor = doors.visitor(getattr(doors.sign, who))
    return visitor.get(f"/api/v1/people/{doors.person(ANI)}/jp", params={"year": year}).json()


def test_an_entry_says_what_it_counts_for_and_why(doors: Doors) -> None:
    answer = enter(doors)
    assert answer.status_code == 201
    entry = answer.json()
    assert (entry["jp"], entry["rule"], entry["certainty"]) == (2.0, "form.coaching.jp", "S")
    assert "SE 07/SE/KM/2023, Lampiran I.1.a.3" in entry["reference"]
    assert entry["starts"] == "2027-01-02T09:00:00+07:00"
    year = shown(doors)
    assert (year["earned"], year["missing"], year["least"], year["most"]) == (2.0, 18.0, 20.0, None)
    assert [one["id"] for one in year["entries"]] == [entry["id"]]


def test_an_entry_sent_twice_with_one_key_is_entered_once(doors: Doors) -> None:
    first, again = enter(doors, "kunci-0001"), enter(doors, "kunci-0001")
    assert (again.status_code, again.json()) == (201, first.json())
    assert again.headers["idempotent-replayed"] == "true"
    assert len(shown(doors)["entries"]) == 1
    assert enter(doors, "kunci-0001", hours=1).json()["type"] == "/problems/key-reused"


def test_what_cannot_count_is_refused_with_every_reason(doors: Doors) -> None:
    refused = enter(doors, hours=5, sessions=1, programme_jp=30)
    assert refused.status_code == 422
    told = [error["problem"] for error in refused.json()["errors"]]
    assert told == [
        "5 hours do not fit into the 2 hours between start and end.",
        "A programme of 30 JP takes 22.5 hours; between start and end lie 2.",
        "This form counts the hours spent, not what a programme states for itself.",
    ]
    assert shown(doors)["entries"] == []


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "  "},
        {"starts": "2027-01-02T09:00:00+07:00"},
        {"starts": "1999-01-02T09:00"},
        {"ends": "2031-01-02T09:00"},
        {"hours": -1},
        {"sessions": 0},
        {"part": "listener"},
        {"zone": "CET"},
        {"more": 1},
    ],
    ids=str,
)
def test_a_value_that_cannot_be_is_refused_before_the_ledger_is_asked(
    doors: Doors, changes: dict[str, Any]
) -> None:
    refused = enter(doors, **changes)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid")


def test_a_correction_shows_both_rows_and_adds_up(doors: Doors) -> None:
    wrong = enter(doors).json()["id"]
    visitor = doors.visitor(doors.sign.officer)
    path = f"/api/v1/people/{doors.person(ANI)}/jp/{wrong}/correct"
    body = {"reason": "Salah jam.", "activity": ACTIVITY | {"form": "mentoring", "sessions": 2}}
    back, right = visitor.post(path, json=body).json()["items"]
    assert (back["reverses"], back["jp"], back["reason"], right["jp"]) == (wrong, -2.0, "Salah jam.", 4.0)
    year = shown(doors)
    assert year["earned"] == 4.0
    assert [(one["jp"], one["reversed"]) for one in year["entries"]] == [
        (2.0, True),
        (-2.0, False),
        (4.0, False),
    ]
    again = visitor.post(path, json=body)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/conflict")


def test_nobody_enters_their_own_hours(doors: Doors) -> None:
    officer = doors.visitor(doors.sign.officer)
    refused = officer.post(f"/api/v1/people/{doors.person(EKA)}/jp", json=ACTIVITY)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/forbidden")


def test_the_plan_counts_as_planned_until_it_is_done(doors: Doors) -> None:
    doors.journey(State.APPROVED)
    assert shown(doors)["planned"] == 0.3
    enter(doors, solution="S1")
    assert shown(doors)["planned"] == 0


def test_units_are_added_up_over_the_people_one_may_see(doors: Doors) -> None:
    enter(doors)
    officer, clo = doors.visitor(doors.sign.officer), doors.visitor(doors.sign.clo)
    seen = officer.get("/api/v1/units/A/jp", params={"year": 2027}).json()["items"]
    assert [(one["unit"], one["people"], one["earned"]) for one in seen] == [("A1", 1, 0), ("A11", 2, 2)]
    everyone = clo.get("/api/v1/units/A/jp", params={"year": 2027}).json()["items"]
    assert [one["unit"] for one in everyone] == ["A", "A1", "A11", "A2"]
    # Citra is PPPK: nothing is asked of her.
    assert [(one["met"], one["missing"]) for one in everyone] == [(0, 20), (0, 20), (0, 38), (1, 0)]
    assert officer.get("/api/v1/units/Z/jp").status_code == 404
    sheet = officer.get("/api/v1/units/A1/jp", params={"format": "csv"})
    assert sheet.text.splitlines()[0].endswith("unit,name,people,met,earned,planned,missing")


def test_looking_at_somebodys_hours_is_kept(doors: Doors) -> None:
    shown(doors, "supervisor")
    reads = doors.visitor(doors.sign.employee).get(f"/api/v1/people/{doors.person(ANI)}/reads").json()
    assert [(one["by"], one["what"]) for one in reads["items"]] == [("budi", "jp")]
