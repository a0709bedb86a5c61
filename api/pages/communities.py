"""Learning communities on pages: the list, one community with all that it did, and what moves it on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api.community_views import community_line, meeting_out
from api.deps import SignedIn, SystemDep, TranslatorDep, requires, translator_of
from api.lists import every_page
from api.pages.choices import unit_options
from api.pages.community_forms import TypedMembers, nips_of
from api.pages.community_words import reasons
from api.pages.names import Names
from api.pages.problems import status_of
from api.pages.render import excel, go, page
from api.pages.sheets_communities import attendance_sheet, communities_sheet, recap_sheet
from api.pages.words import COMMUNITY_STATE_NAMES
from api.reach import note_reads
from api.system import System
from api.worlds import Known
from catalog.ledger import Grant
from planner import usecases
from planner.access import Actor, Capability, may
from planner.communities import Community, CommunityMeeting, CommunityMove, CommunityState, Recap
from planner.community_rules import (
    MOVES,
    may_organise,
    reach_of,
    runs,
    sees_members,
    speaks_for,
    verifies,
)
from planner.errors import NotFound, Refusal, Unfit
from planner.ports import CommunityFilter, Decision, Page
from planner.recap import quarters, recap_due, recap_late, recap_rows
from planner.usecases import authors_of

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.COMMUNITY_VIEW)]
Proposer = Annotated[SignedIn, requires(Capability.COMMUNITY_PROPOSE)]
Verifier = Annotated[SignedIn, requires(Capability.COMMUNITY_VERIFY)]
Runner = Annotated[SignedIn, requires(Capability.COMMUNITY_RUN)]
ROWS = 50
_Text = Annotated[str, Query(max_length=400)]
_Version = Annotated[int, Form(ge=0, le=10**9)]
_Reason = Annotated[str, Form(max_length=2000)]


@router.get("/communities")
def show_communities(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    q: _Text = "",
    unit: _Text = "",
    state: _Text = "",
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """List the communities that the reader belongs to or cares for."""
    today = system.clock.today()
    at = system.law.at(today)
    chosen = CommunityState(state) if state in COMMUNITY_STATE_NAMES else None
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        reach = reach_of(who.actor, usecases.own_unit_of(uow, who.actor))
        wanted = CommunityFilter(q, unit if unit in known.units else None, chosen)
        if format == "xlsx":
            rows = tuple(every_page(lambda at, size: uow.communities.page(reach, wanted, at, size)))
            found = Page(rows)
        else:
            found = uow.communities.page(reach, wanted, after or None, ROWS)
        counts = uow.communities.count(reach)
    names = Names(known, t)
    lines = [community_line(row, at, today) for row in found.rows]
    if format == "xlsx":
        facts = {
            t("Topic"): q,
            t("Unit"): names.unit(unit) if unit else t("All units"),
            t("State"): t(COMMUNITY_STATE_NAMES[chosen]) if chosen else t("any"),
        }
        return excel(request, communities_sheet(lines, names, facts), who)
    return page(
        request,
        "communities.html",
        rows=lines,
        next=found.next,
        counts=counts,
        unit_options=unit_options(known, who.actor),
        state_options=[(key.value, t(name)) for key, name in COMMUNITY_STATE_NAMES.items()],
        may_propose=may(who.actor, Capability.COMMUNITY_PROPOSE),
    )


@router.get("/communities/{community_id}")
def show_community(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    community_id: int,
    since: date | None = None,
    format: _Text = "",
    table: _Text = "",
) -> Response:
    """Show a community: its proposal, members, meetings, and what each quarter granted."""
    found = open_community(system, who, community_id)
    if format != "xlsx":
        return community_page(request, system, found, since)
    names = Names(found.known, t)
    if table == "recap":
        recap = found.recap(system.clock.today(), since)
        return excel(request, recap_sheet(recap, names), who)
    return excel(request, attendance_sheet(found.own, found.meetings_out(), names), who)


@router.post("/communities/{community_id}/verify")
def do_verify(
    request: Request, system: SystemDep, who: Verifier, community_id: int, version: _Version
) -> Response:
    """Verify a proposal."""
    given = (version, system.clock)
    return _act(request, system, who, community_id, usecases.verify_community, given, "community-verified")


@router.post("/communities/{community_id}/return")
def do_return(
    request: Request,
    system: SystemDep,
    who: Verifier,
    community_id: int,
    version: _Version,
    reason: _Reason = "",
) -> Response:
    """Return a proposal with a reason."""
    given = (version, reason, system.clock)
    return _act(request, system, who, community_id, usecases.return_community, given, "community-returned")


@router.post("/communities/{community_id}/close")
def do_close(
    request: Request,
    system: SystemDep,
    who: Proposer,
    community_id: int,
    version: _Version,
    reason: _Reason = "",
) -> Response:
    """End a community, or give its proposal up."""
    given = (version, reason, system.clock)
    return _act(request, system, who, community_id, usecases.close_community, given, "community-closed")


@router.post("/communities/{community_id}/members")
def do_enrol(
    request: Request,
    system: SystemDep,
    who: Runner,
    community_id: int,
    typed: Annotated[TypedMembers, Form()],
) -> Response:
    """Let people join and leave."""
    add, faults = nips_of(typed.add, "add")
    nip_of = system.worlds.current().nip_of
    leave = [nip_of[key] for key in typed.leave if key in nip_of]
    if faults:
        found = open_community(system, who, community_id)
        return community_page(request, system, found, refusal=Unfit(faults), typed=typed)
    given = (typed.version, add, leave, system.clock)
    return _act(request, system, who, community_id, usecases.enrol, given, "community-members", typed)


@router.post("/communities/{community_id}/recap")
def do_recap(
    request: Request,
    system: SystemDep,
    who: Runner,
    community_id: int,
    version: _Version,
    until: Annotated[date, Form()],
    signed_by: Annotated[str, Form(max_length=300)] = "",
) -> Response:
    """Hand in the recapitulation."""
    given = (version, until, signed_by, system.clock)
    return _act(request, system, who, community_id, usecases.hand_in_recap, given, "community-recap")


@dataclass(frozen=True)
class OpenCommunity:
    """A community with everything that its page shows. Of other people a plain member sees none."""

    actor: Actor
    known: Known
    own: Community
    own_unit: str | None
    meetings: tuple[CommunityMeeting, ...]
    grants: Mapping[int, Grant]
    history: tuple[Decision, ...]
    authors: frozenset[int]

    @property
    def seen(self) -> frozenset[str]:
        """The people whom the reader sees."""
        came = {one.nip for meeting in self.meetings for one in meeting.attendance}
        everybody = came | set(self.own.members)
        full = sees_members(self.actor, self.own, self.own_unit)
        return frozenset(everybody if full else everybody & {self.actor.nip or ""})

    def meetings_out(self) -> list[Any]:
        """The meetings as answers, oldest first."""
        seen = self.seen
        return [meeting_out(self.known, one, self.grants, seen) for one in self.meetings]

    def recap(self, today: date, since: date | None) -> Recap:
        """The recapitulation of the quarter that holds a day, of the newest where none is named."""
        first = self.own.verified_on or today
        found = quarters(first, today)
        begin, end = next(((one, two) for one, two in found if since and one <= since <= two), found[0])
        names = {nip: self.known.people[nip].name for nip in self.seen if nip in self.known.people}
        rows = recap_rows(self.grants.values(), names, begin, end)
        unit = self.known.units[self.own.unit].name
        return Recap(unit, self.own.topic, begin, end, tuple(row for row in rows if row.nip in names))

    def may(self, move: CommunityMove) -> bool:
        """Whether the reader may make the move now."""
        if (self.own.state, move) not in MOVES:
            return False
        if move in (CommunityMove.VERIFY, CommunityMove.RETURN):
            return verifies(self.actor, self.own) and not self.wrote
        if move in (CommunityMove.CHANGE, CommunityMove.CLOSE):
            return speaks_for(self.actor, self.own.unit, self.own_unit)
        return runs(self.actor, self.own, self.own_unit)

    @property
    def wrote(self) -> bool:
        """Whether the reader proposed it or leads it: then another verifies it."""
        led = self.actor.nip is not None and self.actor.nip == self.own.coordinator
        return led or self.actor.account_id in self.authors


def open_community(system: System, who: SignedIn, community_id: int) -> OpenCommunity:
    """Read a community and keep whose data the reader looked at. Raises NotFound."""
    with system.open(write=False) as uow:
        looked = usecases.find_community(uow, who.actor, community_id)
        found = OpenCommunity(
            who.actor,
            system.worlds.within(uow),
            looked.community,
            looked.own_unit,
            uow.communities.meetings([community_id]),
            uow.communities.grants([community_id]),
            uow.decisions.of("community", str(community_id)),
            frozenset(authors_of(uow, looked.community)),
        )
    note_reads(system, who, found.seen, "community")
    return found


def community_page(
    request: Request,
    system: System,
    found: OpenCommunity,
    since: date | None = None,
    refusal: Refusal | None = None,
    typed: TypedMembers | None = None,
) -> Response:
    """Show a community, with what was refused."""
    t, today, own = translator_of(request), system.clock.today(), found.own
    at, names = system.law.at(today), Names(found.known, translator_of(request))
    waits = own.state is CommunityState.VERIFIED
    return page(
        request,
        "community.html",
        status_of(refusal) if refusal else 200,
        own=own,
        known=found.known,
        names=names,
        fits=may_organise(own.unit, found.known.units, at),
        members=sorted(found.seen & set(own.members), key=lambda nip: (names.person(nip), nip)),
        full=sees_members(found.actor, own, found.own_unit),
        meetings=list(reversed(found.meetings_out())),
        recap=found.recap(today, since),
        quarters=quarters(own.verified_on, today) if own.verified_on else (),
        due=recap_due(own, at) if waits else None,
        late=waits and recap_late(own, at, today),
        may={move.value: found.may(move) for move in CommunityMove},
        own_proposal=found.wrote and verifies(found.actor, own),
        history=found.history,
        today=today,
        typed=typed or TypedMembers(),
        why=reasons(refusal, names),
        mine=found.actor.nip,
        t=t,
    )


def _act(
    request: Request,
    system: System,
    who: SignedIn,
    community_id: int,
    use_case: Callable[..., object],
    given: tuple[object, ...],
    told: str,
    typed: TypedMembers | None = None,
) -> Response:
    try:
        use_case(system.open(), who.actor, community_id, *given)
    except NotFound:
        raise
    except Refusal as refusal:
        found = open_community(system, who, community_id)
        return community_page(request, system, found, refusal=refusal, typed=typed)
    return go(f"/communities/{community_id}", told)
