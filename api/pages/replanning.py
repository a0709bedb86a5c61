"""What came over plans: who is touched, what would stand instead, and to have it done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api import replan_desk
from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import Translator
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import excel, go, page
from api.pages.replan_forms import KINDS, Typed, faults_by_place, read, year_of
from api.pages.sheets_replanning import replanned_sheet
from api.pages.views_runs import batch_name
from api.reach import note_reads
from api.replan_views import say
from api.system import System
from api.worlds import Known
from competency_models.errors import InputError
from planner.access import Capability, may
from planner.errors import Refusal
from planner.usecases.replanning import Asked

router = APIRouter()
Officer = Annotated[SignedIn, requires(Capability.JOURNEY_EDIT)]
SHOWN = 200
"""People on the page; the workbook has them all."""


class Sent(Typed):
    """What happened, the proposal that was seen, and why it is to be done."""

    hash: str = ""
    reason: str = ""


@router.get("/replanning")
def show_replanning(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Officer,
    typed: Annotated[Typed, Query()],
    format: Annotated[str, Query(max_length=8)] = "",
) -> Response:
    """Show what came over plans, or over them if something happened, and what would stand instead."""
    known, asked, faults = _look(system, t, who, typed)
    if asked is None:
        return _page(request, system, t, who, typed, known, None, 422, faults=faults)
    note_reads(system, who, asked.found.nips, "replanning")
    if format == "xlsx":
        facts = {
            t("Year"): str(known.world.year),
            t("What happened"): t(KINDS.get(typed.kind, "The person left.")),
        }
        return excel(request, replanned_sheet(asked.found, Names(known, t), facts), who)
    return _page(request, system, t, who, typed, known, asked)


@router.post("/replanning")
def carry_out(
    request: Request, system: SystemDep, t: TranslatorDep, who: Officer, sent: Annotated[Sent, Form()]
) -> Response:
    """Change the plans as proposed, all or nothing."""
    known, asked, faults = _look(system, t, who, sent)
    if asked is None:
        return _page(request, system, t, who, sent, known, None, 422, faults=faults)
    try:
        with system.open() as uow:
            replan_desk.carry_out(system, uow, who.actor, asked, sent.hash, sent.reason)
            uow.commit()
    except Refusal as refusal:
        known, asked, _ = _look(system, t, who, sent)
        text = refusal_text(refusal, t)
        return _page(
            request, system, t, who, sent, known, asked, status_of(refusal), refused=text, reason=sent.reason
        )
    return go("/replanning", "replanned")


def _look(
    system: System, t: Translator, who: SignedIn, typed: Typed
) -> tuple[Known, Asked | None, Mapping[str, str]]:
    year = year_of(typed, system.clock.today().year)
    known = system.worlds.current(year)
    happened, faults = read(typed, known, t)
    if faults:
        return known, None, faults
    try:
        return (*replan_desk.look(system, who.actor, year, happened), {})
    except InputError as error:
        return known, None, faults_by_place(error, t)


def _page(
    request: Request,
    system: System,
    t: Translator,
    who: SignedIn,
    typed: Typed,
    known: Known,
    asked: Asked | None,
    status: int = 200,
    *,
    faults: Mapping[str, str] | None = None,
    refused: str = "",
    reason: str = "",
) -> Response:
    names, this_year = Names(known, t), system.clock.today().year
    found = asked.found if asked else None
    manages = may(who.actor, Capability.ORG_PLAN_MANAGE)
    return page(
        request,
        "replanning.html",
        status,
        typed=typed,
        found=found,
        shown=found.changed[:SHOWN] if found else (),
        happened=bool(asked and asked.happened),
        opened=sum(one.approved for one in found.changed) if found else 0,
        lost=sum(bool(one.broken) for one in found.changed) if found else 0,
        faults=faults or {},
        refused=refused,
        typed_reason=reason,
        names=names,
        say=lambda why: say(known, why, t),
        id_of=known.id_of,
        may_say=manages,
        year=known.world.year,
        year_options=[(str(n), str(n)) for n in sorted({this_year, this_year + 1, known.world.year})],
        kind_options=[(kind, t(name)) for kind, name in KINDS.items()],
        unit_options=[(one.code, one.name) for one in known.agency.units],
        batch_options=[(one.code, batch_name(one.code, names)) for one in known.agency.offerings],
    )
