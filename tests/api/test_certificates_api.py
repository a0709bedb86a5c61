"""A result over HTTP, and certificates: confirmed to everybody who holds a code, given to who sees the person."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import Engine, select

from api.db.tables.limits import attempt_count
from planner import usecases
from planner.activities import Activity, Phase
from planner.journey import State
from planner.usecases import import_agency
from tests.api.doors import Doors, open_doors
from tests.planner.passing import COURSE, FORMS, learning
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, CITRA, Sign

NASTY = 'O\'Brien "Ani" #eval("1") $x^2$ \\ [a] @b *c* _d_ <e> &amp; {{ 7 }}'


@pytest.fixture
def lived(doors: Doors) -> Activity:
    """A course of Ani's that took place in December and awaits its result."""
    return awaiting(doors)


def awaiting(doors: Doors, days: int = 4, hours: float = 16, nip: str = ANI) -> Activity:
    system, starts = doors.system, date(2026, 12, 7)
    own = learning("S1", COURSE, starts, starts + timedelta(days=days), hours)
    number = doors.journey(State.APPROVED, nip, 2026, (own,))
    usecases.activate(system.open(), doors.sign.clo, number, 1, FORMS, system.clock)
    with system.open() as uow:
        (found,) = uow.activities.of_journey(number)
        done = tuple(replace(task, finished_at=system.clock.now()) for task in found.tasks)
        after = replace(found, tasks=done, phase=Phase.AWAITING_RESULT, version=2)
        uow.activities.change([after])
        uow.commit()
    return after


