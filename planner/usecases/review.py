"""Review: submit, return, approve, decline."""

from __future__ import annotations

from planner.access import Actor, Capability, may
from planner.approval import Move
from planner.errors import EmptyPlan, Forbidden, ReasonMissing, RuleBroken, SeatsGone
from planner.journey import Journey
from planner.notices import NoticeKind
from planner.overrides import SEATS, detail_of
from planner.ports import CheckItems, Clock, UnitOfWork
from planner.rules import RuleCheck
from planner.usecases.change import batches, change_journey, find_journey
from planner.usecases.judging import keep_judgements
from planner.usecases.notices import tell


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
        _tell(uow, NoticeKind.JOURNEY_RETURNED, after, clock)
        uow.commit()
    return after


def decline(
    uow: UnitOfWork, actor: Actor, journey_id: int, version: int, reason: str, clock: Clock
) -> Journey:
    """Refuse a plan for good. Raises as change_journey; ReasonMissing without a reason."""
    with uow:
        before, after = change_journey(uow, actor, journey_id, version, Move.DECLINE, clock, reason=reason)
        keep_judgements(uow, actor, before, after, reason, clock)
        _tell(uow, NoticeKind.JOURNEY_DECLINED, after, clock)
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
        if broken := _broken(uow, before, check_items):
            raise RuleBroken(broken)
        keep_judgements(uow, actor, before, after, reason, clock)
        _take_seats(uow, after, clock)
        _tell(uow, NoticeKind.JOURNEY_APPROVED, after, clock)
        uow.commit()
    return after


def approve_despite_rules(
    uow: UnitOfWork,
    actor: Actor,
    journey_id: int,
    version: int,
    reason: str,
    check_items: CheckItems,
    clock: Clock,
) -> Journey:
    """Approve a plan although rules fail; the log keeps each of them with its figures, and the reason.

    Seats are never given twice, whatever the reason. Raises as approve, but never RuleBroken; Forbidden for whose role
    may not set rules aside; ReasonMissing without a reason.
    """
    with uow:
        seen, _ = find_journey(uow, actor, journey_id)
        if not may(actor, Capability.JOURNEY_OVERRIDE):
            raise Forbidden
        if not reason.strip():
            raise ReasonMissing
        if not seen.items:
            raise EmptyPlan
        detail = detail_of(_broken(uow, seen, check_items))
        before, after = change_journey(
            uow, actor, journey_id, version, Move.APPROVE, clock, reason=reason, detail=detail
        )
        keep_judgements(uow, actor, before, after, reason, clock)
        _take_seats(uow, after, clock)
        _tell(uow, NoticeKind.JOURNEY_APPROVED, after, clock)
        uow.commit()
    return after


def _broken(uow: UnitOfWork, journey: Journey, check_items: CheckItems) -> list[RuleCheck]:
    return [check for check in check_items(uow, journey) if check.verdict == "fail" and check.rule != SEATS]


def _tell(uow: UnitOfWork, kind: NoticeKind, journey: Journey, clock: Clock) -> None:
    params = {"journey": journey.id, "year": journey.year}
    tell(uow, kind, [journey.nip], params, f"{journey.id}:{journey.version}", clock)


def _take_seats(uow: UnitOfWork, journey: Journey, clock: Clock) -> None:
    for offering in batches(journey):
        if not uow.seats.take(offering):
            raise SeatsGone(offering, uow.seats.nearest(offering, clock.today()))
