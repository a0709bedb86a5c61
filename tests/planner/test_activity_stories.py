"""An approved plan is lived, on both databases: its tasks, its results, who may say what, and what the log keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from api.db import SqlUnitsOfWork
from catalog.activity_stages import Doer
from catalog.forms import load_forms
from catalog.ledger import Law
from competency_models.people import Person
from planner.access import Actor
from planner.activities import Activity, Phase, Turn, ready_tasks
from planner.activities.desk import desk_of
from planner.errors import (
    ActivitiesOpen,
    ActivityClosed,
    Forbidden,
    NotFound,
    OwnResult,
    ReasonMissing,
    StaleVersion,
    TaskDone,
)
from planner.journey import Consideration, Item, Journey, State
from planner.ports import FileStore, TaskRow
from planner.regulations import standard_parameters
from planner.usecases import activate, add_file, complete, finish_task, record_result, remove_file, withdraw
from tests.catalog.test_activity_stages import NEW
from tests.papers import FilesInMemory, fill
from tests.small_agency import ANI, BUDI, CITRA, EKA, YEAR, SetClock, Sign, item

FORMS = load_forms()
LAW = Law(standard_parameters(), FORMS)


class Lived:
    """Plans that are being lived, and everybody who has a part in them."""

    def __init__(
        self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock, files: FileStore | None = None
    ) -> None:
        self.open, self.sign, self.clock, self.forms = open_uow, sign, clock, FORMS
        self.files = files or FilesInMemory()

    def start(
        self, form: str = "pelatihan_teknis", nip: str = ANI, *more: Item, batch: str | None = None
    ) -> Activity:
        """Somebody's approved plan is started; its first activity."""
        items = (replace(item(), form=form, offering=batch), *more)
        plan = Journey(0, nip, YEAR, Consideration.GAP, State.APPROVED, 1, items, items)
        with self.open() as uow:
            (number,) = uow.journeys.add([replace(plan, changed_at=self.clock.now())])
            uow.commit()
        activate(self.open(), self.sign.clo, number, 1, self.forms, self.clock)
        return self.of(number)[0]

    def of(self, journey: int) -> tuple[Activity, ...]:
        with self.open(write=False) as uow:
            return uow.activities.of_journey(journey)

    def now(self, lived: Activity) -> Activity:
        return next(one for one in self.of(lived.journey) if one.id == lived.id)

    def finish(self, actor: Actor, lived: Activity, key: str, note: str = "") -> Activity:
        task = next(task for task in self.now(lived).tasks if task.stage.key == key and not task.finished_at)
        if desk_of(actor).holds(self.person(lived.nip), task.stage.doer, lived.parties):
            fill(self.open, actor, task, self.clock)
        return finish_task(self.open(), actor, task.id, note, self.clock)

    def person(self, nip: str) -> Person:
        with self.open(write=False) as uow:
            found = uow.people.get(nip)
        assert found is not None
        return found

    def bring(self, actor: Actor, task: int, content: bytes, name: str = "bukti.pdf") -> Activity:
        return add_file(self.open(), self.files, actor, task, name, content, self.clock)

    def take_back(self, actor: Actor, task: int) -> Activity:
        """Take the newest file of a task back."""
        with self.open(write=False) as uow:
            found = uow.activities.find_holding(task)
        assert found is not None
        files = next(one.files for one in found.tasks if one.id == task)
        return remove_file(self.open(), actor, task, files[-1].id, self.clock)

    def result(self, actor: Actor, lived: Activity, turn: Turn, reason: str = "") -> Activity:
        return record_result(self.open(), actor, lived.id, turn, reason, LAW, self.clock).activity

    def desk(self, actor: Actor) -> list[tuple[str, str]]:
        with self.open(write=False) as uow:
            return [(row.nip, row.stage.key) for row in uow.activities.waiting(desk_of(actor)).rows]

    def log(self, subject: str, key: int) -> list[tuple[str, str, str, str]]:
        with self.open(write=False) as uow:
            rows = uow.decisions.of(subject, str(key))
        return [(row.actor, row.move, row.from_state, row.to_state) for row in rows]


