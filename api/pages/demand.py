"""Unmet needs: which gaps no learning solution closes this year, why, and how many people wait."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.demanded import By, demand_lines, people_waiting, see_demand, ways_to
from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.pages.names import Names
from api.pages.render import excel, page, with_query
from api.pages.sheets_demand import demand_sheet, waiting_sheet
from api.reach import note_reads
from competency_models.framework import MAX_LEVEL
from planner.access import Capability
from planner.demand import WAITS

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.GAP_MAP_VIEW)]
_Text = Annotated[str, Query(max_length=400)]
_Place = Annotated[int, Query(ge=0)]
ROWS, PEOPLE = 50, 100
"""Lines, and people behind one, on one page; the workbook has them all."""
BY_TITLES = {"level": "Competency", "unit": "Unit", "job": "Job"}


@router.get("/demand")
def show_demand(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    by: By = "level",
    unit: _Text = "",
    job_for: _Text = "held",
    after: _Place = 0,
    format: _Text = "",
) -> Response:
    """Show what is waited for, the weightiest first."""
    seen = see_demand(system.worlds.current(), who.actor, unit, job_for)
    names, lines = Names(seen.known, t), demand_lines(seen, by)
    if format == "xlsx":
        facts = {t("Rows"): t(BY_TITLES[by]), t("Unit"): names.unit(unit)}
        return excel(request, demand_sheet(lines, t(BY_TITLES[by]), by, names, facts), who)
    total = seen.total
    return page(
        request,
        "demand.html",
        serves=seen.known.serves,
        by=by,
        rows=lines[after : after + ROWS],
        next=str(after + ROWS) if after + ROWS < len(lines) else None,
        all_rows=len(lines),
        row_title=t(BY_TITLES[by]),
        names=names,
        waits=WAITS,
        people=len(seen.people),
        waiting=int(total.people[0]),
        levels=int(total.levels[0]),
        by_wait=total.by_wait[0].tolist(),
        lead=names.unit(unit) if unit else t("The whole agency, as far as you may see it."),
        crumbs=[(with_query("/demand", request.query_params, unit=None, after=None), t("Unmet needs"))]
        if unit
        else [],
        people_href=lambda line: with_query(
            "/demand/people",
            request.query_params,
            competency=line.code,
            level=str(line.level),
            by=None,
            after=None,
        ),
        name_of={"level": names.competency, "unit": names.unit, "job": names.job}[by],
    )


@router.get("/demand/people")
def show_waiting(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    competency: _Text,
    level: Annotated[int, Query(ge=1, le=MAX_LEVEL)],
    unit: _Text = "",
    job_for: _Text = "held",
    after: _Place = 0,
    format: _Text = "",
) -> Response:
    """Show the people who wait for a level of a competency."""
    seen = see_demand(system.worlds.current(), who.actor, unit, job_for)
    names, found = Names(seen.known, t), people_waiting(seen, competency, level)
    shown = found if format == "xlsx" else found[after : after + PEOPLE]
    note_reads(system, who, [one.person.nip for one in shown], "demand")
    title = t("{competency}, level {level}", competency=names.competency(competency), level=level)
    if format == "xlsx":
        return excel(request, waiting_sheet(found, names, {t("Competency"): title}), who)
    return page(
        request,
        "demand_people.html",
        rows=shown,
        next=str(after + PEOPLE) if after + PEOPLE < len(found) else None,
        all_rows=len(found),
        ways=ways_to(seen.known, competency, level),
        id_of=seen.known.id_of,
        names=names,
        title=title,
        lead=names.unit(unit) if unit else t("The whole agency, as far as you may see it."),
        back=with_query("/demand", request.query_params, competency=None, level=None, after=None),
    )
