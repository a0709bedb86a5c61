"""The step that every change of a learning community shares: look up, check, version + 1, one row of the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from planner.access import Actor
from planner.communities import Community, CommunityMove
from planner.community_rules import NEEDS_REASON, reach_of, state_after
from planner.errors import NotFound, ReasonMissing
from planner.errors.communities import StaleCommunity
from planner.ports import Clock, Decision, UnitOfWork

_BY_AUTHORS = frozenset({CommunityMove.PROPOSE, CommunityMove.CHANGE})


@dataclass(frozen=True, slots=True)
class Looked:
    """A community that the actor sees, and the unit in which they work."""

    community: Community
    own_unit: str | None


def find_community(uow: UnitOfWork, actor: Actor, community_id: int, *, lock: bool = False) -> Looked:
    """Find a community within the actor's reach. Raises NotFound."""
    own_unit = own_unit_of(uow, actor)
    found = uow.communities.locked(community_id) if lock else uow.communities.get(community_id)
    if found is None or not reach_of(actor, own_unit).holds(found):
        raise NotFound("community", community_id)
    return Looked(found, own_unit)


def own_unit_of(uow: UnitOfWork, actor: Actor) -> str | None:
    """The unit in which the actor works; None for who is not in the list of people."""
    person = uow.people.get(actor.nip) if actor.nip is not None else None
    return None if person is None else person.unit


def authors_of(uow: UnitOfWork, community: Community) -> set[int]:
    """The accounts that wrote the proposal."""
    rows = uow.decisions.of("community", str(community.id))
    return {row.actor_id for row in rows if row.move in _BY_AUTHORS and row.actor_id is not None}


def check_move(community: Community, version: int, move: CommunityMove) -> Community:
    """The community, if it is the version that the actor saw and allows the move. Raises StaleCommunity, NotNow."""
    if community.version != version:
        raise StaleCommunity(version, community.version)
    state_after(community, move)
    return community


def store_move(
    uow: UnitOfWork,
    actor: Actor,
    before: Community,
    move: CommunityMove,
    clock: Clock,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
    **values: Any,
) -> Community:
    """Store a move inside the caller's transaction: version + 1, one row of the log. Raises ReasonMissing."""
    reason = reason.strip()
    if move in NEEDS_REASON and not reason:
        raise ReasonMissing
    state = state_after(before, move)
    after = replace(before, state=state, version=before.version + 1, changed_at=clock.now(), **values)
    uow.communities.change(after)
    log_community(uow, actor, before, after, move, reason, detail)
    return after


def log_community(
    uow: UnitOfWork,
    actor: Actor,
    before: Community | None,
    after: Community,
    move: CommunityMove,
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> None:
    """Add the log's row of a community's change."""
    row = Decision(
        at=after.changed_at,
        actor_id=actor.account_id,
        actor=actor.username,
        subject="community",
        subject_id=str(after.id),
        move=move.value,
        from_state=before.state.value if before else "",
        to_state=after.state.value,
        version=after.version,
        reason=reason,
        detail={"unit": after.unit, **(detail or {})},
    )
    uow.decisions.add([row])
