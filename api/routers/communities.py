"""Learning communities: proposed, verified, met, recapitulated; every change names the version that it was made from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.community_input import MOST_PEOPLE, CameIn, MeetingIn, ProposalIn, came_of
from api.community_views import (
    CommunityLine,
    CommunityOut,
    MeetingOut,
    RecapLine,
    community_line,
    community_out,
    meeting_out,
    recap_lines,
)
from api.deps import Retry, RetryDep, SignedIn, SystemDep, TranslatorDep, VersionDep, etag, requires
from api.lists import After, Format, Limit, every_page, file_answer, next_link
from api.once import Reply, once
from api.reach import note_reads
from api.schemas import ListOf
from api.system import System
from planner import usecases
from planner.access import Actor, Capability
from planner.communities import Community, CommunityState
from planner.community_rules import reach_of, speaks_for
from planner.errors import NotFound
from planner.ports import CommunityFilter, UnitOfWork

router = APIRouter(prefix="/communities", tags=["learning communities"])
Viewer = Annotated[SignedIn, requires(Capability.COMMUNITY_VIEW)]
Proposer = Annotated[SignedIn, requires(Capability.COMMUNITY_PROPOSE)]
Verifier = Annotated[SignedIn, requires(Capability.COMMUNITY_VERIFY)]
Runner = Annotated[SignedIn, requires(Capability.COMMUNITY_RUN)]


class ReasonIn(BaseModel):
    """Why; the unit reads it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "Sasaran belum terukur."}]}
    )
    reason: str = Field("", max_length=2000)


class MembersIn(BaseModel):
    """Who joins and who leaves, by NIP."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"add": ["199001012015012001"], "remove": []}]}
    )
    add: list[str] = Field(default_factory=list, max_length=MOST_PEOPLE)
    remove: list[str] = Field(default_factory=list, max_length=MOST_PEOPLE)


class RecapIn(BaseModel):
    """Up to which day, and the JPT Pratama who signed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"until": "2027-03-31", "signed_by": "Kepala Pusat"}]}
    )
    until: date
    signed_by: str = Field("", max_length=300)


@dataclass(frozen=True, slots=True)
class Step:
    """A change of one community that was asked for."""

    system: System
    retry: Retry
    community_id: int
    version: int

    def take(self, who: SignedIn, use_case: Callable[..., object], *given: Any) -> Response:
        """Carry the change out in one transaction with its answer: the community as it then stands."""

        def work(uow: UnitOfWork) -> Reply:
            use_case(uow, who.actor, self.community_id, self.version, *given)
            return _reply(self.system, uow, who.actor, self.community_id)

        return once(self.system, who, self.retry, work)


def step_of(community_id: int, system: SystemDep, version: VersionDep, retry: RetryDep) -> Step:
    """Return the change that a request asks for. Raises Problem without If-Match."""
    return Step(system, retry, community_id, version)


StepDep = Annotated[Step, Depends(step_of)]


@router.get("", response_model=ListOf[CommunityLine])
def list_communities(
    who: Viewer,
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    state: CommunityState | None = None,
    unit: Annotated[str, Query(max_length=300)] = "",
    q: Annotated[str, Query(max_length=300, description="Part of the topic.")] = "",
    after: After = None,
    limit: Limit = 50,
    format: Format = "json",
) -> ListOf[CommunityLine] | Response:
    """List the communities that the reader belongs to or cares for, newest first."""
    wanted, today = CommunityFilter(q, unit or None, state), system.clock.today()
    at = system.law.at(today)
    with system.open(write=False) as uow:
        reach = reach_of(who.actor, usecases.own_unit_of(uow, who.actor))
        if format != "json":
            every = list(every_page(lambda at, size: uow.communities.page(reach, wanted, at, size)))
        else:
            page = uow.communities.page(reach, wanted, after, limit)
    if format != "json":
        lines = [community_line(row, at, today) for row in every]
        return file_answer(lines, format, t("Learning communities"), t, who, system.clock.now())
    rows = [community_line(row, at, today) for row in page.rows]
    return ListOf(items=rows, next=next_link(request, page.next))


