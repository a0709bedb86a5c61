"""Changes name the version they were made from, may be sent twice, and lists come in pages and files."""

from __future__ import annotations

import csv
import io
import threading
from dataclasses import replace

import pytest
from httpx2 import Response
from python_calamine import CalamineWorkbook
from starlette.testclient import TestClient

from planner.access import Role
from planner.journey import State
from planner.ports import Account
from planner.rules import RuleCheck, Verdict
from tests.api.doors import Doors
from tests.small_agency import ANI, BUDI, CITRA, DEWI, EKA, IN_O1, YEAR, item

JOURNEYS = "/api/v1/journeys"


def seen(version: int) -> dict[str, str]:
    return {"If-Match": f'"{version}"'}


def kind(answer: Response) -> tuple[int, str]:
    assert answer.headers["content-type"] == "application/problem+json"
    return answer.status_code, answer.json()["type"].removeprefix("/problems/")


@pytest.fixture
def officer(doors: Doors) -> TestClient:
    return doors.visitor(doors.sign.officer)


def test_a_change_names_the_version_that_it_was_made_from(doors: Doors, officer: TestClient) -> None:
    path = f"{JOURNEYS}/{doors.journey(State.IN_REVIEW)}"
    shown = officer.get(path)
    assert shown.headers["etag"] == '"1"'
    assert kind(officer.post(f"{path}/approve")) == (428, "no-version")
    assert kind(officer.post(f"{path}/approve", headers={"If-Match": "*"})) == (428, "no-version")
    assert kind(officer.post(f"{path}/approve", headers={"If-Match": 'W/"1"'})) == (412, "stale")
    assert kind(officer.post(f"{path}/approve", headers=seen(2))) == (412, "stale")
    done = officer.post(f"{path}/approve", headers={"If-Match": shown.headers["etag"]})
    assert (done.status_code, done.headers["etag"], done.json()["state"]) == (200, '"2"', "approved")
    assert kind(officer.post(f"{path}/approve", headers=seen(1))) == (412, "stale")
    assert kind(officer.post(f"{path}/approve", headers=seen(2))) == (409, "conflict")


def test_a_stale_edit_is_refused_and_nothing_is_lost(doors: Doors, officer: TestClient) -> None:
    path = f"{JOURNEYS}/{doors.journey(State.DRAFTED)}"
    other = doors.visitor(doors.sign.second_officer)
    assert (
        officer.post(
            f"{path}/items", json={"solution": "S3", "starts": "2027-05-03"}, headers=seen(1)
        ).status_code
        == 200
    )
    assert kind(other.delete(f"{path}/items/S1", headers=seen(1))) == (412, "stale")
    assert {one["solution"] for one in officer.get(path).json()["items"]} == {"S1", "S3"}


def test_an_officer_adds_moves_swaps_and_removes(doors: Doors, officer: TestClient) -> None:
    path = f"{JOURNEYS}/{doors.journey(State.DRAFTED)}"
    added = officer.post(f"{path}/items", json={"solution": "S2", "offering": "O2"}, headers=seen(1)).json()
    assert {(one["solution"], one["offering"], one["starts"]) for one in added["items"]} == {
        ("S1", None, "2027-02-01"),
        ("S2", "O2", "2027-04-05"),
    }
    moved = officer.patch(f"{path}/items/S2", json={"offering": "O3"}, headers=seen(2)).json()
    assert ("S2", "2027-09-06") in {(one["solution"], one["starts"]) for one in moved["items"]}
    swapped = officer.patch(
        f"{path}/items/S1", json={"solution": "S3", "starts": "2027-06-07"}, headers=seen(3)
    )
    assert [one["solution"] for one in swapped.json()["items"]] == ["S3", "S2"]
    removed = officer.delete(f"{path}/items/S3", headers=seen(4))
    assert [one["solution"] for one in removed.json()["items"]] == ["S2"]
    assert [one["solution"] for one in removed.json()["proposed"]] == ["S1"]
    assert kind(officer.delete(f"{path}/items/S3", headers=seen(5))) == (422, "invalid")
    assert kind(officer.patch(f"{path}/items/S2", json={"solution": "S1"}, headers=seen(5))) == (
        422,
        "invalid",
    )


