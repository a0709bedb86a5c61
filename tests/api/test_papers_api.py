"""Papers and evidence over JSON: filled in, brought, read and taken back by whose task it is, told to nobody else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from planner import usecases
from planner.journey import State
from tests.api.doors import Doors
from tests.papers import PDF
from tests.small_agency import ANI, item

ROW = {"begins": "2027-02-01", "ends": "2027-02-05", "topic": "Bab 1 dan 2", "hours": "7,5"}


@pytest.fixture
def learning(doors: Doors) -> dict[str, Any]:
    """Ani's self-learning as JSON tells it, proposed and assigned."""
    number = doors.journey(State.APPROVED, items=(replace(item(), form="belajar_mandiri"),))
    usecases.activate(
        doors.system.open(), doors.sign.employee, number, 1, doors.system.forms, doors.system.clock
    )
    found: list[dict[str, Any]] = (
        doors.visitor(doors.sign.employee)
        .get(f"/api/v1/people/{doors.person(ANI)}/activities")
        .json()["items"]
    )
    (lived,) = found
    return lived


def task_of(lived: dict[str, Any], key: str) -> dict[str, Any]:
    return next(task for task in lived["tasks"] if task["stage"]["key"] == key)


def test_what_is_asked_for_is_told_before_it_is_written(learning: dict[str, Any]) -> None:
    schedule = task_of(learning, "schedule")
    (document,) = schedule["stage"]["documents"]
    assert (document["key"], document["repeats"]) == ("schedule", True)
    assert [(one["key"], one["kind"], one["required"]) for one in document["contents"]] == [
        ("begins", "date", True),
        ("ends", "date", True),
        ("topic", "long", True),
        ("hours", "number", False),
    ]
    assert schedule["missing"] == [{"document": "schedule", "row": 0, "field": ""}]
    (table_7,) = task_of(learning, "monitoring")["stage"]["documents"]
    assert [one["key"] for one in table_7["contents"][4]["choices"]] == ["fully", "partly", "not_at_all"]


def test_a_paper_is_written_read_back_and_written_anew(doors: Doors, learning: dict[str, Any]) -> None:
    visitor, task = doors.visitor(doors.sign.employee), task_of(learning, "schedule")["id"]
    draft = visitor.put(f"/api/v1/tasks/{task}/papers/schedule", json={"rows": [{"topic": "Bab 1"}, {}]})
    assert draft.status_code == 200
    told = task_of(draft.json(), "schedule")
    assert told["papers"][0]["rows"] == [{"topic": "Bab 1"}]
    assert [one["field"] for one in told["missing"]] == ["begins", "ends"]
    whole = visitor.put(f"/api/v1/tasks/{task}/papers/schedule", json={"rows": [ROW, ROW]})
    assert task_of(whole.json(), "schedule")["missing"] == []
    one = visitor.get(f"/api/v1/activities/{learning['id']}")
    assert one.headers["etag"] == whole.headers["etag"] == '"3"'
    (paper,) = task_of(one.json(), "schedule")["papers"]
    assert (paper["rows"], paper["saved_by"]) == ([ROW | {"hours": "7.5"}] * 2, "ani")
    assert (one.json()["name"], one.json()["unit_name"], one.json()["person_id"]) == (
        "Ani",
        "Team",
        doors.person(ANI),
    )


def test_who_read_an_older_paper_does_not_write_over_the_newer(
    doors: Doors, learning: dict[str, Any]
) -> None:
    visitor, task = doors.visitor(doors.sign.employee), task_of(learning, "schedule")["id"]
    address, old = f"/api/v1/tasks/{task}/papers/schedule", {"If-Match": '"1"'}
    assert visitor.put(address, json={"rows": [ROW]}, headers=old).status_code == 200
    assert visitor.put(address, json={"rows": [{}]}, headers=old).status_code == 412
    # Another paper written meanwhile is no conflict.
    report = task_of(learning, "report")["id"]
    answer = visitor.put(
        f"/api/v1/tasks/{report}/papers/report", json={"rows": [{"course": "x"}]}, headers=old
    )
    assert answer.status_code == 200


def test_every_fault_is_told_at_once_and_nothing_is_stored(doors: Doors, learning: dict[str, Any]) -> None:
    visitor, task = doors.visitor(doors.sign.employee), task_of(learning, "schedule")["id"]
    wrong = [
        {"begins": "besok", "hours": "banyak"},
        {"topic": "a\0b", "colour": "red"},
        {"topic": "x" * 20_001, "ends": "2027-02-30"},
    ]
    refused = visitor.put(f"/api/v1/tasks/{task}/papers/schedule", json={"rows": wrong})
    assert refused.status_code == 422
    assert {one["field"]: one["problem"] for one in refused.json()["errors"]} == {
        "schedule.1.begins": "Write a day as YYYY-MM-DD.",
        "schedule.1.hours": "Write a number.",
        "schedule.2.colour": "There is no such field.",
        "schedule.2.topic": "This has characters that cannot be stored.",
        "schedule.3.ends": "Write a day as YYYY-MM-DD.",
        "schedule.3.topic": "This is too long: at most 20000 characters.",
    }
    assert task_of(visitor.get(f"/api/v1/activities/{learning['id']}").json(), "schedule")["papers"] == []


