"""An employee says of one item of their own plan that they would rather not take it; what becomes of it an officer decides."""

from __future__ import annotations

from planner.access import Actor
from planner.errors import Forbidden, IllegalMove, NotFound, StaleVersion
from planner.journey import Journey, State
from planner.ports import Clock, Decision, UnitOfWork
from planner.usecases.change import find_journey
from planner.usecases.judging import Word, refusal_of

REFUSE = "refuse_item"
"""The move in the log: it changes neither the plan nor its version."""

OPEN_TO_WISHES = frozenset({State.DRAFTED, State.IN_REVIEW, State.RETURNED, State.APPROVED})
"""States of a plan that has items and was not started."""


def refuse_item(
    uow: UnitOfWork,
    actor: Actor,
    journey_id: int,
    version: int,
    solution: str,
    clock: Clock,
    *,
    reason: str = "",
) -> Journey:
    """Keep that the employee would rather not take an item, and why; the plan stands as it was.

    Raises NotFound, Forbidden for another's plan, IllegalMove for one that was started or closed, StaleVersion.
    """
    with uow:
        journey, _ = find_journey(uow, actor, journey_id)
        item = next((one for one in journey.items if one.solution == solution), None)
        if item is None:
            raise NotFound("item", solution)
        if actor.nip != journey.nip:
            raise Forbidden
        if journey.version != version:
            raise StaleVersion(version, journey.version)
        if journey.state not in OPEN_TO_WISHES:
            raise IllegalMove(move=REFUSE, state=journey.state.value)
        reason = reason.strip()
        row = Decision(
            at=clock.now(),
            actor_id=actor.account_id,
            actor=actor.username,
            subject="journey",
            subject_id=str(journey.id),
            move=REFUSE,
            from_state=journey.state.value,
            to_state=journey.state.value,
            version=journey.version,
            reason=reason,
            detail={"solution": solution},
        )
        uow.decisions.add([row])
        word = Word(clock.today(), by_officer=False, reason=reason)
        uow.judgements.add([refusal_of(journey, item, word)])
        uow.commit()
    return journey
