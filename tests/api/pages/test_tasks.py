"""The pages of what is to be done, as a browser without scripts meets them."""

from __future__ import annotations

import io
from datetime import date

import openpyxl

from planner import usecases
from planner.journey import State
from tests.api.doors import Doors
from tests.api.pages.reading import Strict, read
from tests.small_agency import ANI, item


def test_a_person_sees_what_to_do_next_and_does_it(doors: Doors) -> None:
    _, task = doors.task()
    visitor = doors.visitor(doors.sign.employee)
    page = read(visitor, "/me/tasks", "en")
    assert "Evidence of completion" in page
    assert "1 of 2 done" in page
    assert f'action="/tasks/{task}/finish"' in page
    done = visitor.post(f"/tasks/{task}/finish", data={"own": "1", "note": "Sertifikat 12/2027"})
    assert (done.status_code, done.headers["location"]) == (303, "/me/tasks?told=task-done")
    page = read(visitor, "/me/tasks", "en")
    assert "Nothing to do now" in page
    assert "Awaiting its result" in page


def test_the_pages_stand_in_both_languages_without_anything_inline(doors: Doors) -> None:
    _, task = doors.task()
    employee, officer = doors.visitor(doors.sign.employee), doors.visitor(doors.sign.officer)
    for visitor, path in ((employee, "/me/tasks"), (officer, "/tasks")):
        for language in ("id", "en"):
            strict = Strict()
            strict.feed(read(visitor, path, language))
            assert strict.posts == strict.tokens
    assert "Yang harus saya kerjakan" in read(employee, "/me/tasks", "id")
    employee.post(f"/tasks/{task}/finish", data={})
    assert "1 hasil perlu dicatat" in read(officer, "/tasks", "id")


def test_an_officer_records_a_result_and_a_failure_only_with_its_reason(doors: Doors) -> None:
    activity, task = doors.task()
    doors.visitor(doors.sign.employee).post(f"/tasks/{task}/finish", data={})
    officer = doors.visitor(doors.sign.officer)
    assert "Ani" in read(officer, "/tasks", "en")
    refused = officer.post(f"/activities/{activity}/result", data={"result": "bar"})
    assert refused.status_code == 422
    assert "Please give a reason." in refused.text
    told = officer.post(f"/activities/{activity}/result", data={"result": "bar", "reason": "Tidak hadir."})
    assert (told.status_code, told.headers["location"]) == (303, "/tasks?told=result-recorded")
    assert "Not passed, within own control" in read(doors.visitor(doors.sign.employee), "/me/tasks", "en")
    assert "Not passed, within own control" in read(doors.visitor(doors.sign.clo), "/decisions", "en")
    page = read(officer, "/tasks", "en")
    assert 'value="evaluate"' in page
    assert 'value="pass"' not in page
    officer.post(f"/activities/{activity}/result", data={"result": "evaluate"})
    assert "result to record" not in read(officer, "/tasks", "en")


def test_doing_it_twice_is_told_on_the_page_itself(doors: Doors) -> None:
    _, task = doors.task()
    visitor = doors.visitor(doors.sign.employee)
    visitor.cookies.set("corpu_language", "en")
    visitor.post(f"/tasks/{task}/finish", data={"own": "1"})
    again = visitor.post(f"/tasks/{task}/finish", data={"own": "1"})
    assert again.status_code == 409
    assert "This is not possible where the activity stands now." in again.text


def test_what_is_overdue_says_so(doors: Doors) -> None:
    for starts, late in ((date(2026, 12, 1), True), (date(2027, 1, 4), False)):
        number = doors.journey(State.APPROVED, items=(item(starts=starts, days=0),))
        usecases.activate(
            doors.system.open(), doors.sign.employee, number, 1, doors.system.forms, doors.system.clock
        )
        assert ("overdue" in read(doors.visitor(doors.sign.employee), "/me/tasks", "en")) == late
        usecases.withdraw(doors.system.open(), doors.sign.employee, number, 2, doors.system.clock)


def test_the_desk_comes_as_a_workbook(doors: Doors) -> None:
    doors.task()
    for actor, path in ((doors.sign.employee, "/me/tasks"), (doors.sign.officer, "/tasks")):
        answer = doors.visitor(actor).get(path, params={"format": "xlsx"})
        rows = list(openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0].values)
        nips = [row[5] for row in rows[1:]]
        assert nips == ([ANI] if path == "/me/tasks" else [])


def test_activities_and_tasks_over_json(doors: Doors) -> None:
    activity, task = doors.task()
    visitor = doors.visitor(doors.sign.employee)
    (waiting,) = visitor.get("/api/v1/tasks").json()["items"]
    assert (waiting["id"], waiting["stage"]["key"], waiting["overdue"]) == (task, "evidence", False)
    (lived,) = visitor.get(f"/api/v1/people/{doors.person(ANI)}/activities").json()["items"]
    assert (lived["id"], lived["phase"], [one["ready"] for one in lived["tasks"]]) == (
        activity,
        "running",
        [False, True],
    )
    headers = {"Idempotency-Key": "once-and-only"}
    for _ in range(2):
        answer = visitor.post(f"/api/v1/tasks/{task}/finish", json={"note": "x"}, headers=headers)
        assert (answer.status_code, answer.json()["phase"]) == (200, "awaiting_result")
    officer = doors.visitor(doors.sign.officer)
    (awaiting,) = officer.get("/api/v1/activities/awaiting-result").json()["items"]
    assert (awaiting["id"], awaiting["name"]) == (activity, "Ani")
    passed = officer.post(f"/api/v1/activities/{activity}/result", json={"result": "pass"})
    assert passed.json()["phase"] == "passed"
