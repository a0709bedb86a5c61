"""A plan's way from request to completion, on both databases."""

from datetime import date

import pytest

from api.db import SqlUnitsOfWork
from catalog.forms import load_forms
from planner.access import PROGRAM, Actor
from planner.editing import Add, Choice, MoveItem, Remove, Swap
from planner.errors import (
    AlreadyOpen,
    BadEdit,
    EmptyPlan,
    Forbidden,
    IllegalMove,
    NotFound,
    ReasonMissing,
    RuleBroken,
    SeatsGone,
    SelfApproval,
    StaleVersion,
    YearOver,
)
from planner.journey import Consideration, Item, Journey, State
from planner.ports import UnitOfWork
from planner.rules import RuleCheck, Verdict
from planner.usecases import (
    activate,
    approve,
    complete,
    decline,
    draft_journey,
    draft_journeys,
    edit_items,
    request_journey,
    return_journey,
    submit_for_review,
    withdraw,
)
from tests.small_agency import (
    ANI,
    BUDI,
    CITRA,
    EKA,
    IN_O1,
    YEAR,
    SetClock,
    Sign,
    item,
    make_plain,
    no_rules,
    proposal,
)

FORMS = load_forms()


class House:
    """The use cases with the parts filled in that most stories do not care about."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
        self.uow, self.sign, self.clock = open_uow(), sign, clock

    def ask(self, actor: Actor | None = None, nip: str = ANI, year: int = YEAR) -> Journey:
        by = actor or self.sign.employee
        return request_journey(self.uow, by, nip, year, Consideration.GAP, self.clock, note="I want to learn")

    def in_review(self, *items: Item, nip: str = ANI) -> Journey:
        (number,) = draft_journeys(self.uow, PROGRAM, [proposal(nip, *items)], self.clock).drafted
        return submit_for_review(self.uow, self.sign.clo, number, 1, self.clock)

    def approved(self, *items: Item, nip: str = ANI) -> Journey:
        journey = self.in_review(*items, nip=nip)
        return approve(self.uow, self.sign.clo, journey.id, journey.version, no_rules, self.clock)

    def stored(self, journey: Journey) -> Journey:
        with self.uow:
            found = self.uow.journeys.get(journey.id)
        assert found is not None
        return found

    def moves(self, journey: Journey) -> list[tuple[str, str, int]]:
        with self.uow:
            rows = self.uow.decisions.of("journey", str(journey.id))
        return [(row.actor, row.move, row.version) for row in rows]

    def taken(self) -> dict[str, int]:
        with self.uow:
            return dict(self.uow.seats.taken())


@pytest.fixture
def house(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> House:
    return House(open_uow, sign, clock)


def test_from_request_to_completion_every_step_is_one_log_row(house: House) -> None:
    uow, sign, clock = house.uow, house.sign, house.clock
    asked = house.ask()
    drafted = draft_journey(uow, sign.officer, asked.id, 1, proposal(ANI, item("S1"), IN_O1), clock)
    swap = [Swap("S1", Choice("S3", date(2027, 5, 3)))]
    edited = edit_items(uow, sign.officer, asked.id, 2, swap, make_plain, no_rules, clock).journey
    submit_for_review(uow, sign.officer, asked.id, 3, clock)
    return_journey(uow, sign.second_officer, asked.id, 4, "Please move it", clock)
    submit_for_review(uow, sign.officer, asked.id, 5, clock)
    approve(uow, sign.officer, asked.id, 6, no_rules, clock)
    activate(uow, sign.employee, asked.id, 7, FORMS, clock)
    done = complete(uow, sign.officer, asked.id, 8, clock, cancel_open=True)

    assert asked.note == "I want to learn"
    assert [one.solution for one in drafted.items] == ["S1", "S2"]
    assert [one.solution for one in edited.items] == ["S2", "S3"]
    assert edited.proposed == drafted.items
    assert house.stored(done) == done
    assert (done.state, done.version) == (State.COMPLETED, 9)
    assert house.moves(done) == [
        ("ani", "request", 1),
        ("lo", "draft", 2),
        ("lo", "edit", 3),
        ("lo", "submit", 4),
        ("lo2", "return", 5),
        ("lo", "submit", 6),
        ("lo", "approve", 7),
        ("ani", "activate", 8),
        ("lo", "complete", 9),
    ]


def test_a_log_row_tells_what_was_decided_and_why(house: House) -> None:
    journey = house.in_review()
    declined = decline(house.uow, house.sign.officer, journey.id, 2, " No budget ", house.clock)
    with house.uow:
        *_, row = house.uow.decisions.of("journey", str(journey.id))
    assert (row.from_state, row.to_state, row.reason) == ("in_review", "declined", "No budget")
    assert (row.at, row.actor_id) == (house.clock.now(), house.sign.officer.account_id)
    assert declined.state is State.DECLINED


def test_a_stale_approval_is_refused_and_changes_nothing(house: House) -> None:
    journey = house.in_review(IN_O1)
    approve(house.uow, house.sign.officer, journey.id, 2, no_rules, house.clock)
    before = house.moves(journey)
    with pytest.raises(StaleVersion) as refusal:
        edit_items(
            house.uow,
            house.sign.second_officer,
            journey.id,
            2,
            [Remove("S2")],
            make_plain,
            no_rules,
            house.clock,
        )
    assert refusal.value.params == {"seen": 2, "now": 3}
    assert house.moves(journey) == before
    assert house.taken() == {"O1": 1}


def test_nobody_approves_their_own_plan_or_request(house: House) -> None:
    own = house.in_review(nip=EKA)
    with pytest.raises(SelfApproval):
        approve(house.uow, house.sign.officer, own.id, 2, no_rules, house.clock)
    asked = house.ask(house.sign.officer)
    draft_journey(house.uow, house.sign.clo, asked.id, 1, proposal(), house.clock)
    submit_for_review(house.uow, house.sign.clo, asked.id, 2, house.clock)
    with pytest.raises(SelfApproval):
        approve(house.uow, house.sign.officer, asked.id, 3, no_rules, house.clock)
    approve(house.uow, house.sign.second_officer, asked.id, 3, no_rules, house.clock)


def test_an_officer_knows_nothing_of_other_units(house: House) -> None:
    foreign = house.in_review(nip=CITRA)
    with pytest.raises(NotFound):
        approve(house.uow, house.sign.officer, foreign.id, 2, no_rules, house.clock)
    with pytest.raises(NotFound):
        house.ask(house.sign.officer, CITRA)


def test_a_supervisor_asks_for_a_report_but_does_not_approve(house: House) -> None:
    house.ask(house.sign.supervisor)
    journey = house.in_review(nip=EKA)
    with pytest.raises(Forbidden):
        approve(house.uow, house.sign.supervisor, journey.id, 2, no_rules, house.clock)


def test_one_open_plan_a_person_and_year(house: House) -> None:
    first = house.ask()
    with pytest.raises(AlreadyOpen) as refusal:
        house.ask(house.sign.officer)
    assert refusal.value.journey == first.id
    house.ask(year=YEAR + 1)
    withdraw(house.uow, house.sign.employee, first.id, 1, house.clock)
    house.ask()


def test_a_request_is_checked(house: House) -> None:
    with pytest.raises(YearOver):
        house.ask(year=YEAR - 1)
    with pytest.raises(NotFound, match="J9"):
        request_journey(
            house.uow, house.sign.employee, ANI, YEAR, Consideration.CAREER, house.clock, target_job="J9"
        )


def test_returning_and_declining_need_a_reason(house: House) -> None:
    journey = house.in_review()
    with pytest.raises(ReasonMissing):
        return_journey(house.uow, house.sign.officer, journey.id, 2, "  ", house.clock)
    with pytest.raises(ReasonMissing):
        decline(house.uow, house.sign.officer, journey.id, 2, "", house.clock)


def test_an_empty_plan_is_neither_reviewed_nor_approved(house: House) -> None:
    (number,) = draft_journeys(house.uow, PROGRAM, [proposal()], house.clock).drafted
    remove = [Remove("S1")]
    edit_items(house.uow, house.sign.clo, number, 1, remove, make_plain, no_rules, house.clock)
    with pytest.raises(EmptyPlan):
        submit_for_review(house.uow, house.sign.clo, number, 2, house.clock)
    journey = house.in_review(nip=EKA)
    edit_items(house.uow, house.sign.clo, journey.id, 2, remove, make_plain, no_rules, house.clock)
    with pytest.raises(EmptyPlan):
        approve(house.uow, house.sign.clo, journey.id, 3, no_rules, house.clock)


def test_a_plan_that_breaks_a_rule_is_stored_but_not_approved(house: House) -> None:
    def too_many_hours(_uow: UnitOfWork, _journey: Journey) -> tuple[RuleCheck, ...]:
        return (
            RuleCheck("jp_min", Verdict.UNKNOWN, None, 20, "PP 11/2017", "A2"),
            RuleCheck("hours_max", Verdict.FAIL, 400, 300, "design choice", "D"),
        )

    journey = house.in_review()
    add = [Add(Choice("S3", date(2027, 5, 3)))]
    edited = edit_items(
        house.uow, house.sign.officer, journey.id, 2, add, make_plain, too_many_hours, house.clock
    )
    assert [check.rule for check in edited.checks] == ["jp_min", "hours_max"]
    with pytest.raises(RuleBroken) as refusal:
        approve(house.uow, house.sign.officer, journey.id, 3, too_many_hours, house.clock)
    assert [check.rule for check in refusal.value.checks] == ["hours_max"]
    assert house.stored(journey).state is State.IN_REVIEW


def test_an_edit_that_cannot_be_made_changes_nothing(house: House) -> None:
    journey = house.in_review()
    with pytest.raises(BadEdit):
        edit_items(
            house.uow, house.sign.officer, journey.id, 2, [Remove("S9")], make_plain, no_rules, house.clock
        )
    assert house.stored(journey) == journey


def test_a_full_batch_is_refused_with_the_nearest_ones(house: House) -> None:
    house.approved(IN_O1)
    journey = house.in_review(item("S1"), IN_O1, nip=EKA)
    with pytest.raises(SeatsGone) as refusal:
        approve(house.uow, house.sign.clo, journey.id, 2, no_rules, house.clock)
    assert refusal.value.offering == "O1"
    assert refusal.value.alternatives == (("O2", date(2027, 4, 5), 2), ("O3", date(2027, 9, 6), 30))
    assert house.stored(journey) == journey
    assert house.taken() == {"O1": 1}


def test_a_batch_that_has_begun_is_no_alternative(house: House) -> None:
    house.approved(IN_O1)
    journey = house.in_review(IN_O1, nip=EKA)
    house.clock.wait(days=100)
    with pytest.raises(SeatsGone) as refusal:
        approve(house.uow, house.sign.clo, journey.id, 2, no_rules, house.clock)
    assert [code for code, _, _ in refusal.value.alternatives] == ["O3"]


def test_seats_taken_before_a_full_batch_are_not_kept(house: House) -> None:
    house.approved(IN_O1)
    also_free = item("S3", "O3", date(2027, 9, 6))
    journey = house.in_review(IN_O1, also_free, nip=EKA)
    with pytest.raises(SeatsGone):
        approve(house.uow, house.sign.clo, journey.id, 2, no_rules, house.clock)
    assert house.taken() == {"O1": 1}


def test_withdrawing_an_approved_plan_gives_its_seats_back(house: House) -> None:
    journey = house.approved(IN_O1)
    withdraw(house.uow, house.sign.employee, journey.id, 3, house.clock)
    assert house.taken() == {}


def test_editing_an_approved_plan_sends_it_back_to_review_without_its_seats(house: House) -> None:
    journey = house.approved(IN_O1)
    edits = [MoveItem("S2", date(2027, 4, 5), "O2")]
    edited = edit_items(
        house.uow, house.sign.officer, journey.id, 3, edits, make_plain, no_rules, house.clock
    )
    assert edited.journey.state is State.IN_REVIEW
    assert house.taken() == {}
    approve(house.uow, house.sign.officer, journey.id, 4, no_rules, house.clock)
    assert house.taken() == {"O2": 1}


def test_an_active_plan_is_not_edited(house: House) -> None:
    journey = house.approved(IN_O1)
    activate(house.uow, house.sign.clo, journey.id, 3, FORMS, house.clock)
    with pytest.raises(IllegalMove):
        edit_items(house.uow, house.sign.clo, journey.id, 4, [], make_plain, no_rules, house.clock)
    assert house.taken() == {"O1": 1}


def test_planning_everyone_fills_requests_and_spares_what_people_work_on(house: House) -> None:
    asked = house.ask()
    reviewed = house.in_review(nip=BUDI)
    proposals = [proposal(nip) for nip in (ANI, BUDI, CITRA)]
    report = draft_journeys(house.uow, PROGRAM, proposals, house.clock)
    assert asked.id in report.drafted
    assert len(report.drafted) == 2
    assert report.left == ((BUDI, State.IN_REVIEW),)
    assert house.stored(asked).requested_by == house.sign.employee.account_id
    assert house.stored(reviewed) == reviewed


def test_planning_everyone_again_changes_nothing(house: House) -> None:
    proposals = [proposal(nip) for nip in (ANI, BUDI, CITRA)]
    (first, *_) = draft_journeys(house.uow, PROGRAM, proposals, house.clock).drafted
    again = draft_journeys(house.uow, PROGRAM, proposals, house.clock)
    assert (again.drafted, again.unchanged, again.left) == ((), 3, ())
    changed = draft_journeys(house.uow, PROGRAM, [proposal(ANI, seed=8), *proposals[1:]], house.clock)
    assert (changed.drafted, changed.unchanged) == ((first,), 2)


def test_planning_everyone_spares_a_draft_edited_by_hand(house: House) -> None:
    (number,) = draft_journeys(house.uow, PROGRAM, [proposal()], house.clock).drafted
    add = [Add(Choice("S3", date(2027, 5, 3)))]
    edit_items(house.uow, house.sign.officer, number, 1, add, make_plain, no_rules, house.clock)
    report = draft_journeys(house.uow, PROGRAM, [proposal(seed=8)], house.clock)
    assert report.left == ((ANI, State.DRAFTED),)


def test_progress_is_told_slice_by_slice(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("planner.usecases.drafting.SLICE", 2)
    done: list[int] = []
    proposals = [proposal(nip) for nip in (ANI, BUDI, CITRA)]
    draft_journeys(house.uow, PROGRAM, proposals, house.clock, done.append)
    assert done == [2, 3]


def test_a_proposal_for_somebody_else_is_refused(house: House) -> None:
    asked = house.ask()
    with pytest.raises(BadEdit):
        draft_journey(house.uow, house.sign.officer, asked.id, 1, proposal(EKA), house.clock)
