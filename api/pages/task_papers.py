"""The page of one task: its papers filled in, files brought, a draft kept, and the task finished."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, requires, translator_of
from api.evidence_answer import file_answer
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import go, page
from api.pages.task_forms import FILES, fault_list, shown_papers, typed_rows, without_row
from api.reach import note_reads
from api.system import System
from competency_models.people import Person
from planner import usecases
from planner.access import Capability, sees
from planner.activities import AT_WORK, Activity, Task, ready_tasks
from planner.activities.desk import desk_of, sees_activity
from planner.activities.papers import Rows, cleaned
from planner.errors import NotFound, Refusal, TaskWaits
from planner.errors.papers import BadFile, BadPaper, PaperFault, PapersIncomplete, StalePaper

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)]
Doer = Annotated[SignedIn, requires(Capability.TASK_FINISH)]
TAKEN = ".pdf,.png,.jpg,.jpeg,.docx,.xlsx,.pptx"


@dataclass(frozen=True)
class Open:
    """A task with its activity, and whose it is."""

    activity: Activity
    task: Task
    person: Person


@dataclass(frozen=True)
class Sent:
    """What was sent: the button pressed with what it is about, and everything that was typed or chosen."""

    form: FormData

    @property
    def action(self) -> str:
        """The button: save, finish, row, drop."""
        return str(self.form.get("action", "save")).partition(":")[0]

    @property
    def about(self) -> list[str]:
        """What the button is about."""
        return str(self.form.get("action", "")).split(":")[1:]

    @property
    def version(self) -> int | None:
        """The activity's version that the page was made from."""
        text = str(self.form.get("version", ""))
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None

    def files(self) -> list[UploadFile]:
        """The files that were chosen."""
        return [one for one in self.form.getlist("file") if isinstance(one, UploadFile) and one.filename]

    def rows(self, task: Task) -> dict[str, Rows]:
        """What was typed, without a row that the button takes away."""
        typed = typed_rows(task, self.form)
        match self.about:
            case [key, number] if self.action == "row" and key in typed and number.isdigit():
                typed[key] = without_row(typed[key], int(number[:4]))
        known = {document.key: document for document in task.stage.documents}
        return {key: cleaned(known[key], rows) for key, rows in typed.items()}


async def _sent(request: Request) -> AsyncIterator[Sent]:
    async with request.form() as form:
        yield Sent(form)


@router.get("/tasks/{task_id}")
def show_task(request: Request, system: SystemDep, who: Viewer, task_id: int) -> Response:
    """Show the form of a task to whose it is; everybody else who sees the activity is led there."""
    opened = _opened(system, who, task_id)
    if not _may_write(who, opened):
        return go(f"/activities/{opened.activity.id}#task-{task_id}")
    note_reads(system, who, [opened.person.nip], "activity")
    return _page(request, system, who, opened)


@router.post("/tasks/{task_id}")
def do_task(
    request: Request, system: SystemDep, who: Doer, task_id: int, sent: Annotated[Sent, Depends(_sent)]
) -> Response:
    """Keep what was typed, bring or take back files, and finish the task where that was asked for."""
    opened = _opened(system, who, task_id)
    typed = sent.rows(opened.task)
    try:
        _store(system, who, task_id, sent, typed)
    except (BadPaper, BadFile, StalePaper, TaskWaits) as refusal:
        return _page(request, system, who, _opened(system, who, task_id), sent, refusal)
    if sent.action == "finish":
        return go(f"/activities/{opened.activity.id}", "task-done")
    if sent.action == "row" and len(sent.about) == 1:
        return go(f"/tasks/{task_id}?{urlencode({'more': sent.about[0]})}", "paper-saved", "new-row")
    return go(f"/tasks/{task_id}", "paper-saved")


@router.get("/tasks/{task_id}/files/{file_id}")
def get_file(system: SystemDep, who: Viewer, task_id: int, file_id: int) -> Response:
    """Give a file as it was brought."""
    return file_answer(system, who, task_id, file_id)


def _store(system: System, who: SignedIn, task_id: int, sent: Sent, typed: dict[str, Rows]) -> None:
    if typed:
        usecases.save_papers(system.open(), who.actor, task_id, typed, system.clock, sent.version)
    for file in sent.files():
        brought = (file.filename or "", file.file.read())
        usecases.add_file(system.open(), system.files, who.actor, task_id, *brought, system.clock)
    if sent.action == "drop" and sent.about and sent.about[0].isdigit():
        usecases.remove_file(system.open(), who.actor, task_id, int(sent.about[0][:9]), system.clock)
    if sent.action == "finish":
        usecases.finish_task(
            system.open(), who.actor, task_id, str(sent.form.get("note", ""))[:2000], system.clock
        )


def _opened(system: System, who: SignedIn, task_id: int) -> Open:
    with system.open(write=False) as uow:
        found = uow.activities.find_holding(task_id)
        person = uow.people.get(found.nip) if found else None
    if found is None or person is None or not sees_activity(who.actor, found, person):
        raise NotFound("task", task_id)
    return Open(found, next(one for one in found.tasks if one.id == task_id), person)


def _may_write(who: SignedIn, opened: Open) -> bool:
    doer, parties = opened.task.stage.doer, opened.activity.parties
    mine = desk_of(who.actor).holds(opened.person, doer, parties)
    return mine and opened.activity.phase in AT_WORK and opened.task.finished_at is None


def _page(
    request: Request,
    system: System,
    who: SignedIn,
    opened: Open,
    sent: Sent | None = None,
    refusal: Refusal | None = None,
) -> Response:
    t = translator_of(request)
    stored = {paper.document: paper.rows for paper in opened.task.papers}
    faults: Iterable[PaperFault] = refusal.faults if isinstance(refusal, BadPaper) else ()
    told = fault_list(faults, t)
    if isinstance(refusal, BadFile):
        told[FILES] = t(refusal.problem, **refusal.fields)
    return page(
        request,
        "task.html",
        status_of(refusal) if refusal else 200,
        activity=opened.activity,
        task=opened.task,
        person=opened.person,
        seen=sees(who.actor, opened.person),
        own=who.actor.nip == opened.person.nip,
        ready=opened.task in ready_tasks(opened.activity),
        names=Names(system.worlds.current(), t),
        papers=shown_papers(
            opened.task,
            sent.rows(opened.task) if sent else stored,
            faults,
            t,
            request.query_params.get("more", ""),
        ),
        faults=told,
        why=refusal_text(refusal, t) if refusal else "",
        refused=refusal_text(refusal, t) if refusal and not told else "",
        kept=isinstance(refusal, PapersIncomplete | BadFile | TaskWaits),
        stale=isinstance(refusal, StalePaper),
        note=str(sent.form.get("note", "")) if sent else "",
        max_mb=system.settings.evidence_max_mb,
        taken=TAKEN,
        id_of=system.worlds.current().id_of,
    )
