"""What somebody who passed enters into the ledger, form by form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from catalog import ledger
from catalog.activity_stages import ActivityStage, Document, Doer, Due, Words
from catalog.ledger import Grant, Law, Zone, settle
from catalog.solutions import LearningSolution
from competency_models.parameters import Citation
from planner.activities import Activity, FilledPaper, Phase, Task
from planner.activities.earned import earned
from planner.regulations import standard_forms, standard_parameters

LAW = Law(standard_parameters(), standard_forms())
NOW = datetime(2027, 6, 1, tzinfo=UTC)
NIP = "199001012015011001"
TABLES = ("table_3", "table_4", "notes")
_STAGE = ActivityStage(
    "meetings",
    Words("Pertemuan", "Meetings"),
    Doer.EMPLOYEE,
    Words("Catatan", "Notes"),
    Due(0, "end", Citation("design choice", "D")),
    Citation("design choice", "D"),
    documents=tuple(
        Document(key, Words(key, key), repeats=key in TABLES)
        for key in (*TABLES, "certificate", "report", "consensus")
    ),
)


def lived(
    form: str, starts: date = date(2027, 3, 1), ends: date = date(2027, 4, 23), *papers: FilledPaper
) -> Activity:
    tasks = tuple(Task(n, _STAGE, 1, ends, papers=(paper,)) for n, paper in enumerate(papers, 1))
    return Activity(7, 1, NIP, "S1", form, starts, ends, Phase.PASSED, 5, NOW, tasks)


def paper(document: str, *rows: Mapping[str, str]) -> FilledPaper:
    return FilledPaper(document, rows, NOW, "ani")


def held(*days: str) -> list[Mapping[str, str]]:
    return [{"number": str(n), "date": day} for n, day in enumerate(days, 1)]


def rows(
    own: Activity, hours: float = 12, sessions: int = 6, finished: date | None = None
) -> tuple[ledger.Activity, ...]:
    solution = LearningSolution("S1", "Belajar data", own.form, hours, 8, sessions)
    return earned(own, hours, solution, LAW, Zone.WIB, finished or own.ends)


def granted(found: tuple[ledger.Activity, ...]) -> list[Grant]:
    answers = settle(found, LAW)
    assert all(isinstance(one, Grant) for one in answers), answers
    return [one for one in answers if isinstance(one, Grant)]


def jp(found: tuple[ledger.Activity, ...]) -> float:
    return sum(one.jp for one in granted(found))


def test_an_internship_counts_once_on_its_last_day() -> None:
    (own,) = granted(rows(lived("magang_praktik_kerja"), hours=160, sessions=40))
    assert [(one.day, one.jp) for one in own.portions] == [(date(2027, 4, 23), 20)]
    assert own.caps == ()
    assert (own.activity.title, own.activity.solution, own.activity.lived) == ("Belajar data", "S1", 7)


def test_a_course_counts_its_hours() -> None:
    assert jp(rows(lived("kursus", date(2027, 3, 1), date(2027, 3, 3)), hours=24, sessions=3)) == 24


def test_what_a_programme_states_for_itself_goes_before_the_hours() -> None:
    stated = lived("kursus", date(2027, 3, 1), date(2027, 3, 3), paper("certificate", {"jp": "30"}))
    assert jp(rows(stated, hours=24, sessions=3)) == 30


def test_hours_that_a_paper_states_go_before_those_planned() -> None:
    stated = lived("belajar_mandiri", date(2027, 3, 1), date(2027, 3, 31), paper("report", {"hours": "7,5"}))
    assert [own.hours for own in rows(stated, hours=24)] == [7.5]


def test_the_hours_of_a_schedule_are_added_up() -> None:
    schedule = paper("schedule", {"hours": "6"}, {"hours": "4,5"}, {"topic": "Tanya jawab"})
    stated = lived("belajar_mandiri", date(2027, 3, 1), date(2027, 3, 31), schedule)
    assert [own.hours for own in rows(stated, hours=24)] == [10.5]


def test_days_of_a_seminar_are_no_more_than_it_lasted() -> None:
    seminar = lived("seminar_konferensi_sarasehan", date(2027, 3, 1), date(2027, 3, 2))
    assert jp(rows(seminar, hours=14, sessions=3)) == 8


@pytest.mark.parametrize("form", ["coaching", "mentoring", "bimbingan_di_tempat_kerja"])
def test_meetings_count_by_the_dates_of_the_papers(form: str) -> None:
    noted = lived(
        form,
        date(2027, 3, 1),
        date(2027, 4, 23),
        paper("table_4", *held("2027-03-03", "2027-03-17", "2027-04-01")),
    )
    found = rows(noted)
    assert [own.days for own in found] == [(date(2027, 3, 3),), (date(2027, 3, 17),), (date(2027, 4, 1),)]
    assert [own.hours for own in found] == [4, 4, 4]
    assert jp(found) == 6


def test_the_third_meeting_of_a_month_is_not_counted() -> None:
    days = held("2027-03-03", "2027-03-10", "2027-03-17", "2027-04-01")
    noted = lived("coaching", date(2027, 3, 1), date(2027, 4, 23), paper("table_4", *days))
    assert [own.jp for own in granted(rows(noted))] == [2, 2, 0, 2]


def test_a_meeting_that_coach_and_coachee_wrote_down_is_one() -> None:
    """The fullest list holds; the same list written in several stages is one list."""
    both = lived(
        "coaching",
        date(2027, 3, 1),
        date(2027, 4, 23),
        paper("table_3", *held("2027-03-03")),
        paper("table_3", *held("2027-03-03", "2027-03-17")),
        paper("table_4", *held("2027-03-03", "2027-03-17", "2027-04-01", "2027-04-15")),
    )
    assert [own.days[0].day for own in rows(both)] == [3, 17, 1, 15]


def test_two_meetings_of_one_day_are_two() -> None:
    noted = lived(
        "coaching", date(2027, 3, 1), date(2027, 4, 23), paper("notes", *held("2027-03-03", "2027-03-03"))
    )
    (own,) = granted(rows(noted))
    assert (own.activity.sessions, own.jp) == (2, 4)


def test_without_papers_planned_meetings_are_laid_out_by_month() -> None:
    found = rows(lived("coaching", date(2027, 2, 15), date(2027, 4, 11)), sessions=6)
    assert [(own.days[0], own.days[-1], own.sessions) for own in found] == [
        (date(2027, 2, 15), date(2027, 2, 28), 1),
        (date(2027, 3, 1), date(2027, 3, 31), 4),
        (date(2027, 4, 1), date(2027, 4, 11), 1),
    ]
    assert sum(own.hours for own in found) == 12
    assert jp(found) == 2 + 4 + 2


def test_a_date_that_is_none_counts_as_not_written() -> None:
    noted = lived(
        "coaching", date(2027, 3, 1), date(2027, 3, 31), paper("notes", *held("soon", "2027-03-03"))
    )
    assert len(rows(noted)) == 1


def test_the_date_of_an_agreement_is_no_meeting() -> None:
    """Only a table lists meetings: without one the planned ones hold."""
    agreed = lived("coaching", date(2027, 3, 1), date(2027, 3, 31), paper("consensus", *held("2027-03-03")))
    assert [own.sessions for own in rows(agreed, sessions=4)] == [4]


def test_a_community_was_granted_by_its_meetings() -> None:
    assert rows(lived("komunitas_belajar")) == ()


def test_who_finished_early_is_granted_on_the_day_of_finishing() -> None:
    early = rows(lived("magang_praktik_kerja"), hours=80, finished=date(2027, 4, 2))
    assert [own.days[-1] for own in early] == [date(2027, 4, 2)]


def test_who_finished_before_it_began_has_one_day() -> None:
    """Forty hours do not fit into a day: the ledger says so, and the officer enters what was."""
    (own,) = rows(lived("kursus", date(2027, 3, 8), date(2027, 3, 12)), hours=40, finished=date(2027, 3, 1))
    assert own.days == (date(2027, 3, 1),)
    assert not isinstance(settle([own], LAW)[0], Grant)


def test_two_things_of_one_day_of_which_no_time_is_known_do_not_overlap() -> None:
    first = rows(
        lived("coaching", date(2027, 3, 1), date(2027, 3, 31), paper("notes", *held("2027-03-03"))), hours=2
    )
    workshop = lived("workshop_lokakarya", date(2027, 3, 3), date(2027, 3, 3))
    second = rows(replace(workshop, solution="S2"), hours=8, sessions=1)
    assert len(granted((*first, *(replace(own, solution="S2") for own in second)))) == 2


@pytest.mark.parametrize("zone", Zone)
def test_what_ended_at_the_end_of_december_counts_in_that_year(zone: Zone) -> None:
    own = lived("magang_praktik_kerja", date(2027, 12, 1), date(2027, 12, 31))
    solution = LearningSolution("S1", "Magang", own.form, 160, 4, 20)
    (made,) = granted(earned(own, 160, solution, LAW, zone, date(2028, 1, 1)))
    assert (made.jp_in(2027), made.jp_in(2028)) == (20, 0)


def test_the_same_plan_is_not_granted_twice_under_another_name() -> None:
    (own,) = rows(lived("kursus", date(2027, 3, 1), date(2027, 3, 3)), hours=10)
    by_hand = replace(own, title="Kursus (dari sertifikat)", lived=None)
    first, second = settle([own, by_hand], LAW)
    assert isinstance(first, Grant)
    assert not isinstance(second, Grant)
