"""The long lists: the inbox and the people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.lists import every_page
from api.pages.bulk import MOVES
from api.pages.choices import job_options, unit_options
from api.pages.names import Names
from api.pages.render import excel, page
from api.pages.sheets_people import inbox_sheet, people_sheet
from api.pages.words import MOVE_BUTTONS, STATE_NAMES
from api.reach import note_reads
from api.worlds import Known
from planner.access import Capability, may, scope_of
from planner.errors import BadCursor
from planner.journey import Consideration, State
from planner.ports import InboxFilter, JourneyRow, PeopleFilter, PersonRow

router = APIRouter()
ROWS = 50
_Text = Annotated[str, Query(max_length=400)]
NEEDS_DECISION = frozenset({State.REQUESTED, State.DRAFTED, State.IN_REVIEW, State.RETURNED})


@router.get("/inbox")
def show_inbox(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.INBOX_VIEW)],
    state: _Text = "",
    unit: _Text = "",
    older: _Text = "",
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """List the plans of the people in the reader's care, longest in their state first."""
    known, now, scope = system.worlds.current(), system.clock.now(), scope_of(who.actor)
    names = Names(known, t)
    wanted = InboxFilter(
        states=frozenset({State(state)}) if state in STATE_NAMES else NEEDS_DECISION,
        unit=unit if unit in known.units else None,
        since_before=now - timedelta(days=int(older)) if older.isdigit() and len(older) < 5 else None,
    )
    with system.open(write=False) as uow:
        if format == "xlsx":
            rows: list[JourneyRow] = list(every_page(lambda at, n: uow.journeys.inbox(scope, wanted, at, n)))
            facts = {
                t("State"): t(STATE_NAMES[State(state)]) if state in STATE_NAMES else t("Needs a decision"),
                t("Unit"): names.unit(unit) or t("All my units"),
                t("In this state for"): t("more than {n} days", n=older) if older else t("any time"),
            }
        else:
            found = uow.journeys.inbox(scope, wanted, after or None, ROWS)
            counts = uow.journeys.count(scope)
    if format == "xlsx":
        note_reads(system, who, {row.nip for row in rows}, "inbox")
        return excel(request, inbox_sheet(rows, names, facts), who)
    note_reads(system, who, {row.nip for row in found.rows}, "inbox")
    return page(
        request,
        "inbox.html",
        rows=found.rows,
        next=found.next,
        counts=counts,
        unit_options=unit_options(known, who.actor),
        state_options=[(key.value, t(name)) for key, name in STATE_NAMES.items()],
        may_decide=may(who.actor, Capability.JOURNEY_REVIEW),
        bulk_moves=[MOVE_BUTTONS[move] for move in MOVES],
        age=lambda since: t.plural("{n} day", "{n} days", max((now - since).days, 0)),
    )


@router.get("/people")
def show_people(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.PEOPLE_LIST)],
    q: _Text = "",
    unit: _Text = "",
    job: _Text = "",
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """List the people whom the reader may see, by name."""
    known, scope = system.worlds.current(), scope_of(who.actor)
    names = Names(known, t)
    wanted = PeopleFilter(
        text=q.strip(), unit=unit if unit in known.units else None, job=job if job in known.jobs else None
    )
    with system.open(write=False) as uow:
        if format == "xlsx":
            everyone: list[PersonRow] = list(every_page(lambda at, n: uow.people.page(scope, wanted, at, n)))
        else:
            found = uow.people.page(scope, wanted, _nip_of_cursor(known, after), ROWS)
    if format == "xlsx":
        facts = {t("Name or NIP"): q, t("Unit"): names.unit(unit), t("Job"): names.job(job)}
        note_reads(system, who, [row.person.nip for row in everyone], "people list")
        return excel(request, people_sheet(_lines(known, names, everyone), names, facts), who)
    note_reads(system, who, [row.person.nip for row in found.rows], "people list")
    return page(
        request,
        "people.html",
        rows=_lines(known, names, found.rows),
        next=known.id_of[found.next] if found.next else None,
        unit_options=unit_options(known, who.actor),
        job_options=job_options(known, who.actor, t),
    )


def _nip_of_cursor(known: Known, after: str) -> str | None:
    """The store's cursor is a NIP; in addresses stands the person's id."""
    if after and after not in known.nip_of:
        raise BadCursor
    return known.nip_of.get(after)


def _lines(known: Known, names: Names, rows: Iterable[PersonRow]) -> list[Mapping[str, object]]:
    gaps = known.world.gaps(Consideration.GAP)
    short = (gaps.gap > 0).sum(axis=1)
    return [
        {
            "nip": row.person.nip,
            "name": row.person.name,
            "href": f"/people/{known.id_of[row.person.nip]}",
            "job": names.job(row.person.job),
            "unit": row.unit_name,
            "short": int(short[gaps.row_index[row.person.nip]]),
            "journey": row.journey,
            "state": row.state,
        }
        for row in rows
    ]
