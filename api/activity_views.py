"""Activities and tasks as answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel

from catalog.activity_stages import ActivityStage, Document, Doer, Field, FieldKind, Words
from planner.activities import (
    Activity,
    EvidenceFile,
    FilledPaper,
    Phase,
    Task,
    Turn,
    possible_results,
    ready_tasks,
)
from planner.activities.papers import missing_papers
from planner.ports import ActivityRow, TaskRow


class TextOut(BaseModel):
    """A text in both languages."""

    id: str
    en: str


class ChoiceOut(TextOut):
    """One of the answers that a field offers."""

    key: str


class FieldOut(TextOut):
    """A field of a paper; days are written YYYY-MM-DD, a choice or a score as the key of its answer."""

    key: str
    kind: FieldKind
    required: bool
    choices: list[ChoiceOut]


class DocumentOut(BaseModel):
    """A paper of a stage, and its fields; ``repeats`` where it is a table of rows. Without fields it is a file."""

    key: str
    title: TextOut
    contents: list[FieldOut]
    repeats: bool


class StageOut(BaseModel):
    """What is to be done: output, who is responsible, papers, and where it stands."""

    key: str
    title: TextOut
    output: TextOut
    role: Doer
    documents: list[DocumentOut]
    evidence: bool
    reference: str
    certainty: str


class PaperOut(BaseModel):
    """What was written into a paper, by the key of its document: texts by the keys of the fields."""

    document: str
    rows: list[dict[str, str]]
    saved_at: datetime
    saved_by: str


class FileOut(BaseModel):
    """A file brought as evidence: its media type by its content, its size in bytes."""

    id: int
    name: str
    kind: str
    size: int
    sha256: str
    added_at: datetime
    added_by: str


class MissingOut(BaseModel):
    """What is still to be written or brought; ``row`` counts from 1, 0 for the whole paper."""

    document: str
    row: int
    field: str


class PartyOut(BaseModel):
    """Who plays a part in an activity."""

    role: Doer
    name: str


class TaskOut(BaseModel):
    """A task of an activity; ``ready`` when those before it are done, ``missing`` is what keeps it from being finished."""

    id: int
    stage: StageOut
    number: int
    due: date
    ready: bool
    finished_at: datetime | None
    note: str
    papers: list[PaperOut]
    files: list[FileOut]
    missing: list[MissingOut]


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
    parties: list[PartyOut]
    tasks: list[TaskOut]


class OneActivityOut(ActivityOut):
    """An activity, and whose it is; ``person_id`` is null for who sees the activity and not the person."""

    person_id: str | None
    name: str
    unit_name: str


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
    return ActivityOut(**_fields(found))


def one_activity_out(found: Activity, person_id: str | None, name: str, unit_name: str) -> OneActivityOut:
    """An activity with all its tasks, and whose it is."""
    return OneActivityOut(**_fields(found), person_id=person_id, name=name, unit_name=unit_name)


def _fields(found: Activity) -> dict[str, Any]:
    ready = {task.id for task in ready_tasks(found)}
    return {
        **{name: getattr(found, name) for name in _PLAIN},
        "results": list(possible_results(found)),
        "parties": [PartyOut(role=one.doer, name=one.name) for one in found.parties],
        "tasks": [_task(task, ready=task.id in ready) for task in found.tasks],
    }


_PLAIN = ("id", "journey", "solution", "form", "starts", "ends", "phase", "version")


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
    missing = missing_papers(task) if task.finished_at is None else ()
    return TaskOut(
        id=task.id,
        stage=_stage(task.stage),
        number=task.number,
        due=task.due,
        ready=ready,
        finished_at=task.finished_at,
        note=task.note,
        papers=[_paper(one) for one in task.papers],
        files=[_file(one) for one in task.files],
        missing=[MissingOut(document=one.document, row=one.row, field=one.field) for one in missing],
    )


def _paper(one: FilledPaper) -> PaperOut:
    rows = [dict(row) for row in one.rows]
    return PaperOut(document=one.document, rows=rows, saved_at=one.saved_at, saved_by=one.saved_by)


def _file(one: EvidenceFile) -> FileOut:
    return FileOut(**{name: getattr(one, name) for name in FileOut.model_fields})


def _stage(stage: ActivityStage) -> StageOut:
    return StageOut(
        key=stage.key,
        title=_text(stage.title),
        output=_text(stage.output),
        role=stage.doer,
        documents=[_document(one) for one in stage.documents],
        evidence=stage.evidence,
        reference=stage.citation.reference,
        certainty=stage.citation.certainty,
    )


def _document(one: Document) -> DocumentOut:
    contents = [_field(field) for field in one.contents]
    return DocumentOut(key=one.key, title=_text(one.title), contents=contents, repeats=one.repeats)


def _field(one: Field) -> FieldOut:
    choices = [ChoiceOut(key=step.key, id=step.name, en=step.name_en) for step in one.choices]
    return FieldOut(
        key=one.key, id=one.name, en=one.name_en, kind=one.kind, required=one.required, choices=choices
    )


def _text(words: Words) -> TextOut:
    return TextOut(id=words.name, en=words.name_en)
