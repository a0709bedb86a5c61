"""Papers are written and evidence is brought, on both databases: by whose task it is, until it is finished."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.db import SqlUnitsOfWork
from catalog.activity_stages import Doer
from planner.access import Actor
from planner.activities import Activity, Task, Turn
from planner.errors import ActivityClosed, Forbidden, NotFound, TaskDone
from planner.errors.papers import BadFile, BadPaper, PapersIncomplete, StalePaper
from planner.usecases import add_file, finish_task, remove_file, save_papers, sweep_files
from planner.usecases.papers import FILES_MAX, shown_name
from tests.papers import PDF, sample_rows
from tests.planner.test_activity_stories import Lived
from tests.small_agency import EKA, SetClock, Sign

DRAFT = {"schedule": [{"topic": "Bab 1"}]}


@pytest.fixture
def lived(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Lived:
    return Lived(open_uow, sign, clock)


def task_of(lived: Lived, activity: Activity, key: str) -> Task:
    return next(task for task in lived.now(activity).tasks if task.stage.key == key)


def write(lived: Lived, actor: Actor, task: Task, version: int | None = None, **papers: Any) -> Activity:
    return save_papers(lived.open(), actor, task.id, papers or DRAFT, lived.clock, version)


def test_a_draft_comes_back_as_it_was_written_and_by_whom(lived: Lived) -> None:
    learning = lived.start("belajar_mandiri")
    after = write(lived, lived.sign.employee, task_of(lived, learning, "schedule"))
    assert after == lived.now(learning)
    (paper,) = task_of(lived, learning, "schedule").papers
    assert (paper.rows, paper.saved_by, paper.saved_at, paper.version) == (
        ({"topic": "Bab 1"},),
        "ani",
        lived.clock.now(),
        after.version,
    )


def test_writing_the_same_again_is_no_change(lived: Lived) -> None:
    learning = lived.start("belajar_mandiri")
    task = task_of(lived, learning, "schedule")
    first = write(lived, lived.sign.employee, task)
    lived.clock.wait(hours=1)
    assert write(lived, lived.sign.employee, task) == first
    assert len(lived.log("activity", learning.id)) == 1


def test_a_paper_can_be_emptied_again(lived: Lived) -> None:
    learning = lived.start("belajar_mandiri")
    task = task_of(lived, learning, "schedule")
    write(lived, lived.sign.employee, task)
    write(lived, lived.sign.employee, task, schedule=[{"topic": " "}])
    assert task_of(lived, learning, "schedule").papers[0].rows == ()


def test_only_whose_task_it_is_writes_and_the_hr_unit_for_those_from_outside(lived: Lived) -> None:
    stay = lived.start("magang_praktik_kerja")
    host = task_of(lived, stay, "host_assessment")
    rows: dict[str, Any] = {"final_assessment": [{"grounds": "Baik"}]}
    for actor in (lived.sign.employee, lived.sign.supervisor, lived.sign.administrator):
        with pytest.raises(Forbidden):
            write(lived, actor, host, **rows)
    assert host.stage.doer is Doer.HOST
    write(lived, lived.sign.officer, host, **rows)


def test_nobody_writes_in_another_s_part_for_themselves(lived: Lived) -> None:
    """The officer is the learner here: the HR unit's part is done by another officer."""
    stay = lived.start("magang_praktik_kerja", EKA)
    with pytest.raises(Forbidden):
        write(lived, lived.sign.officer, task_of(lived, stay, "agreement"), agreement=[{"targets": "x"}])
    write(lived, lived.sign.second_officer, task_of(lived, stay, "agreement"), agreement=[{"targets": "x"}])


def test_faults_of_several_papers_are_told_together_and_none_is_stored(lived: Lived) -> None:
    programme = lived.start("coaching", batch="O3")
    task = task_of(lived, programme, "self_assessment")
    with pytest.raises(BadPaper) as refused:
        write(
            lived,
            lived.sign.employee,
            task,
            personal_sheet=[{"phone": "0\x00"}],
            preliminary=[{"issue": "x" * 20_001}],
            self_assessment=[{"problem": "Data"}],
        )
    assert [(one.document, one.field) for one in refused.value.faults] == [
        ("personal_sheet", "phone"),
        ("preliminary", "issue"),
    ]
    assert task_of(lived, programme, "self_assessment").papers == ()
    assert lived.now(programme).version == 1


