"""Documents over HTTP: Word and PDF filled from the data, a calendar that opens, for those who see the data."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import unquote

import icalendar
import pytest
from docx import Document
from httpx2 import Response

from api.bootstrap import build_system
from catalog.activity_stages import Doer
from catalog.ledger import Meeting, Part, Zone
from competency_models.errors import InputError
from planner import usecases
from planner.access import Actor, Role
from planner.activities import Party
from planner.communities import Attendance, CommunityMeeting
from planner.guides import Guide, GuideKind
from planner.journey import State
from planner.ports import Account
from tests.api.documents.opened import text_of_docx, text_of_pdf
from tests.api.doors import Doors
from tests.api.served import serve
from tests.small_agency import ADMINISTRATOR, ANI, BUDI, CITRA, IN_O1, item

FORMATS = ("docx", "pdf")


def text_of(answer: Response) -> str:
    assert answer.status_code == 200, answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    if answer.headers["content-type"] == "application/pdf":
        return text_of_pdf(answer.content)
    return " ".join(text_of_docx(answer.content).split())


def fetch(doors: Doors, path: str, who: str = "employee", **query: str) -> Response:
    return doors.visitor(getattr(doors.sign, who)).get(path, params=query)


@pytest.mark.parametrize("form", FORMATS)
def test_the_letter_of_a_plan_tells_person_gaps_items_and_sums(doors: Doors, form: str) -> None:
    number = doors.journey(State.APPROVED, items=(item(), IN_O1))
    answer = fetch(doors, f"/api/v1/journeys/{number}/letter.{form}")
    text = text_of(answer)
    for told in (
        "RENCANA PENGEMBANGAN INDIVIDU TAHUN 2027",
        "Ani",
        ANI,
        "Analis",
        "Team",
        "Budi",
        "Kesenjangan kompetensi",
        "Disetujui (versi 1)",
        "Data",
        "Magang",
        "Kelas",
        "1 Februari 2027",
        "27 Februari 2027",
        "80,2",
        "Rp 2.000",
        "Jumlah",
        "Pejabat yang Berwenang",
    ):
        assert told in text.replace("\u00a0", " "), told
    assert "KONSEP" not in text
    assert f"Rencana 2027 Ani.{form}" in unquote(answer.headers["content-disposition"])


@pytest.mark.parametrize("form", FORMATS)
def test_a_plan_that_is_not_approved_says_so(doors: Doors, form: str) -> None:
    number = doors.journey(State.DRAFTED)
    assert "KONSEP" in text_of(fetch(doors, f"/journeys/{number}/letter.{form}"))


def test_who_may_not_see_the_plan_gets_no_paper_of_it_and_looking_is_kept(doors: Doors) -> None:
    foreign = doors.journey(State.APPROVED, nip=CITRA)
    for path in ("letter.pdf", "letter.docx", "calendar.ics"):
        assert fetch(doors, f"/journeys/{foreign}/{path}").status_code == 404
        assert fetch(doors, f"/journeys/{foreign}/{path}", "officer").status_code == 404
    assert fetch(doors, f"/journeys/{foreign}/letter.exe").status_code == 404
    assert reads(doors, CITRA) == []
    own = doors.journey(State.APPROVED)
    fetch(doors, f"/journeys/{own}/letter.pdf", "officer")
    fetch(doors, f"/journeys/{own}/letter.pdf")
    assert reads(doors, ANI) == [("lo", "documents")]


def reads(doors: Doors, nip: str) -> list[tuple[str, str]]:
    with doors.system.open(write=False) as uow:
        return [(row.actor, row.what) for row in uow.reads.of(nip)]


@pytest.mark.parametrize("form", FORMATS)
def test_the_letter_of_assignment_tells_what_is_to_be_done_by_when(doors: Doors, form: str) -> None:
    activity, _ = doors.task()
    text = text_of(fetch(doors, f"/activities/{activity}/assignment.{form}", "officer"))
    for told in (
        "SURAT PENUGASAN",
        "MENUGASKAN",
        "Ani",
        ANI,
        "Magang",
        "1 Februari 2027 sampai 27 Februari 2027",
    ):
        assert told in text, told
    for told in ("Data (level 1 ke 2)", "Kewajiban pegawai", "Tembusan", "Atasan langsung: Budi", "40,1 jam"):
        assert told in text, told


@pytest.mark.parametrize("form", FORMATS)
def test_a_paper_is_printed_as_its_form_empty_and_filled(doors: Doors, form: str) -> None:
    task, _ = doors.writing()
    path = f"/api/v1/tasks/{task}/papers/schedule.{form}"
    empty = text_of(fetch(doors, path))
    for told in ("JADWAL BELAJAR MANDIRI", "Ani", ANI, "Materi yang dipelajari", "Atasan langsung", "Budi"):
        assert told in empty, told
    rows = [
        {"begins": "2027-02-01", "ends": "2027-02-05", "topic": "SQL & <b>\n{{ 7*7 }} #let", "hours": "2.5"}
    ]
    usecases.save_papers(
        doors.system.open(), doors.sign.employee, task, {"schedule": rows}, doors.system.clock
    )
    filled = text_of(fetch(doors, path))
    for told in ("1 Februari 2027", "5 Februari 2027", "SQL & <b>", "{{ 7*7 }} #let", "2,5"):
        assert told in filled, told
    assert fetch(doors, f"/api/v1/tasks/{task}/papers/nothing.{form}").status_code == 404
    assert fetch(doors, "/api/v1/tasks/0/papers/schedule.pdf").status_code == 404


@pytest.mark.parametrize("form", FORMATS)
def test_a_guide_from_another_unit_reads_no_more_of_the_person_than_name_and_unit(
    doors: Doors, form: str
) -> None:
    task, _ = doors.writing()
    activity, citra = guided(doors, task)
    for path in (f"/tasks/{task}/papers/schedule.{form}", f"/activities/{activity}/assignment.{form}"):
        text = text_of(doors.visitor(citra).get(path))
        for told in ("Ani", "Team", "Citra"):
            assert told in text, told
        for hidden in (ANI, "Analis", "Budi", "PNS"):
            assert hidden not in text, hidden
    assert doors.visitor(citra).get("/journeys/1/letter.pdf").status_code == 404


def guided(doors: Doors, task: int) -> tuple[int, Actor]:
    """Have Citra, of another unit, be the mentor of the task's activity; its id and her."""
    account = Account(0, "citra", "x", Role.EMPLOYEE, CITRA)
    stored = usecases.add_account(doors.system.open(), ADMINISTRATOR, account, doors.system.clock)
    mentor = Guide(
        id=0,
        kind=GuideKind.MENTOR,
        nip=CITRA,
        name="Citra",
        organisation="",
        capacity=1,
        managerial_years=5,
        technical_years=5,
        certificate="",
        confidential_since=None,
        available_from=None,
        available_until=None,
        active=True,
        competencies={},
        units=frozenset(),
    )
    with doors.system.open() as uow:
        number, held = uow.guides.add(mentor), uow.activities.holding(task)
        assert held is not None
        uow.activities.set_party(held.id, Party(Doer.MENTOR, number, CITRA, "Citra"))
        actor = uow.accounts.actor(stored.id)
        uow.commit()
    assert actor is not None
    return held.id, actor


