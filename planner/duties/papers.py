"""What was written into the papers of an activity's stages."""

from __future__ import annotations

from datetime import date

from catalog.activity_stages import Document, FieldKind
from planner.activities import Activity, Task
from planner.activities.papers import faults_of


def tasks_of(activity: Activity, stage: str) -> tuple[Task, ...]:
    """The tasks of a stage, more than one where it is repeated."""
    return tuple(task for task in activity.tasks if task.stage.key == stage)


def documents_of(activity: Activity) -> dict[str, tuple[Task, Document]]:
    """Every document of the activity by key, with the last task that has it."""
    return {document.key: (task, document) for task in activity.tasks for document in task.stage.documents}


def reported(task: Task) -> bool:
    """Whether something was written or brought: a paper, a file or a note."""
    return bool(task.papers or task.files or task.note)


def filled(task: Task, document: Document) -> int:
    """How many of the required fields of a task's paper are written, in every row where there are several."""
    rows = next((paper.rows for paper in task.papers if paper.document == document.key), ())
    if not rows:
        return 0
    lacking = {fault.field for fault in faults_of(document, rows) if fault.missing}
    return sum(field.required and field.key not in lacking for field in document.contents)


def answers(activity: Activity, field: str) -> tuple[str, ...]:
    """What was written into every field of that key."""
    return tuple(
        row[field] for task in activity.tasks for paper in task.papers for row in paper.rows if row.get(field)
    )


def answers_of(task: Task, field: str) -> tuple[str, ...]:
    """What was written into the field of that key in a task's papers."""
    return tuple(row[field] for paper in task.papers for row in paper.rows if row.get(field))


def days_of(task: Task) -> tuple[date, ...]:
    """Every day written into a task's papers, in order."""
    keys = {
        field.key
        for document in task.stage.documents
        for field in document.contents
        if field.kind is FieldKind.DATE
    }
    return tuple(sorted(day for key in keys for text in answers_of(task, key) if (day := _day(text))))


def meeting_days(activity: Activity) -> tuple[date, ...]:
    """The days on which something was held, by every list of the activity's papers; each once."""
    lists = {
        task.id: days_of(task)
        for task in activity.tasks
        if any(document.repeats for document in task.stage.documents)
    }
    return tuple(sorted({day for days in lists.values() for day in days}))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
