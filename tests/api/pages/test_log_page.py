"""Who decided what, in words: people by name for those who see them, the program in the reader's language."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from api.operator import OPERATOR
from planner.journey import Consideration, State
from planner.rules import RuleCheck, Verdict
from planner.usecases import approve_despite_rules, change_own_email, import_agency, request_journey
from tests.api.doors import Doors
from tests.small_agency import AGENCY, ANI, CITRA, YEAR


def broken(*_: object) -> tuple[RuleCheck, ...]:
    return (
        RuleCheck(
            "jp_max",
            Verdict.FAIL,
            30,
            24,
            "PP 49/2018, art. 40(1)",
            "A",
            "Take fewer lesson hours.",
            solution="S1",
        ),
    )


def test_whose_plan_it_is_and_which_rules_were_set_aside(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    approve_despite_rules(
        doors.system.open(), doors.sign.clo, number, 1, "Tugas khusus.", broken, doors.system.clock
    )
    page = doors.visitor(doors.sign.officer).get("/decisions").text
    assert f'<a href="/journeys/{number}">' in page
    assert f'<a href="/people/{doors.person(ANI)}">Ani</a>' in page
    assert "PP 49/2018" in page
    assert "30" in page
    assert ANI not in page


def test_who_looks_at_the_log_leaves_a_row_in_the_log_of_reads(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    approve_despite_rules(doors.system.open(), doors.sign.clo, number, 1, "x", broken, doors.system.clock)
    doors.visitor(doors.sign.officer).get("/decisions")
    with doors.system.open(write=False) as uow:
        assert [(row.actor, row.what) for row in uow.reads.of(ANI)] == [("lo", "decisions")]
    assert "Keputusan" in doors.visitor(doors.sign.employee).get("/me/reads").text


def test_an_officer_reads_no_name_from_another_unit(doors: Doors) -> None:
    request_journey(doors.system.open(), doors.sign.clo, CITRA, YEAR, Consideration.GAP, doors.system.clock)
    assert "Citra" in doors.visitor(doors.sign.clo).get("/decisions").text
    assert "Citra" not in doors.visitor(doors.sign.officer).get("/decisions").text


def test_the_program_and_the_command_line_act_in_the_readers_language(doors: Doors) -> None:
    import_agency(doors.system.open(), AGENCY, OPERATOR, doors.system.clock)
    admin = doors.visitor(doors.sign.administrator)
    for path in ("/decisions", "/import"):
        page = admin.get(path).text
        assert "baris perintah" in page
        assert "command line" not in page


def test_an_account_is_named_by_its_user_name(doors: Doors) -> None:
    change_own_email(doors.system.open(), doors.sign.employee, "a@go.id", doors.system.clock)
    assert "Akun ani" in " ".join(doors.visitor(doors.sign.clo).get("/decisions").text.split())


def test_the_workbook_says_the_same(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    approve_despite_rules(doors.system.open(), doors.sign.clo, number, 1, "x", broken, doors.system.clock)
    answer = doors.visitor(doors.sign.officer).get("/decisions", params={"format": "xlsx"})
    cells = [str(cell) for row in load_workbook(io.BytesIO(answer.content)).active.values for cell in row]  # type: ignore[union-attr]
    assert {f"Rencana {number}", "Ani"} <= set(cells)


def test_what_is_not_there_is_named_in_the_readers_language(doors: Doors) -> None:
    clo = doors.visitor(doors.sign.clo)
    page = clo.get("/journeys/4711")
    assert (page.status_code, "Tidak ada rencana 4711" in page.text) == (404, True)
    told = clo.get("/api/v1/journeys/4711", headers={"accept-language": "id"}).json()
    assert told["detail"] == "Tidak ada rencana 4711, atau Anda tidak boleh melihatnya."


def test_an_address_of_no_page_answers_in_the_readers_language(doors: Doors) -> None:
    clo = doors.visitor(doors.sign.clo)
    page = clo.get("/journeys/abc")
    assert (page.status_code, page.text.count("valid integer")) == (404, 0)
    assert "Tidak ada apa-apa di sini" in page.text or "tidak ada" in page.text.lower()
    assert clo.get("/api/v1/journeys/abc").status_code == 422
