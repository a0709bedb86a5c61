"""Coaches and mentors over JSON: proposed, offered, answered; who is told what, and whose data were looked at."""

from __future__ import annotations

from collections.abc import Mapping
from threading import Barrier, Thread

import pytest

from planner.errors.guides import GuideUnfit
from planner.guides import GuideKind
from planner.usecases import offer_matches
from tests.api.doors import Doors
from tests.planner.guided import Guided
from tests.small_agency import ANI, EKA


@pytest.fixture
def standing(doors: Doors) -> Mapping[str, int]:
    return doors.guided()


def test_a_proposal_is_offered_accepted_and_taken_back(doors: Doors, standing: Mapping[str, int]) -> None:
    officer, ani = doors.visitor(doors.sign.officer), doors.visitor(doors.sign.employee)
    proposal = officer.get("/api/v1/matches/proposal?kind=mentor").json()
    assert [(one["guide_name"], one["name"]) for one in proposal["pairs"]] == [("Budi", "Ani")] * 2
    assert proposal["points"] == pytest.approx(sum(one["points"] for one in proposal["pairs"]))
    pairs = [{"activity": one["activity"], "guide": one["guide"]} for one in proposal["pairs"]]
    offered = officer.post("/api/v1/matches/offer", json={"kind": "mentor", "pairs": pairs}).json()["items"]
    assert {one["state"] for one in offered} == {"offered"}
    budi = doors.visitor(doors.sign.supervisor)
    budi.post(f"/api/v1/guides/{standing['mentor']}/undertake-confidentiality")
    path = f"/api/v1/matches/{offered[0]['id']}"
    assert ani.post(f"{path}/accept").status_code == 428
    accepted = ani.post(f"{path}/accept", headers={"If-Match": '"1"'})
    assert (accepted.status_code, accepted.json()["state"], accepted.headers["etag"]) == (
        200,
        "accepted",
        '"2"',
    )
    assert ani.post(f"{path}/refuse", headers={"If-Match": '"1"'}).status_code == 412
    assert ani.post(f"{path}/refuse", headers={"If-Match": '"2"'}).status_code == 409
    assert officer.post(f"{path}/cancel", headers={"If-Match": '"2"'}).json()["state"] == "cancelled"


def test_who_guides_finds_the_activity_on_their_desk(doors: Doors, standing: Mapping[str, int]) -> None:
    """Everything else of the person stays closed to them."""
    known = doors.system.worlds.current()
    assert known.people[ANI].supervisor is not None
    mine = doors.visitor(doors.sign.employee).get("/api/v1/matches/mine").json()["items"]
    assert [(one["guide_name"], one["answers"]) for one in mine] == [("Widya", ["accept", "refuse"])]


def test_a_level_of_a_guide_is_told_to_officers_only(doors: Doors, standing: Mapping[str, int]) -> None:
    ani, officer = doors.visitor(doors.sign.employee), doors.visitor(doors.sign.officer)
    (own,) = ani.get("/api/v1/matches/mine").json()["items"]
    (theirs,) = officer.get("/api/v1/matches").json()["items"]
    assert "high enough" in own["reasons"][0]["text"]
    assert "level 4" not in str(own)
    assert "level 4" in theirs["reasons"][0]["text"]


def test_whether_person_or_superior_did_not_want_it_is_not_told(
    doors: Doors, standing: Mapping[str, int]
) -> None:
    officer, budi = doors.visitor(doors.sign.officer), doors.visitor(doors.sign.supervisor)
    body = {
        "kind": "mentor",
        "nip": doors.sign.clo.nip,
        "capacity": 2,
        "competencies": {"T.01": 5},
    }
    chief = doors.visitor(doors.sign.clo)
    mentor = chief.post("/api/v1/guides", json=body).json()["id"]
    offer = {"kind": "mentor", "pairs": [{"activity": standing["waits"], "guide": mentor}]}
    (match,) = officer.post("/api/v1/matches/offer", json=offer).json()["items"]
    assert match["state"] == "awaiting_superior"
    declined = budi.post(f"/api/v1/matches/{match['id']}/decline", headers={"If-Match": '"1"'}).json()
    assert declined["state"] == "refused"
    again = officer.post("/api/v1/matches/offer", json=offer)
    assert (again.status_code, "did not come about" in again.json()["detail"]) == (409, True)


def test_looking_at_who_waits_leaves_a_trace(doors: Doors, standing: Mapping[str, int]) -> None:
    doors.visitor(doors.sign.officer).get("/api/v1/matches/proposal?kind=coach")
    with doors.system.open(write=False) as uow:
        assert ("lo", "matching") in {(one.actor, one.what) for one in uow.reads.of(ANI)}


def test_the_register_names_every_fault(doors: Doors) -> None:
    chief = doors.visitor(doors.sign.clo)
    wrong = {"kind": "mentor", "capacity": 0, "competencies": {"X.1": 3}, "units": ["Z"]}
    answer = chief.post("/api/v1/guides", json=wrong)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == ["nip", "capacity", "competencies", "units"]


def test_the_register_comes_as_a_file(doors: Doors, standing: Mapping[str, int]) -> None:
    chief = doors.visitor(doors.sign.clo)
    assert "Widya" in chief.get("/api/v1/guides?format=csv").text
    only = chief.get("/api/v1/guides?kind=mentor").json()["items"]
    assert [(one["name"], one["guided"]) for one in only] == [("Budi", 0)]
    assert [one["name"] for one in chief.get("/api/v1/mentors").json()["items"]] == ["Budi"]


def test_the_last_place_is_given_away_once(doors: Doors) -> None:
    """Two officers at the same moment."""
    guided = Guided(doors.system.open, doors.sign, doors.system.clock)  # type: ignore[arg-type]
    activities, coach = [guided.start(nip=ANI), guided.start(nip=EKA)], guided.register(capacity=1)
    world, ready, outcomes = guided.world(), Barrier(2), []

    def offer(activity: int) -> None:
        ready.wait()
        pairs = [(activity, coach.id)]
        try:
            offer_matches(guided.open(), doors.sign.clo, GuideKind.COACH, pairs, world, doors.system.clock)
            outcomes.append("offered")
        except GuideUnfit:
            outcomes.append("full")

    threads = [Thread(target=offer, args=(one.id,)) for one in activities]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["full", "offered"]
