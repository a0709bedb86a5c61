"""The rules of an activity at the doors: told to who sees the person, and before a pass is recorded."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from api.deps import LOCALE_COOKIE
from planner.access import Role
from planner.activities import Activity, Party
from planner.guides import Guide, GuideKind
from planner.journey import State
from planner.overrides import set_aside
from planner.ports import Account, UnitOfWork
from planner.rules import RuleCheck, Verdict
from planner.usecases import activate, add_account
from tests.api.doors import Doors
from tests.api.served import serve
from tests.small_agency import ADMINISTRATOR, CITRA, YEAR, SetClock, item

MISSED = RuleCheck("r15", Verdict.FAIL, 6.0, 7.0, "SE 07/SE/KM/2023, Lampiran A.7.b", "S", "Write it.")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is promised here does not hang on the database."""
    return sqlite_url


def intern(doors: Doors) -> Activity:
    """Ani's internship, about to begin."""
    plan = (replace(item(), form="magang_praktik_kerja", solution="S1"),)
    number = doors.journey(State.APPROVED, year=YEAR, items=plan)
    activate(doors.system.open(), doors.sign.employee, number, 1, doors.system.forms, SetClock())
    with doors.system.open(write=False) as uow:
        (found,) = uow.activities.of_journey(number)
    return found


def broken(doors: Doors, *checks: RuleCheck) -> Doors:
    """The same doors where the rules say what a test wants."""

    def says(_uow: UnitOfWork, _lived: Activity, _today: date) -> tuple[RuleCheck, ...]:
        return checks

    system = replace(doors.system, check_duties=says)
    return Doors(serve(system.settings, system), system, doors.sign)


def test_json_tells_every_rule_that_binds_in_the_reader_s_language(doors: Doors) -> None:
    lived = intern(doors)
    visitor = doors.visitor(doors.sign.employee)
    said = {row["rule"]: row for row in visitor.get(f"/api/v1/activities/{lived.id}/checks").json()["items"]}
    assert {"r01", "r11", "r12", "r15", "r18"} <= said.keys()
    assert "r22" not in said
    assert (said["r12"]["verdict"], said["r15"]["verdict"]) == ("pass", "unknown")
    assert said["r15"]["mend"].startswith(
        "Not yet to be judged: “Cooperation agreement” is due on 2027-01-18"
    )
    assert said["r12"]["title"] == "Duration of an internship"
    visitor.headers["accept-language"] = "id"
    told = visitor.get(f"/api/v1/activities/{lived.id}/checks").json()["items"]
    assert {row["rule"]: row["title"] for row in told}["r12"] == "Durasi magang"


def test_the_page_tells_them_too(doors: Doors) -> None:
    lived = intern(doors)
    visitor = doors.visitor(doors.sign.officer)
    visitor.cookies.set(LOCALE_COOKIE, "en")
    page = visitor.get(f"/activities/{lived.id}").text
    section = page.split('id="rules-title"')[1].split("</section>")[0]
    assert "Cooperation agreement with all its contents" in section
    assert "is due on 18 Jan 2027" in section
    assert "R15 · SE 07/SE/KM/2023, Lampiran A.7.b" in section


def test_who_plays_a_part_is_not_told_of_the_person(doors: Doors) -> None:
    """Performance and assessments are the person's; a coach learns no more than name and unit."""
    lived = intern(doors)
    account = Account(0, "citra", "x", Role.EMPLOYEE, CITRA)
    stored = add_account(doors.system.open(), ADMINISTRATOR, account, SetClock())
    guide = Guide(
        0, GuideKind.MENTOR, CITRA, "Citra", "", 1, 1, 1, "", None, None, None, True, {}, frozenset()
    )
    with doors.system.open() as uow:
        number = uow.guides.add(guide)
        uow.activities.set_party(lived.id, Party(GuideKind.MENTOR.doer, number, CITRA, "Citra"))
        actor = uow.accounts.actor(stored.id)
        uow.commit()
    visitor = doors.visitor(actor)
    assert visitor.get(f"/api/v1/activities/{lived.id}").status_code == 200
    assert visitor.get(f"/api/v1/activities/{lived.id}/checks").status_code == 403
    assert "rules-title" not in visitor.get(f"/activities/{lived.id}").text


def finished(doors: Doors) -> int:
    """An activity that waits for its result."""
    activity, task = doors.task()
    visitor = doors.visitor(doors.sign.employee)
    assert visitor.post(f"/api/v1/tasks/{task}/finish", json={"note": "x"}).status_code == 200
    return activity


def test_a_pass_against_a_rule_is_refused_with_the_article_until_a_reason_is_given(doors: Doors) -> None:
    activity = finished(doors)
    against = broken(doors, MISSED)
    officer = against.visitor(doors.sign.officer)
    path = f"/api/v1/activities/{activity}/result"
    refused = officer.post(path, json={"result": "pass"})
    assert (refused.status_code, refused.json()["type"].rsplit("/", 1)[-1]) == (422, "duties-broken")
    (error,) = refused.json()["errors"]
    assert error["field"] == "duties.r15"
    assert "Lampiran A.7.b (S)" in error["problem"]
    assert officer.post(path, json={"result": "pass", "reason": "Lisan."}).status_code == 200
    with doors.system.open(write=False) as uow:
        row = uow.decisions.of("activity", str(activity))[-1]
    assert [(one.rule, one.limit) for one in set_aside(row)] == [("r15", 7.0)]
    assert row.reason == "Lisan."


def test_the_page_refuses_alike_and_keeps_the_form(doors: Doors) -> None:
    activity = finished(doors)
    officer = broken(doors, MISSED).visitor(doors.sign.officer)
    officer.cookies.set(LOCALE_COOKIE, "en")
    refused = officer.post(f"/activities/{activity}/result", data={"result": "pass", "here": "1"})
    assert refused.status_code == 422
    assert "The record does not keep rule R15." in refused.text
    assert 'name="reason"' in refused.text
    done = officer.post(
        f"/activities/{activity}/result", data={"result": "pass", "here": "1", "reason": "Lisan."}
    )
    assert done.status_code == 303


def test_what_cannot_be_judged_hinders_nobody(doors: Doors) -> None:
    activity = finished(doors)
    officer = broken(doors, replace(MISSED, verdict=Verdict.UNKNOWN)).visitor(doors.sign.officer)
    assert officer.post(f"/api/v1/activities/{activity}/result", json={"result": "pass"}).status_code == 200
