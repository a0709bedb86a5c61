"""Filling a task's papers in, and bringing files as evidence, until the task is finished."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from catalog.activity_stages import Document
from planner.access import Actor
from planner.activities import AT_WORK, Activity, EvidenceFile, FilledPaper, Task
from planner.activities.desk import desk_of, sees_activity
from planner.activities.papers import Rows, cleaned, faults_of
from planner.errors import ActivityClosed, Forbidden, NotFound, TaskDone
from planner.errors.papers import BadFile, BadPaper, StalePaper
from planner.ports import Clock, FileStore, UnitOfWork
from planner.usecases.activities import Made, seen_activity

FILES_MAX = 20
"""Files that one task may have."""

KEPT_UNNAMED = timedelta(days=1)
"""How long a file stays that no row names: far longer than the request that is about to name it."""

_NAME_MAX = 120
_ENDINGS: Mapping[str, str] = {
    "application/pdf": ".pdf",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": ".pptx",
}


def save_papers(
    uow: UnitOfWork,
    actor: Actor,
    task_id: int,
    written: Mapping[str, Iterable[Mapping[str, str]]],
    clock: Clock,
    version: int | None = None,
) -> Activity:
    """Write into papers of a task (rows by the key of the document), each anew; they may be left incomplete.

    What did not change is not stored again. ``version`` is the activity's that the writer read, None to overwrite.
    Raises NotFound, Forbidden for another's task, ActivityClosed, TaskDone, StalePaper when one of the papers was
    written since, BadPaper with the faults of all of them.
    """
    with uow:
        before, task = _at_hand(uow, actor, task_id)
        documents = {key: _document(task, key) for key in written}
        kept = {key: cleaned(documents[key], rows) for key, rows in written.items()}
        faults = [
            fault for key, rows in kept.items() for fault in faults_of(documents[key], rows, draft=True)
        ]
        if faults:
            raise BadPaper(faults)
        changed = {key: rows for key, rows in kept.items() if rows != _rows(task, key)}
        if not changed:
            return before
        _check_version(before, task, changed.keys(), version)
        after = _changed(before, clock)
        new = [
            FilledPaper(key, rows, clock.now(), actor.username, after.version)
            for key, rows in changed.items()
        ]
        uow.activities.save_papers(task_id, new)
        after = _with_task(after, replace(task, papers=_put(task.papers, new)))
        _keep(uow, actor, before, after, "write", task, {"documents": [paper.document for paper in new]})
        uow.commit()
    return after


def add_file(
    uow: UnitOfWork, files: FileStore, actor: Actor, task_id: int, name: str, content: bytes, clock: Clock
) -> Activity:
    """Bring a file as evidence of a task.

    The file is kept before its row is; without the row it is swept away later. Raises NotFound, Forbidden for another's
    task, ActivityClosed, TaskDone, BadFile.
    """
    with uow:
        before, task = _at_hand(uow, actor, task_id)
        if len(task.files) >= FILES_MAX:
            raise BadFile("A task has at most {limit} files.", limit=FILES_MAX)
        kept = files.keep(content)
        if kept.sha256 in {one.sha256 for one in task.files}:
            raise BadFile("This file is there already.")
        after = _changed(before, clock)
        new = EvidenceFile(
            id=0,
            name=shown_name(name, kept.kind),
            kind=kept.kind,
            size=kept.size,
            sha256=kept.sha256,
            stored_as=kept.stored_as,
            added_at=clock.now(),
            added_by=actor.username,
        )
        new = replace(new, id=uow.activities.add_file(task_id, new))
        after = _with_task(after, replace(task, files=(*task.files, new)))
        _keep(uow, actor, before, after, "add_file", task, {"file": new.id})
        uow.commit()
    return after


def remove_file(uow: UnitOfWork, actor: Actor, task_id: int, file_id: int, clock: Clock) -> Activity:
    """Take a file back from a task; its content is swept away later.

    Raises NotFound, Forbidden for another's task, ActivityClosed, TaskDone.
    """
    with uow:
        before, task = _at_hand(uow, actor, task_id)
        left = tuple(one for one in task.files if one.id != file_id)
        if len(left) == len(task.files):
            raise NotFound("file", file_id)
        uow.activities.remove_file(file_id)
        after = _with_task(_changed(before, clock), replace(task, files=left))
        _keep(uow, actor, before, after, "remove_file", task, {"file": file_id})
        uow.commit()
    return after


def find_file(uow: UnitOfWork, actor: Actor, task_id: int, file_id: int) -> tuple[Activity, EvidenceFile]:
    """A file, and the activity that it is evidence of, for whoever sees that activity. Raises NotFound."""
    with uow:
        found = uow.activities.find_holding(task_id)
        person = uow.people.get(found.nip) if found else None
    if found is None or person is None or not sees_activity(actor, found, person):
        raise NotFound("task", task_id)
    task = next(one for one in found.tasks if one.id == task_id)
    for file in task.files:
        if file.id == file_id:
            return found, file
    raise NotFound("file", file_id)


def sweep_files(uow: UnitOfWork, files: FileStore, clock: Clock) -> int:
    """Remove the files that no task names for a day or longer; how many that were."""
    with uow:
        used = uow.activities.stored_files()
    return files.sweep(used, clock.now() - KEPT_UNNAMED)


def shown_name(name: str, kind: str) -> str:
    """Return what a file is called for people: the last part of its name, and the ending of what it really is."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(sign for sign in last if unicodedata.category(sign)[0] not in "CZ" or sign == " ")
    stem = re.sub(r"\.\w{1,5}$", "", " ".join(plain.split()))[:_NAME_MAX].strip(" .") or "berkas"
    return stem + _ENDINGS.get(kind, "")