def test_nobody_approves_their_own_plan_or_request(doors: Doors, officer: TestClient) -> None:
    own = doors.journey(State.IN_REVIEW, EKA)
    assert kind(officer.post(f"{JOURNEYS}/{own}/approve", headers=seen(1))) == (403, "own-journey")
    asked = officer.post(JOURNEYS, json={"person_id": doors.person(ANI), "year": YEAR})
    assert asked.status_code == 201
    path = asked.headers["location"]
    with doors.system.open() as uow:
        journey = uow.journeys.get(asked.json()["id"])
        assert journey is not None
        uow.journeys.change([replace(journey, state=State.IN_REVIEW, items=(item(),), version=2)])
        uow.commit()
    assert kind(officer.post(f"{path}/approve", headers=seen(2))) == (403, "own-journey")
    other = doors.visitor(doors.sign.second_officer)
    assert other.post(f"{path}/approve", headers=seen(2)).status_code == 200


def test_returning_and_declining_need_a_reason(doors: Doors, officer: TestClient) -> None:
    path = f"{JOURNEYS}/{doors.journey(State.IN_REVIEW)}"
    assert kind(officer.post(f"{path}/return", json={"reason": "  "}, headers=seen(1))) == (422, "invalid")
    back = officer.post(f"{path}/return", json={"reason": "Terlalu padat."}, headers=seen(1))
    assert back.json()["state"] == "returned"
    rows = officer.get(f"{path}/decisions").json()["items"]
    assert [(row["move"], row["reason"], row["actor"]) for row in rows] == [
        ("return", "Terlalu padat.", "lo")
    ]


def test_a_full_batch_is_refused_with_the_nearest_that_have_seats(doors: Doors, officer: TestClient) -> None:
    first = doors.journey(State.IN_REVIEW, items=(IN_O1,))
    second = doors.journey(State.IN_REVIEW, BUDI, items=(IN_O1,))
    assert officer.post(f"{JOURNEYS}/{first}/approve", headers=seen(1)).status_code == 200
    refused = officer.post(f"{JOURNEYS}/{second}/approve", headers=seen(1))
    assert kind(refused) == (409, "seat-taken")
    assert [(one["problem"], one["remedy"]) for one in refused.json()["errors"]] == [
        ("O1", "O2 2027-04-05"),
        ("O1", "O3 2027-09-06"),
    ]
    left = {one["code"]: one["seats_left"] for one in officer.get("/api/v1/offerings").json()["items"]}
    assert left == {"O1": 0, "O2": 2, "O3": 30}


def test_a_broken_rule_is_told_with_figure_limit_source_and_mend(doors: Doors) -> None:
    broken = RuleCheck(
        "hours_max",
        Verdict.FAIL,
        90.0,
        80.0,
        "Pasal 1",
        "S",
        "Remove items of {excess} hours in all, or raise the limit.",
        {"excess": 10},
    )
    system = replace(doors.system, check_items=lambda _uow, _journey: (broken,))
    doors.app.state.system = system
    officer = doors.visitor(doors.sign.officer)
    path = f"{JOURNEYS}/{doors.journey(State.IN_REVIEW)}"
    refused = officer.post(f"{path}/approve", headers=seen(1))
    assert kind(refused) == (422, "rules-broken")
    (told,) = refused.json()["errors"]
    assert told == {
        "field": "rules.hours_max",
        "problem": "Effort hours in the year (Pasal 1)",
        "remedy": "Remove items of 10 hours in all, or raise the limit.",
        "value": "90 / 80",
    }


