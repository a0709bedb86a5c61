"""The log of decisions: who decided what on whose plan, and which rules were set aside for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.lists import every_page
from api.pages.names import Names
from api.pages.render import excel, page
from api.pages.sheets_agency import decisions_sheet
from api.reach import note_reads
from api.schemas import told_set_aside
from api.worlds import Known
from planner.access import Capability, scope_of
from planner.ports import Decision, UnitOfWork

router = APIRouter()
ROWS = 50
_Text = Annotated[str, Query(max_length=400)]


@router.get("/decisions")
def show_decisions(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.LOG_VIEW)],
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """List decisions, newest first; an officer sees those on the people of their units."""
    scope = scope_of(who.actor)
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        if format == "xlsx":
            rows = list(every_page(lambda at, size: uow.decisions.page(at, size, scope)))
        else:
            found = uow.decisions.page(after or None, ROWS, scope)
            rows = list(found.rows)
        about = _people(uow, known, rows)
    note_reads(system, who, about.values(), "decisions")
    names = Names(known, t)
    aside = {row.id: told_set_aside(who.actor, row) for row in rows}
    if format == "xlsx":
        sheet = decisions_sheet(
            rows,
            names,
            lambda row: aside[row.id],
            lambda row: names.person(about.get(journey_of(row) or 0, "")),
        )
        return excel(request, sheet, who)
    return page(
        request,
        "log.html",
        rows=rows,
        next=found.next,
        about=about,
        aside=aside,
        names=names,
        id_of=known.id_of,
        journey_of=journey_of,
    )


def journey_of(row: Decision) -> int | None:
    """The plan that a decision is about, through its activity too; None for other subjects."""
    number = row.subject_id if row.subject == "journey" else row.detail.get("journey")
    return int(str(number)) if number else None


def _people(uow: UnitOfWork, known: Known, rows: list[Decision]) -> Mapping[int, str]:
    """The NIP of whose plan it is, by journey; only of people who are still in the agency's data."""
    wanted = {number for row in rows if (number := journey_of(row)) is not None}
    return {number: nip for number, nip in uow.journeys.owners(wanted).items() if nip in known.people}
