"""The page of one activity: where it stands, who plays which part, what was written and brought, and what is next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, requires, translator_of
from api.i18n import Translator
from api.pages.activity_rules import rule_lines
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import go, page
from api.pages.tasks import desk_page
from api.pages.words import RESULT_NAMES
from api.reach import activity_of, note_reads
from api.system import System
from catalog.activity_stages import Document, Field, FieldKind
from competency_models.people import Person
from planner.access import Capability, sees
from planner.activities import AT_WORK, Activity, Task, Turn, possible_results, ready_tasks
from planner.activities.desk import desk_of, may_record_result
from planner.activities.papers import Rows, missing_papers
from planner.errors import NotFound, Refusal
from planner.usecases import record_result

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Written:
    """A paper as it is read: each row a list of what was asked and what was answered."""

    document: Document
    rows: tuple[tuple[tuple[Field, str], ...], ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A task as it is shown: what is written, whether it can be done now, and whether the reader may write."""

    task: Task
    written: tuple[Written, ...]
    ready: bool
    mine: bool
    complete: bool


@router.get("/activities/{activity_id}")
def show_activity(
    request: Request,
    system: SystemDep,
    who: Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)],
    activity_id: int,
) -> Response:
    """Show one activity with everything that belongs to it."""
    return _page(request, system, who, activity_id)


@router.post("/activities/{activity_id}/result")
def do_result(
    request: Request,
    system: SystemDep,
    who: Annotated[SignedIn, requires(Capability.ACTIVITY_JUDGE)],
    activity_id: int,
    result: Annotated[Turn, Form()],
    reason: Annotated[str, Form(max_length=2000)] = "",
    here: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Record how an activity ended, from its own page (``here``) or from the desk."""
    try:
        record_result(
            system.open(),
            who.actor,
            activity_id,
            result,
            reason,
            system.law,
            system.clock,
            check_duties=system.check_duties,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        if here:
            return _page(request, system, who, activity_id, refusal)
        return desk_page(request, system, who, refusal=refusal)
    if result is Turn.PASS:
        return go(f"/activities/{activity_id}/result", "result-passed")
    return go(f"/activities/{activity_id}" if here else "/tasks", "result-recorded")


def _page(
    request: Request, system: System, who: SignedIn, activity_id: int, refusal: Refusal | None = None
) -> Response:
    with system.open(write=False) as uow:
        found, person, known = activity_of(system, uow, who.actor, activity_id)
        seen = sees(who.actor, person)
        checks = system.check_duties(uow, found, system.clock.today()) if seen else ()
    note_reads(system, who, [person.nip], "activity")
    t = translator_of(request)
    names = Names(known, t)
    steps = _steps(who, found, person, t)
    return page(
        request,
        "activity.html",
        status_of(refusal) if refusal else 200,
        activity=found,
        person=person,
        seen=seen,
        rules=rule_lines(checks, names, system.parameters),
        own=who.actor.nip == person.nip,
        steps=steps,
        next=[step for step in steps if step.ready],
        done=sum(task.finished_at is not None for task in found.tasks),
        results=_results(found, t) if may_record_result(who.actor, person) else [],
        names=names,
        id_of=known.id_of,
        today=system.clock.today(),
        refused=refusal_text(refusal, t) if refusal else "",
    )


def _steps(who: SignedIn, found: Activity, person: Person, t: Translator) -> list[Step]:
    ready, desk = ready_tasks(found), desk_of(who.actor)
    return [
        Step(
            task=task,
            written=_written(task, t),
            ready=task in ready,
            mine=task.finished_at is None
            and found.phase in AT_WORK
            and desk.holds(person, task.stage.doer, found.parties),
            complete=not missing_papers(task),
        )
        for task in found.tasks
    ]


def _written(task: Task, t: Translator) -> tuple[Written, ...]:
    rows: Mapping[str, Rows] = {paper.document: paper.rows for paper in task.papers}
    return tuple(
        Written(one, tuple(_answers(one, row, t) for row in rows[one.key]))
        for one in task.stage.documents
        if rows.get(one.key)
    )


def _answers(document: Document, row: Mapping[str, str], t: Translator) -> tuple[tuple[Field, str], ...]:
    return tuple((one, _answer(one, row[one.key], t)) for one in document.contents if one.key in row)


def _answer(field: Field, text: str, t: Translator) -> str:
    named = {choice.key: t.name(choice) for choice in field.choices}
    match field.kind:
        case FieldKind.DATE:
            return t.iso_date(text)
        case FieldKind.SCORE:
            return f"{text} · {named.get(text, text)}"
    return named.get(text, text)


def _results(found: Activity, t: Translator) -> list[tuple[str, str]]:
    return [(turn.value, t(RESULT_NAMES[turn])) for turn in possible_results(found)]