def test_a_request_sent_twice_with_one_key_is_done_once(doors: Doors) -> None:
    employee, wish = doors.visitor(doors.sign.employee), {"year": YEAR, "note": "Data"}
    key = {"Idempotency-Key": "wish-0001"}
    first, second = (employee.post(JOURNEYS, json=wish, headers=key) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["location"] == first.headers["location"]
    assert second.headers["etag"] == first.headers["etag"]
    assert second.headers["idempotent-replayed"] == "true"
    assert "idempotent-replayed" not in first.headers
    assert kind(employee.post(JOURNEYS, json=wish | {"note": "x"}, headers=key)) == (422, "key-reused")
    assert kind(employee.post(JOURNEYS, json=wish)) == (409, "conflict")
    chief = doors.visitor(doors.sign.clo)
    assert chief.post(JOURNEYS, json={"year": YEAR}, headers=key).status_code == 201, (
        "a key is its sender's own"
    )


def test_a_refused_request_may_be_sent_again_with_its_key(doors: Doors, officer: TestClient) -> None:
    path = f"{JOURNEYS}/{doors.journey(State.DRAFTED)}"
    key = {"Idempotency-Key": "approve-0001"}
    assert kind(officer.post(f"{path}/approve", headers=seen(2) | key)) == (412, "stale")
    officer.post(f"{path}/submit", headers=seen(1))
    assert officer.post(f"{path}/approve", headers=seen(2) | key).status_code == 200
    assert officer.post(f"{path}/approve", headers=seen(2) | key).status_code == 200, "the lost answer again"
    assert kind(officer.post(f"{path}/approve", headers=seen(3) | key)) == (422, "key-reused")


def test_one_key_from_many_threads_is_done_once(doors: Doors) -> None:
    path, answers = f"{JOURNEYS}/{doors.journey(State.IN_REVIEW)}", []
    visitors = [doors.visitor(doors.sign.second_officer) for _ in range(6)]

    def approve(visitor: TestClient) -> None:
        headers = seen(1) | {"Idempotency-Key": "approve-from-many"}
        answers.append(visitor.post(f"{path}/approve", headers=headers))

    threads = [threading.Thread(target=approve, args=(visitor,)) for visitor in visitors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 6
    assert len({answer.text for answer in answers}) == 1
    assert sum("idempotent-replayed" not in answer.headers for answer in answers) == 1
    decisions = visitors[0].get(f"{path}/decisions").json()["items"]
    assert [row["move"] for row in decisions] == ["approve"]


def test_of_many_approvals_of_one_version_one_is_acknowledged(doors: Doors) -> None:
    path, answers = f"{JOURNEYS}/{doors.journey(State.IN_REVIEW)}", []
    visitors = [doors.visitor(doors.sign.second_officer) for _ in range(6)]
    threads = [
        threading.Thread(target=lambda v=visitor: answers.append(v.post(f"{path}/approve", headers=seen(1))))
        for visitor in visitors
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answer.status_code for answer in answers) == [200, 412, 412, 412, 412, 412]


def test_lists_come_in_pages_that_link_to_the_next(doors: Doors) -> None:
    chief = doors.visitor(doors.sign.clo)
    names, link, pages = [], "/api/v1/people?limit=2", 0
    while link:
        page = chief.get(link).json()
        names += [row["name"] for row in page["items"]]
        link, pages = page["next"], pages + 1
        assert not any(nip in (link or "") for nip in (ANI, BUDI, CITRA, DEWI, EKA))
    assert (names, pages) == (["Ani", "Budi", "Citra", "Dewi", "Eka"], 3)
    solutions = chief.get("/api/v1/solutions?limit=2&text=S").json()
    assert solutions["next"] == "/api/v1/solutions?limit=2&text=S&after=S2"
    assert [one["code"] for one in chief.get(solutions["next"]).json()["items"]] == ["S3"]
    assert kind(chief.get("/api/v1/people?limit=201")) == (422, "invalid")
    assert kind(chief.get("/api/v1/people?after=nonsense")) == (400, "bad-request")


def test_the_inbox_filters_by_state_unit_year_and_age(doors: Doors) -> None:
    chief = doors.visitor(doors.sign.clo)
    mine, hers = doors.journey(State.IN_REVIEW), doors.journey(State.DRAFTED, CITRA, 2028)
    assert ids(chief.get(JOURNEYS)) == {mine, hers}
    assert ids(chief.get(f"{JOURNEYS}?state=in_review")) == {mine}
    assert ids(chief.get(f"{JOURNEYS}?state=in_review&state=drafted")) == {mine, hers}
    assert ids(chief.get(f"{JOURNEYS}?unit=A1")) == {mine}
    assert ids(chief.get(f"{JOURNEYS}?year=2028")) == {hers}
    assert ids(chief.get(f"{JOURNEYS}?days=1")) == set()
    assert ids(chief.get(f"{JOURNEYS}?person={doors.person(CITRA)}")) == {hers}
    assert kind(chief.get(f"{JOURNEYS}?state=nonsense")) == (422, "invalid")


def ids(answer: Response) -> set[int]:
    return {row["id"] for row in answer.json()["items"]}


def test_a_list_as_a_file_holds_all_rows_nips_as_text_and_no_formula(doors: Doors) -> None:
    with doors.system.open() as uow:
        uow.accounts.add(Account(0, "x", "x", Role.CLO))
        uow.commit()
    chief = doors.visitor(doors.sign.clo)
    rows = list(
        csv.DictReader(
            io.StringIO(chief.get("/api/v1/people?format=csv&limit=1").content.decode("utf-8-sig"))
        )
    )
    assert [row["nip"] for row in rows] == [ANI, BUDI, CITRA, DEWI, EKA]
    answer = chief.get("/api/v1/people?format=xlsx")
    assert answer.headers["content-disposition"].startswith("attachment")
    table = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [row[table[0].index("nip")] for row in table[1:]] == [ANI, BUDI, CITRA, DEWI, EKA]


def test_a_text_that_starts_like_a_formula_is_kept_from_running(doors: Doors) -> None:
    from api.catalogue_views import UnitOut
    from api.deps import SignedIn
    from api.i18n import translator
    from api.lists import file_answer

    who = SignedIn(doors.sign.clo, 1, "", "")
    rows = [
        UnitOut(code=code, name="x", parent=None) for code in ("=1+1", "+1", "-1", "@x", "\tx", "\rx", "U1")
    ]
    answer = file_answer(rows, "csv", "Units", translator("en"), who, doors.system.clock.now())
    codes = [
        row["code"] for row in csv.DictReader(io.StringIO(bytes(answer.body).decode("utf-8-sig"), newline=""))
    ]
    assert codes == ["'=1+1", "'+1", "'-1", "'@x", "'\tx", "'\rx", "U1"]


def test_a_plan_of_a_year_that_is_over_can_still_be_read(doors: Doors, officer: TestClient) -> None:
    number = doors.journey(State.COMPLETED, year=2025)
    assert officer.get(f"{JOURNEYS}/{number}").json()["year"] == 2025


def test_plans_are_asked_for_this_year_or_the_next(doors: Doors) -> None:
    employee = doors.visitor(doors.sign.employee)
    assert employee.post(JOURNEYS, json={"year": YEAR + 1}).status_code == 201
    refused = employee.post(JOURNEYS, json={"year": YEAR - 1})
    assert kind(refused) == (422, "invalid")
    assert refused.json()["errors"][0]["field"] == "body.year"


def test_a_field_that_nobody_asked_for_is_refused(doors: Doors, officer: TestClient) -> None:
    employee = doors.visitor(doors.sign.employee)
    wish = {"year": YEAR, "state": "approved", "version": 9, "requested_by": 1}
    refused = employee.post(JOURNEYS, json=wish)
    assert kind(refused) == (422, "invalid")
    assert {one["field"] for one in refused.json()["errors"]} == {
        "body.state",
        "body.version",
        "body.requested_by",
    }
    path = f"{JOURNEYS}/{doors.journey(State.DRAFTED)}"
    mass = {"solution": "S3", "starts": "2027-05-03", "hours": 1, "jp": 99, "added_by_hand": False}
    assert kind(officer.post(f"{path}/items", json=mass, headers=seen(1))) == (422, "invalid")


def test_the_clo_approves_despite_a_broken_rule_and_the_log_tells_which(doors: Doors) -> None:
    broken = RuleCheck("hours_max", Verdict.FAIL, 200.5, 160.0, "design choice", "D")
    doors.app.state.system = replace(doors.system, check_items=lambda _uow, _journey: (broken,))
    path = f"{JOURNEYS}/{doors.journey(State.IN_REVIEW)}"
    why = {"reason": "Penugasan khusus."}
    clo, officer = doors.visitor(doors.sign.clo), doors.visitor(doors.sign.officer)
    assert kind(clo.post(f"{path}/approve", json=why, headers=seen(1))) == (422, "rules-broken")
    anyway = f"{path}/approve-despite-rules"
    assert kind(officer.post(anyway, json=why, headers=seen(1))) == (403, "forbidden")
    assert kind(clo.post(anyway, json={"reason": " "}, headers=seen(1))) == (422, "invalid")
    assert clo.post(anyway, json=why, headers=seen(1)).json()["state"] == "approved"
    row = officer.get(f"{path}/decisions").json()["items"][-1]
    assert (row["move"], row["reason"]) == ("approve", why["reason"])
    (kept,) = row["set_aside"]
    assert (kept["rule"], kept["measured"], kept["limit"]) == ("hours_max", 200.5, 160.0)
