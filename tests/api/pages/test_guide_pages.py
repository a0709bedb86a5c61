"""Coaches and mentors on pages: registered, proposed with reasons, offered, answered, taken back, asked for."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import pytest
from openpyxl import load_workbook
from starlette.testclient import TestClient

from tests.api.doors import Doors
from tests.api.route_table import GUIDE_FORM
from tests.small_agency import BUDI


@pytest.fixture
def standing(doors: Doors) -> Mapping[str, int]:
    return doors.guided()


def text(visitor: TestClient, path: str) -> str:
    answer = visitor.get(path)
    assert answer.status_code == 200, answer.text[:500]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def english(doors: Doors, name: str) -> TestClient:
    visitor = doors.visitor(getattr(doors.sign, name))
    visitor.cookies.set("corpu_language", "en")
    return visitor


def sheet(visitor: TestClient, path: str) -> list[tuple[object, ...]]:
    book = load_workbook(io.BytesIO(visitor.get(path).content))
    return [tuple(cell.value for cell in row) for row in book.worksheets[0].iter_rows()]


def test_an_officer_sees_who_waits_and_why_this_guide(doors: Doors, standing: Mapping[str, int]) -> None:
    officer = english(doors, "officer")
    shown = text(officer, "/matching?kind=coach")
    assert "1 pair proposed" in shown
    assert "Ani" in shown
    assert "Widya" in shown
    assert "level 4, where 3 is needed." in shown
    rows = sheet(officer, "/matching?kind=coach&format=xlsx")
    assert [row[0] for row in rows[1:]] == ["Ani"]
    assert rows[1][6] == "Widya"


def test_who_is_left_without_learns_why(doors: Doors, standing: Mapping[str, int]) -> None:
    officer, chief = english(doors, "officer"), english(doors, "clo")
    form = GUIDE_FORM | {"name": "Widya", "capacity": "1", "competencies": "T.01:2", "version": "1"}
    assert chief.post(f"/guides/{standing['coach']}", data=form).status_code == 303
    shown = text(officer, "/matching?kind=coach")
    assert "1 person without a guide" in shown
    assert "the level is not high enough (1 guide)" in shown
    assert "Needed: Data 3" in shown
    rows = sheet(officer, "/matching?kind=coach&format=xlsx")
    assert rows[1][6] == "nobody"


def test_the_next_best_is_offered_instead(doors: Doors, standing: Mapping[str, int]) -> None:
    officer, chief = english(doors, "officer"), english(doors, "clo")
    able = {"competencies": "T.01:3", "managerial_years": "3", "technical_years": "3"}
    assert chief.post("/guides", data=GUIDE_FORM | able).status_code == 303
    page = officer.get("/matching?kind=coach").text
    (value,) = re.findall(r'form="instead" name="pairs" value="([\d:]+)"', page)
    offered = officer.post("/matching/offer", data={"kind": "coach", "pairs": value})
    assert offered.status_code == 303
    assert sorted((row[1], row[4]) for row in sheet(chief, "/guides?kind=coach&format=xlsx")[1:]) == [
        ("Widya", 1),
        ("Yoga", 1),
    ]


def test_an_offer_is_refused_without_a_reason_and_not_made_again(
    doors: Doors, standing: Mapping[str, int]
) -> None:
    officer, ani = english(doors, "officer"), english(doors, "employee")
    pairs = f"{standing['waits']}:{standing['coach']}"
    offered = officer.post("/matching/offer", data={"kind": "coach", "pairs": pairs})
    assert offered.headers["location"] == "/matching?kind=coach&told=match-offered"
    shown = text(ani, "/matches")
    assert "2 answers to give" in shown
    assert "You may refuse without giving a reason." in shown
    found = re.findall(r'action="/matches/(\d+)/refuse"', ani.get("/matches").text)
    for number in found:
        assert ani.post(f"/matches/{number}/refuse", data={"version": "1"}).status_code == 303
    assert "Nothing to answer" in text(ani, "/matches")
    again = officer.post("/matching/offer", data={"kind": "coach", "pairs": pairs})
    assert again.status_code == 409
    assert "was proposed before and did not come about" in again.text


def test_nothing_chosen_and_nothing_readable_are_told(doors: Doors, standing: Mapping[str, int]) -> None:
    officer = english(doors, "officer")
    nothing = officer.post("/matching/offer", data={"kind": "coach"})
    assert (nothing.status_code, "Choose at least one person." in nothing.text) == (422, True)
    mangled = officer.post("/matching/offer", data={"kind": "coach", "pairs": "1:x"})
    assert (mangled.status_code, "The choice cannot be read." in mangled.text) == (422, True)


def test_confidentiality_comes_before_accepting(doors: Doors, standing: Mapping[str, int]) -> None:
    ani, chief = english(doors, "employee"), english(doors, "clo")
    path, form = f"/matches/{standing['match']}/accept", {"version": "1"}
    missing = ani.post(path, data=form)
    assert (missing.status_code, "has not undertaken confidentiality" in missing.text) == (409, True)
    entry = GUIDE_FORM | {"name": "Widya", "competencies": "T.01:4", "confidential_since": "2027-01-04"}
    entry |= {"managerial_years": "3", "technical_years": "3", "version": "1"}
    assert chief.post(f"/guides/{standing['coach']}", data=entry).status_code == 303
    assert ani.post(path, data=form).headers["location"] == "/matches?told=match-accept"
    assert "Accepted" in text(ani, "/matches")
    assert "1 of 4" in text(chief, "/guides")


def test_an_accepted_match_is_taken_back_on_the_page(doors: Doors, standing: Mapping[str, int]) -> None:
    officer = english(doors, "officer")
    assert "Waits for an answer" in text(officer, "/matching")
    path, form = f"/matching/{standing['match']}/take-back", {"kind": "coach", "version": "1"}
    assert officer.post(path, data=form).status_code == 303
    assert officer.post(path, data=form).status_code == 412
    assert "Nothing was offered yet" in text(officer, "/matching")


def test_a_mentor_is_asked_for_and_answers(doors: Doors, standing: Mapping[str, int]) -> None:
    ani, budi = english(doors, "employee"), english(doors, "supervisor")
    assert "Ask for a mentor" in text(ani, "/matches")
    wish = {"activity": str(standing["waits"]), "guide": "0"}
    assert ani.post("/matches/ask", data=wish).status_code == 303
    shown = text(budi, "/matches")
    assert "Keep what is told in confidence" in shown
    (number,) = re.findall(r'action="/matches/(\d+)/accept"', budi.get("/matches").text)
    assert budi.post(f"/matches/{number}/accept", data={"version": "1"}).status_code == 409
    assert budi.post(f"/matches/undertake/{standing['mentor']}").status_code == 303
    assert budi.post(f"/matches/{number}/accept", data={"version": "1"}).status_code == 303
    assert "Accepted" in text(ani, "/matches")


def test_the_register_tells_every_fault_beside_its_field(doors: Doors) -> None:
    chief = english(doors, "clo")
    assert "Nobody is registered yet" in text(chief, "/guides")
    wrong = {"kind": "tutor", "capacity": "x", "confidential_since": "kemarin", "competencies": "M.01"}
    answer = chief.post("/guides", data=wrong)
    assert answer.status_code == 422
    for said in ("Choose coach or mentor.", "Give a whole number.", "Give a day", "Write each competency"):
        assert said in answer.text
    unfit = chief.post("/guides", data={"kind": "mentor", "capacity": "0", "competencies": "X.9:2"})
    assert unfit.status_code == 422
    for said in ("A mentor must be an employee", "from 1 to 100", "There is no competency X.9."):
        assert said in unfit.text
    nobody = chief.post("/guides", data=GUIDE_FORM | {"nip": "199001012015012009"})
    assert (nobody.status_code, "There is nobody with this NIP." in nobody.text) == (422, True)


def test_the_register_is_written_and_changed(doors: Doors) -> None:
    chief = english(doors, "clo")
    form = GUIDE_FORM | {"kind": "mentor", "nip": BUDI, "competencies": "M.01:4, T.01:5", "units": "A1"}
    assert chief.post("/guides", data=form).status_code == 303
    assert chief.post("/guides", data=form).status_code == 409
    (number,) = re.findall(r'href="/guides/(\d+)"', chief.get("/guides").text)
    shown = chief.get(f"/guides/{number}").text
    assert 'value="M.01:4, T.01:5"' in shown
    changed = chief.post(f"/guides/{number}", data=form | {"capacity": "9", "version": "1"})
    assert changed.status_code == 303
    assert chief.post(f"/guides/{number}", data=form | {"version": "1"}).status_code == 412
    rows = sheet(chief, "/guides?format=xlsx")
    assert rows[1][:6] == ("Mentor", "Budi", BUDI, None, 0, 9)
