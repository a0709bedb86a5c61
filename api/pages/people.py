"""One's own page, other people's pages, and asking for or drafting a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.excel import Sheet
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import excel, go, page
from api.pages.sheets_people import gaps_sheet, journey_sheet, plans_sheet, reads_sheet
from api.pages.views_people import Profile, profile
from api.reach import note_reads, person_of
from api.schemas import PERSON_FIELDS
from api.system import System
from api.worlds import Known
from competency_models.people import Person
from planner import usecases
from planner.access import Capability, may
from planner.errors import AlreadyOpen, NotFound, Refusal
from planner.journey import Consideration, Journey, State
from planner.propose import propose

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.PERSON_VIEW)]
Asker = Annotated[SignedIn, requires(Capability.JOURNEY_REQUEST)]
Drafter = Annotated[SignedIn, requires(Capability.JOURNEY_DRAFT)]
_CLOSED = frozenset({State.DECLINED, State.COMPLETED, State.WITHDRAWN})
_TURNED_DOWN = frozenset({State.DECLINED, State.WITHDRAWN})
Query_ = Annotated[str, Query(max_length=40)]


@router.get("/me")
def show_me(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    format: Query_ = "",
    table: Query_ = "",
) -> Response:
    """Show one's own gaps and plans."""
    known, person = _me(system, who)
    return _person_page(request, system, who, known, person, Names(known, t), format, table)


@router.get("/me/journeys")
def show_my_journeys(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)],
    format: Query_ = "",
) -> Response:
    """List one's own plans."""
    known, person = _me(system, who)
    with system.open(write=False) as uow:
        journeys = uow.journeys.of_person(person.nip)
    names = Names(known, t)
    if format == "xlsx":
        return excel(request, plans_sheet(person, journeys, names), who)
    open_plan = _open_plan(journeys, known.world.year)
    return page(
        request, "my_journeys.html", journeys=journeys, person=person, names=names, open_plan=open_plan
    )


@router.get("/me/reads")
def show_my_reads(
    request: Request, system: SystemDep, t: TranslatorDep, who: Viewer, format: Query_ = ""
) -> Response:
    """List who looked at one's own data."""
    _, person = _me(system, who)
    with system.open(write=False) as uow:
        reads = uow.reads.of(person.nip)
    if format == "xlsx":
        return excel(request, reads_sheet(person, reads, t), who)
    return page(request, "reads.html", rows=reads)


@router.get("/me/request")
def show_request(request: Request, system: SystemDep, t: TranslatorDep, who: Asker) -> Response:
    """Show the form that asks for a plan."""
    known, person = _me(system, who)
    return _plan_form(request, system, known, person, Names(known, t))