@pytest.mark.parametrize("form", FORMATS)
def test_the_proposal_of_a_community_has_its_seven_fields(doors: Doors, form: str) -> None:
    number, _ = doors.community()
    text = text_of(fetch(doors, f"/communities/{number}/proposal.{form}", "officer"))
    for told in (
        "PENGAJUAN KEGIATAN KOMUNITAS BELAJAR",
        "First",
        "Data tiap seksi tidak sama.",
        "Data yang sama",
        "Berbagi Pengetahuan, Berbagi Pengalaman, Berbagi Bahan Pembelajaran, Diskusi Permasalahan",
        "Satu daftar data.",
        "Ani",
        ANI,
        "Setiap Senin",
        "Ruang rapat",
        "Mengetahui,",
        "Budi",
    ):
        assert told in text, told


@pytest.mark.parametrize("form", FORMATS)
def test_the_recapitulation_of_a_community_has_the_circular_s_columns(doors: Doors, form: str) -> None:
    number, _ = doors.community()
    period = {"since": "2027-01-01", "until": "2027-03-31"}
    text = text_of(fetch(doors, f"/api/v1/communities/{number}/recap.{form}", "officer", **period))
    for told in (
        "REKAPITULASI PENGEMBANGAN KOMPETENSI MELALUI KOMUNITAS BELAJAR",
        "Gol",
        "Jumlah Perolehan JP",
    ):
        assert told in text, told
    for told in (
        "Berbagi Pengalaman",
        "Diskusi Permasalahan",
        "1 Januari 2027 sampai 31 Maret 2027",
        "JPT Pratama",
    ):
        assert told in text, told


