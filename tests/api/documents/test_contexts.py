"""What documents say of made-up activities, grants and plans."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.documents.calendar import journey_calendar
from api.documents.letter import journey_letter
from api.documents.paper import EMPTY_ROWS, filled_paper, shown
from api.documents.unit import unit_recap
from api.documents.values import plain
from api.worlds import Known
from catalog.activity_stages import ActivityStage, Choice, Document, Doer, Due, Field, FieldKind, Words
from catalog.forms import load_forms
from catalog.ledger import Activity as Held
from catalog.ledger import Entry, Grant, Portion, Zone
from catalog.solutions import LearningSolution
from competency_models.parameters import Citation
from planner.activities import Activity, FilledPaper, Party, Phase, Task
from planner.journey import Closes, Consideration, Journey, State
from planner.regulations import standard_parameters
from planner.world import World
from tests.small_agency import AGENCY, ANI, BUDI, EKA, YEAR, item

NOW = datetime(2027, 1, 4, 1, tzinfo=UTC)
DAY = date(2027, 1, 4)
LAW = Citation("design choice", "D")
SCORE = Field(
    "score", "Komitmen", "", FieldKind.SCORE, choices=(Choice("1", "Kurang", ""), Choice("2", "Baik", ""))
)
TABLE = Document(
    "table_3",
    Words("Tabel 3", "Table 3"),
    (Field("date", "Tanggal", "", FieldKind.DATE), Field("topic", "Topik", ""), SCORE),
    repeats=True,
)


@pytest.fixture(scope="module")
def known() -> Known:
    world = World.build(AGENCY, DAY, YEAR, standard_parameters(), load_forms())
    return Known(1, world, {one.nip: f"id-{one.nip}" for one in AGENCY.people})


def stage(doer: Doer, *documents: Document, key: str = "one") -> ActivityStage:
    words = Words("Tahapan", "Stage")
    return ActivityStage(key, words, doer, words, Due(0, "start", LAW), LAW, documents=documents)


def lived(*tasks: Task, parties: tuple[Party, ...] = ()) -> Activity:
    return Activity(
        7,
        1,
        ANI,
        "S3",
        "coaching",
        date(2027, 2, 1),
        date(2027, 2, 27),
        Phase.RUNNING,
        1,
        NOW,
        tasks,
        parties,
    )


def test_an_empty_table_has_rows_to_write_on_and_boxes_to_tick(known: Known) -> None:
    task = Task(1, stage(Doer.COACH, TABLE), 1, DAY)
    paper = filled_paper(known, lived(task), task, TABLE, known.people[ANI], DAY, whole=True)
    assert [line.number for line in paper.lines] == list(range(1, EMPTY_ROWS + 1))
    assert paper.lines[0].cells == (None, None, "☐ Kurang   ☐ Baik")
    assert (paper.columns, paper.records, paper.initials) == (("Tanggal", "Topik", "Komitmen"), (), None)
    assert paper.by_key == {"date": None, "topic": None, "score": None}
    assert [(one.role, one.name, one.dated) for one in paper.signatures] == [("Coach", None, True)]


def test_a_filled_table_shows_days_in_words_and_answers_by_name(known: Known) -> None:
    rows = ({"date": "2027-02-03", "topic": "Data", "score": "2"}, {"topic": "Lagi", "score": "9"})
    task = Task(1, stage(Doer.COACH, TABLE), 1, DAY, papers=(FilledPaper("table_3", rows, NOW, "x", 1),))
    act = lived(task, parties=(Party(Doer.COACH, 3, BUDI, "Budi"),))
    paper = filled_paper(known, act, task, TABLE, known.people[ANI], DAY, whole=True)
    assert [line.cells for line in paper.lines] == [("3 Februari 2027", "Data", "Baik"), (None, "Lagi", "9")]
    assert (paper.coach, paper.mentor) == ("Budi", None)
    assert [(one.role, one.name, one.nip) for one in paper.signatures] == [("Coach", "Budi", BUDI)]


def test_an_employee_signs_beside_the_guide_or_the_superior(known: Known) -> None:
    own = Task(1, stage(Doer.EMPLOYEE, TABLE), 1, DAY)
    guided = lived(own, Task(2, stage(Doer.MENTOR, key="two"), 1, DAY))
    for act, other, initials in (
        (lived(own), ("Atasan langsung", "Budi", BUDI), None),
        (guided, ("Mentor", None, None), "Paraf mentor"),
        (
            replace(guided, parties=(Party(Doer.MENTOR, 3, None, "Wira"),)),
            ("Mentor", "Wira", None),
            "Paraf mentor",
        ),
    ):
        paper = filled_paper(known, act, own, TABLE, known.people[ANI], DAY, whole=True)
        signed = [(one.role, one.name, one.nip) for one in paper.signatures]
        assert signed == [other, ("Pegawai", "Ani", ANI)]
        assert paper.initials == initials
    hidden = filled_paper(known, lived(own), own, TABLE, known.people[ANI], DAY, whole=False)
    assert [(one.name, one.nip) for one in hidden.signatures] == [(None, None), ("Ani", None)]
    assert (hidden.person.nip, hidden.person.job, hidden.person.superior) == (None, None, None)


def test_a_table_too_wide_for_a_page_stands_row_below_row(known: Known) -> None:
    wide = replace(TABLE, contents=tuple(Field(f"f{n}", f"Isian {n}", "") for n in range(7)))
    task = Task(1, stage(Doer.COACH, wide), 1, DAY)
    paper = filled_paper(known, lived(task), task, wide, known.people[ANI], DAY, whole=True)
    assert (paper.columns, paper.lines) == ((), ())
    assert [(one.number, len(one.entries)) for one in paper.records] == [(None, 7)]


def test_figures_are_written_with_a_comma() -> None:
    assert shown(Field("n", "N", "", FieldKind.NUMBER), "2.5") == "2,5"
    assert shown(Field("n", "N", "", FieldKind.NUMBER), "") is None


def grant(nip: str, form: str, *portions: Portion) -> Grant:
    held = Held.of_days(portions[0].day, portions[-1].day, Zone.WIB, nip=nip, form=form, title="x")
    return Grant(held, portions, known=True, rule="r", citation=LAW)


def test_only_days_of_the_quarter_count_and_corrections_are_gone(known: Known) -> None:
    over = grant(
        ANI, "magang_praktik_kerja", Portion(date(2026, 12, 31), 3.0), Portion(date(2027, 1, 1), 4.5)
    )
    wrong = grant(ANI, "coaching", Portion(date(2027, 2, 1), 2.0))
    back = Entry(3, wrong, NOW, 1, "lo", reverses=2, reason="salah")
    entries = {
        ANI: [Entry(1, over, NOW, 1, "lo"), Entry(2, wrong, NOW, 1, "lo"), back],
        EKA: [Entry(4, grant(EKA, "coaching", Portion(date(2027, 3, 31), 2.0)), NOW, 1, "lo")],
    }
    first = unit_recap(known, "A1", 2027, 1, [ANI, BUDI, EKA], entries, DAY)
    assert (first.since, first.until) == (date(2027, 1, 1), date(2027, 3, 31))
    assert [(one.name, one.total) for one in first.people] == [("Ani", 4.5), ("Eka", 2.0)]
    assert (first.without, first.total) == (1, 6.5)
    before = unit_recap(known, "A1", 2026, 4, [ANI, BUDI, EKA], entries, DAY)
    assert [(one.name, one.total) for one in before.people] == [("Ani", 3.0)]
    second = unit_recap(known, "A1", 2027, 2, [ANI], entries, DAY)
    assert (second.people, second.until, second.total) == ((), date(2027, 6, 30), 0)


@settings(max_examples=60, deadline=None)
@given(title=st.text(min_size=1, max_size=300))
def test_any_title_opens_again_in_a_calendar(known: Known, title: str) -> None:
    named = Known(1, known.world, known.id_of)
    named.__dict__["solutions"] = {"S1": LearningSolution("S1", title, "magang_praktik_kerja", 40, 4)}
    made = journey_calendar(named, plan(State.APPROVED), (), "https://corpu.example.go.id", NOW)
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert " ".join(str(event.get("summary", "")).split()) == " ".join(str(plain(title) or "").split())
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(days=27)
    assert str(event["url"]) == "https://corpu.example.go.id/journeys/5"
    assert str(event["uid"]) == "journey-5-S1@corpu.example.go.id"


def test_a_letter_says_in_one_sentence_why_an_item_is_there_and_what_it_closes_besides(known: Known) -> None:
    """The gap that weighs most stands in the sentence, each other one in a line of its own."""
    one = replace(item(), closes=(Closes("T.01", 1, 2, 0.5), Closes("M.01", 2, 4, 1.0)))
    plan = Journey(1, ANI, YEAR, Consideration.GAP, State.IN_REVIEW, 1, (one,), (one,))
    letter = journey_letter(known, plan, known.people[ANI], DAY)
    ((first, besides),) = (step.reasons for model in letter.models for step in model.steps)
    assert first.startswith(
        "Menutup kesenjangan Integritas dari level 2 ke level 4 (dan 1 lainnya); yang paling"
    )
    assert "riwayat pegawai lain dengan kegiatan ini" in first
    assert first.count(".") == 1
    assert besides.endswith("dari level 1 ke level 2.")


@pytest.mark.parametrize(
    ("state", "status"),
    [(State.IN_REVIEW, "TENTATIVE"), (State.ACTIVE, "CONFIRMED"), (State.WITHDRAWN, "CANCELLED")],
)
def test_a_calendar_tells_how_sure_a_plan_is(known: Known, state: State, status: str) -> None:
    made = journey_calendar(known, plan(state), (), "", NOW)
    (event,) = icalendar.Calendar.from_ical(made).walk("VEVENT")
    assert (str(event["status"]), int(event["sequence"])) == (status, 3)
    assert event["dtstamp"].dt == NOW


def plan(state: State) -> Journey:
    items = (item(),)
    return Journey(5, ANI, YEAR, Consideration.GAP, state, 3, items, items, changed_at=NOW)
