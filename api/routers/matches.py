"""Who guides whom: proposed for everybody who waits, offered, asked for, answered."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.deps import RetryDep, SignedIn, SystemDep, TranslatorDep, VersionDep, etag, requires
from api.guide_views import MOST_PAIRS, MatchOut, ProposalOut, match_out, proposal_out
from api.lists import After, Limit, next_link
from api.once import Reply, once
from api.reach import note_reads
from api.schemas import ListOf
from planner import usecases
from planner.access import Capability, scope_of
from planner.guides import LIVE, Answer, GuideKind
from planner.ports import UnitOfWork

router = APIRouter(prefix="/matches", tags=["coaches and mentors"])
Proposer = Annotated[SignedIn, requires(Capability.MATCH_PROPOSE)]
Answering = Annotated[SignedIn, requires(Capability.MATCH_ANSWER)]


class PairIn(BaseModel):
    """An activity and the guide for its person; 0 stands for the direct superior as mentor."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"activity": 12, "guide": 3}]})
    activity: int
    guide: int = Field(usecases.SUPERIOR, ge=0)


class OfferIn(BaseModel):
    """Pairs to offer, all or none."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"kind": "coach", "pairs": [{"activity": 12, "guide": 3}]}]},
    )
    kind: GuideKind
    pairs: list[PairIn] = Field(min_length=1, max_length=MOST_PAIRS)


@router.get("/proposal")
def propose(who: Proposer, kind: GuideKind, system: SystemDep, t: TranslatorDep) -> ProposalOut:
    """Find guides for all people in the reader's care who wait for one; nothing is stored."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        found = usecases.propose_matches(uow, who.actor, kind, known.world)
    note_reads(system, who, {need.nip for need in found.needs.values()}, "matching")
    return proposal_out(known, kind, found, t)


@router.post("/offer", status_code=201, response_model=ListOf[MatchOut])
def offer(who: Proposer, system: SystemDep, t: TranslatorDep, retry: RetryDep, body: OfferIn) -> Response:
    """Offer guides to people; a mentor who is not the direct superior waits for that superior's approval."""

    def work(uow: UnitOfWork) -> Reply:
        world = system.worlds.within(uow).world
        pairs = [(one.activity, one.guide) for one in body.pairs]
        made = usecases.offer_matches(uow, who.actor, body.kind, pairs, world, system.clock)
        known, rows = system.worlds.within(uow), uow.matches.many([one.id for one in made])
        return Reply(ListOf(items=[match_out(known, row, who.actor, t) for row in rows]), 201)

    return once(system, who, retry, work)


@router.post("/ask", status_code=201, response_model=MatchOut)
def ask(who: Answering, system: SystemDep, t: TranslatorDep, retry: RetryDep, body: PairIn) -> Response:
    """Ask for a mentor by name for one's own activity: the direct superior approves, then the mentor accepts."""

    def work(uow: UnitOfWork) -> Reply:
        known = system.worlds.within(uow)
        wish = (body.activity, body.guide)
        made = usecases.ask_for_mentor(uow, who.actor, *wish, known.world, system.clock)
        (row,) = uow.matches.many([made.id])
        return Reply(match_out(known, row, who.actor, t), 201, {"ETag": etag(made.version)})

    return once(system, who, retry, work)


@router.get("/mine")
def list_mine(who: Answering, system: SystemDep, t: TranslatorDep) -> ListOf[MatchOut]:
    """List the matches in which the reader is guided, guides, or is the direct superior, newest first."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        rows = uow.matches.concerning(who.actor.nip) if who.actor.nip else ()
    note_reads(system, who, {row.nip for row in rows}, "matches")
    return ListOf(items=[match_out(known, row, who.actor, t) for row in rows])


@router.get("")
def list_matches(
    who: Proposer,
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    after: After = None,
    limit: Limit = 50,
) -> ListOf[MatchOut]:
    """List what was offered to the people in the reader's care and stands, newest first."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        page = uow.matches.page(scope_of(who.actor), LIVE, after, limit)
    note_reads(system, who, {row.nip for row in page.rows}, "matches")
    rows = [match_out(known, row, who.actor, t) for row in page.rows]
    return ListOf(items=rows, next=next_link(request, page.next))


@router.post("/{match_id}/{answer}", response_model=MatchOut)
def give_answer(
    who: Answering,
    match_id: int,
    answer: Answer,
    system: SystemDep,
    t: TranslatorDep,
    version: VersionDep,
    retry: RetryDep,
) -> Response:
    """Approve or decline as the direct superior, accept or refuse what is offered or asked, or take it back.

    A refusal needs no reason.
    """

    def work(uow: UnitOfWork) -> Reply:
        known = system.worlds.within(uow)
        at, clock = known.world.parameters, system.clock
        usecases.answer_match(uow, who.actor, match_id, version, answer, at, clock)
        (row,) = uow.matches.many([match_id])
        return Reply(match_out(known, row, who.actor, t), 200, {"ETag": etag(row.match.version)})

    return once(system, who, retry, work)
