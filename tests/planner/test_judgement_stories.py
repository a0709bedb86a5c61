"""What people make of proposals is kept with their decision, on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db import SqlUnitsOfWork
from planner.access import PROGRAM, Actor
from planner.editing import Add, Choice, Edit, Remove, Swap
from planner.errors import Forbidden, IllegalMove, NotFound, RuleBroken, StaleVersion
from planner.journey import Alternative, Item, Journey, State
from planner.judgements import Judged, Judgement
from planner.rules import RuleCheck, Verdict
from planner.usecases import (
    activate,
    approve,
    decline,
    draft_journeys,
    edit_items,
    refuse_item,
    return_journey,
    submit_for_review,
    withdraw,
)
from planner.usecases.judging import Word, judgements_of
from tests.planner.test_approval_stories import FORMS
from tests.small_agency import (
    ANI,
    IN_O1,
    SetClock,
    Sign,
    item,
    make_plain,
    no_rules,
    proposal,
)

FIRST = replace(
    item("S1"),
    alternatives=(
        Alternative("S3", None, date(2027, 2, 1), 0.5, 0.1),
        Alternative("S4", None, date(2027, 2, 1), 0.4, 0.2),
    ),
)
MAY = date(2027, 5, 3)


class Desk:
    """Plans that are decided on, and what was kept of it."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
        self.open, self.sign, self.clock = open_uow, sign, clock

    def in_review(self, *items: Item, edits: Sequence[Edit] = (), reason: str = "") -> Journey:
        (number,) = draft_journeys(self.open(), PROGRAM, [proposal(ANI, *items)], self.clock).drafted
        journey = submit_for_review(self.open(), self.sign.clo, number, 1, self.clock)
        if edits:
            made = edit_items(
                self.open(),
                self.sign.officer,
                number,
                journey.version,
                edits,
                make_plain,
                no_rules,
                self.clock,
                reason=reason,
            )
            journey = made.journey
        return journey

    def approve(self, journey: Journey, actor: Actor | None = None) -> Journey:
        return approve(self.open(), actor or self.sign.clo, journey.id, journey.version, no_rules, self.clock)

    def kept(self) -> tuple[Judgement, ...]:
        with self.open(write=False) as uow:
            return uow.judgements.before(self.clock.today() + timedelta(days=1))

    def told(self) -> list[tuple[str, str, int]]:
        return [(one.solution, one.judged.value, one.position) for one in self.kept()]


@pytest.fixture
def desk(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Desk:
    return Desk(open_uow, sign, clock)


def test_an_approval_keeps_what_became_of_everything_shown(desk: Desk) -> None:
    swap = Swap("S1", Choice("S3", MAY))
    journey = desk.in_review(FIRST, IN_O1, edits=[swap], reason="Ani has done it before")
    assert desk.kept() == ()  # a plan in review is not decided
    approved = desk.approve(journey)
    assert desk.told() == [("S1", "removed", 1), ("S2", "kept", 2), ("S3", "added", 2), ("S4", "passed", 3)]
    removed, kept, added, passed = desk.kept()
    assert {one.reason for one in (removed, added)} == {"Ani has done it before"}
    assert {one.reason for one in (kept, passed)} == {""}
    assert removed == Judgement(
        approved.id,
        ANI,
        "S1",
        desk.clock.today(),
        Judged.REMOVED,
        position=1,
        score=FIRST.success,
        propensity=1.0,
        ranker_version="1",
        by_officer=True,
        assigned=False,
        reason="Ani has done it before",
        version=approved.version,
    )
    assert (added.score, passed.score) == (item().success, 0.4)


def test_what_the_employee_gives_up_is_refused_and_no_officers_word(desk: Desk) -> None:
    approved = desk.approve(desk.in_review(FIRST, edits=[Add(Choice("S2", MAY, None))]))
    withdraw(
        desk.open(), desk.sign.employee, approved.id, approved.version, desk.clock, reason="No time this year"
    )
    given_up = [one for one in desk.kept() if one.version > approved.version]
    assert [(one.solution, one.judged, one.by_officer, one.reason) for one in given_up] == [
        ("S1", Judged.REFUSED, False, "No time this year"),
        ("S2", Judged.ADDED, True, ""),
    ]


def test_a_declined_plan_is_refused_by_an_officer(desk: Desk) -> None:
    journey = desk.in_review(FIRST)
    decline(desk.open(), desk.sign.officer, journey.id, journey.version, "No budget", desk.clock)
    (one,) = desk.kept()
    assert (one.judged, one.by_officer, one.reason) == (Judged.REFUSED, True, "No budget")


def test_what_is_sent_back_or_already_lived_says_nothing(desk: Desk) -> None:
    journey = desk.in_review(FIRST)
    back = return_journey(desk.open(), desk.sign.officer, journey.id, journey.version, "Too much", desk.clock)
    assert desk.kept() == ()
    again = submit_for_review(desk.open(), desk.sign.clo, back.id, back.version, desk.clock)
    approved = desk.approve(again)
    active = activate(desk.open(), desk.sign.employee, approved.id, approved.version, FORMS, desk.clock)
    before = desk.kept()
    withdraw(desk.open(), desk.sign.clo, active.id, active.version, desk.clock)
    assert desk.kept() == before != ()


def test_a_refused_approval_keeps_nothing(desk: Desk) -> None:
    journey = desk.in_review(FIRST, edits=[Remove("S1"), Add(Choice("S3", MAY))])
    failed = RuleCheck("mix", Verdict.FAIL, 1.0, 2.0, "", "S")
    with pytest.raises(RuleBroken):
        approve(desk.open(), desk.sign.clo, journey.id, journey.version, lambda *_: (failed,), desk.clock)
    assert desk.kept() == ()


def test_no_statement_changes_or_deletes_a_judgement(desk: Desk) -> None:
    desk.approve(desk.in_review(FIRST))
    kept = desk.kept()
    attacks = ["UPDATE judgement SET judged = 'removed'", "DELETE FROM judgement"]
    if desk.open.engine.dialect.name == "postgresql":
        attacks.append("TRUNCATE judgement")
    for attack in attacks:
        with desk.open.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(attack))
    assert desk.kept() == kept != ()


