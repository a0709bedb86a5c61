"""What came over plans that stand is carried out, on both databases: all or nothing, and never in silence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from api.db import SqlUnitsOfWork
from catalog.forms import load_forms
from catalog.solutions import Bucket
from planner.access import PROGRAM, Actor
from planner.errors import Forbidden, ReasonMissing, StaleVersion
from planner.errors.replanning import ChangedMeanwhile
from planner.journey import Item, Journey, State
from planner.regulations import standard_parameters
from planner.replanning import BatchMoved, BudgetNow, Cause, Disturbance, PersonLeft, SeatsNow
from planner.usecases import (
    activate,
    approve,
    draft_journeys,
    edit_items,
    import_agency,
    replan_journeys,
    submit_for_review,
)
from planner.usecases.replanning import Asked, Carried, look_over
from planner.world import World
from tests.small_agency import (
    AGENCY,
    ANI,
    CITRA,
    EKA,
    YEAR,
    SetClock,
    Sign,
    item,
    make_plain,
    no_rules,
    proposal,
)

PARAMETERS, FORMS = standard_parameters(), load_forms()
TALKS = replace(item("S3"), form="coaching")
IN_O1 = replace(item("S2", "O1", date(2027, 3, 1), 4), form="pelatihan_teknis", bucket=Bucket.FORMAL)
IN_O2 = replace(IN_O1, offering="O2", starts=date(2027, 4, 5), ends=date(2027, 4, 9))
OFFER = replace(
    AGENCY,
    solutions=tuple(
        replace(one, form="pelatihan_teknis") if one.code == "S2" else one for one in AGENCY.solutions
    ),
    budgets=(),
)
CANCELLED = SeatsNow("O1", 0)


class Desk:
    """Plans that stand, and what is done when something comes over them."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
        self.uow, self.sign, self.clock = open_uow(), sign, clock
        import_agency(self.uow, OFFER, sign.administrator, clock)

    def drafted(self, nip: str, *items: Item) -> Journey:
        (number,) = draft_journeys(self.uow, PROGRAM, [proposal(nip, *items)], self.clock).drafted
        return self.stored(number)

    def approved(self, nip: str, *items: Item) -> Journey:
        drafted = self.drafted(nip, *items)
        submit_for_review(self.uow, self.sign.clo, drafted.id, 1, self.clock)
        return approve(self.uow, self.sign.clo, drafted.id, 2, no_rules, self.clock)

    def stored(self, number: int) -> Journey:
        with self.uow:
            found = self.uow.journeys.get(number)
        assert found is not None
        return found

    def look(self, *happened: Disturbance, actor: Actor | None = None) -> Asked:
        with self.uow:
            agency, taken = self.uow.agency.load(), self.uow.seats.taken()
            revision = self.uow.agency.revision()
        world = World.build(agency, self.clock.today(), YEAR, PARAMETERS, FORMS, seats_taken=taken)
        return look_over(self.uow, actor or self.sign.clo, world, revision, happened)

    def do(
        self, *happened: Disturbance, reason: str = "The hall burnt", actor: Actor | None = None
    ) -> Carried:
        asked = self.look(*happened, actor=actor)
        return replan_journeys(self.uow, actor or self.sign.clo, asked, reason, self.clock)

    def seats(self) -> dict[str, int]:
        with self.uow:
            return dict(self.uow.seats.taken())

    def log(self, subject: str, number: object) -> list[str]:
        with self.uow:
            rows = self.uow.decisions.of(subject, str(number))
        return [f"{row.actor} {row.move} {row.from_state}>{row.to_state} {row.reason}" for row in rows]

    def told(self, actor: Actor) -> list[str]:
        assert actor.account_id is not None
        with self.uow:
            return [one.kind.value for one in self.uow.outbox.page(actor.account_id).rows]


