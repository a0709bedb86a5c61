"""The pages as a browser without scripts meets them."""

from __future__ import annotations

import io
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import openpyxl
import pytest
from starlette.testclient import TestClient

from api.deps import LOCALE_COOKIE
from api.imports import agency_bytes
from api.pages.open_journey import shown_checks
from planner.access import Actor, Role
from planner.journey import State
from planner.rules import RuleCheck, Verdict
from tests.api.doors import Doors
from tests.small_agency import AGENCY, ANI, CITRA, EKA

MENU = {
    "employee": ["/me", "/me/journeys", "/me/reads", "/me/request", "/catalogue", "/rules"],
    "supervisor": ["/me", "/inbox", "/people", "/catalogue", "/rules"],
    "officer": ["/me", "/inbox", "/people", "/gap-map", "/catalogue", "/decisions"],
    "clo": [
        "/inbox",
        "/people",
        "/gap-map",
        "/gap-map?by=job",
        "/gap-map?by=generation&show=mean",
        "/decisions",
    ],
    "administrator": ["/people", "/gap-map", "/catalogue", "/import", "/accounts", "/decisions"],
}


class Strict(HTMLParser):
    """Refuses what the content security policy would block, and forms without their token."""

    def __init__(self) -> None:
        super().__init__()
        self.posts = 0
        self.tokens = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert tag != "style", "an inline style sheet"
        assert tag != "script" or given.get("src", "").startswith("/static/"), "an inline script"  # type: ignore[union-attr]
        for name in given:
            assert name != "style", f"an inline style on {tag}"
            assert not name.startswith("on"), f"an inline handler on {tag}"
        self.posts += tag == "form" and given.get("method") == "post"
        self.tokens += tag == "input" and given.get("name") == "csrf_token"


def read(visitor: TestClient, path: str, language: str = "id") -> str:
    visitor.cookies.set(LOCALE_COOKIE, language)
    answer = visitor.get(path)
    assert answer.status_code == 200, f"{path}: {answer.status_code}"
    return answer.text


