"""Activities and tasks as answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from pydantic import BaseModel

from catalog.activity_stages import ActivityStage, Doer, Field, Words
from planner.activities import Activity, Phase, Task, Turn, possible_results, ready_tasks
from planner.ports import ActivityRow, TaskRow


class TextOut(BaseModel):
    """A text in both languages."""

    id: str
    en: str


class DocumentOut(BaseModel):
    """A paper of a stage, and what it must contain."""

    title: TextOut
    contents: list[TextOut]


class StageOut(BaseModel):
    """What is to be done: output, who is responsible, papers, and where it stands."""

    key: str
    title: TextOut
    output: TextOut
    role: Doer
    documents: list[DocumentOut]
    reference: str
    certainty: str


class TaskOut(BaseModel):
    """A task of an activity; ``ready`` when those before it are done."""

    id: int
    stage: StageOut
    number: int
    due: date
    ready: bool
    finished_at: datetime | None
    note: str


class ActivityOut(BaseModel):
    """An item of a plan while it is lived."""

    id: int
    journey: int
    solution: str
    form: str
    starts: date
    ends: date
    phase: Phase
    version: int
    results: list[Turn]
    tasks: list[TaskOut]


class DeskTaskOut(BaseModel):
    """A task that waits for the reader, and whose it is."""

    id: int
    activity: int
    journey: int
    person_id: str
    name: str
    unit_name: str
    solution: str
    form: str
    stage: StageOut
    number: int
    due: date
    overdue: bool


class AwaitingOut(BaseModel):
    """An activity whose result, or evaluation after a failure, is to be recorded."""

    id: int
    journey: int
    person_id: str
    name: str
    unit_name: str
    solution: str
    form: str
    ends: date
    phase: Phase


def activity_out(found: Activity) -> ActivityOut:
    """An activity with all its tasks."""
    ready = {task.id for task in ready_tasks(found)}
    return ActivityOut(
        id=found.id,
        journey=found.journey,
        solution=found.solution,
        form=found.form,
        starts=found.starts,
        ends=found.ends,
        phase=found.phase,
        version=found.version,
        results=list(possible_results(found)),
        tasks=[_task(task, ready=task.id in ready) for task in found.tasks],
    )


def desk_task_out(row: TaskRow, id_of: Mapping[str, str], today: date) -> DeskTaskOut:
    """A task on a desk."""
    return DeskTaskOut(
        id=row.id,
        activity=row.activity,
        journey=row.journey,
        person_id=id_of[row.nip],
        name=row.name,
        unit_name=row.unit_name,
        solution=row.solution,
        form=row.form,
        stage=_stage(row.stage),
        number=row.number,
        due=row.due,
        overdue=row.due < today,
    )


def awaiting_out(row: ActivityRow, id_of: Mapping[str, str]) -> AwaitingOut:
    """An activity that awaits its result."""
    return AwaitingOut(
        id=row.id,
        journey=row.journey,
        person_id=id_of[row.nip],
        name=row.name,
        unit_name=row.unit_name,
        solution=row.solution,
        form=row.form,
        ends=row.ends,
        phase=row.phase,
    )


def _task(task: Task, *, ready: bool) -> TaskOut:
    return TaskOut(
        id=task.id,
        stage=_stage(task.stage),
        number=task.number,
        due=task.due,
        ready=ready,
        finished_at=task.finished_at,
        note=task.note,
    )


def _stage(stage: ActivityStage) -> StageOut:
    return StageOut(
        key=stage.key,
        title=_text(stage.title),
        output=_text(stage.output),
        role=stage.doer,
        documents=[
            DocumentOut(title=_text(one.title), contents=[_text(line) for line in one.contents])
            for one in stage.documents
        ],
        reference=stage.citation.reference,
        certainty=stage.citation.certainty,
    )


def _text(words: Words | Field) -> TextOut:
    return TextOut(id=words.name, en=words.name_en)
