"""Plans are decided on pages: one by one, many at once, against what changed meanwhile, despite rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.pages.open_journey import shown_checks
from planner.access import Actor, Role
from planner.journey import State
from planner.rules import RuleCheck, Verdict
from tests.api.doors import Doors
from tests.api.pages.reading import open_book, read
from tests.small_agency import CITRA, EKA


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


def test_an_officer_reads_which_item_the_employee_would_rather_not_take(doors: Doors) -> None:
    number = doors.journey(State.IN_REVIEW)
    own, officer = doors.visitor(doors.sign.employee), doors.visitor(doors.sign.officer)
    assert f'action="/journeys/{number}/refusals"' in read(own, f"/journeys/{number}")
    assert "memilih tidak mengikutinya" not in read(officer, f"/journeys/{number}")
    wish = {"version": "1", "solution": "S1", "reason": "Sudah <pernah>"}
    assert own.post(f"/journeys/{number}/refusals", data=wish).status_code == 303
    for reader in (own, officer):
        page = read(reader, f"/journeys/{number}")
        assert "Ani memilih tidak mengikutinya." in page
        assert "Sudah &lt;pernah&gt;" in page
        assert f'action="/journeys/{number}/refusals"' not in page
    stale = own.post(f"/journeys/{number}/refusals", data=wish | {"version": "7"})
    assert stale.status_code == 412
    assert "Memilih tidak mengikuti Magang" in stale.text
    late = doors.journey(State.ACTIVE, year=2029)
    refused = own.post(f"/journeys/{late}/refusals", data=wish)
    assert refused.status_code == 409
    assert "Kegiatan tidak diinginkan" in refused.text


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


def test_a_rule_tells_no_employee_of_their_potential() -> None:
    check = RuleCheck(
        "eligibility", Verdict.FAIL, None, None, "", "D", "This form is for high potentials (talent box 9)."
    )
    other = RuleCheck("jp_min", Verdict.FAIL, 3, 20, "", "D", "Add items that bring {missing} JP more.")
    passed = RuleCheck("jp_max", Verdict.PASS, 3, None, "", "D")
    employee, officer = Actor(1, "ani", Role.EMPLOYEE), Actor(2, "lo", Role.LEARNING_OFFICER)
    assert shown_checks((passed, check, other), employee) == [other, passed]
    assert shown_checks((passed, check, other), officer) == [check, other, passed]


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