def _at_hand(uow: UnitOfWork, actor: Actor, task_id: int) -> tuple[Activity, Task]:
    """A task that the actor may work on now, and its activity."""
    found, person = seen_activity(uow, actor, uow.activities.holding(task_id), "task", task_id)
    task = next(one for one in found.tasks if one.id == task_id)
    if not desk_of(actor).holds(person, task.stage.doer, found.parties):
        raise Forbidden
    if found.phase not in AT_WORK:
        raise ActivityClosed
    if task.finished_at is not None:
        raise TaskDone
    return found, task


def _document(task: Task, key: str) -> Document:
    for one in task.stage.documents:
        if one.key == key and one.contents:
            return one
    raise NotFound("paper", key)


def _check_version(found: Activity, task: Task, keys: Collection[str], version: int | None) -> None:
    # Others fill other papers of the same activity meanwhile; that is no conflict.
    written = max((paper.version for paper in task.papers if paper.document in keys), default=0)
    if version is not None and written > version:
        raise StalePaper(version, found.version)


def _rows(task: Task, key: str) -> Rows:
    return next((paper.rows for paper in task.papers if paper.document == key), ())


def _changed(before: Activity, clock: Clock) -> Activity:
    return replace(before, version=before.version + 1, changed_at=clock.now())


def _put(papers: tuple[FilledPaper, ...], new: Iterable[FilledPaper]) -> tuple[FilledPaper, ...]:
    written = {paper.document: paper for paper in (*papers, *new)}
    return tuple(written[key] for key in sorted(written))


def _with_task(found: Activity, changed: Task) -> Activity:
    return replace(found, tasks=tuple(changed if one.id == changed.id else one for one in found.tasks))


def _keep(
    uow: UnitOfWork,
    actor: Actor,
    before: Activity,
    after: Activity,
    move: str,
    task: Task,
    detail: Mapping[str, object],
) -> None:
    """Store the new version and its row of the log, which tells what was touched and never what was written."""
    uow.activities.change([after])
    what = {"task": task.stage.key, "number": task.number, **detail}
    uow.decisions.add([Made(actor, before, after).row(move, "", what)])
