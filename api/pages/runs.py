"""Plans for everybody: scenarios asked, searched, watched, cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api import run_desk
from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import Translator
from api.pages.names import Names
from api.pages.problems import status_of
from api.pages.render import excel, go, page
from api.pages.run_forms import Typed, faults_by_place, read, typed_of
from api.pages.sheets_compared import compared_sheets
from api.pages.sheets_runs import TABLES, left_out_sheet, reasons_out, runs_sheet
from api.pages.views_runs import (
    assumed,
    batch_name,
    changes,
    course,
    figures_of,
    left_out_rows,
    run_refusal,
    run_rows,
    share_done,
    side,
)
from api.pages.words import CONSIDERATION_NAMES
from api.reach import note_reads
from api.system import System
from catalog.solutions import Bucket
from competency_models.errors import InputError
from planner.access import Capability, may
from planner.errors import NotFound, Refusal
from planner.errors.runs import AgencyChanged, OnlyAssumed, RunStands
from planner.runs import FINISHED, OPEN, Run
from planner.usecases.runs import (
    ask_for_run,
    cancel_run,
    compare_runs,
    compare_with_current,
    find_run,
    list_runs,
)

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.ORG_PLAN_VIEW)]
Manager = Annotated[SignedIn, requires(Capability.ORG_PLAN_MANAGE)]
Sent = Annotated[Typed, Form()]
_Text = Annotated[str, Query(max_length=40)]
ROWS = 50
"""People left out on one page; the workbook has them all."""
NOW = "now"
"""In the address of a comparison: the plans as they stand."""


@router.get("/runs")
def show_runs(
    request: Request, system: SystemDep, t: TranslatorDep, who: Viewer, format: _Text = ""
) -> Response:
    """List every scenario that was asked."""
    names = Names(system.worlds.current(), t)
    rows = run_rows(list_runs(system.open(write=False), who.actor), names)
    if format == "xlsx":
        return excel(request, runs_sheet(rows, names), who)
    return page(
        request,
        "runs.html",
        rows=rows,
        finished=_options([one.run for one in rows if one.run.state in FINISHED]),
        may_manage=may(who.actor, Capability.ORG_PLAN_MANAGE),
    )


@router.get("/runs/new")
def show_form(
    request: Request, system: SystemDep, t: TranslatorDep, who: Manager, like: Annotated[int, Query()] = 0
) -> Response:
    """Show the form of a scenario, filled in like another one where that is asked."""
    typed = Typed(year=str(system.clock.today().year))
    if like:
        typed = typed_of(find_run(system.open(write=False), who.actor, like).scenario)
    return _form(request, system, t, typed)


@router.post("/runs")
def ask(request: Request, system: SystemDep, t: TranslatorDep, who: Manager, typed: Sent) -> Response:
    """Start a search, or show the form with one more row."""
    if typed.more:
        return _form(request, system, t, typed)
    scenario, faults = read(typed, system.worlds.current().agency, t)
    if scenario is None:
        return _form(request, system, t, typed, faults)
    world = system.worlds.current(scenario.year).world
    try:
        run = ask_for_run(system.open(), who.actor, world, scenario, system.clock)
    except InputError as error:
        return _form(request, system, t, typed, faults_by_place(error, typed, t))
    system.jobs.start(run.id)
    return go(f"/runs/{run.id}", "run-asked")


@router.get("/runs/compare")
def show_comparison(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    b: Annotated[int, Query()],
    a: _Text = NOW,
    format: _Text = "",
    table: _Text = "",
) -> Response:
    """Lay two plans side by side, or one beside the plans as they stand."""
    names = Names(system.worlds.current(), t)
    rows = [one for one in list_runs(system.open(write=False), who.actor) if one.state in FINISHED]
    runs = {str(one.id): one for one in rows}
    if str(b) not in runs or a not in (NOW, *runs):
        raise NotFound("run", b if a in (NOW, *runs) else a)
    second = runs[str(b)]
    if a == NOW:
        world = system.worlds.current(second.scenario.year).world
        found = compare_with_current(system.open(write=False), who.actor, world, b)
    else:
        found = compare_runs(system.open(write=False), who.actor, int(a), b)
    sides = (side(runs.get(a), found.first, names), side(second, found.second, names))
    tables = compared_sheets(found, names, every=format == "xlsx")
    if format == "xlsx" and table in tables:
        facts = {str(number): one.name for number, one in enumerate(sides, start=1)}
        return excel(request, replace(tables[table], facts=facts), who)
    return page(
        request,
        "run_compare.html",
        found=found,
        sides=sides,
        tables=tables,
        first=a,
        first_options=[(NOW, t("Plans as they stand")), *_options(rows)],
        second_options=_options(rows),
    )


@router.get("/runs/{run_id}")
def show_run(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    run_id: int,
    format: _Text = "",
    table: _Text = "",
) -> Response:
    """Show how far a search is, or the plan that it found."""
    run = find_run(system.open(write=False), who.actor, run_id)
    found = figures_of(run)
    if format == "xlsx" and found is not None and table in TABLES:
        names = Names(system.worlds.current(), t)
        sheet = TABLES[table](found, names)
        return excel(request, replace(sheet, facts=_about(run, names)), who)
    return _run(request, system, t, who, run)


@router.get("/runs/{run_id}/left-out")
def show_left_out(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    run_id: int,
    reason: _Text = "",
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """Show who is left out of a plan, why, and what would help."""
    run = find_run(system.open(write=False), who.actor, run_id)
    if run.state not in FINISHED:
        raise NotFound("page", run_id)
    names = Names(system.worlds.current(), t)
    everyone = left_out_rows(run_desk.body_of(run), names)
    rows = [row for row in everyone if reason in ("", row.reason)]
    if format == "xlsx":
        note_reads(system, who, [row.nip for row in rows], "left out")
        return excel(request, replace(left_out_sheet(rows, names), facts=_about(run, names)), who)
    begin = int(after) if after.isdecimal() else 0
    shown = rows[begin : begin + ROWS]
    note_reads(system, who, [row.nip for row in shown], "left out")
    return page(
        request,
        "run_left_out.html",
        run=run,
        rows=shown,
        all_rows=len(rows),
        next=str(begin + ROWS) if begin + ROWS < len(rows) else None,
        reason=reason,
        reason_options=sorted({(row.reason, row.why) for row in everyone}, key=lambda option: option[1]),
        names=names,
        id_of=names.known.id_of,
    )


@router.post("/runs/{run_id}/cancel")
def cancel(request: Request, system: SystemDep, t: TranslatorDep, who: Manager, run_id: int) -> Response:
    """Stop a search at its next round."""
    try:
        cancel_run(system.open(), who.actor, run_id, system.clock)
    except RunStands as refusal:
        run = find_run(system.open(write=False), who.actor, run_id)
        return _run(request, system, t, who, run, refusal)
    return go(f"/runs/{run_id}", "run-cancelled")


@router.post("/runs/{run_id}/adopt")
def adopt(request: Request, system: SystemDep, t: TranslatorDep, who: Manager, run_id: int) -> Response:
    """Approve a plan: it becomes drafts; one that was broken off goes on where it stood."""
    try:
        run_desk.adopt(system, who.actor, run_id)
    except (RunStands, AgencyChanged, OnlyAssumed) as refusal:
        run = find_run(system.open(write=False), who.actor, run_id)
        return _run(request, system, t, who, run, refusal)
    return go(f"/runs/{run_id}", "run-adopted")


def _run(
    request: Request,
    system: System,
    t: Translator,
    who: SignedIn,
    run: Run,
    refusal: Refusal | None = None,
) -> Response:
    names = Names(system.worlds.current(), t)
    found = figures_of(run)
    return page(
        request,
        "run.html",
        status_of(refusal) if refusal else 200,
        refused=run_refusal(refusal, names) if refusal else "",
        run=run,
        open=run.state in OPEN,
        share=share_done(run.progress),
        assumed=assumed(run.scenario, names),
        stands=not changes(run.scenario, names),
        found=found,
        tables={key: make(found, names) for key, make in TABLES.items()} if found else {},
        reasons=reasons_out(found, names) if found else [],
        course=course(found.trace) if found else None,
        may_manage=may(who.actor, Capability.ORG_PLAN_MANAGE),
    )


def _form(
    request: Request, system: System, t: Translator, typed: Typed, faults: Mapping[str, str] | None = None
) -> Response:
    known = system.worlds.current()
    names = Names(known, t)
    tolerance = known.world.parameters["mix.tolerance"]
    return page(
        request,
        "run_form.html",
        422 if faults else 200,
        typed=typed,
        faults=faults or {},
        consideration_options=[(one.value, t(name)) for one, name in CONSIDERATION_NAMES.items()],
        unit_options=[(one.code, one.name) for one in known.agency.units],
        batch_options=[(one.code, batch_name(one.code, names)) for one in known.agency.offerings],
        solution_options=[(one.code, t.name(one)) for one in known.agency.solutions],
        tolerance=[t.number(tolerance[bucket], 1) for bucket in Bucket],
    )


def _options(runs: Iterable[Run]) -> list[tuple[int, str]]:
    return [(one.id, f"{one.id} · {one.scenario.name}") for one in runs]


def _about(run: Run, names: Names) -> Mapping[str, str]:
    t = names.t
    return {
        t("Scenario"): run.scenario.name,
        t("Year"): str(run.scenario.year),
        t("What is assumed"): "; ".join(assumed(run.scenario, names)),
        t("Planned as of"): t.date(run.day),
        "SHA-256": run.plan_hash,
    }