@pytest.fixture
def desk(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Desk:
    return Desk(open_uow, sign, clock)


def test_an_approved_plan_on_a_cancelled_batch_is_opened_again_and_everybody_is_told(desk: Desk) -> None:
    plan = desk.approved(ANI, TALKS, IN_O1)
    other = desk.drafted(EKA, replace(TALKS, starts=date(2027, 5, 3), ends=date(2027, 6, 11)))
    assert desk.do(CANCELLED) == Carried(changed=1, reopened=1, withdrawn=0)
    after = desk.stored(plan.id)
    assert (after.state, after.version) == (State.IN_REVIEW, plan.version + 1)
    assert after.items[0] == plan.items[0]
    assert "O1" not in {one.offering for one in after.items}
    assert desk.seats() == {}
    assert desk.stored(other.id) == other
    assert desk.log("journey", plan.id)[-1] == "clo edit approved>in_review The hall burnt"
    assert desk.log("agency", "agency")[-1] == "clo disturbance > The hall burnt"
    assert desk.told(desk.sign.employee)[0] == "journey_reopened"
    with desk.uow:
        row = desk.uow.decisions.of("journey", str(plan.id))[-1]
        offering = next(one for one in desk.uow.agency.load().offerings if one.code == "O1")
    assert row.detail["replanned"][0] == {"cause": "cancelled", "solution": "S2", "what": "O1"}  # type: ignore[index]
    assert offering.seats == 0
    assert desk.look().found.changed == ()


def test_an_approved_plan_is_never_opened_without_saying_why(desk: Desk) -> None:
    plan = desk.approved(ANI, TALKS, IN_O1)
    with pytest.raises(ReasonMissing):
        desk.do(CANCELLED, reason=" ")
    assert desk.stored(plan.id) == plan
    assert desk.seats() == {"O1": 1}


def test_a_draft_gives_way_to_an_approved_plan(desk: Desk) -> None:
    approved, draft = desk.approved(ANI, TALKS, IN_O1), desk.drafted(EKA, TALKS, IN_O1)
    asked = desk.look()
    assert [one.journey.id for one in asked.found.changed] == [draft.id]
    assert [why.cause for why in asked.found.changed[0].why] == [Cause.SEATS]
    assert replan_journeys(desk.uow, desk.sign.clo, asked, "", desk.clock).changed == 1
    assert desk.stored(approved.id) == approved
    after = desk.stored(draft.id)
    assert after.state is State.DRAFTED
    assert after.items == after.proposed
    assert desk.log("agency", "agency")[-1].startswith("admin import")


def test_what_was_found_holds_for_these_versions_and_this_data_only(desk: Desk) -> None:
    desk.approved(ANI, TALKS, IN_O1)
    draft = desk.drafted(EKA, TALKS, IN_O1)
    asked = desk.look()
    edit_items(desk.uow, desk.sign.clo, draft.id, 1, [], make_plain, no_rules, desk.clock)
    with pytest.raises(StaleVersion):
        replan_journeys(desk.uow, desk.sign.clo, asked, "", desk.clock)
    asked = desk.look()
    import_agency(desk.uow, replace(OFFER, offerings=()), desk.sign.administrator, desk.clock)
    with pytest.raises(ChangedMeanwhile):
        replan_journeys(desk.uow, desk.sign.clo, asked, "", desk.clock)


def test_an_officer_changes_their_own_people_but_not_the_agencys_data(desk: Desk) -> None:
    officer = desk.sign.officer
    desk.approved(ANI, TALKS, IN_O1)
    ours, theirs = desk.drafted(EKA, TALKS, IN_O1), desk.drafted(CITRA, TALKS, IN_O1)
    with pytest.raises(Forbidden):
        desk.do(CANCELLED, actor=officer)
    asked = desk.look(actor=officer)
    assert [one.journey.id for one in asked.found.changed] == [ours.id]
    replan_journeys(desk.uow, officer, asked, "", desk.clock)
    assert desk.stored(theirs.id) == theirs


def test_who_leaves_loses_the_plan_and_its_seat(desk: Desk) -> None:
    plan = desk.approved(ANI, TALKS, IN_O1)
    assert desk.do(PersonLeft(ANI)) == Carried(changed=0, reopened=0, withdrawn=1)
    assert desk.stored(plan.id).state is State.WITHDRAWN
    assert desk.seats() == {}


def test_what_is_lived_stays_and_its_batch_keeps_the_seat(desk: Desk) -> None:
    plan = desk.approved(ANI, TALKS, IN_O1)
    lived = activate(desk.uow, desk.sign.employee, plan.id, plan.version, FORMS, desk.clock)
    asked = desk.look(CANCELLED)
    assert [one.journey.id for one in asked.found.lived] == [plan.id]
    assert replan_journeys(desk.uow, desk.sign.clo, asked, "burnt", desk.clock) == Carried(0, 0, 0)
    assert desk.stored(plan.id) == lived
    with desk.uow:
        offering = next(one for one in desk.uow.agency.load().offerings if one.code == "O1")
    assert offering.seats == 1


def test_new_days_and_less_money_are_kept_in_the_agencys_data(desk: Desk) -> None:
    plan = desk.drafted(ANI, TALKS, IN_O2)
    desk.do(BatchMoved("O2", date(2027, 5, 3), date(2027, 5, 7)), BudgetNow("A", 5_000))
    with desk.uow:
        agency = desk.uow.agency.load()
    assert next(one.starts for one in agency.offerings if one.code == "O2") == date(2027, 5, 3)
    assert [one.rupiah for one in agency.budgets] == [5_000]
    after = desk.stored(plan.id)
    assert date(2027, 4, 5) not in {one.starts for one in after.items}
    assert sum(one.cost for one in after.items) <= 5_000


def test_a_draft_of_another_unit_keeps_its_seat(desk: Desk) -> None:
    theirs, ours = desk.drafted(CITRA, TALKS, IN_O1), desk.drafted(EKA, TALKS, IN_O1)
    found = desk.look(actor=desk.sign.officer).found
    assert [one.journey.id for one in found.changed] == [ours.id]
    chief = desk.look().found
    assert len(chief.changed) == 1
    assert {one.journey.id for one in chief.changed} <= {theirs.id, ours.id}