@pytest.mark.parametrize("form", FORMATS)
def test_who_shared_material_finds_the_four_statements_under_their_name(doors: Doors, form: str) -> None:
    number, meeting = shared(doors)
    path = f"/communities/{number}/meetings/{meeting}/statements"
    text = text_of(fetch(doors, f"{path}/{doors.person(ANI)}.{form}"))
    for told in (
        "SURAT PERNYATAAN",
        "Kamus Data Bersama",
        "1. Bahan",
        "hasil karya orisinal",
        "tanggung jawab saya",
    ):
        assert told in text, told
    for told in ("4. Setelah", "di lingkungan Agency", "Pejabat Eselon II", "Dewi", ANI, "5 Desember 2026"):
        assert told in text, told
    assert fetch(doors, f"{path}/{doors.person(BUDI)}.{form}").status_code == 404
    assert fetch(doors, f"{path}/nobody.{form}").status_code == 404


def shared(doors: Doors) -> tuple[int, int]:
    """A community at whose meeting Ani shared material; both ids."""
    number, _ = doors.community()
    starts = datetime(2026, 12, 5, 9, tzinfo=Zone.WIB.info)
    came = Attendance(ANI, Part.AUTHOR, original=True)
    held = CommunityMeeting(
        *(0, number, Meeting.MATERIAL, "Kamus Data Bersama", starts, starts + timedelta(hours=1), Zone.WIB),
        online=False,
        attendance=(came,),
        assured_by="Dewi",
    )
    with doors.system.open() as uow:
        meeting = uow.communities.add_meeting(held, doors.system.clock.now())
        uow.commit()
    return number, meeting


@pytest.mark.parametrize("form", FORMATS)
def test_a_unit_s_self_learning_is_monitored_in_ten_columns(doors: Doors, form: str) -> None:
    doors.writing()
    period = {"since": "2027-01-01", "until": "2027-12-31"}
    for who in ("supervisor", "officer", "clo"):
        text = text_of(fetch(doors, f"/units/A1/monitoring.{form}", who, **period))
        for told in (
            "MONITORING BELAJAR MANDIRI",
            "(10)",
            "Ani",
            ANI,
            "Analis",
            "Magang",
            "1 Feb 2027 - 27 Feb 2027",
        ):
            assert told in text, told
    later = {"since": "2027-03-01", "until": "2027-12-31"}
    assert "Tidak ada belajar mandiri" in text_of(
        fetch(doors, f"/units/A1/monitoring.{form}", "clo", **later)
    )
    assert fetch(doors, f"/units/A2/monitoring.{form}", "officer", **period).status_code == 404
    assert fetch(doors, f"/units/XX/monitoring.{form}", "clo", **period).status_code == 404