@router.post("/me/request")
def do_request(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Asker,
    consideration: Annotated[Consideration, Form()],
    note: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Ask for a plan for this year."""
    known, person = _me(system, who)
    try:
        journey = usecases.request_journey(
            system.open(), who.actor, person.nip, known.world.year, consideration, system.clock, note=note
        )
    except AlreadyOpen as refusal:
        names = Names(known, t)
        return _plan_form(request, system, known, person, names, refusal, chosen=consideration, note=note)
    return go(f"/journeys/{journey.id}", "requested")


@router.get("/people/{person_id}")
def show_person(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    person_id: str,
    format: Query_ = "",
    table: Query_ = "",
) -> Response:
    """Show a person whom the reader may see."""
    known = system.worlds.current()
    person = person_of(known, who.actor, person_id)
    note_reads(system, who, [person.nip], "person")
    return _person_page(request, system, who, known, person, Names(known, t), format, table)


@router.get("/people/{person_id}/draft")
def show_draft(
    request: Request, system: SystemDep, t: TranslatorDep, who: Drafter, person_id: str
) -> Response:
    """Show the form that has a plan drafted for somebody."""
    known = system.worlds.current()
    person = person_of(known, who.actor, person_id)
    note_reads(system, who, [person.nip], "person")
    return _plan_form(request, system, known, person, Names(known, t), for_other=True)


@router.post("/people/{person_id}/draft")
def do_draft(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Drafter,
    person_id: str,
    consideration: Annotated[Consideration, Form()],
) -> Response:
    """Have the program propose a plan for somebody who has none open."""
    known = system.worlds.current()
    person = person_of(known, who.actor, person_id)
    proposals = propose(known.world, [person.nip], consideration=consideration)
    report = usecases.draft_journeys(system.open(), who.actor, proposals, system.clock)
    if not report.drafted:
        refusal = AlreadyOpen(0, known.world.year)
        return _plan_form(request, system, known, person, Names(known, t), refusal, for_other=True)
    return go(f"/journeys/{report.drafted[0]}", "unplanned" if proposals[0].unplanned else "drafted")


def _me(system: System, who: SignedIn) -> tuple[Known, Person]:
    known = system.worlds.current()
    person = known.people.get(who.actor.nip or "")
    if person is None:
        raise NotFound("person", who.actor.username)
    return known, person


def _person_page(
    request: Request,
    system: System,
    who: SignedIn,
    known: Known,
    person: Person,
    names: Names,
    format: str,
    table: str,
) -> Response:
    found = profile(known, person, names)
    with system.open(write=False) as uow:
        journeys = uow.journeys.of_person(person.nip)
    if format == "xlsx":
        return excel(request, _sheet(table, person, found, journeys, names), who)
    return page(
        request,
        "person.html",
        person=person,
        names=names,
        rows=found.rows,
        target_rows=found.target_rows,
        match=found.match,
        band=found.band,
        box=found.box if "potential" in PERSON_FIELDS[who.actor.role] else None,
        day=known.world.day,
        journeys=journeys,
        open_plan=_open_plan(journeys, known.world.year),
        reasoned=_reasoned(journeys),
        mine=who.actor.nip == person.nip,
        may_list=may(who.actor, Capability.PEOPLE_LIST),
        may_draft=may(who.actor, Capability.JOURNEY_DRAFT),
        may_replan=may(who.actor, Capability.ORG_PLAN_MANAGE) and who.actor.nip != person.nip,
        id=known.id_of[person.nip],
        href=f"/people/{known.id_of[person.nip]}",
    )


def _open_plan(journeys: Sequence[Journey], year: int) -> int | None:
    """Return the plan that is open in the year: there can be no second one."""
    return next((one.id for one in journeys if one.year == year and one.state not in _CLOSED), None)


def _reasoned(journeys: Sequence[Journey]) -> Journey | None:
    """Return the latest plan that has items and was not turned down."""
    plans = [one for one in journeys if one.items and one.state not in _TURNED_DOWN]
    return max(plans, key=lambda one: (one.year, one.id), default=None)


def _sheet(table: str, person: Person, found: Profile, journeys: Sequence[Journey], names: Names) -> Sheet:
    reasoned = _reasoned(journeys)
    if table == "items" and reasoned is not None:
        return journey_sheet(reasoned, person, names)
    if table == "plans":
        return plans_sheet(person, journeys, names)
    rows = found.target_rows if table == "target" else found.rows
    return gaps_sheet(person, [row.gap for row in rows or ()], names)


def _plan_form(
    request: Request,
    system: System,
    known: Known,
    person: Person,
    names: Names,
    refusal: Refusal | None = None,
    *,
    for_other: bool = False,
    chosen: str = Consideration.GAP,
    note: str = "",
) -> Response:
    """The form that asks for a plan, or has one drafted for somebody else; where one is open it leads there."""
    with system.open(write=False) as uow:
        journeys = uow.journeys.of_person(person.nip)
    back = f"/people/{known.id_of[person.nip]}" if for_other else "/me"
    return page(
        request,
        "request.html",
        status_of(refusal) if refusal else 200,
        person=person,
        for_other=for_other,
        year=known.world.year,
        open_plan=_open_plan(journeys, known.world.year),
        action=f"{back}/draft" if for_other else "/me/request",
        back=back,
        chosen=chosen,
        note=note,
        short=profile(known, person, names).short,
        refused=refusal_text(refusal, names.t) if refusal else "",
    )
