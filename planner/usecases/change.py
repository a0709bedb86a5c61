"""The step that every change of a journey shares: look up, check, version + 1, one row of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from competency_models.people import Person
from planner.access import Actor, sees
from planner.approval import HOLDS_SEATS, NEEDS_REASON, Move, check_move
from planner.errors import IllegalMove, NotFound, ReasonMissing, StaleVersion
from planner.journey import Journey
from planner.ports import Clock, Decision, UnitOfWork


def find_journey(uow: UnitOfWork, actor: Actor, journey_id: int) -> tuple[Journey, Person]:
    """Find a journey that the actor may see. Raises NotFound."""
    journey = uow.journeys.get(journey_id)
    person = uow.people.get(journey.nip) if journey else None
    if journey is None or person is None or not sees(actor, person):
        raise NotFound("journey", journey_id)
    return journey, person


def find_person(uow: UnitOfWork, actor: Actor, nip: str) -> Person:
    """Find a person whom the actor may see. Raises NotFound."""
    person = uow.people.get(nip)
    if person is None or not sees(actor, person):
        raise NotFound("person", nip)
    return person


def change_journey(
    uow: UnitOfWork,
    actor: Actor,
    journey_id: int,
    version: int,
    move: Move,
    clock: Clock,
    *,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
    **values: Any,
) -> tuple[Journey, Journey]:
    """Change a journey inside the caller's transaction; the journey before and after.

    Raises NotFound, SelfApproval, Forbidden, IllegalMove, ReasonMissing, StaleVersion.
    """
    before, person = find_journey(uow, actor, journey_id)
    try:
        state = check_move(actor, person, before, move)
    except IllegalMove:
        # Somebody else was first: that is what the actor needs to know, not what the state forbids now.
        _check_version(before, version)
        raise
    _check_version(before, version)
    reason = reason.strip()
    if move in NEEDS_REASON and not reason:
        raise ReasonMissing
    now = clock.now()
    after = replace(before, state=state, version=version + 1, changed_at=now, **values)
    uow.journeys.change([after])
    if before.state in HOLDS_SEATS and after.state not in HOLDS_SEATS:
        uow.seats.give_back(batches(before))
    uow.decisions.add([decision(now, actor, before, after, move, reason, detail or {})])
    return before, after


def _check_version(journey: Journey, seen: int) -> None:
    if journey.version != seen:
        raise StaleVersion(seen, journey.version)


def batches(journey: Journey) -> list[str]:
    """The batches that a journey's items name."""
    return sorted(item.offering for item in journey.items if item.offering is not None)


def decision(
    at: datetime,
    actor: Actor,
    before: Journey | None,
    after: Journey,
    move: Move,
    reason: str,
    detail: Mapping[str, object],
) -> Decision:
    """The log row of a journey's change."""
    return Decision(
        at=at,
        actor_id=actor.account_id,
        actor=actor.username,
        subject="journey",
        subject_id=str(after.id),
        move=move.value,
        from_state=before.state.value if before else "",
        to_state=after.state.value,
        version=after.version,
        reason=reason,
        detail=detail,
    )
