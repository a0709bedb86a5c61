"""Closing an active plan asks first where activities have no result yet."""

from __future__ import annotations

from planner import usecases
from planner.activities import Phase
from planner.journey import State
from tests.api.doors import Doors
from tests.planner.passing import FORMS


def living(doors: Doors) -> int:
    number = doors.journey(State.APPROVED)
    usecases.activate(doors.system.open(), doors.sign.employee, number, 1, FORMS, doors.system.clock)
    return number


def phases(doors: Doors, number: int) -> list[Phase]:
    with doors.system.open(write=False) as uow:
        return [one.phase for one in uow.activities.of_journey(number)]


def test_json_names_what_is_open_and_closes_only_when_told(doors: Doors) -> None:
    number, officer = living(doors), doors.visitor(doors.sign.officer)
    path, seen = f"/api/v1/journeys/{number}/complete", {"If-Match": '"2"'}
    refused = officer.post(path, headers=seen)
    assert refused.status_code == 409
    (one,) = refused.json()["errors"]
    assert (one["problem"], one["value"]) == ("S1", "planned")
    assert phases(doors, number) == [Phase.PLANNED]
    assert officer.post(path, headers=seen, json={"open_activities": "keep"}).status_code == 422
    closed = officer.post(path, headers=seen, json={"open_activities": "cancel"})
    assert (closed.status_code, closed.json()["state"]) == (200, "completed")
    assert phases(doors, number) == [Phase.CANCELLED]


def test_the_page_lists_what_is_open_and_offers_to_keep_it(doors: Doors) -> None:
    number, officer = living(doors), doors.visitor(doors.sign.officer)
    asked = officer.post(f"/journeys/{number}/complete", data={"version": "2"})
    assert asked.status_code == 409
    assert "1 kegiatan belum ada hasilnya" in asked.text
    assert f'href="/journeys/{number}"' in asked.text
    assert phases(doors, number) == [Phase.PLANNED]
    again = {"version": "2", "open_activities": "cancel"}
    assert officer.post(f"/journeys/{number}/complete", data=again).status_code == 303
    assert phases(doors, number) == [Phase.CANCELLED]
