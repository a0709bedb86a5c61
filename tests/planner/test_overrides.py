"""Approving a plan although a rule fails, on both databases: who may, for what reason, and what the log keeps."""

from __future__ import annotations

import pytest

from api.db import SqlUnitsOfWork
from planner.access import PROGRAM, Actor, Capability, Role, may
from planner.approval import TRANSITIONS, Move
from planner.errors import (
    Forbidden,
    IllegalMove,
    NotFound,
    ReasonMissing,
    RuleBroken,
    SeatsGone,
    SelfApproval,
    StaleVersion,
)
from planner.journey import Consideration, Item, Journey, State
from planner.overrides import SetAside, set_aside, set_aside_now
from planner.ports import Decision, UnitOfWork
from planner.rules import RuleCheck, Verdict
from planner.usecases import (
    approve,
    approve_despite_rules,
    draft_journeys,
    request_journey,
    return_journey,
    submit_for_review,
)
from tests.small_agency import ANI, CITRA, DEWI, EKA, IN_O1, YEAR, SetClock, Sign, item, no_rules, proposal

WHY = "Penugasan khusus Menteri."
HOURS = RuleCheck("hours_max", Verdict.FAIL, 200.5, 160.0, "design choice", "D")
ORDER = RuleCheck("level_order", Verdict.FAIL, 0.0, 1.0, "design choice", "D", solution="S2")


def broken(_uow: UnitOfWork, _journey: Journey) -> tuple[RuleCheck, ...]:
    """Two rules are not met, one cannot be judged, one is met, and the batch is said to be full."""
    return (
        HOURS,
        ORDER,
        RuleCheck("jp_min", Verdict.UNKNOWN, None, 20, "PP 11/2017", "A2"),
        RuleCheck("budget", Verdict.PASS, 1, 2, "design choice", "D"),
        RuleCheck("seats", Verdict.FAIL, 0, 1, "agency's catalogue", "D"),
    )


class House:
    """Plans in review, and the verb that sets rules aside."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
        self.uow, self.sign, self.clock = open_uow(), sign, clock

    def in_review(self, *items: Item, nip: str = ANI) -> Journey:
        (number,) = draft_journeys(self.uow, PROGRAM, [proposal(nip, *items)], self.clock).drafted
        return submit_for_review(self.uow, self.sign.clo, number, 1, self.clock)

    def override(self, journey: Journey, actor: Actor | None = None, reason: str = WHY) -> Journey:
        by = actor or self.sign.clo
        return approve_despite_rules(self.uow, by, journey.id, journey.version, reason, broken, self.clock)

    def history(self, journey: Journey) -> tuple[Decision, ...]:
        with self.uow:
            return self.uow.decisions.of("journey", str(journey.id))

    def untouched(self, journey: Journey) -> bool:
        with self.uow:
            return self.uow.journeys.get(journey.id) == journey


@pytest.fixture
def house(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> House:
    return House(open_uow, sign, clock)


def test_the_log_keeps_each_rule_with_its_figures_and_the_reason(house: House) -> None:
    journey = house.in_review(item(), IN_O1)
    with pytest.raises(RuleBroken):
        approve(house.uow, house.sign.clo, journey.id, journey.version, broken, house.clock)
    done = house.override(journey)
    last = house.history(done)[-1]
    assert (done.state, done.version) == (State.APPROVED, journey.version + 1)
    assert (last.move, last.actor, last.reason) == ("approve", "clo", WHY)
    assert set_aside(last) == (
        SetAside("hours_max", "", 200.5, 160.0, "design choice", "D"),
        SetAside("level_order", "S2", 0.0, 1.0, "design choice", "D"),
    )
    with house.uow:
        assert house.uow.seats.taken() == {"O1": 1}


def test_only_the_latest_approval_counts(house: House) -> None:
    done = house.override(house.in_review())
    assert len(set_aside_now(house.history(done))) == 2
    assert set_aside_now(()) == ()
    plain = house.in_review(nip=CITRA)
    approve(house.uow, house.sign.clo, plain.id, plain.version, no_rules, house.clock)
    assert set_aside_now(house.history(plain)) == ()


@pytest.mark.parametrize("name", ["employee", "supervisor", "officer", "second_officer"])
def test_nobody_but_the_clo_may(house: House, name: str) -> None:
    journey = house.in_review()
    with pytest.raises(Forbidden):
        house.override(journey, getattr(house.sign, name))
    assert house.untouched(journey)


def test_one_role_has_the_capability() -> None:
    holders = [role for role in Role if may(Actor(1, "x", role), Capability.JOURNEY_OVERRIDE)]
    assert holders == [Role.CLO]


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_without_a_reason_nothing_is_approved(house: House, reason: str) -> None:
    journey = house.in_review()
    with pytest.raises(ReasonMissing):
        house.override(journey, reason=reason)
    assert house.untouched(journey)


def test_the_program_sets_nothing_aside(house: House) -> None:
    journey = house.in_review()
    with pytest.raises(Forbidden):
        house.override(journey, PROGRAM)
    assert house.untouched(journey)


def test_nobody_sets_rules_aside_for_their_own_plan_or_request(house: House) -> None:
    own = house.in_review(nip=DEWI)
    asked = request_journey(house.uow, house.sign.clo, ANI, YEAR, Consideration.GAP, house.clock)
    draft_journeys(house.uow, PROGRAM, [proposal(ANI)], house.clock)
    submit_for_review(house.uow, house.sign.officer, asked.id, 2, house.clock)
    for number, version in ((own.id, own.version), (asked.id, 3)):
        with pytest.raises(SelfApproval):
            approve_despite_rules(house.uow, house.sign.clo, number, version, WHY, broken, house.clock)


def test_a_reason_makes_no_seat(house: House) -> None:
    house.override(house.in_review(IN_O1))
    second = house.in_review(IN_O1, nip=CITRA)
    with pytest.raises(SeatsGone):
        house.override(second)
    assert house.untouched(second)


def test_state_and_version_bind_as_in_every_approval(house: House) -> None:
    journey = house.in_review()
    with pytest.raises(StaleVersion):
        approve_despite_rules(house.uow, house.sign.clo, journey.id, 1, WHY, broken, house.clock)
    back = return_journey(house.uow, house.sign.clo, journey.id, journey.version, "x", house.clock)
    with pytest.raises(IllegalMove):
        house.override(back)
    (number,) = draft_journeys(house.uow, PROGRAM, [proposal(EKA)], house.clock).drafted
    with pytest.raises(NotFound):
        approve_despite_rules(house.uow, house.sign.officer, number + 9, 1, WHY, broken, house.clock)
    assert [state for (state, move) in TRANSITIONS if move is Move.APPROVE] == [State.IN_REVIEW]
