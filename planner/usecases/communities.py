"""Learning communities: proposed, changed, verified or returned, joined, recapitulated, closed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from competency_models.parameters import ParametersAt
from planner.access import Actor, Capability, may
from planner.communities import Community, CommunityMove, CommunityProposal, CommunityState
from planner.community_rules import (
    Ground,
    enrolled,
    faults_of_proposal,
    runs,
    speaks_for,
    verifies,
)
from planner.errors import FieldFault, Forbidden, Unfit
from planner.errors.communities import OwnCommunity
from planner.notices import NoticeKind
from planner.ports import Clock, UnitOfWork
from planner.usecases.community_change import (
    authors_of,
    check_move,
    find_community,
    log_community,
    own_unit_of,
    store_move,
)
from planner.usecases.community_tasks import (
    MEETING_STAGES,
    RECAP_STAGES,
    START_STAGES,
    finish_stages,
)
from planner.usecases.notices import tell


def propose_community(
    uow: UnitOfWork,
    actor: Actor,
    proposal: CommunityProposal,
    ground: Ground,
    at: ParametersAt,
    clock: Clock,
) -> Community:
    """Propose a community for a unit and tell those who verify it. Raises Forbidden, Unfit."""
    with uow:
        if not may(actor, Capability.COMMUNITY_PROPOSE):
            raise Forbidden
        proposal = _checked(uow, actor, proposal, ground, at)
        new = Community(
            **_fields(proposal), id=0, state=CommunityState.PROPOSED, version=1, changed_at=clock.now()
        )
        new = replace(new, id=uow.communities.add(new))
        log_community(uow, actor, None, new, CommunityMove.PROPOSE)
        _tell_verifiers(uow, actor, new, clock)
        uow.commit()
    return new


def change_proposal(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    version: int,
    proposal: CommunityProposal,
    ground: Ground,
    at: ParametersAt,
    clock: Clock,
) -> Community:
    """Change a proposal that is not verified yet; a returned one is proposed again.

    Raises NotFound, Forbidden, StaleCommunity, NotNow, Unfit.
    """
    with uow:
        looked = find_community(uow, actor, community_id, lock=True)
        if not speaks_for(actor, looked.community.unit, looked.own_unit):
            raise Forbidden
        before = check_move(looked.community, version, CommunityMove.CHANGE)
        fields = _fields(_checked(uow, actor, proposal, ground, at))
        after = store_move(uow, actor, before, CommunityMove.CHANGE, clock, remark="", **fields)
        if before.state is CommunityState.RETURNED:
            _tell_verifiers(uow, actor, after, clock)
        uow.commit()
    return after


def verify_community(
    uow: UnitOfWork, actor: Actor, community_id: int, version: int, clock: Clock
) -> Community:
    """Verify a proposal for the HR unit; from now on the community may meet (Lampiran F.2.b-c).

    Raises NotFound, Forbidden, OwnCommunity, StaleCommunity, NotNow.
    """
    with uow:
        before = _to_verify(uow, actor, community_id, version, CommunityMove.VERIFY)
        today = clock.today()
        days: dict[str, Any] = {"verified_on": today, "recapped_until": today - timedelta(days=1)}
        after = store_move(uow, actor, before, CommunityMove.VERIFY, clock, **days)
        finish_stages(uow, actor, after, after.members, START_STAGES, clock)
        to: set[str | int] = {*authors_of(uow, after), *after.members, *_coordinator(after)}
        tell(uow, NoticeKind.COMMUNITY_VERIFIED, to, {"community": after.id}, _key(after), clock)
        uow.commit()
    return after


def return_community(
    uow: UnitOfWork, actor: Actor, community_id: int, version: int, reason: str, clock: Clock
) -> Community:
    """Return a proposal with a reason. Raises as ``verify_community``, and ReasonMissing."""
    with uow:
        before = _to_verify(uow, actor, community_id, version, CommunityMove.RETURN)
        after = store_move(uow, actor, before, CommunityMove.RETURN, clock, reason, remark=reason.strip())
        to: set[str | int] = {*authors_of(uow, after), *_coordinator(after)}
        tell(uow, NoticeKind.COMMUNITY_RETURNED, to, {"community": after.id}, _key(after), clock)
        uow.commit()
    return after


def close_community(
    uow: UnitOfWork, actor: Actor, community_id: int, version: int, reason: str, clock: Clock
) -> Community:
    """End a community, or give a proposal up. Raises NotFound, Forbidden, StaleCommunity, NotNow, ReasonMissing."""
    with uow:
        looked = find_community(uow, actor, community_id, lock=True)
        if not speaks_for(actor, looked.community.unit, looked.own_unit):
            raise Forbidden
        before = check_move(looked.community, version, CommunityMove.CLOSE)
        after = store_move(uow, actor, before, CommunityMove.CLOSE, clock, reason, remark=reason.strip())
        came = {one.nip for held in uow.communities.meetings([after.id]) for one in held.attendance}
        finish_stages(uow, actor, after, came, MEETING_STAGES, clock)
        uow.commit()
    return after


def enrol(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    version: int,
    add: Collection[str],
    remove: Collection[str],
    clock: Clock,
) -> Community:
    """Let people (NIPs) join a verified community, and others leave it; what they were granted stays.

    Raises NotFound, Forbidden, StaleCommunity, NotNow, Unfit.
    """
    with uow:
        looked = find_community(uow, actor, community_id, lock=True)
        if not runs(actor, looked.community, looked.own_unit):
            raise Forbidden
        before = check_move(looked.community, version, CommunityMove.ENROL)
        known = uow.people.many(set(add))
        strangers = [nip for nip in add if nip not in known]
        members = enrolled(before, add, remove)
        if strangers or not members:
            raise Unfit(_unfit_members(strangers))
        counts = {"joined": len(set(members) - set(before.members)), "left": len(set(remove))}
        after = store_move(uow, actor, before, CommunityMove.ENROL, clock, detail=counts, members=members)
        finish_stages(uow, actor, after, set(add), START_STAGES, clock)
        uow.commit()
    return after


def hand_in_recap(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    version: int,
    until: date,
    signed_by: str,
    clock: Clock,
) -> Community:
    """Hand in what was held up to and with a day, signed by the JPT Pratama (Lampiran F.7.b).

    Raises NotFound, Forbidden, StaleCommunity, NotNow, Unfit.
    """
    with uow:
        looked = find_community(uow, actor, community_id, lock=True)
        if not runs(actor, looked.community, looked.own_unit):
            raise Forbidden
        before = check_move(looked.community, version, CommunityMove.RECAP)
        if faults := _unfit_recap(before, until, signed_by, clock.today()):
            raise Unfit(faults)
        granted = uow.communities.grants([before.id], _since(before), until)
        detail = {
            "since": _since(before).isoformat(),
            "until": until.isoformat(),
            "signed_by": signed_by.strip(),
            "jp": round(sum(one.jp for one in granted.values()), 2),
        }
        after = store_move(
            uow, actor, before, CommunityMove.RECAP, clock, detail=detail, recapped_until=until
        )
        finish_stages(uow, actor, after, after.members, RECAP_STAGES, clock)
        uow.commit()
    return after


def _checked(
    uow: UnitOfWork, actor: Actor, proposal: CommunityProposal, ground: Ground, at: ParametersAt
) -> CommunityProposal:
    """The proposal without blanks around its texts and without anybody named twice. Raises Forbidden, Unfit."""
    plain = {name: value.strip() for name, value in _fields(proposal).items() if isinstance(value, str)}
    kinds, members = dict.fromkeys(proposal.meetings), dict.fromkeys(proposal.members)
    proposal = replace(proposal, **plain, meetings=tuple(kinds), members=tuple(members))
    if proposal.unit in ground.units and not speaks_for(actor, proposal.unit, own_unit_of(uow, actor)):
        raise Forbidden
    named = {*proposal.members, *([proposal.coordinator] if proposal.coordinator else [])}
    if faults := faults_of_proposal(proposal, ground, uow.people.many(named), at):
        raise Unfit(faults)
    return proposal


def _to_verify(
    uow: UnitOfWork, actor: Actor, community_id: int, version: int, move: CommunityMove
) -> Community:
    community = find_community(uow, actor, community_id, lock=True).community
    if not verifies(actor, community):
        raise Forbidden
    own = actor.account_id is not None and actor.account_id in authors_of(uow, community)
    if own or (actor.nip is not None and actor.nip == community.coordinator):
        raise OwnCommunity
    return check_move(community, version, move)


def _tell_verifiers(uow: UnitOfWork, actor: Actor, community: Community, clock: Clock) -> None:
    found = uow.accounts.officers_of([community.unit]).get(community.unit, frozenset())
    to = found - {actor.account_id}
    tell(uow, NoticeKind.COMMUNITY_PROPOSED, to, {"community": community.id}, _key(community), clock)


def _key(community: Community) -> str:
    return f"{community.id}:{community.version}"


def _coordinator(community: Community) -> set[str]:
    return set() if community.coordinator is None else {community.coordinator}


def _fields(proposal: CommunityProposal) -> dict[str, Any]:
    return {name: getattr(proposal, name) for name in CommunityProposal.__dataclass_fields__}


def _since(community: Community) -> date:
    """The first day that is not recapitulated yet; the verification set it."""
    return (community.recapped_until or community.changed_at.date()) + timedelta(days=1)


def _unfit_members(strangers: Collection[str]) -> tuple[FieldFault, ...]:
    if strangers:
        return (
            FieldFault("members", "Not among the agency's people: {nips}.", {"nips": ", ".join(strangers)}),
        )
    return (FieldFault("members", "Somebody must be left."),)


def _unfit_recap(community: Community, until: date, signed_by: str, today: date) -> tuple[FieldFault, ...]:
    faults = []
    if not _since(community) <= until <= today:
        told = {"since": _since(community), "today": today}
        faults.append(FieldFault("until", "Choose a day from {since} to {today}.", told))
    if not signed_by.strip():
        faults.append(FieldFault("signed_by", "Name the JPT Pratama who signed the recapitulation."))
    return tuple(faults)
