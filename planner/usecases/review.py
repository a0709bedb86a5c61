"""Review: submit, return, approve, decline."""

from __future__ import annotations

from planner.access import Actor
from planner.approval import Move
from planner.errors import EmptyPlan, RuleBroken, SeatsGone
from planner.journey import Journey
from planner.ports import CheckItems, Clock, UnitOfWork
from planner.usecases.change import batches, change_journey

_SEATS = "seats"  # the rule that approval does not ask about: it takes the seats


def submit_for_review(uow: UnitOfWork, actor: Actor, journey_id: int, version: int, clock: Clock) -> Journey:
    """Hand a drafted or returned plan in for review. Raises as change_journey, and EmptyPlan."""
    with uow:
        before, after = change_journey(uow, actor, journey_id, version, Move.SUBMIT, clock)
        if not before.items:
            raise EmptyPlan
        uow.commit()
    return after


def return_journey(
    uow: UnitOfWork, actor: Actor, journey_id: int, version: int, reason: str, clock: Clock
) -> Journey:
    """Send a plan back to be worked on. Raises as change_journey; ReasonMissing without a reason."""
    with uow:
        _, after = change_journey(uow, actor, journey_id, version, Move.RETURN, clock, reason=reason)
        uow.commit()
    return after


def decline(
    uow: UnitOfWork, actor: Actor, journey_id: int, version: int, reason: str, clock: Clock
) -> Journey:
    """Refuse a plan for good. Raises as change_journey; ReasonMissing without a reason."""
    with uow:
        _, after = change_journey(uow, actor, journey_id, version, Move.DECLINE, clock, reason=reason)
        uow.commit()
    return after


def approve(
    uow: UnitOfWork,
    actor: Actor,
    journey_id: int,
    version: int,
    check_items: CheckItems,
    clock: Clock,
    *,
    reason: str = "",
) -> Journey:
    """Approve a plan and take its seats, all or nothing.

    Raises as change_journey; SelfApproval for one's own plan or request; EmptyPlan; RuleBroken with the checks that
    fail; SeatsGone with the nearest batches that have seats.
    """
    with uow:
        before, after = change_journey(uow, actor, journey_id, version, Move.APPROVE, clock, reason=reason)
        if not before.items:
            raise EmptyPlan
        broken = [
            check for check in check_items(uow, before) if check.verdict == "fail" and check.rule != _SEATS
        ]
        if broken:
            raise RuleBroken(broken)
        for offering in batches(after):
            if not uow.seats.take(offering):
                raise SeatsGone(offering, uow.seats.nearest(offering, clock.today()))
        uow.commit()
    return after