def test_the_newest_of_the_days_before_is_known_without_reading_them(desk: Desk) -> None:
    today = desk.clock.today()
    with desk.open() as uow:
        assert uow.judgements.newest(today) == 0
    desk.approve(desk.in_review(FIRST))
    with desk.open() as uow:
        assert uow.judgements.newest(today) == 0
        assert uow.judgements.newest(today + timedelta(days=1)) == len(desk.kept())


def test_the_draw_of_an_exploration_and_what_nobody_chooses_are_kept() -> None:
    drawn = replace(FIRST, exposure=0.05)
    required = replace(item("S2"), assigned=True)
    items = (replace(item("S3"), success=0.6), required)
    plan = Journey(3, ANI, 2027, proposal().consideration, State.APPROVED, 5, items, (drawn, required))
    found = {one.solution: one for one in judgements_of(plan, Word(MAY, by_officer=True))}
    assert {code: one.propensity for code, one in found.items()} == {
        "S1": 0.05,
        "S2": 1,
        "S3": 0.05,
        "S4": 0.05,
    }
    assert {code for code, one in found.items() if one.assigned} == {"S2"}
    assert (found["S3"].judged, found["S3"].score) == (Judged.ADDED, 0.6)


@pytest.mark.parametrize(("state", "also"), [(State.APPROVED, {"S4"}), (State.DECLINED, set())])
def test_what_was_shown_beneath_what_stands_was_passed_over_in_a_plan_that_was_approved(
    state: State, also: set[str]
) -> None:
    plan = Journey(3, ANI, 2027, proposal().consideration, state, 5, (FIRST,), (FIRST, IN_O1))
    found = {one.solution: one.judged for one in judgements_of(plan, Word(MAY, by_officer=True))}
    assert {code for code, judged in found.items() if judged is Judged.PASSED} == {"S3"} | also
    assert found["S1"] is (Judged.KEPT if also else Judged.REFUSED)
    assert found["S2"] is Judged.REMOVED


def test_an_employee_would_rather_not_and_the_plan_stands(desk: Desk) -> None:
    journey = desk.in_review(FIRST, IN_O1)
    stands = refuse_item(
        desk.open(), desk.sign.employee, journey.id, journey.version, "S1", desk.clock, reason=" I know it "
    )
    with desk.open(write=False) as uow:
        assert uow.journeys.get(journey.id) == journey == stands
        *_, row = uow.decisions.of("journey", str(journey.id))
    assert (row.move, row.from_state, row.to_state, row.version) == (
        "refuse_item",
        "in_review",
        "in_review",
        2,
    )
    assert (row.reason, row.detail) == ("I know it", {"solution": "S1"})
    (word,) = desk.kept()
    assert (word.solution, word.judged, word.by_officer, word.position) == ("S1", Judged.REFUSED, False, 1)
    assert (word.reason, word.score) == ("I know it", FIRST.success)
    swapped = edit_items(
        desk.open(),
        desk.sign.officer,
        journey.id,
        2,
        [Swap("S1", Choice("S3", MAY))],
        make_plain,
        no_rules,
        desk.clock,
    )
    desk.approve(swapped.journey)
    assert desk.kept()[0] == word  # nothing that was kept is changed by what is decided later
    assert {(one.solution, one.judged) for one in desk.kept()[1:]} >= {
        ("S1", Judged.REMOVED),
        ("S3", Judged.ADDED),
    }


def test_who_may_not_speak_for_the_employee_and_when_it_is_too_late(desk: Desk) -> None:
    journey, clock = desk.in_review(FIRST), desk.clock
    employee, officer = desk.sign.employee, desk.sign.officer
    with pytest.raises(Forbidden):
        refuse_item(desk.open(), officer, journey.id, 2, "S1", clock)
    with pytest.raises(NotFound):
        refuse_item(desk.open(), officer, journey.id, 2, "S9", clock)
    with pytest.raises(StaleVersion):
        refuse_item(desk.open(), employee, journey.id, 1, "S1", clock)
    approved = desk.approve(journey)
    active = activate(desk.open(), employee, journey.id, approved.version, FORMS, clock)
    before = desk.kept()
    with pytest.raises(IllegalMove):
        refuse_item(desk.open(), employee, journey.id, active.version, "S1", clock)
    assert desk.kept() == before
