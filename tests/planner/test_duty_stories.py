"""Rules of what is lived, on both databases: gathered from the stores, told before a result, audited with few queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from api.db import SqlUnitsOfWork
from catalog.ledger import Law
from planner.activities import Activity, Phase, Turn
from planner.duties import About, check_duties
from planner.duty_audit import Lived as Found
from planner.duty_audit import audit_duties
from planner.duty_record import Ground, Record, facts_of_activity
from planner.errors import DutiesBroken
from planner.overrides import set_aside
from planner.ports import UnitOfWork
from planner.regulations import standard_forms, standard_parameters
from planner.rules import RuleCheck, Verdict
from planner.usecases import record_result
from planner.world import World
from tests.planner.test_activity_stories import Lived
from tests.small_agency import AGENCY, ANI, EKA, YEAR, SetClock, Sign, item

PARAMETERS, FORMS = standard_parameters(), standard_forms()
LAW = Law(PARAMETERS, FORMS)
TODAY = date(YEAR, 6, 1)
WORLD = World.build(AGENCY, date(YEAR, 1, 4), YEAR, PARAMETERS, FORMS)
GROUND = Ground(WORLD, LAW, TODAY)


@pytest.fixture
def lived(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Lived:
    return Lived(open_uow, sign, clock)


def checks_of(uow: UnitOfWork, lived: Activity, today: date = TODAY) -> tuple[RuleCheck, ...]:
    """As the program does it for one activity."""
    journey = uow.journeys.get(lived.journey)
    assert journey is not None
    record = Record.of(uow, [lived], [journey.id], {lived.nip: uow.jp.of(lived.nip)}, WORLD)
    facts = facts_of_activity(replace(GROUND, today=today), record, {}, journey, lived)
    return check_duties(facts, About.ACTIVITY)


def verdicts(lived: Lived, one: Activity) -> dict[str, str]:
    with lived.open(write=False) as uow:
        return {check.rule: str(check.verdict) for check in checks_of(uow, lived.now(one))}


def test_an_internship_without_its_agreement_breaks_the_rule_until_it_is_there(lived: Lived) -> None:
    intern = lived.start("magang_praktik_kerja")
    said = verdicts(lived, intern)
    assert (said["r15"], said["r12"], said["r11"], said["r18"]) == ("fail", "pass", "pass", "pass")
    lived.finish(lived.sign.officer, intern, "agreement")
    assert verdicts(lived, intern)["r15"] == "pass"


def test_what_is_asked_of_a_form_is_not_asked_of_another(lived: Lived) -> None:
    assert set(verdicts(lived, lived.start())) == {"r01", "r06", "r10"}


def test_a_certificate_and_its_hours_are_found(lived: Lived) -> None:
    course = lived.start()
    lived.clock.moment = lived.clock.moment.replace(month=3)
    lived.finish(lived.sign.employee, course, "take_part")
    lived.finish(lived.sign.employee, course, "evidence")
    assert verdicts(lived, course)["r06"] == "unknown"
    lived.result(lived.sign.officer, course, Turn.PASS)
    assert verdicts(lived, course)["r06"] == "pass"


def test_a_pass_that_a_rule_speaks_against_needs_a_reason_and_the_log_keeps_both(lived: Lived) -> None:
    course = lived.start()
    lived.finish(lived.sign.employee, course, "take_part")
    lived.finish(lived.sign.employee, course, "evidence")
    broken = RuleCheck("r15", Verdict.FAIL, 6.0, 7.0, "SE 1", "S", "x", solution=course.solution)
    unknown = replace(broken, rule="r16", verdict=Verdict.UNKNOWN)

    def against(_uow: UnitOfWork, _lived: Activity, _today: date) -> tuple[RuleCheck, ...]:
        return (broken, unknown)

    def record(result: Turn, reason: str) -> Activity:
        officer, law = lived.sign.officer, LAW
        return record_result(
            lived.open(), officer, course.id, result, reason, law, lived.clock, check_duties=against
        ).activity

    with pytest.raises(DutiesBroken, match="R15") as refused:
        record(Turn.PASS, "  ")
    assert [check.rule for check in refused.value.checks] == ["r15"]
    assert lived.now(course).phase is Phase.AWAITING_RESULT
    assert record(Turn.PASS, "Perjanjian lisan.").phase is Phase.PASSED
    with lived.open(write=False) as uow:
        row = uow.decisions.of("activity", str(course.id))[-1]
    assert row.reason == "Perjanjian lisan."
    (kept,) = set_aside(row)
    assert (kept.rule, kept.measured, kept.limit, kept.reference) == ("r15", 6.0, 7.0, "SE 1")


def test_a_failure_is_recorded_whatever_the_rules_say(lived: Lived) -> None:
    intern = lived.start("magang_praktik_kerja")
    lived.finish(lived.sign.officer, intern, "agreement")

    def against(_uow: UnitOfWork, _lived: Activity, _today: date) -> tuple[RuleCheck, ...]:
        raise AssertionError

    officer = lived.sign.officer
    record_result(
        lived.open(), officer, intern.id, Turn.EXCUSE, "Sakit.", LAW, lived.clock, check_duties=against
    )
    assert lived.now(intern).phase is Phase.FAILED_EXCUSED


def audited(lived: Lived) -> list[Found]:
    with lived.open(write=False) as uow:
        return list(audit_duties(uow, lambda _year: GROUND, YEAR))


def test_everything_that_is_open_is_audited(lived: Lived) -> None:
    intern = lived.start("magang_praktik_kerja")
    found = {(one.about, one.number, one.nip): one for one in audited(lived)}
    assert set(found) == {
        (About.LAW, 0, ""),
        (About.PLAN, intern.journey, ANI),
        (About.ACTIVITY, intern.id, ANI),
    }
    assert {check.rule: str(check.verdict) for check in found[About.LAW, 0, ""].checks} == dict.fromkeys(
        ("r02", "r03", "r04", "r05"), "pass"
    )
    assert "r15" in {check.rule for check in found[About.ACTIVITY, intern.id, ANI].of(Verdict.FAIL)}
    assert {check.rule for check in found[About.PLAN, intern.journey, ANI].checks} == {
        *("q5", "q6", "q7", "q8", "q9")
    }
    with lived.open(write=False) as uow:
        alone = checks_of(uow, lived.now(intern))
    assert found[About.ACTIVITY, intern.id, ANI].checks == alone


def test_another_year_s_law_can_be_asked(lived: Lived) -> None:
    lived.start("magang_praktik_kerja")
    early = replace(GROUND, law_day=date(2023, 12, 1))
    with lived.open(write=False) as uow:
        found = list(audit_duties(uow, lambda _year: early, YEAR))
    assert any(one.about is About.ACTIVITY and one.checks for one in found)


@contextmanager
def counting(open_uow: SqlUnitsOfWork) -> Iterator[list[str]]:
    asked: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    engine = open_uow.engine
    event.listen(engine, "before_cursor_execute", heard)
    yield asked
    event.remove(engine, "before_cursor_execute", heard)


def test_the_audit_asks_as_often_for_many_as_for_one(lived: Lived) -> None:
    lived.start("magang_praktik_kerja")
    with counting(lived.open) as one:
        audited(lived)
    more = replace(item("S3"), form="coaching")
    lived.start("belajar_mandiri", EKA, more)
    with counting(lived.open) as three:
        audited(lived)
    assert len(three) == len(one)