def passed(doors: Doors, lived: Activity) -> Any:
    answer = doors.visitor(doors.sign.officer).post(
        f"/api/v1/activities/{lived.id}/result", json={"result": "pass", "reason": "Bukti lengkap."}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def code_of(doors: Doors, lived: Activity) -> str:
    return str(passed(doors, lived)["certificate"]["code"])


def test_a_result_tells_what_was_granted_and_certified(doors: Doors, lived: Activity) -> None:
    told = passed(doors, lived)
    assert told["phase"] == "passed"
    assert told["not_granted"] == []
    (entry,) = told["granted"]
    assert (entry["jp"], entry["timed"], entry["title"]) == (16, False, "Magang")
    assert told["certificate"]["jp"] == 16


def test_a_failure_certifies_nothing(doors: Doors, lived: Activity) -> None:
    body = {"result": "bar", "reason": "Tidak hadir."}
    told = doors.visitor(doors.sign.officer).post(f"/api/v1/activities/{lived.id}/result", json=body).json()
    assert (told["granted"], told["not_granted"], told["certificate"]) == ([], [], None)


def test_hours_that_were_not_granted_are_told_with_the_reason_in_the_reader_s_language(doors: Doors) -> None:
    (refused,) = passed(doors, awaiting(doors, days=0, hours=40))["not_granted"]
    assert refused["hours"] == 40
    assert refused["reasons"] == ["40 hours do not fit into the 23.98 hours between start and end."]


def test_refused_hours_are_entered_by_hand_from_the_page_of_the_result(doors: Doors) -> None:
    lived, officer = awaiting(doors, days=0, hours=40), doors.visitor(doors.sign.officer)
    answer = officer.post(
        f"/activities/{lived.id}/result", data={"result": "pass", "reason": "Bukti lengkap."}
    )
    assert answer.headers["location"] == f"/activities/{lived.id}/result?told=result-passed"
    page = officer.get(answer.headers["location"]).text
    assert "40 jam tidak muat dalam 24 jam" in page
    assert "RefusedHours" not in page
    (href,) = re.findall(r'href="(/people/[^"]+lived=[^"]+)"', page)
    form = officer.get(href.replace("&amp;", "&").split("#")[0]).text
    fields = dict(re.findall(r'name="(\w+)"[^>]*? value="([^"]*)"', form))
    assert (fields["title"], fields["starts"], fields["lived"]) == (
        "Magang",
        "2026-12-07T08:00",
        str(lived.id),
    )
    typed = fields | {"form": COURSE, "zone": "WIB", "part": "participant", "ends": "2026-12-11T16:00"}
    kept = {
        name: typed[name]
        for name in ("form", "title", "starts", "ends", "zone", "part", "hours", "lived", "solution")
    }
    assert officer.post(f"/people/{doors.person(ANI)}/jp", data=kept).status_code == 303
    with doors.system.open(write=False) as uow:
        assert [(one.jp, one.withdrawn_at is None) for one in uow.certificates.of_person(ANI)] == [
            (0, False),
            (40, True),
        ]


def test_everybody_with_the_code_is_told_no_more_than_name_title_hours_and_day(
    doors: Doors, lived: Activity
) -> None:
    code = code_of(doors, lived)
    for typed in (code, code.lower(), code.replace("-", "")):
        answer = doors.visitor().get(f"/api/v1/certificates/{typed}")
        assert answer.headers["x-robots-tag"] == "noindex"
        today = doors.system.clock.now().date()
        assert answer.json() == {
            "code": code,
            "name": "Ani",
            "title": "Magang",
            "jp": 16,
            "issued_on": answer.json()["issued_on"],
            "withdrawn": False,
        }
        assert abs(date.fromisoformat(answer.json()["issued_on"]) - today) <= timedelta(days=1)
    page = doors.visitor().get(f"/certificates/{code}")
    assert page.headers["x-robots-tag"] == "noindex"
    assert "Ani" in page.text
    for secret in (ANI, "Team", "Analis", "J1", "lo<", "2026-12", COURSE):
        assert secret not in page.text, secret


def test_a_withdrawn_certificate_says_so(doors: Doors, lived: Activity) -> None:
    code = code_of(doors, lived)
    with doors.system.open() as uow:
        (one,) = uow.certificates.of_person(ANI)
        uow.certificates.withdraw(one.id, doors.system.clock.now(), "Rahasia orang.")
        uow.commit()
    assert doors.visitor().get(f"/api/v1/certificates/{code}").json()["withdrawn"] is True
    page = doors.visitor().get(f"/certificates/{code}").text
    assert "ditarik" in page
    assert "Rahasia" not in page
    paper = doors.visitor(doors.sign.employee).get(f"/activities/{lived.id}/certificate.pdf")
    assert paper.status_code == 404


@pytest.mark.parametrize(
    "code", ["CCCCCC-CCCCCC-CCCCCC", "CCCCCCCCCCCCCCCCCC", "x", "0" * 18, "'; DROP TABLE"]
)
def test_whatever_is_no_code_is_answered_alike(doors: Doors, code: str) -> None:
    answer = doors.visitor().get(f"/api/v1/certificates/{code}")
    assert (answer.status_code, answer.json()["detail"]) == (404, "No certificate has this code.")
    page = doors.visitor().get(f"/certificates/{code}")
    assert page.status_code == 404
    assert page.headers["x-robots-tag"] == "noindex"


def test_a_code_typed_into_the_form_leads_to_its_page(doors: Doors, lived: Activity) -> None:
    code = code_of(doors, lived)
    answer = doors.visitor().get("/certificates", params={"code": f" {code} "})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/certificates/{code}")
    assert (
        doors.visitor()
        .get("/certificates", params={"code": "//evil.example"})
        .headers["location"]
        .startswith("/certificates/")
    )


def test_guessing_codes_is_slowed_down(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path, sign: Sign, engine: Engine
) -> None:
    doors = open_doors(database_url, tmp_path, sign, certificate_limit="3 per hour")
    request.addfinalizer(doors.system.close)
    code = code_of(doors, awaiting(doors))
    visitor = doors.visitor()
    for _ in range(3):
        assert visitor.get(f"/api/v1/certificates/{code}").status_code == 200, (
            "who holds a code is not counted"
        )
    for _ in range(3):
        assert visitor.get("/api/v1/certificates/CCCCCC-CCCCCC-CCCCCC").status_code == 404
    for path in (f"/api/v1/certificates/{code}", f"/certificates/{code}"):
        refused = visitor.get(path)
        assert refused.status_code == 429
        assert 0 < int(refused.headers["retry-after"]) <= 3601
    with engine.connect() as connection:
        keys = list(connection.scalars(select(attempt_count.c.key)))
    assert keys
    assert not any("testclient" in key for key in keys)


def test_the_paper_is_given_to_its_holder_and_to_who_sees_the_person(doors: Doors, lived: Activity) -> None:
    code = code_of(doors, lived)
    path = f"/activities/{lived.id}/certificate.pdf"
    for name in ("employee", "supervisor", "officer", "clo", "administrator"):
        answer = doors.visitor(getattr(doors.sign, name)).get(path, params={"language": "id"})
        assert answer.headers["content-type"] == "application/pdf", name
    assert doors.visitor().get(path).status_code == 303
    text = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    for part in (
        "Sertifikat Elektronik",
        "Ani",
        "Magang",
        "16 jam pelajaran",
        code,
        f"http://testserver/certificates/{code}",
    ):
        assert part in text
    english = doors.visitor(doors.sign.employee).get(path, params={"language": "en"})
    assert "16 lesson hours" in PdfReader(io.BytesIO(english.content)).pages[0].extract_text()
    with doors.system.open(write=False) as uow:
        assert {row.actor for row in uow.reads.of(ANI) if row.what == "certificates"} == {
            "budi",
            "lo",
            "clo",
            "admin",
        }


def test_who_does_not_see_the_person_is_not_told_that_there_is_a_certificate(doors: Doors) -> None:
    lived = awaiting(doors, nip=CITRA)
    answer = doors.visitor(doors.sign.clo).post(
        f"/api/v1/activities/{lived.id}/result", json={"result": "pass", "reason": "Bukti lengkap."}
    )
    assert answer.status_code == 200
    for name in ("employee", "supervisor", "officer"):
        visitor = doors.visitor(getattr(doors.sign, name))
        for path in (f"/activities/{lived.id}/certificate.pdf", f"/activities/{lived.id}/result"):
            assert visitor.get(path).status_code == 404
        assert visitor.get(f"/api/v1/people/{doors.person(CITRA)}/certificates").status_code == 404


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_name_is_shown_as_it_is_and_never_run(doors: Doors, language: str) -> None:
    people = tuple(replace(one, name=NASTY) if one.nip == ANI else one for one in AGENCY.people)
    solutions = tuple(
        replace(one, name=f"Kelas {NASTY}") if one.code == "S1" else one for one in AGENCY.solutions
    )
    import_agency(
        doors.system.open(),
        replace(AGENCY, people=people, solutions=solutions),
        ADMINISTRATOR,
        doors.system.clock,
    )
    lived = awaiting(doors)
    code = code_of(doors, lived)
    answer = doors.visitor(doors.sign.employee).get(
        f"/activities/{lived.id}/certificate.pdf", params={"language": language}
    )
    pages = PdfReader(io.BytesIO(answer.content)).pages
    squeezed = "".join("".join(page.extract_text().split()) for page in pages).replace("\u200b", "")
    assert len(pages) == 1
    assert "".join(NASTY.split()) in squeezed
    assert "".join(f"Kelas {NASTY}".split()) in squeezed
    assert "#eval" in doors.visitor().get(f"/api/v1/certificates/{code}").json()["name"]


def test_one_s_own_certificates_are_listed_and_come_as_a_workbook(doors: Doors, lived: Activity) -> None:
    employee = doors.visitor(doors.sign.employee)
    assert "Belum ada sertifikat" in employee.get("/me/certificates").text
    code = code_of(doors, lived)
    listed = employee.get(f"/api/v1/people/{doors.person(ANI)}/certificates").json()["items"]
    assert [(one["code"], one["jp"], one["withdrawn_at"]) for one in listed] == [(code, 16, None)]
    assert code in employee.get("/me/certificates").text
    sheet = load_workbook(
        io.BytesIO(employee.get("/me/certificates", params={"format": "xlsx"}).content)
    ).worksheets[0]
    assert [row for row in sheet.iter_rows(values_only=True) if code in row]


def test_the_address_that_people_type_stands_on_the_paper(
    request: pytest.FixtureRequest, database_url: str, tmp_path: Path, sign: Sign
) -> None:
    doors = open_doors(database_url, tmp_path, sign, public_url="http://corpu.example.go.id")
    request.addfinalizer(doors.system.close)
    lived = awaiting(doors)
    visitor = doors.visitor(doors.sign.officer)
    visitor.headers["origin"] = "http://corpu.example.go.id"
    visitor.post(f"/api/v1/activities/{lived.id}/result", json={"result": "pass", "reason": "Bukti lengkap."})
    paper = visitor.get(f"/activities/{lived.id}/certificate.pdf")
    assert (
        "http://corpu.example.go.id/certificates/"
        in PdfReader(io.BytesIO(paper.content)).pages[0].extract_text()
    )
