"""People, their gaps, their way to another job, and who looked at their data."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.lists import After, Format, Limit, every_page, file_answer, next_link
from api.person_views import GapsOut, UpskillingOut, gaps_out, upskilling_out
from api.reach import note_reads, person_of
from api.schemas import ListOf, PersonLine, PersonOut, person_line, person_out
from api.worlds import Known
from planner.access import Actor, Capability, may, scope_of
from planner.errors import BadCursor, Forbidden, NotFound
from planner.journey import Consideration, State
from planner.ports import Page, PeopleFilter, PersonRow, UnitOfWork

router = APIRouter(prefix="/people", tags=["people"])


class PersonJourney(BaseModel):
    """A journey of one person, in short."""

    id: int
    year: int
    consideration: Consideration
    state: State
    version: int
    changed_at: datetime | None


Viewer = Annotated[SignedIn, requires(Capability.PERSON_VIEW)]


def people_page(
    uow: UnitOfWork, known: Known, actor: Actor, wanted: PeopleFilter, after: str | None, limit: int
) -> Page[PersonRow]:
    """Return one page of the people whom the actor sees; its cursors are ids, so that no NIP stands in an address.

    Raises BadCursor.
    """
    nip = known.nip_of.get(after) if after else None
    if after and nip is None:
        raise BadCursor
    page = uow.people.page(scope_of(actor), wanted, nip, limit)
    return Page(page.rows, known.id_of[page.next] if page.next else None)


@router.get("", response_model=ListOf[PersonLine], response_model_exclude_unset=True)
def list_people(
    who: Annotated[SignedIn, requires(Capability.PEOPLE_LIST)],
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    text: Annotated[str, Query(max_length=100, description="Part of the name.")] = "",
    unit: Annotated[str | None, Query(description="This unit and those below it.")] = None,
    job: str | None = None,
    after: After = None,
    limit: Limit = 50,
    format: Format = "json",
) -> ListOf[PersonLine] | Response:
    """List the people whom the reader may see, by name."""
    wanted = PeopleFilter(text, unit, job)
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        if format == "json":
            page = people_page(uow, known, who.actor, wanted, after, limit)
        else:
            rows = every_page(lambda at, size: people_page(uow, known, who.actor, wanted, at, size))
            page = Page(tuple(rows))
    note_reads(system, who, [row.person.nip for row in page.rows], "people list")
    lines = [person_line(who.actor, row, known.id_of) for row in page.rows]
    if format != "json":
        return file_answer(lines, format, t("People"), t, who, system.clock.now())
    return ListOf(items=lines, next=next_link(request, page.next))


@router.get("/{person_id}", response_model_exclude_unset=True)
def show_person(who: Viewer, person_id: str, system: SystemDep) -> PersonOut:
    """Show a person whom the reader may see."""
    known = system.worlds.current()
    person = person_of(known, who.actor, person_id)
    note_reads(system, who, [person.nip], "person")
    return person_out(who.actor, person, known.id_of)


@router.get("/{person_id}/gaps", response_model_exclude_unset=True)
def show_gaps(
    who: Viewer,
    person_id: str,
    system: SystemDep,
    t: TranslatorDep,
    job: Annotated[
        Literal["held", "target"], Query(description="Against the job held or aimed at.")
    ] = "held",
) -> GapsOut:
    """Show what a person's job requires, what is proven today, and by which evidence."""
    known = system.worlds.current()
    person = person_of(known, who.actor, person_id)
    note_reads(system, who, [person.nip], "gaps")
    return gaps_out(known, who.actor, person, job, t)


@router.get("/{person_id}/upskilling-path")
def show_upskilling_path(
    who: Viewer,
    person_id: str,
    system: SystemDep,
    to_job: Annotated[
        str | None, Query(description="Code of a job; the person's target job without it.")
    ] = None,
) -> UpskillingOut:
    """Show the shortest way from a person's job to another over career moves."""
    known = system.worlds.current()
    person = person_of(known, who.actor, person_id)
    goal = to_job or person.target_job or ""
    if goal not in known.jobs:
        raise NotFound("job", goal)
    note_reads(system, who, [person.nip], "upskilling path")
    return upskilling_out(known, person.job, goal)


@router.get("/{person_id}/journeys")
def list_person_journeys(
    who: Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)], person_id: str, system: SystemDep
) -> ListOf[PersonJourney]:
    """List a person's journeys, newest first."""
    known = system.worlds.current()
    person = person_of(known, who.actor, person_id)
    with system.open(write=False) as uow:
        journeys = uow.journeys.of_person(person.nip)
    note_reads(system, who, [person.nip], "journeys of person")
    return ListOf(items=[PersonJourney.model_validate(one, from_attributes=True) for one in journeys])


class ReadOut(BaseModel):
    """Somebody looked at the person's data."""

    at: datetime
    by: str
    what: str


@router.get("/{person_id}/reads")
def list_reads(who: Viewer, person_id: str, system: SystemDep) -> ListOf[ReadOut]:
    """List who looked at a person's data, newest first, at most 200 (UU 27/2022 art. 31 and 32)."""
    known = system.worlds.current()
    person = person_of(known, who.actor, person_id)
    if person.nip != who.actor.nip and not may(who.actor, Capability.LOG_VIEW):
        raise Forbidden
    with system.open(write=False) as uow:
        reads = uow.reads.of(person.nip)
    return ListOf(items=[ReadOut(at=read.at, by=read.actor, what=read.what) for read in reads])
