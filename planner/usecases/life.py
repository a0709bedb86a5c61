"""After the decision: withdraw, activate, complete."""

from __future__ import annotations

from catalog.forms import Forms
from planner.access import Actor
from planner.activities import OPEN
from planner.approval import Move
from planner.errors import ActivitiesOpen
from planner.journey import Journey
from planner.ports import Clock, UnitOfWork
from planner.usecases.activities import cancel_activities, start_activities
from planner.usecases.change import change_journey
from planner.usecases.judging import keep_judgements


def withdraw(
    uow: UnitOfWork, actor: Actor, journey_id: int, version: int, clock: Clock, *, reason: str = ""
) -> Journey:
    """Give a request or plan up; seats that it held are given back, its activities end. Raises as change_journey."""
    with uow:
        before, after = change_journey(uow, actor, journey_id, version, Move.WITHDRAW, clock, reason=reason)
        keep_judgements(uow, actor, before, after, reason, clock)
        cancel_activities(uow, journey_id, clock.now())
        uow.commit()
    return after


def activate(
    uow: UnitOfWork, actor: Actor, journey_id: int, version: int, forms: Forms, clock: Clock
) -> Journey:
    """Start an approved plan and the activities of its items. Raises as change_journey."""
    with uow:
        _, after = change_journey(uow, actor, journey_id, version, Move.ACTIVATE, clock)
        start_activities(uow, after, forms, clock)
        uow.commit()
    return after


def complete(
    uow: UnitOfWork,
    actor: Actor,
    journey_id: int,
    version: int,
    clock: Clock,
    *,
    cancel_open: bool = False,
) -> Journey:
    """Close an active plan as done; ``cancel_open``: activities without a result end with it.

    Raises as change_journey, and ActivitiesOpen where there are some and they shall not.
    """
    with uow:
        still_open = [one for one in uow.activities.of_journey(journey_id) if one.phase in OPEN]
        detail = {"cancelled": [one.solution for one in still_open]} if still_open else {}
        _, after = change_journey(uow, actor, journey_id, version, Move.COMPLETE, clock, detail=detail)
        if still_open and not cancel_open:
            raise ActivitiesOpen(still_open)
        cancel_activities(uow, journey_id, clock.now())
        uow.commit()
    return after