def test_a_task_is_finished_once_its_papers_and_its_evidence_are_there(lived: Lived) -> None:
    stay = lived.start("magang_praktik_kerja")
    task = task_of(lived, stay, "agreement")

    def finish() -> Activity:
        return finish_task(lived.open(), lived.sign.officer, task.id, "", lived.clock)

    with pytest.raises(PapersIncomplete) as refused:
        finish()
    asked = [one for document in task.stage.documents for one in document.contents]
    assert len(refused.value.faults) == len(asked) + 1
    papers: dict[str, Any] = {one.key: sample_rows(one) for one in task.stage.documents if one.contents}
    write(lived, lived.sign.officer, task, **papers)
    with pytest.raises(PapersIncomplete) as refused:
        finish()
    assert [(one.document, one.name_en) for one in refused.value.faults] == [("", "Cooperation agreement")]
    lived.bring(lived.sign.officer, task.id, PDF)
    assert finish().tasks[0].finished_at == lived.clock.now()
    with pytest.raises(TaskDone):
        write(lived, lived.sign.officer, task, agreement=[{"targets": "x"}])
    with pytest.raises(TaskDone):
        lived.bring(lived.sign.officer, task.id, PDF + b"%")
    with pytest.raises(TaskDone):
        lived.take_back(lived.sign.officer, task.id)


def test_nothing_is_written_once_the_activity_is_over(lived: Lived) -> None:
    stay = lived.start("magang_praktik_kerja")
    lived.finish(lived.sign.officer, stay, "agreement")
    lived.result(lived.sign.officer, stay, Turn.EXCUSE, "Sakit.")
    task = task_of(lived, stay, "briefing")
    with pytest.raises(ActivityClosed):
        write(lived, lived.sign.officer, task, briefing_report=[{"aims": "x"}])
    with pytest.raises(ActivityClosed):
        lived.bring(lived.sign.officer, task.id, PDF)


def test_who_read_an_earlier_version_is_told_only_if_this_paper_was_written_since(lived: Lived) -> None:
    learning = lived.start("belajar_mandiri")
    schedule, report = task_of(lived, learning, "schedule"), task_of(lived, learning, "report")
    write(lived, lived.sign.employee, schedule, 1)
    write(lived, lived.sign.employee, report, 1, report=[{"learned": "Banyak"}])
    with pytest.raises(StalePaper):
        write(lived, lived.sign.employee, schedule, 1, schedule=[{"topic": "Bab 2"}])
    write(lived, lived.sign.employee, schedule, 2, schedule=[{"topic": "Bab 2"}])