@router.post("", status_code=201, response_model=CommunityOut)
def propose(who: Proposer, system: SystemDep, retry: RetryDep, body: ProposalIn) -> Response:
    """Propose a community for a unit; all that is missing is told at once."""

    def work(uow: UnitOfWork) -> Reply:
        known, clock = system.worlds.within(uow), system.clock
        at = system.law.at(clock.today())
        made = usecases.propose_community(uow, who.actor, body.proposal(), known, at, clock)
        return _reply(system, uow, who.actor, made.id, 201)

    return once(system, who, retry, work)


@router.get("/recap", response_model=ListOf[RecapLine])
def show_unit_recap(
    who: Proposer,
    system: SystemDep,
    t: TranslatorDep,
    unit: Annotated[str, Query(max_length=300)],
    since: date,
    until: date,
    format: Format = "json",
) -> ListOf[RecapLine] | Response:
    """Add up what the meetings of all communities of a unit granted in a time, person by person."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        own_unit = usecases.own_unit_of(uow, who.actor)
        if unit not in known.units or not speaks_for(who.actor, unit, own_unit):
            raise NotFound("unit", unit)
        rows = usecases.recap_of(uow, [one.id for one in uow.communities.of_unit(unit)], since, until)
    note_reads(system, who, [row.nip for row in rows], "community")
    lines = recap_lines(known, rows)
    if format != "json":
        return file_answer(lines, format, t("Recapitulation of the community"), t, who, system.clock.now())
    return ListOf(items=lines)


@router.get("/{community_id}")
def show(who: Viewer, community_id: int, system: SystemDep, response: Response) -> CommunityOut:
    """Show a community with its proposal; a member sees of those who belong to it only themselves."""
    with system.open(write=False) as uow:
        found = _shown(system, uow, who.actor, community_id)
    note_reads(system, who, [one.nip for one in found.members], "community")
    response.headers["ETag"] = etag(found.version)
    return found


@router.put("/{community_id}", response_model=CommunityOut)
def change(who: Proposer, step: StepDep, body: ProposalIn) -> Response:
    """Change a proposal that is not verified yet; a returned one is proposed again."""
    known, law, clock = step.system.worlds.current(), step.system.law, step.system.clock
    at = law.at(clock.today())
    return step.take(who, usecases.change_proposal, body.proposal(), known, at, clock)


@router.post("/{community_id}/verify", response_model=CommunityOut)
def verify(who: Verifier, step: StepDep) -> Response:
    """Verify a proposal for the HR unit; nobody verifies their own."""
    return step.take(who, usecases.verify_community, step.system.clock)


@router.post("/{community_id}/return", response_model=CommunityOut)
def send_back(who: Verifier, step: StepDep, body: ReasonIn) -> Response:
    """Return a proposal with a reason."""
    return step.take(who, usecases.return_community, body.reason, step.system.clock)


@router.post("/{community_id}/close", response_model=CommunityOut)
def close(who: Proposer, step: StepDep, body: ReasonIn) -> Response:
    """End a community, or give its proposal up, with a reason."""
    return step.take(who, usecases.close_community, body.reason, step.system.clock)


@router.post("/{community_id}/members", response_model=CommunityOut)
def enrol(who: Runner, step: StepDep, body: MembersIn) -> Response:
    """Let people join a verified community, and others leave it."""
    return step.take(who, usecases.enrol, body.add, body.remove, step.system.clock)


@router.get("/{community_id}/meetings")
def list_meetings(who: Viewer, community_id: int, system: SystemDep) -> ListOf[MeetingOut]:
    """List the meetings with who came and what each was granted, oldest first."""
    with system.open(write=False) as uow:
        looked = usecases.find_community(uow, who.actor, community_id)
        meetings, grants = uow.communities.meetings([community_id]), uow.communities.grants([community_id])
        known = system.worlds.within(uow)
    came = {one.nip for meeting in meetings for one in meeting.attendance}
    seen = usecases.members_seen(who.actor, looked, came)
    note_reads(system, who, seen, "community")
    return ListOf(items=[meeting_out(known, one, grants, seen) for one in meetings])


@router.post("/{community_id}/meetings", status_code=201, response_model=MeetingOut)
def hold(who: Runner, step: StepDep, body: MeetingIn) -> Response:
    """Enter a meeting that was held; everybody who came is granted their lesson hours, or told why not."""
    system = step.system

    def work(uow: UnitOfWork) -> Reply:
        meeting, known = body.meeting(step.community_id), system.worlds.within(uow)
        made = usecases.hold_meeting(
            *(uow, who.actor, step.community_id, step.version, meeting),
            *(known, system.law, system.clock),
        )
        return _meeting_reply(system, uow, step.community_id, made.id, 201)

    return once(system, who, step.retry, work)


@router.put("/{community_id}/meetings/{meeting_id}/attendance", response_model=MeetingOut)
def correct(who: Runner, step: StepDep, meeting_id: int, body: CameIn) -> Response:
    """Put right who came to a meeting; the ledger is corrected by further rows."""
    system = step.system

    def work(uow: UnitOfWork) -> Reply:
        came, known = came_of(body.attendance), system.worlds.within(uow)
        usecases.correct_attendance(
            *(uow, who.actor, step.community_id, step.version, meeting_id, came),
            *(body.assured_by, body.reason, known, system.law, system.clock),
        )
        return _meeting_reply(system, uow, step.community_id, meeting_id)

    return once(system, who, step.retry, work)


@router.get("/{community_id}/recap", response_model=ListOf[RecapLine])
def show_recap(
    who: Viewer,
    community_id: int,
    system: SystemDep,
    t: TranslatorDep,
    since: date,
    until: date,
    format: Format = "json",
) -> ListOf[RecapLine] | Response:
    """Add up what the meetings of a time granted, person by person, by kind of meeting."""
    with system.open(write=False) as uow:
        looked = usecases.find_community(uow, who.actor, community_id)
        rows = usecases.recap_of(uow, [community_id], since, until)
        known = system.worlds.within(uow)
    seen = usecases.members_seen(who.actor, looked, {row.nip for row in rows})
    note_reads(system, who, seen, "community")
    lines = recap_lines(known, [row for row in rows if row.nip in seen])
    if format != "json":
        return file_answer(lines, format, t("Recapitulation of the community"), t, who, system.clock.now())
    return ListOf(items=lines)


@router.post("/{community_id}/recap", response_model=CommunityOut)
def hand_in(who: Runner, step: StepDep, body: RecapIn) -> Response:
    """Hand in the recapitulation up to and with a day."""
    return step.take(who, usecases.hand_in_recap, body.until, body.signed_by, step.system.clock)


def _shown(system: System, uow: UnitOfWork, actor: Actor, community_id: int) -> CommunityOut:
    looked, today = usecases.find_community(uow, actor, community_id), system.clock.today()
    own: Community = looked.community
    seen = usecases.members_seen(actor, looked, own.members)
    return community_out(system.worlds.within(uow), own, system.law.at(today), today, seen)


def _reply(system: System, uow: UnitOfWork, actor: Actor, community_id: int, status: int = 200) -> Reply:
    body = _shown(system, uow, actor, community_id)
    return Reply(body, status, {"ETag": etag(body.version)})


def _meeting_reply(
    system: System, uow: UnitOfWork, community_id: int, meeting_id: int, status: int = 200
) -> Reply:
    found = next(one for one in uow.communities.meetings([community_id]) if one.id == meeting_id)
    own = uow.communities.get(community_id)
    grants, known = uow.communities.grants([community_id]), system.worlds.within(uow)
    came = {one.nip for one in found.attendance}
    headers = {"ETag": etag(own.version)} if own else {}
    return Reply(meeting_out(known, found, grants, came), status, headers)
