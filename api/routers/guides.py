"""Coaches and mentors: the register, and the mentors who may be asked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from api.deps import RetryDep, SignedIn, SystemDep, TranslatorDep, VersionDep, etag, requires
from api.guide_views import GuideIn, GuideOut, MentorOut, guide_out, load_of, mentor_out
from api.lists import Format, file_answer
from api.once import Reply, once
from api.reach import note_reads
from api.schemas import ListOf
from api.system import System
from planner import usecases
from planner.access import Capability
from planner.errors import NotFound
from planner.guides import GuideKind
from planner.ports import UnitOfWork

router = APIRouter(tags=["coaches and mentors"])
Keeper = Annotated[SignedIn, requires(Capability.GUIDE_MANAGE)]
Answering = Annotated[SignedIn, requires(Capability.MATCH_ANSWER)]


@router.get("/guides", response_model=ListOf[GuideOut])
def list_guides(
    who: Keeper,
    system: SystemDep,
    t: TranslatorDep,
    kind: GuideKind | None = None,
    format: Format = "json",
) -> ListOf[GuideOut] | Response:
    """List the register with everybody's load, by kind and name."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        found, load = uow.guides.all(), load_of(uow.guides.held())
    note_reads(system, who, [one.nip for one in found if one.nip is not None], "guides")
    rows = [guide_out(known, one, load.get(one.id, 0)) for one in found if kind in (None, one.kind)]
    if format != "json":
        return file_answer(rows, format, t("Coaches and mentors"), t, who, system.clock.now())
    return ListOf(items=rows)


@router.post("/guides", status_code=201, response_model=GuideOut)
def add_guide(who: Keeper, system: SystemDep, retry: RetryDep, body: GuideIn) -> Response:
    """Enter a coach or mentor; all that is wrong is told at once."""

    def work(uow: UnitOfWork) -> Reply:
        known = system.worlds.within(uow)
        at, clock = known.world.parameters, system.clock
        made = usecases.add_guide(uow, who.actor, body.guide(), known, at, clock)
        return _reply(system, uow, made.id, 201)

    return once(system, who, retry, work)


@router.put("/guides/{guide_id}", response_model=GuideOut)
def change_guide(
    who: Keeper, guide_id: int, system: SystemDep, version: VersionDep, retry: RetryDep, body: GuideIn
) -> Response:
    """Change an entry; who it is about stays."""

    def work(uow: UnitOfWork) -> Reply:
        known = system.worlds.within(uow)
        at, clock = known.world.parameters, system.clock
        usecases.change_guide(uow, who.actor, body.guide(guide_id, version), known, at, clock)
        return _reply(system, uow, guide_id)

    return once(system, who, retry, work)


@router.post("/guides/{guide_id}/undertake-confidentiality", response_model=GuideOut)
def undertake(who: Answering, guide_id: int, system: SystemDep, retry: RetryDep) -> Response:
    """Undertake, as the guide oneself, to keep what is told in confidence."""

    def work(uow: UnitOfWork) -> Reply:
        usecases.undertake_confidentiality(uow, who.actor, guide_id, system.clock)
        return _reply(system, uow, guide_id)

    return once(system, who, retry, work)


@router.get("/mentors")
def list_mentors(who: Answering, system: SystemDep) -> ListOf[MentorOut]:  # noqa: ARG001 - guards the route
    """List the mentors who may be asked for."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        found = [one for one in uow.guides.all() if one.kind is GuideKind.MENTOR and one.active]
    return ListOf(items=[mentor_out(known, one) for one in found])


def _reply(system: System, uow: UnitOfWork, guide_id: int, status: int = 200) -> Reply:
    guide = uow.guides.get(guide_id)
    if guide is None:
        raise NotFound("guide", guide_id)
    load = load_of(uow.guides.held())
    body = guide_out(system.worlds.within(uow), guide, load.get(guide_id, 0))
    return Reply(body, status, {"ETag": etag(guide.version)})
