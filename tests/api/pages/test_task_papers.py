"""The page of one activity and the form of one task, as a browser without scripts meets them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from catalog.activity_stages import Doer
from planner import usecases
from planner.access import Actor
from planner.activities import Activity, Party, Task
from planner.guides import Guide, GuideKind
from planner.journey import State
from tests.api.doors import Doors
from tests.api.html_forms import PageForm, forms_of
from tests.api.pages.reading import Strict, read
from tests.papers import PDF, fill, sample_rows
from tests.small_agency import ANI, BUDI, CITRA, item

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


class Lived:
    """Ani's activity of some form, and whoever writes for it."""

    def __init__(self, doors: Doors, form: str) -> None:
        self.doors = doors
        self.journey = doors.journey(State.APPROVED, items=(replace(item(), form=form),))
        system = doors.system
        usecases.activate(system.open(), doors.sign.employee, self.journey, 1, system.forms, system.clock)

    @property
    def now(self) -> Activity:
        with self.doors.system.open(write=False) as uow:
            (found,) = uow.activities.of_journey(self.journey)
        return found

    def task(self, key: str) -> Task:
        return next(task for task in self.now.tasks if task.stage.key == key)

    def do(self, actor: Actor, *keys: str) -> None:
        """Fill in and finish tasks."""
        system = self.doors.system
        for key in keys:
            task = self.task(key)
            fill(system.open, actor, task, system.clock, system.files)
            usecases.finish_task(system.open(), actor, task.id, "", system.clock)


@pytest.fixture
def learning(doors: Doors) -> Lived:
    """Self-learning, proposed and assigned: the schedule is Ani's to write."""
    lived = Lived(doors, "belajar_mandiri")
    lived.do(doors.sign.supervisor, "proposal")
    lived.do(doors.sign.officer, "assignment")
    return lived


def form_of(visitor: TestClient, task: int, query: str = "") -> PageForm:
    page = read(visitor, f"/tasks/{task}{query}", "en")
    assert "Macro" not in page
    (found,) = [form for form in forms_of(page) if form.action == f"/tasks/{task}"]
    return found


def test_a_task_s_form_has_every_field_and_a_button_for_each_wish(doors: Doors, learning: Lived) -> None:
    task = learning.task("schedule")
    form = form_of(doors.visitor(doors.sign.employee), task.id)
    assert {one.name for one in form.controls} >= {
        "csrf_token",
        "version",
        "p.schedule.1.begins",
        "p.schedule.1.ends",
        "p.schedule.1.topic",
        "p.schedule.1.hours",
        "file",
        "note",
    }
    page = read(doors.visitor(doors.sign.employee), f"/tasks/{task.id}", "en")
    for value in ("save", "finish", "row:schedule"):
        assert f'name="action" value="{value}"' in page


def test_rows_are_added_one_after_the_other_and_taken_away(doors: Doors, learning: Lived) -> None:
    visitor, task = doors.visitor(doors.sign.employee), learning.task("schedule").id
    form = form_of(visitor, task)
    for number, topic in enumerate(("Bab 1", "Bab 2", "Bab 3"), 1):
        assert f"p.schedule.{number}.topic" in form.values
        assert f"p.schedule.{number + 1}.topic" not in form.values
        sent = form.values | {f"p.schedule.{number}.topic": topic, "action": "row:schedule"}
        answer = visitor.post(f"/tasks/{task}", data=sent)
        assert answer.headers["location"] == f"/tasks/{task}?more=schedule&told=paper-saved#new-row"
        form = form_of(visitor, task, "?more=schedule")
    assert "p.schedule.4.topic" not in form_of(visitor, task).values
    sent = form_of(visitor, task).values | {"p.schedule.3.topic": "Bab 3 dan 4", "action": "row:schedule:1"}
    visitor.post(f"/tasks/{task}", data=sent)
    (paper,) = learning.task("schedule").papers
    assert [row["topic"] for row in paper.rows] == ["Bab 2", "Bab 3 dan 4"]


def test_finishing_tells_everything_that_is_missing_and_keeps_the_draft(
    doors: Doors, learning: Lived
) -> None:
    visitor, task = doors.visitor(doors.sign.employee), learning.task("schedule").id
    sent = form_of(visitor, task).values | {"p.schedule.1.topic": "Bab <1>", "action": "finish"}
    answer = visitor.post(f"/tasks/{task}", data=sent)
    assert answer.status_code == 422
    assert '<a href="#p-schedule-1-begins">From: This is needed.</a>' in answer.text
    assert '<a href="#p-schedule-1-ends">To: This is needed.</a>' in answer.text
    assert 'aria-describedby="p-schedule-1-ends-problem"' in answer.text
    assert "What you wrote is kept as a draft." in answer.text
    assert "Bab &lt;1&gt;" in answer.text
    (paper,) = learning.task("schedule").papers
    assert paper.rows == ({"topic": "Bab <1>"},)


