"""The yearly plan of competency development and the analysis of needs behind it, with their downloads."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import Translator
from api.pages.names import Names
from api.pages.render import excel, page, with_query
from api.pages.sheets_yearly import analysis_book, plan_book
from api.reach import note_reads
from api.system import System
from api.yearly import AskedFor, Found, find_plan
from planner.access import Actor, Capability
from planner.demand import Wait
from planner.runs import FINISHED
from planner.usecases.runs import list_runs

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.ORG_PLAN_VIEW)]
Text = Annotated[str, Query(max_length=400)]
LINES, NEEDS = 50, 100
"""Activities, and needs, on one page; the workbook has them all."""


Place = Annotated[int, Query(ge=0)]


@router.get("/yearly-plan")
def show_yearly_plan(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    asked: AskedFor,
    after: Place = 0,
    format: Text = "",
) -> Response:
    """Show the plan of a year by unit and activity."""
    found = find_plan(system, who.actor, asked)
    names, plan = Names(found.known, t), found.plan
    if format == "xlsx":
        book = plan_book(found, names)
        note_reads(system, who, book.nips, "yearly plan")
        return excel(request, book.sheet, who, book.besides)
    rows = [(section.unit, line) for section in plan.sections for line in section.lines]
    return page(
        request,
        "yearly_plan.html",
        rows=rows[after : after + LINES],
        next=str(after + LINES) if after + LINES < len(rows) else None,
        own=_own(found),
        approved=len({one.nip for line in plan.lines for one in line.parts if one.decided}),
        **_frame(request, system, t, who.actor, found),
    )


@router.get("/needs-analysis")
def show_needs_analysis(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    asked: AskedFor,
    after: Place = 0,
    format: Text = "",
) -> Response:
    """Show the needs behind the plan of a year, by priority."""
    found = find_plan(system, who.actor, asked)
    names = Names(found.known, t)
    if format == "xlsx":
        book = analysis_book(found, names)
        note_reads(system, who, book.nips, "needs analysis")
        return excel(request, book.sheet, who, book.besides)
    needs = found.analysis()
    return page(
        request,
        "needs_analysis.html",
        found=needs,
        rows=list(enumerate(needs.needs, 1))[after : after + NEEDS],
        next=str(after + NEEDS) if after + NEEDS < len(needs.needs) else None,
        waits=tuple(Wait),
        **_frame(request, system, t, who.actor, found),
    )


def _frame(request: Request, system: System, t: Translator, actor: Actor, found: Found) -> dict[str, Any]:
    """What both pages show around their tables: what was asked for, and what else may be."""
    asked, names = found.asked, Names(found.known, t)
    this = system.clock.today().year
    with system.open(write=False) as uow:
        runs = [one for one in list_runs(uow, actor) if one.state in FINISHED]
    query = request.query_params
    return {
        "asked": asked,
        "names": names,
        "run": found.run,
        "years": [(year, year) for year in sorted({this - 1, this, this + 1, found.plan.year})],
        "runs": [(one.id, f"{one.scenario.name} ({one.scenario.year})") for one in runs],
        "scope": names.unit(asked.unit) if asked.unit else t("The whole agency"),
        "plan": found.plan,
        "crumbs": [
            (
                with_query(request.url.path, query, unit=code or None, after=None),
                names.unit(code) if code else t("The whole agency"),
            )
            for code in _up(found)
        ],
        "papers_query": with_query("", query, year=str(found.plan.year), after=None, format=None),
        "analysis_href": with_query("/needs-analysis", query, after=None, format=None),
        "plan_href": with_query("/yearly-plan", query, after=None, format=None),
        "unit_href": lambda code: with_query(request.url.path, query, unit=code, after=None),
    }


def _own(found: Found) -> str:
    """The unit whose own people have a section beside those of the units below it."""
    roots = [one.code for one in found.known.agency.units if one.parent is None]
    return found.asked.unit or (roots[0] if len(roots) == 1 else "")


def _up(found: Found) -> list[str]:
    """The units above the one shown, the highest first; empty text for the whole agency."""
    trail: list[str] = []
    code = found.known.units[found.asked.unit].parent if found.asked.unit else None
    while code:
        trail.insert(0, code)
        code = found.known.units[code].parent
    return ["", *trail] if found.asked.unit else []