def test_a_task_is_not_finished_before_its_papers_are(doors: Doors, learning: dict[str, Any]) -> None:
    supervisor, task = doors.visitor(doors.sign.supervisor), task_of(learning, "proposal")["id"]
    refused = supervisor.post(f"/api/v1/tasks/{task}/finish", json={})
    assert refused.status_code == 422
    assert [(one["field"], one["problem"]) for one in refused.json()["errors"]] == [
        ("proposal.1.competency", "This is needed."),
        ("proposal.1.reason", "This is needed."),
    ]
    rows = [{"competency": "Data", "reason": "Sesuai rencana."}]
    supervisor.put(f"/api/v1/tasks/{task}/papers/proposal", json={"rows": rows})
    assert supervisor.post(f"/api/v1/tasks/{task}/finish", json={}).status_code == 200


def test_a_paper_that_is_not_there(doors: Doors, learning: dict[str, Any]) -> None:
    visitor, task = doors.visitor(doors.sign.employee), task_of(learning, "schedule")["id"]
    for address in (f"/api/v1/tasks/{task}/papers/table_9", "/api/v1/tasks/9999/papers/schedule"):
        assert visitor.put(address, json={"rows": []}).status_code == 404


def test_a_file_is_brought_fetched_and_taken_back(doors: Doors, learning: dict[str, Any]) -> None:
    visitor, task = doors.visitor(doors.sign.employee), task_of(learning, "schedule")["id"]
    address = f"/api/v1/tasks/{task}/files"
    brought = visitor.post(address, files={"file": ("../../Jadwal \u202eexe.html", PDF)})
    assert brought.status_code == 201
    (file,) = task_of(brought.json(), "schedule")["files"]
    assert (file["name"], file["kind"], file["size"]) == ("Jadwal exe.pdf", "application/pdf", len(PDF))
    got = visitor.get(f"{address}/{file['id']}")
    assert got.content == PDF
    assert got.headers["content-type"] == "application/pdf"
    assert got.headers["content-disposition"] == "attachment; filename*=UTF-8''Jadwal%20exe.pdf"
    assert got.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert got.headers["x-content-type-options"] == "nosniff"
    again = visitor.post(address, files={"file": ("lagi.pdf", PDF)})
    assert (again.status_code, again.json()["detail"]) == (422, "This file is there already.")
    taken = visitor.delete(f"{address}/{file['id']}")
    assert task_of(taken.json(), "schedule")["files"] == []
    assert visitor.get(f"{address}/{file['id']}").status_code == 404
    assert visitor.delete(f"{address}/{file['id']}").status_code == 404


def test_who_may_not_see_the_activity_gets_nothing_of_it(doors: Doors) -> None:
    task, file = doors.writing()
    with doors.system.open(write=False) as uow:
        lived = uow.activities.find_holding(task)
    assert lived is not None
    stranger = doors.visitor(doors.sign.second_officer)
    assert stranger.get(f"/api/v1/activities/{lived.id}").status_code == 200
    with doors.system.open() as uow:
        account = uow.accounts.get(doors.sign.second_officer.account_id or 0)
        assert account is not None
        uow.accounts.change(replace(account, units=frozenset({"A2"})))
        uow.commit()
    for answer in (
        stranger.get(f"/api/v1/activities/{lived.id}"),
        stranger.get(f"/api/v1/tasks/{task}/files/{file}"),
        stranger.put(f"/api/v1/tasks/{task}/papers/schedule", json={"rows": []}),
        stranger.delete(f"/api/v1/tasks/{task}/files/{file}"),
    ):
        assert answer.status_code == 404


def test_looking_at_another_s_activity_or_file_is_noted(doors: Doors) -> None:
    task, file = doors.writing()
    with doors.system.open(write=False) as uow:
        lived = uow.activities.find_holding(task)
    assert lived is not None
    officer = doors.visitor(doors.sign.officer)
    officer.get(f"/api/v1/activities/{lived.id}")
    officer.get(f"/api/v1/tasks/{task}/files/{file}")
    reads = (
        doors.visitor(doors.sign.employee).get(f"/api/v1/people/{doors.person(ANI)}/reads").json()["items"]
    )
    assert {one["what"] for one in reads} >= {"activity", "evidence"}


def test_the_log_tells_what_was_touched_and_never_what_was_written(doors: Doors) -> None:
    task, file = doors.writing()
    visitor = doors.visitor(doors.sign.employee)
    rows = {"rows": [{"topic": "Rahasia pribadi"}]}
    visitor.put(f"/api/v1/tasks/{task}/papers/schedule", json=rows)
    visitor.put(f"/api/v1/tasks/{task}/papers/schedule", json=rows)
    visitor.delete(f"/api/v1/tasks/{task}/files/{file}")
    with doors.system.open(write=False) as uow:
        lived = uow.activities.find_holding(task)
        assert lived is not None
        log = uow.decisions.of("activity", str(lived.id))
    assert [row.move for row in log] == ["add_file", "write", "remove_file"]
    assert "Rahasia" not in repr(log)