@pytest.mark.parametrize("form", FORMATS)
def test_a_unit_s_quarter_is_added_up_by_person_and_form(doors: Doors, form: str) -> None:
    doors.entry()
    quarter = {"year": "2026", "quarter": "4"}
    text = text_of(fetch(doors, f"/units/A1/recap.{form}", "officer", **quarter))
    for told in ("1 Oktober 2026 sampai 31 Desember 2026", "Ani", ANI, "Kursus", "Jumlah seluruhnya", "6"):
        assert told in text, told
    text = text_of(fetch(doors, f"/units/A1/recap.{form}", "officer", year="2026", quarter="3"))
    assert ANI not in text
    assert fetch(doors, "/units/A1/recap.pdf", "officer", year="2026", quarter="5").status_code == 422


def test_a_plan_opens_as_a_calendar(doors: Doors) -> None:
    number = doors.journey(State.APPROVED, items=(item(), IN_O1))
    usecases.activate(
        doors.system.open(), doors.sign.employee, number, 1, doors.system.forms, doors.system.clock
    )
    answer = fetch(doors, f"/journeys/{number}/calendar.ics")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    calendar = icalendar.Calendar.from_ical(answer.content)
    events = {str(event["uid"]): event for event in calendar.walk("VEVENT")}
    assert len(events) == len(list(calendar.walk("VEVENT")))
    learnt = [events[f"journey-{number}-{code}@corpu-planner.invalid"] for code in ("S1", "S2")]
    assert [str(event["summary"]) for event in learnt] == ["Magang", "Kelas"]
    assert [event["dtstart"].dt for event in learnt] == [date(2027, 2, 1), date(2027, 3, 1)]
    assert [event["dtend"].dt for event in learnt] == [date(2027, 2, 28), date(2027, 3, 6)]
    assert {int(event["sequence"]) for event in learnt} == {2}
    assert str(learnt[1]["location"]) == "Jakarta"
    deadlines = [event for uid, event in events.items() if uid.startswith("task-")]
    assert deadlines
    assert all(str(event["summary"]).startswith("Tenggat: ") for event in deadlines)
    assert answer.content == fetch(doors, f"/api/v1/journeys/{number}/calendar.ics").content
    assert ANI.encode() not in answer.content


def test_a_plan_without_items_has_no_calendar(doors: Doors) -> None:
    assert fetch(doors, f"/journeys/{doors.journey(State.REQUESTED)}/calendar.ics").status_code == 404


def test_an_agency_s_own_template_is_taken_and_a_broken_one_ends_the_start(
    doors: Doors, tmp_path: Path
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    word(folder / "journey_letter.docx", "Kop kami: {{ person.name }}")
    word(folder / "paper.schedule.docx", "Jadwal kami: {{ title }}")
    changed = doors.system.settings.model_copy(update={"templates_dir": folder})
    system = replace(doors.system, settings=changed)
    own = Doors(serve(changed, system), system, doors.sign)
    number, (task, _) = own.journey(State.APPROVED), own.writing()
    assert text_of(fetch(own, f"/journeys/{number}/letter.docx")) == "Kop kami: Ani"
    assert text_of(fetch(own, f"/tasks/{task}/papers/schedule.docx")) == "Jadwal kami: Jadwal belajar mandiri"
    assert "MENUGASKAN" in text_of(fetch(own, "/activities/1/assignment.docx"))
    word(folder / "journey_letter.docx", "{{ person.nick }}")
    with pytest.raises(InputError, match=r"journey_letter.docx: .*nick"):
        build_system(changed)
    broken = fetch(own, f"/api/v1/journeys/{number}/letter.docx")
    assert broken.status_code == 422
    assert "journey_letter.docx" in broken.text
    assert str(tmp_path) not in broken.text


def word(path: Path, text: str) -> None:
    document, made = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(made)
    path.write_bytes(made.getvalue())
