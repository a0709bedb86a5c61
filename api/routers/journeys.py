"""Journeys: the inbox, one journey, its history, and asking for one."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.deps import RetryDep, SignedIn, SystemDep, TranslatorDep, etag, requires
from api.journey_steps import shown
from api.journey_views import DecisionOut, JourneyLine, JourneyOut, decision_out, journey_line
from api.lists import After, Format, Limit, every_page, file_answer, next_link
from api.once import Reply, once
from api.problems import FieldError, Problem
from api.reach import note_reads, person_of
from api.schemas import ListOf
from planner.access import Capability, scope_of
from planner.journey import Consideration, State
from planner.ports import InboxFilter, Page, UnitOfWork
from planner.usecases import find_journey, request_journey

router = APIRouter(prefix="/journeys", tags=["journeys"])
Viewer = Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)]


@router.get("", response_model=ListOf[JourneyLine])
def list_journeys(
    who: Annotated[SignedIn, requires(Capability.INBOX_VIEW)],
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    state: Annotated[list[State], Query(description="May be repeated; every state without it.")] = [],  # noqa: B006
    unit: Annotated[str | None, Query(description="This unit and those below it.")] = None,
    year: int | None = None,
    days: Annotated[
        int | None, Query(ge=0, le=3650, description="In its state for at least so many days.")
    ] = None,
    person: Annotated[str | None, Query(description="Id of a person.")] = None,
    after: After = None,
    limit: Limit = 50,
    format: Format = "json",
) -> ListOf[JourneyLine] | Response:
    """List the journeys of the people whom the reader may see, longest in their state first."""
    now, scope = system.clock.now(), scope_of(who.actor)
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        nip = person_of(known, who.actor, person).nip if person else None
        before = now - timedelta(days=days) if days is not None else None
        wanted = InboxFilter(frozenset(state), unit, nip, year, before)
        if format == "json":
            page = uow.journeys.inbox(scope, wanted, after, limit)
        else:
            page = Page(tuple(every_page(lambda at, size: uow.journeys.inbox(scope, wanted, at, size))))
    note_reads(system, who, [row.nip for row in page.rows], "journeys list")
    lines = [journey_line(row, known.id_of, now) for row in page.rows]
    if format != "json":
        return file_answer(lines, format, t("Plans"), t, who, now)
    return ListOf(items=lines, next=next_link(request, page.next))


class RequestBody(BaseModel):
    """A wish for a plan; without ``person_id`` for oneself. ``note`` says it in one's own words."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"year": 2027, "consideration": "gap", "note": "Saya ingin belajar analisis data."}]
        },
    )
    person_id: str | None = None
    year: int = Field(ge=2000, le=2100)
    consideration: Consideration = Consideration.GAP
    note: str = Field("", max_length=2000)


@router.post("", status_code=201, response_model=JourneyOut)
def ask_for_journey(
    who: Annotated[SignedIn, requires(Capability.JOURNEY_REQUEST)],
    system: SystemDep,
    t: TranslatorDep,
    retry: RetryDep,
    body: RequestBody,
) -> Response:
    """Ask for a plan for this year or the next."""
    known, today = system.worlds.current(), system.clock.today()
    if body.year not in (today.year, today.year + 1):
        told = t("Plans are made for this year and the next.")
        raise Problem("invalid", errors=[FieldError(field="body.year", problem=told)])
    own = known.id_of.get(who.actor.nip or "", "")
    nip = person_of(known, who.actor, body.person_id or own).nip

    def work(uow: UnitOfWork) -> Reply:
        new = request_journey(
            uow, who.actor, nip, body.year, body.consideration, system.clock, note=body.note
        )
        headers = {"ETag": etag(new.version), "Location": f"/api/v1/journeys/{new.id}"}
        return Reply(shown(system, uow, who.actor, new.id, t), 201, headers)

    return once(system, who, retry, work)


@router.get("/{journey_id}")
def show_journey(
    who: Viewer, journey_id: int, response: Response, system: SystemDep, t: TranslatorDep
) -> JourneyOut:
    """Show a journey with its reasons, its rules and the steps open to the reader."""
    with system.open(write=False) as uow:
        found = shown(system, uow, who.actor, journey_id, t)
    note_reads(system, who, [found.nip], "journey")
    response.headers["ETag"] = etag(found.version)
    return found


@router.get("/{journey_id}/decisions")
def list_journey_decisions(who: Viewer, journey_id: int, system: SystemDep) -> ListOf[DecisionOut]:
    """List every decision on a journey, oldest first."""
    with system.open(write=False) as uow:
        journey, _ = find_journey(uow, who.actor, journey_id)
        rows = uow.decisions.of("journey", str(journey_id))
    note_reads(system, who, [journey.nip], "journey decisions")
    return ListOf(items=[decision_out(who.actor, row) for row in rows])