def test_what_cannot_be_stored_is_told_and_stays_in_the_fields(doors: Doors, learning: Lived) -> None:
    visitor, task = doors.visitor(doors.sign.employee), learning.task("schedule").id
    sent = form_of(visitor, task).values | {"p.schedule.1.hours": "banyak", "p.schedule.1.topic": "Bab 1"}
    answer = visitor.post(f"/tasks/{task}", data=sent | {"action": "save"})
    assert answer.status_code == 422
    assert '<a href="#p-schedule-1-hours">Hours: Write a number.</a>' in answer.text
    assert 'value="banyak"' in answer.text
    assert learning.task("schedule").papers == ()


def test_a_task_is_filled_in_and_finished_with_its_file_in_one_go(doors: Doors, learning: Lived) -> None:
    visitor, task = doors.visitor(doors.sign.employee), learning.task("schedule")
    (row,) = sample_rows(task.stage.documents[0])
    typed = {f"p.schedule.1.{key}": value for key, value in row.items()}
    answer = visitor.post(
        f"/tasks/{task.id}",
        data=form_of(visitor, task.id).values | typed | {"action": "finish", "note": "Sesuai rencana."},
        files=[("file", ("jadwal.png", PNG)), ("file", ("lagi.pdf", PDF))],
    )
    assert answer.headers["location"] == f"/activities/{learning.now.id}?told=task-done"
    done = learning.task("schedule")
    assert (done.note, [file.name for file in done.files]) == ("Sesuai rencana.", ["jadwal.png", "lagi.pdf"])
    page = read(visitor, f"/activities/{learning.now.id}", "en")
    assert "Materi yang dipelajari 1" in page
    assert f'href="/tasks/{task.id}/files/{done.files[0].id}"' in page
    assert visitor.get(f"/tasks/{task.id}/files/{done.files[0].id}").content == PNG
    # Done is done: the form leads to the activity.
    assert visitor.get(f"/tasks/{task.id}").headers["location"].startswith("/activities/")


def test_a_file_that_is_not_taken_is_told_beside_the_field_and_one_is_removed(
    doors: Doors, learning: Lived
) -> None:
    visitor, task = doors.visitor(doors.sign.employee), learning.task("schedule").id
    sent = form_of(visitor, task).values | {"p.schedule.1.topic": "Bab 1", "action": "save"}
    refused = visitor.post(f"/tasks/{task}", data=sent, files=[("file", ("surat.pdf", b"<html>"))])
    assert refused.status_code == 422
    assert '<a href="#files">This kind of file is not taken.' in refused.text
    assert learning.task("schedule").papers[0].rows == ({"topic": "Bab 1"},)
    visitor.post(f"/tasks/{task}", data=sent, files=[("file", ("surat.pdf", PDF))])
    (file,) = learning.task("schedule").files
    visitor.post(f"/tasks/{task}", data=sent | {"action": f"drop:{file.id}"})
    assert learning.task("schedule").files == ()


def test_of_two_who_write_into_one_paper_the_second_is_told(doors: Doors, learning: Lived) -> None:
    visitor, task = doors.visitor(doors.sign.employee), learning.task("schedule").id
    first, second = form_of(visitor, task).values, form_of(visitor, task).values
    visitor.post(f"/tasks/{task}", data=first | {"p.schedule.1.topic": "Satu"})
    stale = visitor.post(f"/tasks/{task}", data=second | {"p.schedule.1.topic": "Dua"})
    assert stale.status_code == 412
    assert "If you save it again, it replaces theirs." in stale.text
    assert "Dua" in stale.text
    (again,) = [form for form in forms_of(stale.text) if form.action == f"/tasks/{task}"]
    assert visitor.post(f"/tasks/{task}", data=again.values).status_code == 303
    assert learning.task("schedule").papers[0].rows == ({"topic": "Dua"},)


def test_who_does_not_do_the_task_is_led_to_the_activity(doors: Doors, learning: Lived) -> None:
    task = learning.task("schedule").id
    for actor in (doors.sign.supervisor, doors.sign.officer, doors.sign.administrator):
        visitor = doors.visitor(actor)
        led = visitor.get(f"/tasks/{task}")
        assert led.headers["location"] == f"/activities/{learning.now.id}#task-{task}"
        assert visitor.post(f"/tasks/{task}", data={"p.schedule.1.topic": "x"}).status_code == 403
    assert doors.visitor(doors.sign.employee).get("/tasks/99999").status_code == 404


