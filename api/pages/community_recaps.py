"""The quarterly recapitulation of all communities of a unit, as the circular asks for it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.community_views import community_state_lines
from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.pages.community_proposals import own_units
from api.pages.names import Names
from api.pages.render import excel, page
from api.pages.sheets_communities import recap_sheet
from api.reach import note_reads
from planner.access import Capability
from planner.communities import Recap
from planner.errors import NotFound
from planner.recap import months_later, quarters
from planner.usecases import recap_of

router = APIRouter()
BACK_MONTHS = 24
"""How far back quarters are offered."""


@router.get("/communities/recap")
def show_unit_recap(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.COMMUNITY_PROPOSE)],
    unit: Annotated[str, Query(max_length=300)] = "",
    since: date | None = None,
    format: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Add up what the meetings of a unit's communities granted in a quarter. Raises NotFound."""
    today, known = system.clock.today(), system.worlds.current()
    names, options = Names(known, t), own_units(known, who.actor)
    codes = [code for code, _ in options]
    chosen = unit or (codes[0] if codes else "")
    if unit and unit not in codes:
        raise NotFound("unit", unit)
    offered = quarters(months_later(today, -BACK_MONTHS), today)
    first, last = next(((one, two) for one, two in offered if since and one <= since <= two), offered[0])
    with system.open(write=False) as uow:
        communities = uow.communities.of_unit(chosen)
        rows = recap_of(uow, [one.id for one in communities], first, last)
    recap = Recap(names.unit(chosen) if chosen else "", "", first, last, rows)
    note_reads(system, who, [row.nip for row in rows], "community")
    if format == "xlsx":
        return excel(request, recap_sheet(recap, names), who)
    return page(
        request,
        "community_recap.html",
        unit=chosen,
        unit_options=options,
        quarters=[(one.isoformat(), f"{t.date(one)} – {t.date(two)}") for one, two in offered],
        recap=recap,
        communities=community_state_lines(communities, system.law.at(today), today),
    )
