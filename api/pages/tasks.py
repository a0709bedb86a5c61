"""What must I do next, and what waits for me: tasks done and results recorded on one page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import HTMLResponse, Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires, translator_of
from api.i18n import Translator
from api.lists import every_page
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import excel, go, page
from api.pages.sheets_tasks import tasks_sheet
from api.pages.words import RESULT_NAMES
from api.reach import note_reads
from api.system import System
from planner.access import Capability, Scope, sees
from planner.activities import RESULTS, TO_JUDGE, TURNS, Phase
from planner.activities.desk import Desk, desk_of
from planner.errors import NotFound, Refusal
from planner.ports import ActivityRow
from planner.usecases import finish_task

router = APIRouter()
ROWS = 50
_Query = Annotated[str, Query(max_length=400)]
_Text = Annotated[str, Form(max_length=2000)]


@router.get("/me/tasks")
def show_my_tasks(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)],
    after: _Query = "",
    format: _Query = "",
) -> Response:
    """List what the reader has to do in their own activities, and where these stand."""
    if who.actor.nip not in system.worlds.current().people:
        raise NotFound("person", who.actor.username)
    if format == "xlsx":
        return _excel(request, system, t, who, own=True)
    return desk_page(request, system, who, after, own=True)


@router.get("/tasks")
def show_tasks(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.INBOX_VIEW)],
    after: _Query = "",
    format: _Query = "",
) -> Response:
    """List what waits for the reader in others' activities."""
    if format == "xlsx":
        return _excel(request, system, t, who)
    return desk_page(request, system, who, after)


@router.post("/tasks/{task_id}/finish")
def do_finish(
    request: Request,
    system: SystemDep,
    who: Annotated[SignedIn, requires(Capability.TASK_FINISH)],
    task_id: int,
    note: _Text = "",
    own: _Text = "",
) -> Response:
    """Say that a task is done."""
    try:
        finish_task(system.open(), who.actor, task_id, note, system.clock)
    except NotFound:
        raise
    except Refusal as refusal:
        return desk_page(request, system, who, own=bool(own), refusal=refusal)
    return go("/me/tasks" if own else "/tasks", "task-done")


def desk_page(
    request: Request,
    system: System,
    who: SignedIn,
    after: str = "",
    *,
    own: bool = False,
    refusal: Refusal | None = None,
) -> HTMLResponse:
    """Answer with a desk: one's own tasks, or others'."""
    desk = _desk_for(who, own=own)
    judged: tuple[ActivityRow, ...] = ()
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        found = uow.activities.waiting(desk, after or None, ROWS)
        if not own and not after:
            judged = uow.activities.awaiting_result(desk, None, ROWS).rows
        mine = uow.activities.of_person(who.actor.nip) if own and who.actor.nip else ()
    note_reads(system, who, {row.nip for row in found.rows} | {row.nip for row in judged}, "tasks")
    t = translator_of(request)
    return page(
        request,
        "tasks.html",
        status_of(refusal) if refusal else 200,
        rows=found.rows,
        next=found.next,
        judged=judged,
        results={phase: _results(phase, t) for phase in TO_JUDGE},
        activities=mine,
        own=own,
        seen={row.nip for row in found.rows if sees(who.actor, known.people[row.nip])},
        names=Names(known, t),
        id_of=known.id_of,
        today=system.clock.today(),
        refused=refusal_text(refusal, t) if refusal else "",
    )


def _excel(request: Request, system: System, t: Translator, who: SignedIn, *, own: bool = False) -> Response:
    desk = _desk_for(who, own=own)
    with system.open(write=False) as uow:
        names = Names(system.worlds.within(uow), t)
        rows = list(every_page(lambda at, size: uow.activities.waiting(desk, at, size)))
    note_reads(system, who, {row.nip for row in rows}, "tasks")
    return excel(request, tasks_sheet(rows, names), who)


def _desk_for(who: SignedIn, *, own: bool) -> Desk:
    return Desk(who.actor.nip, Scope(), officer=False) if own else desk_of(who.actor)


def _results(phase: Phase, t: Translator) -> list[tuple[str, str]]:
    return [(turn.value, t(RESULT_NAMES[turn])) for turn in RESULTS if (phase, turn) in TURNS]
