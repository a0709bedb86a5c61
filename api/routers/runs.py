"""Plans for everybody: ask for one, watch it, cancel it, compare two, adopt one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api import run_desk
from api.deps import RetryDep, SignedIn, SystemDep, TranslatorDep, requires
from api.lists import Format, file_answer
from api.once import Reply, once
from api.problems import Problem, fault_error
from api.run_views import (
    AdoptedOut,
    ComparisonOut,
    RunOut,
    RunRowOut,
    ScenarioIn,
    WorthOut,
    adopted_out,
    compared_out,
    run_out,
    run_row,
    worths_out,
)
from api.schemas import ListOf
from competency_models.errors import InputError
from planner.access import Capability
from planner.ports import UnitOfWork
from planner.usecases.runs import (
    ask_for_run,
    cancel_run,
    compare_runs,
    compare_with_current,
    find_figures,
    find_run,
    list_runs,
)

router = APIRouter(prefix="/runs", tags=["runs"])
Viewer = Annotated[SignedIn, requires(Capability.ORG_PLAN_VIEW)]
Manager = Annotated[SignedIn, requires(Capability.ORG_PLAN_MANAGE)]


@router.get("", response_model=ListOf[RunRowOut])
def show_runs(
    who: Viewer, system: SystemDep, t: TranslatorDep, format: Format = "json"
) -> ListOf[RunRowOut] | Response:
    """List the runs, the newest first."""
    rows = [run_row(one) for one in list_runs(system.open(write=False), who.actor)]
    if format != "json":
        return file_answer(rows, format, t("Organisation plan"), t, who, system.clock.now())
    return ListOf(items=rows)


@router.post("", status_code=202, response_model=RunOut)
def ask(who: Manager, body: ScenarioIn, system: SystemDep, t: TranslatorDep, retry: RetryDep) -> Response:
    """Ask for a plan for everybody; it is searched as a job. Look at the run to see how far it is."""
    world = system.worlds.current(body.year).world
    asked: list[int] = []

    def work(uow: UnitOfWork) -> Reply:
        run = ask_for_run(uow, who.actor, world, body.scenario(), system.clock)
        asked.append(run.id)
        return Reply(run_out(run), 202, {"Location": f"/api/v1/runs/{run.id}"})

    try:
        answer = once(system, who, retry, work)
    except InputError as error:
        raise Problem("invalid", errors=[fault_error(one, t) for one in error.faults]) from error
    for run_id in asked:
        system.jobs.start(run_id)
    return answer


@router.get("/{run_id}", response_model=RunOut)
def show_run(who: Viewer, run_id: int, system: SystemDep) -> RunOut:
    """Show a run: how far it is, and when it is done what was found."""
    return run_out(find_run(system.open(write=False), who.actor, run_id))


@router.get("/{run_id}/comparison", response_model=ComparisonOut)
def show_comparison(
    who: Viewer,
    run_id: int,
    system: SystemDep,
    beside: Annotated[int | None, Query(description="Another run; the plans that stand without it.")] = None,
) -> ComparisonOut:
    """Lay a plan beside another one, or beside the plans that stand for the same people; the asked one is the second."""
    uow = system.open(write=False)
    if beside is not None:
        return compared_out(compare_runs(uow, who.actor, beside, run_id))
    year = find_run(uow, who.actor, run_id).scenario.year
    world = system.worlds.current(year).world
    return compared_out(compare_with_current(uow, who.actor, world, run_id))


@router.get("/{run_id}/worth", response_model=ListOf[WorthOut])
def list_worths(
    who: Viewer, run_id: int, system: SystemDep, t: TranslatorDep, format: Format = "json"
) -> ListOf[WorthOut] | Response:
    """List what one more seat of each batch and one more million of each unit is worth, the most first."""
    rows = worths_out(find_figures(system.open(write=False), who.actor, run_id))
    if format != "json":
        return file_answer(rows, format, t("One more is worth"), t, who, system.clock.now())
    return ListOf(items=rows)


@router.post("/{run_id}/cancel", response_model=RunOut)
def cancel(who: Manager, run_id: int, system: SystemDep, retry: RetryDep) -> Response:
    """Stop a run: a waiting one at once, one under way at its next round."""

    def work(uow: UnitOfWork) -> Reply:
        return Reply(run_out(cancel_run(uow, who.actor, run_id, system.clock)))

    return once(system, who, retry, work)


@router.post("/{run_id}/adopt", response_model=AdoptedOut)
def adopt(who: Manager, run_id: int, system: SystemDep) -> AdoptedOut:
    """Approve a plan: it becomes drafts for the learning officers, in short slices.

    Who is being worked on is left alone. Sent again after it was broken off, it goes on where it stood.
    """
    adopted = run_desk.adopt(system, who.actor, run_id)
    return adopted_out(adopted.run, adopted.report)
