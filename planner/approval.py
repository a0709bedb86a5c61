"""Who may move a journey where. The table below is the only way."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from competency_models.people import Person
from planner.access import Actor, Capability, Role, may, sees
from planner.errors import Forbidden, IllegalMove, NotFound, SelfApproval
from planner.journey import Journey, State


class Move(StrEnum):
    """A step that somebody takes with a journey."""

    REQUEST = "request"
    DRAFT = "draft"
    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    ACTIVATE = "activate"
    COMPLETE = "complete"


TRANSITIONS: Mapping[tuple[State | None, Move], State] = {
    (None, Move.REQUEST): State.REQUESTED,
    (None, Move.DRAFT): State.DRAFTED,
    (State.REQUESTED, Move.DRAFT): State.DRAFTED,
    (State.REQUESTED, Move.DECLINE): State.DECLINED,
    (State.REQUESTED, Move.WITHDRAW): State.WITHDRAWN,
    (State.DRAFTED, Move.DRAFT): State.DRAFTED,
    (State.DRAFTED, Move.EDIT): State.DRAFTED,
    (State.DRAFTED, Move.SUBMIT): State.IN_REVIEW,
    (State.DRAFTED, Move.DECLINE): State.DECLINED,
    (State.DRAFTED, Move.WITHDRAW): State.WITHDRAWN,
    (State.IN_REVIEW, Move.EDIT): State.IN_REVIEW,
    (State.IN_REVIEW, Move.RETURN): State.RETURNED,
    (State.IN_REVIEW, Move.APPROVE): State.APPROVED,
    (State.IN_REVIEW, Move.DECLINE): State.DECLINED,
    (State.IN_REVIEW, Move.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Move.DRAFT): State.DRAFTED,
    (State.RETURNED, Move.EDIT): State.RETURNED,
    (State.RETURNED, Move.SUBMIT): State.IN_REVIEW,
    (State.RETURNED, Move.WITHDRAW): State.WITHDRAWN,
    # An approved plan that is changed must be approved anew; its seats go back.
    (State.APPROVED, Move.EDIT): State.IN_REVIEW,
    (State.APPROVED, Move.ACTIVATE): State.ACTIVE,
    (State.APPROVED, Move.WITHDRAW): State.WITHDRAWN,
    (State.ACTIVE, Move.COMPLETE): State.COMPLETED,
    (State.ACTIVE, Move.WITHDRAW): State.WITHDRAWN,
}

CAPABILITY: Mapping[Move, Capability] = {
    Move.REQUEST: Capability.JOURNEY_REQUEST,
    Move.DRAFT: Capability.JOURNEY_DRAFT,
    Move.EDIT: Capability.JOURNEY_EDIT,
    Move.SUBMIT: Capability.JOURNEY_EDIT,
    Move.RETURN: Capability.JOURNEY_REVIEW,
    Move.APPROVE: Capability.JOURNEY_REVIEW,
    Move.DECLINE: Capability.JOURNEY_REVIEW,
    Move.WITHDRAW: Capability.JOURNEY_WITHDRAW,
    Move.ACTIVATE: Capability.JOURNEY_ACTIVATE,
    Move.COMPLETE: Capability.JOURNEY_COMPLETE,
}

HOLDS_SEATS = frozenset({State.APPROVED, State.ACTIVE, State.COMPLETED})
"""States in which a journey's batches have a seat taken for it."""

NEEDS_REASON = frozenset({Move.RETURN, Move.DECLINE})
"""Moves that must tell the employee why."""


def next_state(state: State | None, move: Move) -> State:
    """Look the move up. Raises IllegalMove when the table does not list it."""
    found = TRANSITIONS.get((state, move))
    if found is None:
        raise IllegalMove(move=move.value, state=state.value if state else "")
    return found


def check_move(actor: Actor, person: Person, journey: Journey | None, move: Move) -> State:
    """The state that the move leads to, once all is well with who moves it.

    Raises NotFound when the actor may not see the person, SelfApproval, Forbidden, IllegalMove.
    """
    if not sees(actor, person):
        raise NotFound(
            "person" if journey is None else "journey", person.nip if journey is None else journey.id
        )
    if move is Move.APPROVE:
        _check_approver(actor, person, journey)
    if not may(actor, CAPABILITY[move]) or not _concerns(actor, person, journey, move):
        raise Forbidden
    return next_state(journey.state if journey else None, move)


def possible_moves(actor: Actor, person: Person, journey: Journey) -> tuple[Move, ...]:
    """The moves that the actor may make now, for the buttons of a page."""
    found = []
    for state, move in TRANSITIONS:
        if state is journey.state:
            try:
                check_move(actor, person, journey, move)
            except (Forbidden, NotFound):
                continue
            found.append(move)
    return tuple(found)


def _check_approver(actor: Actor, person: Person, journey: Journey | None) -> None:
    own = actor.nip is not None and actor.nip == person.nip
    requested = journey is not None and journey.requested_by is not None
    if own or (requested and journey is not None and journey.requested_by == actor.account_id):
        raise SelfApproval


def _concerns(actor: Actor, person: Person, journey: Journey | None, move: Move) -> bool:
    """Narrow what a role may do to whom: the program only drafts; who is no officer acts on their own account."""
    if actor.account_id is None:
        return move is Move.DRAFT
    if actor.role in (Role.LEARNING_OFFICER, Role.CLO):
        return True
    own = actor.nip is not None and actor.nip == person.nip
    if move is Move.ACTIVATE:
        return own
    requester = journey is not None and journey.requested_by == actor.account_id
    return own or move is Move.REQUEST or requester
