"""The pages as a browser without scripts meets them."""

from __future__ import annotations

import pytest

from planner.journey import State
from tests.api.doors import Doors
from tests.api.pages.reading import Strict, open_book, read
from tests.small_agency import ANI, CITRA

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
        "/runs",
        "/runs/new",
        "/demand",
        "/demand?by=unit&job_for=target",
        "/yearly-plan",
        "/needs-analysis",
        "/decisions",
    ],
    "administrator": ["/people", "/gap-map", "/catalogue", "/import", "/accounts", "/decisions"],
}


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


def test_only_those_who_may_see_it_are_shown_the_talent_box(doors: Doors) -> None:
    address = f"/people/{doors.person(ANI)}"
    assert "Kotak talenta" not in read(doors.visitor(doors.sign.employee), address)


def test_who_has_an_open_plan_is_led_to_it_instead_of_asking_for_another(doors: Doors) -> None:
    own = doors.visitor(doors.sign.employee)
    assert 'href="/me/request"' in read(own, "/me")
    number = doors.journey(State.APPROVED)
    assert 'href="/me/request"' not in read(own, "/me")
    officer, draft = doors.visitor(doors.sign.officer), f"/people/{doors.person(ANI)}/draft"
    for visitor, path in ((own, "/me"), (own, "/me/request"), (officer, draft)):
        page = read(visitor, path)
        assert f'class="btn btn-primary" href="/journeys/{number}"' in page
        assert 'name="consideration"' not in page


def test_evidence_is_shown_with_its_last_day(doors: Doors) -> None:
    """Ani's self-assessment expires on 1 May 2027: on that day it proves nothing any more."""
    assert "30 Apr 2027" in read(doors.visitor(doors.sign.employee), "/me")


def test_a_persons_page_says_in_one_sentence_why_each_item_is_in_the_plan(doors: Doors) -> None:
    own, number = doors.visitor(doors.sign.employee), doors.journey(State.IN_REVIEW)
    for path in ("/me", f"/journeys/{number}"):
        assert "yang paling mendukungnya adalah riwayat pegawai lain dengan kegiatan ini" in read(own, path)
        assert "what speaks for it most is the record of others with it" in read(own, path, "en")
    doors.journey(State.DECLINED)
    page = read(doors.visitor(doors.sign.officer), f"/people/{doors.person(ANI)}", "en")
    assert f'<a href="/journeys/{number}">' in page


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
        ("employee", "/me?table=items"),
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
        ("/journeys/abc", 404, "Tidak ada apa-apa di sini"),
        (f"/people?q={'x' * 401}", 422, "Paling banyak 400 karakter."),
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


def test_everybody_sees_who_looked_at_their_data(doors: Doors) -> None:
    own = doors.visitor(doors.sign.employee)
    assert "Belum ada orang lain yang membuka data Anda." in read(own, "/me/reads")
    read(doors.visitor(doors.sign.officer), f"/people/{doors.person(ANI)}")
    text = read(own, "/me/reads")
    assert "Halaman pegawai" in text
    assert ">lo<" in text