def test_of_two_who_write_at_the_same_time_both_are_heard(lived: Lived) -> None:
    """Two papers of one activity at once: each transaction waits for the other, none is lost."""
    learning = lived.start("belajar_mandiri")
    schedule, report = task_of(lived, learning, "schedule"), task_of(lived, learning, "report")
    ready = threading.Barrier(2)
    failed: list[BaseException] = []

    def at_once(task: Task, **papers: Any) -> None:
        try:
            ready.wait()
            write(lived, lived.sign.employee, task, **papers)
        except BaseException as error:
            failed.append(error)

    threads = [
        threading.Thread(target=at_once, args=(schedule,), kwargs=DRAFT),
        threading.Thread(target=at_once, args=(report,), kwargs={"report": [{"learned": "Banyak"}]}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert lived.now(learning).version == 3
    assert task_of(lived, learning, "schedule").papers
    assert task_of(lived, learning, "report").papers


def test_the_log_keeps_what_was_touched_and_not_what_was_written(lived: Lived) -> None:
    learning = lived.start("belajar_mandiri")
    task = task_of(lived, learning, "schedule")
    write(lived, lived.sign.employee, task, schedule=[{"topic": "Rahasia"}])
    lived.bring(lived.sign.employee, task.id, PDF, "Rahasia.pdf")
    lived.take_back(lived.sign.employee, task.id)
    with lived.open(write=False) as uow:
        rows = uow.decisions.of("activity", str(learning.id))
    assert [(row.move, row.version) for row in rows] == [("write", 2), ("add_file", 3), ("remove_file", 4)]
    assert "Rahasia" not in repr(rows)


def test_a_file_is_brought_once_and_so_many_at_most(lived: Lived) -> None:
    task = lived.start().tasks[0].id
    lived.bring(lived.sign.employee, task, PDF)
    with pytest.raises(BadFile, match="This file is there already"):
        lived.bring(lived.sign.employee, task, PDF, "nama lain.pdf")
    for number in range(1, FILES_MAX):
        lived.bring(lived.sign.employee, task, PDF + bytes([number]))
    with pytest.raises(BadFile, match="at most 20 files"):
        lived.bring(lived.sign.employee, task, PDF + b"one too many")


def test_what_is_answered_is_what_is_stored(lived: Lived) -> None:
    course = lived.start()
    task = course.tasks[0].id
    assert lived.bring(lived.sign.employee, task, PDF) == lived.now(course)
    assert lived.take_back(lived.sign.employee, task) == lived.now(course)
    assert lived.now(course).tasks[0].files == ()


def test_a_file_of_another_task_cannot_be_taken_back_through_this_one(lived: Lived) -> None:
    learning = lived.start("belajar_mandiri")
    schedule, report = task_of(lived, learning, "schedule"), task_of(lived, learning, "report")
    lived.bring(lived.sign.employee, schedule.id, PDF)
    (file,) = task_of(lived, learning, "schedule").files
    with pytest.raises(NotFound):
        remove_file(lived.open(), lived.sign.employee, report.id, file.id, lived.clock)
    assert task_of(lived, learning, "schedule").files == (file,)


def test_a_row_that_is_not_kept_leaves_a_file_that_is_swept(lived: Lived) -> None:
    """The file is first, its row comes with the commit: what a broken transaction leaves is nobody's and goes."""
    task = lived.start().tasks[0].id
    with lived.open() as uow:
        add_file(uow, lived.files, lived.sign.employee, task, "a.pdf", PDF, lived.clock)
    assert lived.now(lived.of(1)[0]).tasks[0].files == ()
    assert sweep_files(lived.open(write=False), lived.files, lived.clock) == 1
    lived.bring(lived.sign.employee, task, PDF)
    assert sweep_files(lived.open(write=False), lived.files, lived.clock) == 0


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("laporan.pdf", "laporan.pdf"),
        ("laporan.exe", "laporan.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\ani\\Laporan akhir.PDF", "Laporan akhir.pdf"),
        ("a\u202efdp.exe\n", "afdp.pdf"),
        ("", "berkas.pdf"),
        (".pdf", "berkas.pdf"),
        ("x" * 300 + ".pdf", "x" * 120 + ".pdf"),
        ("laporan v1.2.pdf", "laporan v1.2.pdf"),
    ],
)
def test_a_file_is_called_by_its_last_name_and_what_it_really_is(name: str, shown: str) -> None:
    assert shown_name(name, "application/pdf") == shown


ANY_ROWS = st.lists(
    st.dictionaries(
        st.sampled_from(["begins", "ends", "topic", "hours", "x"]), st.text(max_size=40), max_size=5
    ),
    max_size=3,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(rows=ANY_ROWS)
def test_whatever_is_written_is_stored_whole_or_not_at_all(lived: Lived, rows: list[dict[str, str]]) -> None:
    found = lived.of(1) or (lived.start("belajar_mandiri"),)
    task, before = task_of(lived, found[0], "schedule"), lived.now(found[0])
    try:
        after = write(lived, lived.sign.employee, task, schedule=rows)
    except BadPaper:
        assert lived.now(found[0]) == before
    else:
        assert lived.now(found[0]) == after


def test_days_are_kept_as_text_whatever_the_zone(lived: Lived) -> None:
    learning = lived.start("belajar_mandiri")
    lived.clock.moment += timedelta(hours=16)
    task = task_of(lived, learning, "schedule")
    write(lived, lived.sign.employee, task, schedule=[{"begins": "2026-12-31"}])
    assert task_of(lived, learning, "schedule").papers[0].rows == ({"begins": "2026-12-31"},)