def test_one_writes_ahead_but_does_not_finish_ahead(doors: Doors, learning: Lived) -> None:
    visitor, task = doors.visitor(doors.sign.employee), learning.task("report").id
    page = read(visitor, f"/tasks/{task}", "en")
    assert 'value="finish"' not in page
    assert "Another task comes first." in page
    visitor.post(f"/tasks/{task}", data=form_of(visitor, task).values | {"p.report.1.learned": "Banyak"})
    assert learning.task("report").papers[0].rows == ({"learned": "Banyak"},)


def test_a_questionnaire_is_answered_by_its_steps(doors: Doors) -> None:
    lived = Lived(doors, "magang_praktik_kerja")
    lived.do(doors.sign.officer, "agreement", "briefing", "orientation")
    lived.do(doors.sign.employee, "practice")
    officer, task = doors.visitor(doors.sign.officer), lived.task("host_assessment").id
    page = read(officer, f"/tasks/{task}", "en")
    assert '<fieldset class="score" id="p-final_assessment-1-performance"' in page
    sent = {"p.final_assessment.1.performance": "4", "p.final_assessment.1.targets": "9", "action": "save"}
    assert "Choose one of the answers." in officer.post(f"/tasks/{task}", data=sent).text
    sent |= {"p.final_assessment.1.targets": "5", "p.final_assessment.1.grounds": "Baik", "action": "finish"}
    officer.post(f"/tasks/{task}", data=sent | {"p.final_assessment.1.assessor": "Pak Tono"})
    assert "4 · Good" in read(officer, f"/activities/{lived.now.id}", "en")
    assert "4 · Baik" in read(officer, f"/activities/{lived.now.id}", "id")


def test_the_page_of_an_activity_tells_who_is_next_and_both_languages_are_sound(
    doors: Doors, learning: Lived
) -> None:
    address, task = f"/activities/{learning.now.id}", learning.task("schedule").id
    for name in ("employee", "supervisor", "officer", "clo", "administrator"):
        visitor = doors.visitor(getattr(doors.sign, name))
        for language in ("id", "en"):
            for path in (address, f"/tasks/{task}") if name == "employee" else (address,):
                strict = Strict()
                strict.feed(read(visitor, path, language))
                assert strict.posts == strict.tokens
        assert ("Fill in and finish" in read(visitor, address, "en")) == (name == "employee")


def test_a_started_plan_leads_to_its_activities(doors: Doors, learning: Lived) -> None:
    page = read(doors.visitor(doors.sign.employee), f"/journeys/{learning.journey}", "en")
    assert f'href="/activities/{learning.now.id}"' in page
    assert "Running" in page


def test_an_officer_records_a_failure_while_it_runs_on_the_activity_s_page(
    doors: Doors, learning: Lived
) -> None:
    address = f"/activities/{learning.now.id}"
    assert "Record a result" not in read(doors.visitor(doors.sign.employee), address, "en")
    officer = doors.visitor(doors.sign.officer)
    page = read(officer, address, "en")
    assert 'value="excuse"' in page
    assert 'value="pass"' not in page
    refused = officer.post(f"{address}/result", data={"result": "excuse", "here": "1"})
    assert refused.status_code == 422
    assert "Please give a reason." in refused.text
    assert "Record a result" in refused.text
    told = officer.post(f"{address}/result", data={"result": "excuse", "here": "1", "reason": "Sakit."})
    assert told.headers["location"] == f"{address}?told=result-recorded"


def test_a_coach_of_another_unit_sees_this_activity_and_of_the_person_only_name_and_unit(
    doors: Doors, learning: Lived
) -> None:
    citra = replace(doors.sign.employee, nip=CITRA, username="citra")
    with doors.system.open() as uow:
        account = uow.accounts.get(doors.sign.employee.account_id or 0)
        assert account is not None
        uow.accounts.change(replace(account, nip=CITRA))
        uow.commit()
    visitor = doors.visitor(citra)
    assert visitor.get(f"/activities/{learning.now.id}").status_code == 404
    play(doors, learning.now, CITRA)
    page = read(visitor, f"/activities/{learning.now.id}", "en")
    assert "Ani" in page
    assert doors.person(ANI) not in page
    assert f"/journeys/{learning.journey}" not in page
    assert ANI not in page
    told = visitor.get(f"/api/v1/activities/{learning.now.id}").json()
    assert (told["person_id"], told["name"], told["unit_name"]) == (None, "Ani", "Team")
    assert BUDI not in page


def play(doors: Doors, activity: Activity, nip: str) -> None:
    """Have somebody play the coach's part."""
    guide = Guide(
        *(0, GuideKind.COACH, nip, "Citra", "", 3, 0, 0, "", None, None, None, True),
        competencies={},
        units=frozenset(),
    )
    with doors.system.open() as uow:
        number = uow.guides.add(guide)
        uow.activities.set_party(activity.id, Party(Doer.COACH, number, nip, "Citra"))
        uow.commit()
