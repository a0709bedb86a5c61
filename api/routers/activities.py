"""Living a plan: a person's activities, what waits for the reader, tasks done."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.activity_views import (
    ActivityOut,
    AwaitingOut,
    DeskTaskOut,
    activity_out,
    awaiting_out,
    desk_task_out,
)
from api.deps import RetryDep, SignedIn, SystemDep, requires
from api.lists import After, Limit, next_link
from api.once import Reply, once
from api.reach import note_reads, person_of
from api.schemas import ListOf
from planner.access import Capability
from planner.activities.desk import desk_of
from planner.ports import UnitOfWork
from planner.usecases import finish_task

router = APIRouter(tags=["activities"])
Viewer = Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)]
Judge = Annotated[SignedIn, requires(Capability.ACTIVITY_JUDGE)]


class NoteBody(BaseModel):
    """What there is to say of a finished task: a number of a letter, an address of the evidence."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"note": "Sertifikat 12/2027"}]}
    )
    note: str = Field("", max_length=2000)


@router.get("/people/{person_id}/activities")
def list_activities(who: Viewer, person_id: str, system: SystemDep) -> ListOf[ActivityOut]:
    """List a person's activities with their tasks, by start."""
    with system.open(write=False) as uow:
        person = person_of(system.worlds.within(uow), who.actor, person_id)
        found = uow.activities.of_person(person.nip)
    note_reads(system, who, [person.nip], "activities")
    return ListOf(items=[activity_out(one) for one in found])


@router.get("/tasks")
def list_tasks(
    who: Viewer, request: Request, system: SystemDep, after: After = None, limit: Limit = 50
) -> ListOf[DeskTaskOut]:
    """List the tasks that wait for the reader and can be done now, the earliest deadline first."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        page = uow.activities.waiting(desk_of(who.actor), after, limit)
    note_reads(system, who, {row.nip for row in page.rows}, "tasks")
    today = system.clock.today()
    rows = [desk_task_out(row, known.id_of, today) for row in page.rows]
    return ListOf(items=rows, next=next_link(request, page.next))


@router.post("/tasks/{task_id}/finish", response_model=ActivityOut)
def finish(
    who: Annotated[SignedIn, requires(Capability.TASK_FINISH)],
    task_id: int,
    system: SystemDep,
    retry: RetryDep,
    body: NoteBody | None = None,
) -> Response:
    """Say that a task is done; the last one ends the activity, which then awaits its result."""
    note = body.note if body else ""

    def work(uow: UnitOfWork) -> Reply:
        finish_task(uow, who.actor, task_id, note, system.clock)
        return _reply(uow, task_id)

    return once(system, who, retry, work)


@router.get("/activities/awaiting-result")
def list_awaiting(
    who: Judge, request: Request, system: SystemDep, after: After = None, limit: Limit = 50
) -> ListOf[AwaitingOut]:
    """List the activities whose result the reader has to record, the earliest end first."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        page = uow.activities.awaiting_result(desk_of(who.actor), after, limit)
    note_reads(system, who, {row.nip for row in page.rows}, "tasks")
    rows = [awaiting_out(row, known.id_of) for row in page.rows]
    return ListOf(items=rows, next=next_link(request, page.next))


def _reply(uow: UnitOfWork, task: int) -> Reply:
    found = uow.activities.holding(task)
    return Reply(activity_out(found) if found else None)