@pytest.fixture
def lived(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Lived:
    return Lived(open_uow, sign, clock)


def test_a_course_is_taken_proven_and_passed(lived: Lived) -> None:
    course = lived.start()
    assert lived.desk(lived.sign.employee) == [(ANI, "take_part")]
    lived.finish(lived.sign.employee, course, "take_part")
    lived.finish(lived.sign.employee, course, "evidence", " Sertifikat 12/2027 ")
    stored = lived.now(course)
    assert (stored.phase, stored.version) == (Phase.AWAITING_RESULT, 3)
    assert (stored.tasks[1].note, stored.tasks[1].finished_by) == (
        "Sertifikat 12/2027",
        lived.sign.employee.account_id,
    )
    assert lived.result(lived.sign.officer, course, Turn.PASS) == lived.now(course)
    assert lived.now(course).phase is Phase.PASSED
    assert lived.log("activity", course.id) == [
        ("ani", "finish", "planned", "running"),
        ("ani", "finish", "running", "awaiting_result"),
        ("lo", "pass", "awaiting_result", "passed"),
    ]


def test_everybody_has_their_part_of_self_learning(lived: Lived) -> None:
    own = lived.start("belajar_mandiri")
    for actor, key in (
        (lived.sign.supervisor, "proposal"),
        (lived.sign.officer, "assignment"),
        (lived.sign.employee, "schedule"),
        (lived.sign.employee, "learning"),
        (lived.sign.supervisor, "monitoring"),
        (lived.sign.employee, "report"),
        (lived.sign.clo, "recap"),
    ):
        assert (ANI, key) in lived.desk(actor)
        lived.finish(actor, own, key)
        assert (ANI, key) not in lived.desk(actor)
    assert lived.now(own).phase is Phase.AWAITING_RESULT


def test_a_stage_comes_back_from_the_database_as_it_went_in(lived: Lived) -> None:
    form = FORMS.at(date(2027, 1, 4))["magang_praktik_kerja"]
    stored = {task.stage.key: task.stage for task in lived.start(form.key).tasks}
    assert stored == {stage.key: stage for stage in form.stages_of_own_unit}


def test_a_later_law_does_not_change_what_was_begun(lived: Lived) -> None:
    """Stages are kept with the tasks; a plan of before the circular goes on as it began."""
    lived.clock.moment = lived.clock.moment.replace(year=2023, month=3)
    begun = lived.start("coaching")
    assert [task.stage.key for task in begun.tasks] == ["take_part", "evidence"]


def test_another_s_task_is_not_finished_for_them(lived: Lived) -> None:
    own = lived.start("belajar_mandiri")
    for actor in (lived.sign.employee, lived.sign.administrator):
        with pytest.raises(Forbidden):
            lived.finish(actor, own, "proposal")
    lived.finish(lived.sign.supervisor, own, "proposal")
    with pytest.raises(Forbidden):
        lived.finish(lived.sign.supervisor, own, "assignment")


def test_who_may_not_see_the_person_learns_nothing(lived: Lived) -> None:
    course = lived.start(nip=CITRA)
    for actor in (lived.sign.employee, lived.sign.supervisor, lived.sign.officer):
        with pytest.raises(NotFound):
            lived.finish(actor, course, "take_part")
        with pytest.raises(NotFound):
            lived.result(actor, course, Turn.PASS)
        assert lived.desk(actor) == []


def test_a_task_is_done_once(lived: Lived) -> None:
    course = lived.start()
    lived.finish(lived.sign.employee, course, "take_part")
    with pytest.raises(TaskDone):
        finish_task(lived.open(), lived.sign.employee, course.tasks[0].id, "", lived.clock)
    assert len(lived.log("activity", course.id)) == 1


def test_a_task_or_an_activity_that_is_not_there(lived: Lived) -> None:
    with pytest.raises(NotFound):
        finish_task(lived.open(), lived.sign.clo, 999, "", lived.clock)
    with pytest.raises(NotFound):
        record_result(lived.open(), lived.sign.clo, 999, Turn.PASS, "", LAW, lived.clock)


def running(lived: Lived) -> Activity:
    course = lived.start("magang_praktik_kerja")
    lived.finish(lived.sign.officer, course, "agreement")
    return course


def test_a_failure_needs_a_reason(lived: Lived) -> None:
    course = running(lived)
    with pytest.raises(ReasonMissing):
        lived.result(lived.sign.officer, course, Turn.BAR, "  ")
    lived.result(lived.sign.officer, course, Turn.BAR, "Tidak hadir tanpa alasan.")
    assert (lived.now(course).phase, lived.desk(lived.sign.officer)) == (Phase.FAILED_BARRED, [])


def test_a_bar_is_lifted_by_the_evaluation_of_performance(lived: Lived) -> None:
    course = running(lived)
    lived.result(lived.sign.officer, course, Turn.BAR, "Tidak hadir.")
    lived.result(lived.sign.officer, course, Turn.EVALUATE)
    assert lived.now(course).phase is Phase.FAILED_EVALUATED
    with pytest.raises(ActivityClosed):
        lived.result(lived.sign.officer, course, Turn.PASS)


def test_the_store_knows_who_waits_for_their_evaluation(lived: Lived) -> None:
    def failed() -> dict[str, frozenset[str]]:
        with lived.open(write=False) as uow:
            return dict(uow.activities.failed())

    course = running(lived)
    assert failed() == {}
    lived.result(lived.sign.officer, course, Turn.BAR, "Tidak hadir.")
    assert failed() == {ANI: {"magang_praktik_kerja"}}
    lived.result(lived.sign.officer, course, Turn.EVALUATE)
    assert failed() == {}


def test_a_failure_outside_one_s_own_control_bars_nobody(lived: Lived) -> None:
    lived.result(lived.sign.officer, running(lived), Turn.EXCUSE, "Sakit.")
    with lived.open(write=False) as uow:
        assert uow.activities.failed() == {}


def test_a_form_of_one_new_file_is_lived(lived: Lived, tmp_path: Path) -> None:
    """No code knows the form: its file alone says who does what."""
    (tmp_path / "kunjungan.yaml").write_text(NEW, encoding="utf-8")
    lived.forms = load_forms(tmp_path)
    visit = lived.start("kunjungan_lapangan")
    assert lived.desk(lived.sign.officer) == [(ANI, "letter")]
    lived.finish(lived.sign.officer, visit, "letter")
    while (ANI, "visit") in lived.desk(lived.sign.employee):
        lived.finish(lived.sign.employee, visit, "visit")
    assert lived.now(visit).phase is Phase.AWAITING_RESULT
    assert lived.result(lived.sign.officer, visit, Turn.PASS).phase is Phase.PASSED


@pytest.mark.parametrize("turn", [Turn.BEGIN, Turn.END, Turn.CANCEL])
def test_only_results_are_recorded(lived: Lived, turn: Turn) -> None:
    with pytest.raises(ActivityClosed):
        lived.result(lived.sign.officer, running(lived), turn)


def test_nobody_records_their_own_result(lived: Lived) -> None:
    course = lived.start(nip=EKA)
    with pytest.raises(OwnResult):
        lived.result(lived.sign.officer, course, Turn.PASS)
    with pytest.raises(Forbidden):
        lived.result(lived.sign.supervisor, course, Turn.PASS)


def test_officers_find_what_awaits_its_result(lived: Lived) -> None:
    course = lived.start()
    lived.finish(lived.sign.employee, course, "take_part")
    lived.finish(lived.sign.employee, course, "evidence")
    found = {}
    for name in ("employee", "supervisor", "officer", "clo", "administrator"):
        with lived.open(write=False) as uow:
            page = uow.activities.awaiting_result(desk_of(getattr(lived.sign, name)))
        found[name] = [row.id for row in page.rows]
    assert found == {
        "employee": [],
        "supervisor": [],
        "officer": [course.id],
        "clo": [course.id],
        "administrator": [],
    }


@pytest.mark.parametrize("end", [withdraw, partial(complete, cancel_open=True)])
def test_what_is_open_ends_with_its_plan(lived: Lived, end: object) -> None:
    course = lived.start("pelatihan_teknis", ANI, replace(item("S3"), form="coaching"))
    lived.finish(lived.sign.employee, course, "take_part")
    end(lived.open(), lived.sign.clo, course.journey, 2, lived.clock)  # type: ignore[operator]
    assert {one.phase for one in lived.of(course.journey)} == {Phase.CANCELLED}
    assert lived.desk(lived.sign.employee) == []


def test_closing_a_plan_asks_first(lived: Lived) -> None:
    """What has no result yet is named, nothing is changed, and the log keeps what was cancelled."""
    course = lived.start("pelatihan_teknis", ANI, replace(item("S3"), form="coaching"))
    lived.finish(lived.sign.employee, course, "take_part")
    with pytest.raises(ActivitiesOpen) as refused:
        complete(lived.open(), lived.sign.officer, course.journey, 2, lived.clock)
    assert [(one.solution, one.phase) for one in refused.value.activities] == [
        ("S1", Phase.RUNNING),
        ("S3", Phase.PLANNED),
    ]
    assert {one.phase for one in lived.of(course.journey)} == {Phase.RUNNING, Phase.PLANNED}
    assert [move for _, move, _, _ in lived.log("journey", course.journey)] == ["activate"]
    with pytest.raises(StaleVersion):
        complete(lived.open(), lived.sign.officer, course.journey, 1, lived.clock)
    complete(lived.open(), lived.sign.officer, course.journey, 2, lived.clock, cancel_open=True)
    with lived.open(write=False) as uow:
        assert uow.decisions.of("journey", str(course.journey))[-1].detail == {"cancelled": ["S1", "S3"]}


def test_what_was_passed_stays_so_when_the_plan_is_closed(lived: Lived) -> None:
    course = lived.start()
    lived.finish(lived.sign.employee, course, "take_part")
    lived.finish(lived.sign.employee, course, "evidence")
    lived.result(lived.sign.officer, course, Turn.PASS)
    complete(lived.open(), lived.sign.officer, course.journey, 2, lived.clock)
    assert lived.now(course).phase is Phase.PASSED


def test_the_store_and_the_rule_agree_on_whose_task_it_is(lived: Lived) -> None:
    """Every desk in the database holds exactly what ``Desk.holds`` says of every person and task."""
    for nip in (ANI, BUDI, CITRA, EKA):
        for number, form in enumerate(("magang_praktik_kerja", "belajar_mandiri", "coaching", "outbound")):
            journey = lived.start(form, nip).journey
            if number < 3:
                withdraw(lived.open(), lived.sign.clo, journey, 2, lived.clock)
    with lived.open(write=False) as uow:
        people = uow.people.many([ANI, BUDI, CITRA, EKA])
        theirs = {nip: uow.activities.of_person(nip) for nip in people}
    for name in ("employee", "supervisor", "officer", "second_officer", "clo", "administrator"):
        actor = getattr(lived.sign, name)
        expected = [
            (nip, task.stage.key)
            for nip, all_of_them in theirs.items()
            for one in all_of_them
            for task in ready_tasks(one)
            if desk_of(actor).holds(people[nip], task.stage.doer)
        ]
        assert sorted(lived.desk(actor)) == sorted(expected), name


def test_a_desk_comes_in_pages_by_deadline(lived: Lived) -> None:
    for nip in (ANI, BUDI, EKA):
        lived.start("coaching", nip)
    seen: list[TaskRow] = []
    after = None
    while True:
        with lived.open(write=False) as uow:
            page = uow.activities.waiting(desk_of(lived.sign.clo), after, 2)
        seen += page.rows
        after = page.next
        if after is None:
            break
    assert [row.nip for row in seen] == [ANI, BUDI, EKA] * 2
    assert [row.stage.doer for row in seen] == [Doer.UNIT_HEAD] * 3 + [Doer.COACH] * 3
    assert [row.name for row in seen] == ["Ani", "Budi", "Eka"] * 2


def test_of_two_changes_of_one_version_the_second_is_refused(lived: Lived) -> None:
    course = lived.start()
    changed = replace(course, version=2)
    with lived.open() as uow:
        uow.activities.change([changed])
        with pytest.raises(StaleVersion):
            uow.activities.change([changed])