def open_book(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@pytest.mark.parametrize("name", MENU)
def test_a_page_stands_in_both_languages_without_anything_inline(doors: Doors, name: str) -> None:
    number = doors.journey(State.IN_REVIEW)
    visitor = doors.visitor(getattr(doors.sign, name))
    for path in (*MENU[name], f"/journeys/{number}", f"/people/{doors.person(ANI)}"):
        for language in ("id", "en"):
            text = read(visitor, path, language)
            assert f'<html lang="{language}">' in text
            strict = Strict()
            strict.feed(text)
            assert strict.tokens == strict.posts, path


def test_bahasa_indonesia_comes_first_whatever_the_browser_prefers(doors: Doors) -> None:
    visitor = doors.visitor()
    assert visitor.headers["accept-language"] == "en"
    assert "Kata sandi" in visitor.get("/sign-in").text


def test_the_chosen_language_and_colours_are_kept(doors: Doors) -> None:
    visitor = doors.visitor()
    assert visitor.get("/preferences/language/en?next=/sign-in").headers["location"] == "/sign-in"
    assert visitor.get("/preferences/theme/dark?next=//evil.example").headers["location"] == "/"
    assert '<html lang="en" data-bs-theme="dark">' in visitor.get("/sign-in").text


def test_who_is_not_signed_in_is_led_to_the_form_and_back(doors: Doors) -> None:
    visitor = doors.visitor()
    led = visitor.get("/gap-map?by=job")
    assert led.headers["location"] == "/sign-in?next=%2Fgap-map%3Fby%3Djob"
    assert 'name="next" value="/gap-map?by=job"' in visitor.get(led.headers["location"]).text
    doors.password(doors.sign.clo, "kata sandi panjang")
    form = {"username": "clo", "password": "kata sandi panjang", "next": "/gap-map?by=job"}
    assert visitor.post("/sign-in", data=form).headers["location"] == "/gap-map?by=job"


def test_a_wrong_password_keeps_the_name_and_tells_nothing_else(doors: Doors) -> None:
    answer = doors.visitor().post("/sign-in", data={"username": "clo", "password": "salah"})
    assert answer.status_code == 401
    assert 'value="clo"' in answer.text
    assert "Nama pengguna atau kata sandi salah." in answer.text
    assert "salah" not in answer.text.replace("sandi salah", "")


def test_a_stale_decision_keeps_what_was_typed_and_can_be_sent_again(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    first, second = doors.visitor(doors.sign.officer), doors.visitor(doors.sign.second_officer)
    swapped = first.post(f"/journeys/{number}/items/add", data={"version": "1", "choice": "S3||2027-06-07"})
    assert swapped.status_code == 303

    stale = second.post(f"/journeys/{number}/return", data={"version": "1", "reason": "Bentrok <audit>"})
    assert stale.status_code == 412
    assert ">Bentrok &lt;audit&gt;</textarea>" in stale.text
    assert 'name="version" value="2"' in stale.text

    again = second.post(f"/journeys/{number}/return", data={"version": "2", "reason": "Bentrok <audit>"})
    assert again.status_code == 303
    with doors.system.open(write=False) as uow:
        assert uow.decisions.of("journey", str(number))[-1].reason == "Bentrok <audit>"


def test_a_stale_edit_names_what_was_wanted(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    visitor = doors.visitor(doors.sign.officer)
    form = {"version": "7", "solution": "S1", "choice": "S3||2027-06-07"}
    stale = visitor.post(f"/journeys/{number}/items/swap", data=form)
    assert stale.status_code == 412
    assert "Tukar Magang dengan Coaching" in stale.text
    assert 'name="choice" value="S3||2027-06-07"' in stale.text


def test_returning_without_a_reason_is_refused_on_the_page_itself(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    answer = doors.visitor(doors.sign.officer).post(f"/journeys/{number}/return", data={"version": "1"})
    assert answer.status_code == 422
    assert "Berikan alasannya." in answer.text
    assert f'formaction="/journeys/{number}/return"' in answer.text


def test_nobody_is_offered_to_approve_their_own_request(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    own = doors.visitor(doors.sign.employee)
    assert "/approve" not in read(own, f"/journeys/{number}")
    assert own.post(f"/journeys/{number}/approve", data={"version": "1"}).status_code == 403


def test_the_review_page_shows_what_was_added_and_removed(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    visitor = doors.visitor(doors.sign.officer)
    visitor.post(
        f"/journeys/{number}/items/swap", data={"version": "1", "solution": "S1", "choice": "S3||2027-06-07"}
    )
    text = read(visitor, f"/journeys/{number}")
    assert "1 ditambah, 1 dihapus, 0 dipindah" in text
    assert "Kembalikan kegiatan" in text


def test_the_reason_of_a_return_reaches_the_employee(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    doors.visitor(doors.sign.officer).post(
        f"/journeys/{number}/return", data={"version": "1", "reason": "Jadwal bentrok."}
    )
    assert "Jadwal bentrok." in read(doors.visitor(doors.sign.employee), f"/journeys/{number}")


def test_only_those_who_may_see_it_are_shown_the_talent_box(doors: Doors) -> None:
    address = f"/people/{doors.person(ANI)}"
    assert "Kotak talenta" not in read(doors.visitor(doors.sign.employee), address)


def test_who_has_an_open_plan_is_led_to_it_instead_of_asking_for_another(doors: Doors) -> None:
    own = doors.visitor(doors.sign.employee)
    assert 'href="/me/request"' in read(own, "/me")
    number = doors.journey(State.APPROVED)
    assert 'href="/me/request"' not in read(own, "/me")
    assert f'class="btn btn-primary" href="/journeys/{number}"' in read(own, "/me")


def test_evidence_is_shown_with_its_last_day(doors: Doors) -> None:
    """Ani's self-assessment expires on 1 May 2027: on that day it proves nothing any more."""
    assert "30 Apr 2027" in read(doors.visitor(doors.sign.employee), "/me")


def test_reading_about_somebody_else_is_recorded(doors: Doors) -> None:
    read(doors.visitor(doors.sign.officer), f"/people/{doors.person(ANI)}")
    read(doors.visitor(doors.sign.employee), f"/people/{doors.person(ANI)}")
    with doors.system.open(write=False) as uow:
        assert [row.actor for row in uow.reads.of(ANI)] == ["lo"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("clo", "/people"),
        ("clo", "/inbox?state=in_review"),
        ("clo", "/gap-map"),
        ("clo", "/gap-map/people?by=unit&group=A&competency=M.01"),
        ("clo", "/catalogue"),
        ("clo", "/decisions"),
        ("administrator", "/accounts"),
        ("administrator", "/import"),
        ("employee", "/me"),
        ("employee", "/me?table=target"),
        ("employee", "/me?table=plans"),
        ("employee", "/me/journeys"),
        ("officer", "/journeys/{number}"),
    ],
)
def test_every_table_is_given_as_a_workbook_that_names_its_reader(doors: Doors, name: str, path: str) -> None:
    number = doors.journey(State.IN_REVIEW)
    mark = "&" if "?" in path else "?"
    actor = getattr(doors.sign, name)
    answer = doors.visitor(actor).get(f"{path}{mark}format=xlsx".format(number=number))
    assert answer.status_code == 200
    book = open_book(answer.content)
    rows = list(book.worksheets[0].values)
    assert len(rows) >= 2
    assert actor.username in {value for _, value in book.worksheets[1].values}


def test_the_list_of_people_has_its_filters_in_the_address(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.clo)
    assert "Citra" not in read(visitor, "/people?q=Ani")
    text = read(visitor, "/people?unit=A2")
    assert "Citra" in text
    assert '<option value="A2" selected>' in text
    assert CITRA not in visitor.get("/people").request.url.path


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/nowhere", 404, "Tidak ada apa-apa di sini"),
        ("/accounts", 403, "Anda tidak boleh melakukan ini"),
        ("/journeys/999", 404, "Tidak ada apa-apa di sini"),
        ("/people/0123", 404, "Tidak ada apa-apa di sini"),
        ("/people?after=zzz", 400, "Permintaan tidak dapat dipahami"),
        ("/journeys/abc", 422, "Beberapa nilai tidak dapat dipakai"),
    ],
)
def test_an_error_is_a_page_that_people_understand(doors: Doors, path: str, status: int, words: str) -> None:
    answer = doors.visitor(doors.sign.officer).get(path)
    assert answer.status_code == status
    assert words in answer.text
    assert 'href="/"' in answer.text


def test_a_crash_is_a_page_too_and_tells_nothing_of_the_inside(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(*_: object) -> None:
        raise RuntimeError("kata sandi basis data")

    monkeypatch.setattr("api.pages.lists.unit_options", crash)
    answer = doors.visitor(doors.sign.clo).get("/people")
    assert answer.status_code == 500
    assert "Terjadi kesalahan di pihak kami." in answer.text
    assert "basis data" not in answer.text


def test_a_faulty_file_is_told_cell_by_cell_and_nothing_is_stored(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.administrator)
    before = doors.system.worlds.current().revision
    files = {"files": ("units.csv", b"code,name,parent\nB,Biro,Z\n", "text/csv")}
    answer = visitor.post("/import/check", files=files)
    assert answer.status_code == 422
    assert "kesalahan. Tidak ada yang disimpan." in answer.text
    assert 'data-label="Kolom">parent<' in answer.text
    assert doors.system.worlds.current().revision == before

    address = answer.text.split('href="/import/faults/')[1].split('"')[0]
    rows = list(open_book(visitor.get(f"/import/faults/{address}").content).worksheets[0].values)
    assert ("units.csv", 2, "parent", "Z") in {(row[0], row[2], row[3], row[4]) for row in rows}


def test_a_good_file_is_shown_before_it_is_stored(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.administrator)
    agency = replace(AGENCY, solutions=tuple(replace(one, form="coaching") for one in AGENCY.solutions))
    files = {"files": ("instansi.xlsx", agency_bytes(agency), "application/octet-stream")}
    shown = visitor.post("/import/check", files=files)
    assert shown.status_code == 200, shown.text
    with doors.system.open(write=False) as uow:
        assert len(uow.imports.latest()) == 1, "looking stores nothing"
    token = shown.text.split('name="token" value="')[1].split('"')[0]
    assert visitor.post("/import/store", data={"token": token}).status_code == 303
    with doors.system.open(write=False) as uow:
        assert len(uow.imports.latest()) == 2
    assert visitor.post("/import/store", data={"token": token}).status_code == 422, "kept no longer"


def test_what_no_plan_can_hold_is_told_before_it_is_stored_and_in_the_catalogue(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.administrator)
    known = tuple(replace(one, form="coaching") for one in AGENCY.solutions)
    idle = replace(known[0], code="IDLE", name="Solusi menganggur", needs_offering=False)
    agency = replace(AGENCY, solutions=(*known, idle))
    files = {"files": ("instansi.xlsx", agency_bytes(agency), "application/octet-stream")}
    shown = visitor.post("/import/check", files=files)
    assert "Solusi menganggur tidak akan pernah masuk rencana" in shown.text
    token = shown.text.split('name="token" value="')[1].split('"')[0]
    visitor.post("/import/store", data={"token": token})
    assert "tidak menaikkan kompetensi apa pun" in read(visitor, "/catalogue?q=menganggur")
    assert "tidak dapat direncanakan" not in read(visitor, f"/catalogue?q={AGENCY.lifts[0].solution}")


def test_a_wrong_account_is_told_field_by_field_and_kept(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.administrator)
    form = {"username": "baru", "password": "pendek", "role": "employee", "nip": ""}
    answer = visitor.post("/accounts", data=form)
    assert answer.status_code == 422
    assert 'value="baru"' in answer.text
    assert '<a href="#password">' in answer.text
    assert '<a href="#nip">' in answer.text
    assert "pendek" not in answer.text


def test_many_plans_are_decided_at_once_and_each_refusal_is_told(doors: Doors) -> None:
    good, stale = doors.journey(State.IN_REVIEW), doors.journey(State.IN_REVIEW, EKA)
    foreign = doors.journey(State.IN_REVIEW, CITRA)
    chosen = [f"{good}:1", f"{stale}:7", f"{foreign}:1"]
    answer = doors.visitor(doors.sign.second_officer).post(
        "/inbox/decide", data={"move": "decline", "reason": "Anggaran habis.", "chosen": chosen}
    )
    assert answer.status_code == 200
    assert "1 rencana diputuskan" in answer.text
    assert "Anda melihat versi 7, sekarang versi 1." in answer.text
    assert "Citra" not in answer.text
    with doors.system.open(write=False) as uow:
        states = [uow.journeys.get(number).state for number in (good, stale, foreign)]  # type: ignore[union-attr]
    assert states == [State.DECLINED, State.IN_REVIEW, State.IN_REVIEW]


def test_deciding_on_nothing_says_what_to_do(doors: Doors) -> None:
    answer = doors.visitor(doors.sign.officer).post("/inbox/decide", data={"move": "approve"})
    assert "Belum ada rencana yang dipilih" in answer.text


@pytest.mark.parametrize(
    "form", [{"move": "withdraw"}, {"move": "approve", "chosen": "1:x"}, {"move": "fly"}]
)
def test_a_mangled_bulk_decision_is_refused(doors: Doors, form: dict[str, str]) -> None:
    assert doors.visitor(doors.sign.officer).post("/inbox/decide", data=form).status_code in (400, 404, 422)


def test_all_plans_of_a_page_can_be_ticked_without_scripts(doors: Doors) -> None:
    doors.journey(State.IN_REVIEW)
    visitor = doors.visitor(doors.sign.officer)
    assert 'name="chosen"' in read(visitor, "/inbox")
    assert " checked>" not in read(visitor, "/inbox")
    assert " checked>" in read(visitor, "/inbox?all=1")
    assert 'name="chosen"' not in read(doors.visitor(doors.sign.administrator), "/inbox")


def test_an_account_gets_other_units_and_a_new_password(doors: Doors) -> None:
    visitor, number = doors.visitor(doors.sign.administrator), doors.sign.officer.account_id
    assert 'value="A1"' in read(visitor, f"/accounts/{number}")
    form = {"role": "learning_officer", "units": "A2", "password": "kata sandi lain"}
    assert visitor.post(f"/accounts/{number}", data=form).status_code == 303
    signed_in = doors.visitor().post("/sign-in", data={"username": "lo", "password": "kata sandi lain"})
    assert signed_in.status_code == 303
    wrong = visitor.post(f"/accounts/{number}", data=form | {"units": "Z9", "password": ""})
    assert wrong.status_code == 422
    assert "Salah satu kode unit kerja ini tidak ada" in wrong.text


def test_everybody_sees_who_looked_at_their_data(doors: Doors) -> None:
    own = doors.visitor(doors.sign.employee)
    assert "Belum ada orang lain yang membuka data Anda." in read(own, "/me/reads")
    read(doors.visitor(doors.sign.officer), f"/people/{doors.person(ANI)}")
    text = read(own, "/me/reads")
    assert "Halaman pegawai" in text
    assert ">lo<" in text


def test_a_rule_tells_no_employee_of_their_potential() -> None:
    check = RuleCheck(
        "eligibility", Verdict.FAIL, None, None, "", "D", "This form is for high potentials (talent box 9)."
    )
    other = RuleCheck("jp_min", Verdict.FAIL, 3, 20, "", "D", "Add items that bring {missing} JP more.")
    passed = RuleCheck("jp_max", Verdict.PASS, 3, None, "", "D")
    employee, officer = Actor(1, "ani", Role.EMPLOYEE), Actor(2, "lo", Role.LEARNING_OFFICER)
    assert shown_checks((passed, check, other), employee) == [other, passed]
    assert shown_checks((passed, check, other), officer) == [check, other, passed]


def test_a_long_gap_map_comes_in_pages_and_its_workbook_as_a_whole(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.gap_map.ROWS", 1)
    visitor = doors.visitor(doors.sign.clo)
    known = doors.system.worlds.current()
    jobs = sorted({person.job for person in known.agency.people})
    assert len(jobs) > 1
    first = read(visitor, "/gap-map?by=job")
    names = [known.jobs[job].name for job in jobs]
    assert [name for name in names if f">{name}</a></th>" in first] == names[:1]
    address = unescape(first.split('class="pager')[1].split('href="')[1].split('"')[0])
    assert address == f"/gap-map?by=job&after={jobs[0]}"
    assert f">{names[1]}</a></th>" in read(visitor, address)
    book = open_book(visitor.get("/gap-map?by=job&format=xlsx").content)
    assert set(names) <= {row[0] for row in book.worksheets[0].values}


def test_many_people_behind_a_cell_come_in_pages_and_only_those_shown_are_recorded(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.pages.gap_map.BEHIND", 1)
    visitor = doors.visitor(doors.sign.clo)
    cell = unescape(read(visitor, "/gap-map").split('href="/gap-map/people')[1].split('"')[0])
    first = read(visitor, f"/gap-map/people{cell}")
    assert first.count("<tr><th") == 2, "the head and one person"
    assert 'class="pager' in first


def test_a_full_gap_map_is_a_table_with_heads_for_rows_and_columns(doors: Doors) -> None:
    text = read(doors.visitor(doors.sign.clo), "/gap-map", "en")
    assert text.count('<th scope="row">') >= 2
    assert 'title="Integrity"' not in text
    assert "Integrity" in text
    assert "/gap-map/people?" in text


def test_the_rules_of_a_day_with_article_certainty_readings_and_history(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.employee)
    text = read(visitor, "/rules?q=mix.scheme", "en")
    assert "1 rule in force on 4 Jan 2027" in text
    assert "D: a design choice, no regulation states it" in text
    readings = text.split("The sources disagree")[1].split("</ul>")[0]
    assert "<b>pupr</b>" in readings
    assert "kemenkeu" in readings
    assert "SE 07/SE/KM/2023, G" in readings
    assert "JP paling sedikit setahun bagi PNS" in read(visitor, "/rules?q=jp.pns", "id")
    assert "pasal 203 ayat (4)" in read(visitor, "/rules?q=jp.pns", "id")


def test_rules_are_filtered_by_form_certainty_and_day_and_come_as_a_workbook(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.officer)
    coaching = read(visitor, "/rules?form=coaching", "en")
    assert "form.coaching.jp" in coaching
    assert "form.mentoring" not in coaching
    unsure = read(visitor, "/rules?certainty=M&form=belajar_mandiri", "en")
    assert "form.belajar_mandiri.jp_abroad" in unsure
    assert "form.belajar_mandiri.buckets" not in unsure
    assert "Nothing found" in read(visitor, "/rules?day=1990-01-01", "en")
    book = open_book(visitor.get("/rules?form=coaching&format=xlsx").content)
    names = [row[-1] for row in book.worksheets[0].iter_rows(min_row=2, values_only=True)]
    assert "form.coaching.jp" in names
    assert all(str(name).startswith("form.coaching.") for name in names)


HOURS = RuleCheck(
    "hours_max",
    Verdict.FAIL,
    200.5,
    160.0,
    "design choice",
    "D",
    "Remove items of {excess} hours in all, or raise the limit.",
    {"excess": 40.5},
)
CLOSED_FORM = RuleCheck(
    "eligibility", Verdict.FAIL, None, None, "SE 07/SE/KM/2023, Lampiran B.1.d", "S",
    "This form is for high potentials (talent box 9).", {}, "S1",
)  # fmt: skip


def test_the_clo_sets_a_broken_rule_aside_with_a_reason(doors: Doors) -> None:
    doors.app.state.system = replace(doors.system, check_items=lambda _uow, _journey: (HOURS, CLOSED_FORM))
    path = f"/journeys/{doors.journey(State.IN_REVIEW)}"
    officer, clo = doors.visitor(doors.sign.officer), doors.visitor(doors.sign.clo)
    assert "do-override" not in read(officer, path, "en")
    assert "do-override" in read(clo, path, "en")
    assert clo.post(f"{path}/approve", data={"version": "1"}).status_code == 422

    silent = clo.post(f"{path}/approve-despite-rules", data={"version": "1", "reason": " "})
    assert silent.status_code == 422
    assert "Please give a reason." in silent.text
    stale = clo.post(f"{path}/approve-despite-rules", data={"version": "7", "reason": "Tugas khusus."})
    assert stale.status_code == 412
    assert "Approve despite the broken rules" in stale.text
    assert "Tugas khusus." in stale.text

    done = clo.post(f"{path}/approve-despite-rules", data={"version": "1", "reason": "Tugas khusus."})
    assert (done.status_code, done.headers["location"]) == (303, f"{path}?told=overridden")
    told = read(officer, path, "en")
    assert "Tugas khusus." in told
    assert "Set aside: Effort hours in the year, 200.5 hours against 160 hours" in told
    book = open_book(officer.get(f"{path}?format=xlsx&table=history").content)
    assert "200.5 hours / 160 hours" in str(book.worksheets[0].cell(2, 7).value)


def test_what_would_tell_somebodys_potential_is_not_told_of_an_approval_either(doors: Doors) -> None:
    doors.app.state.system = replace(doors.system, check_items=lambda _uow, _journey: (HOURS, CLOSED_FORM))
    number = doors.journey(State.IN_REVIEW)
    doors.visitor(doors.sign.clo).post(
        f"/journeys/{number}/approve-despite-rules", data={"version": "1", "reason": "Tugas khusus."}
    )
    for name, told in (
        ("officer", True),
        ("employee", False),
        ("supervisor", False),
        ("administrator", False),
    ):
        visitor = doors.visitor(getattr(doors.sign, name))
        history = visitor.get(f"/api/v1/journeys/{number}/decisions").json()["items"][-1]["set_aside"]
        assert [one["rule"] for one in history] == ["hours_max", "eligibility"][: 1 + told]
        text = read(visitor, f"/journeys/{number}", "en")
        assert "Set aside: Effort hours" in text
        assert ("Set aside: Open to this person" in text) is told
