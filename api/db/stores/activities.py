"""Activities and their tasks. Each change is guarded by the version that it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from itertools import groupby
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    false,
    insert,
    or_,
    select,
    update,
)

from api.db.stores.paging import fetch_page
from api.db.stores.people import in_scope
from api.db.tables.activities import activity, evidence, paper, party, task
from api.db.tables.agency import assessment, person, unit
from api.db.tables.journeys import CLOSED, journey
from catalog.activity_stages import Doer
from competency_models.people import Source
from planner.activities import (
    AT_WORK,
    KNOWN,
    TO_JUDGE,
    Activity,
    EvidenceFile,
    FilledPaper,
    Party,
    Phase,
    Task,
    ready_tasks,
)
from planner.activities.desk import BY_OFFICER, BY_SUPERIOR, Desk
from planner.errors import StaleVersion
from planner.ports import ActivityRow, DueTask, Page, ResultRow, TaskRow

_Held = TypeVar("_Held", FilledPaper, EvidenceFile)

_PLAIN = [field.name for field in fields(Activity) if field.name not in ("tasks", "parties")]
_TASK = [field.name for field in fields(Task) if field.name not in ("papers", "files")]
_BOTH = select(
    *[activity.c[name] for name in _PLAIN], *[task.c[name].label(f"task_{name}") for name in _TASK]
)
_PERSON = [activity.c.journey, activity.c.nip, person.c.name, unit.c.name.label("unit_name")]
_PERSON += [activity.c.solution, activity.c.form]


class SqlActivityStore:
    """Implements planner.ports.ActivityStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, activity_id: int) -> Activity | None:
        """See the port."""
        lock = select(activity.c.id).where(activity.c.id == activity_id).with_for_update()
        self._connection.execute(lock)
        return next(self._found(activity.c.id == activity_id), None)

    def holding(self, task_id: int) -> Activity | None:
        """See the port."""
        query = select(task.c.activity).where(task.c.id == task_id)
        found = self._connection.execute(query).scalar()
        return None if found is None else self.get(found)

    def find(self, activity_id: int) -> Activity | None:
        """See the port."""
        return next(self._found(activity.c.id == activity_id), None)

    def find_holding(self, task_id: int) -> Activity | None:
        """See the port."""
        its = select(task.c.activity).where(task.c.id == task_id).scalar_subquery()
        return next(self._found(activity.c.id == its), None)

    def of_journey(self, journey_id: int) -> tuple[Activity, ...]:
        """See the port."""
        return tuple(self._found(activity.c.journey == journey_id))

    def of_open_journeys(self) -> tuple[Activity, ...]:
        """See the port."""
        still_open = select(journey.c.id).where(journey.c.state.not_in(CLOSED))
        return tuple(self._found(activity.c.journey.in_(still_open)))

    def of_person(self, nip: str) -> tuple[Activity, ...]:
        """See the port."""
        return tuple(self._found(activity.c.nip == nip))

    def of_units(
        self, units: Collection[str], forms: Collection[str], since: date, until: date
    ) -> tuple[Activity, ...]:
        """See the port."""
        people = select(person.c.nip).where(person.c.unit.in_(units))
        asked = (activity.c.nip.in_(people), activity.c.form.in_(forms), activity.c.phase != Phase.CANCELLED)
        return tuple(self._found(*asked, activity.c.starts <= until, activity.c.ends >= since))

    def lived_by(
        self, solution: str, nips: Collection[str], phases: Collection[Phase] = AT_WORK
    ) -> tuple[Activity, ...]:
        """See the port."""
        mine = (activity.c.solution == solution, activity.c.nip.in_(nips), activity.c.phase.in_(phases))
        lock = select(activity.c.id).where(*mine).order_by(activity.c.id).with_for_update()
        self._connection.execute(lock).all()
        return tuple(self._found(*mine))

    def add(self, activities: Sequence[Activity]) -> None:
        """See the port."""
        if not activities:
            return
        rows = [{name: getattr(new, name) for name in _PLAIN if name != "id"} for new in activities]
        statement = insert(activity).returning(activity.c.id, sort_by_parameter_order=True)
        numbers = list(self._connection.scalars(statement, rows))
        tasks = [
            row for number, new in zip(numbers, activities, strict=True) for row in _new_tasks(number, new)
        ]
        if tasks:
            self._connection.execute(insert(task), tasks)

    def change(self, activities: Sequence[Activity]) -> None:
        """See the port."""
        if not activities:
            return
        marks = [{f"_{name}": getattr(changed, name) for name in _MARKS} for changed in activities]
        stored = self._connection.execute(_CHANGE, [row | {"_seen": row["_version"] - 1} for row in marks])
        if stored.rowcount != len(activities):
            raise StaleVersion(activities[0].version - 1, activities[0].version)
        rows = [row for changed in activities for row in _changed_tasks(changed)]
        if rows:
            self._connection.execute(_CHANGE_TASK, rows)

    def save_papers(self, task_id: int, papers: Sequence[FilledPaper]) -> None:
        """See the port."""
        again = paper.c.document.in_([filled.document for filled in papers])
        self._connection.execute(delete(paper).where(paper.c.task == task_id, again))
        names = [field.name for field in fields(FilledPaper)]
        rows = [{name: getattr(filled, name) for name in names} | {"task": task_id} for filled in papers]
        self._connection.execute(insert(paper), rows)

    def add_file(self, task_id: int, file: EvidenceFile) -> int:
        """See the port."""
        row = {field.name: getattr(file, field.name) for field in fields(EvidenceFile) if field.name != "id"}
        statement = insert(evidence).values(row | {"task": task_id}).returning(evidence.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def remove_file(self, file_id: int) -> None:
        """See the port."""
        self._connection.execute(delete(evidence).where(evidence.c.id == file_id))

    def stored_files(self) -> frozenset[str]:
        """See the port."""
        return frozenset(self._connection.scalars(select(evidence.c.stored_as)))

    def set_party(self, activity_id: int, played: Party) -> None:
        """See the port."""
        values = {field.name: getattr(played, field.name) for field in fields(Party)}
        self._connection.execute(insert(party).values(activity=activity_id, **values))

    def remove_party(self, activity_id: int, doer: Doer) -> None:
        """See the port."""
        gone = (party.c.activity == activity_id, party.c.doer == doer)
        self._connection.execute(delete(party).where(*gone))

    def failed(self) -> Mapping[str, frozenset[str]]:
        """See the port."""
        query = select(activity.c.nip, activity.c.form).where(activity.c.phase == Phase.FAILED_BARRED)
        found: dict[str, set[str]] = {}
        for nip, form in self._connection.execute(query):
            found.setdefault(nip, set()).add(form)
        return {nip: frozenset(forms) for nip, forms in sorted(found.items())}

    def waiting(self, desk: Desk, after: str | None = None, limit: int = 50) -> Page[TaskRow]:
        """See the port."""
        columns = [task.c.id, task.c.activity, task.c.stage, task.c.number, task.c.due]
        query = _with_person(select(*columns, *_PERSON)).join(task, task.c.activity == activity.c.id)
        query = query.where(task.c.ready, _on_desk(desk))
        keys, kinds = (task.c.due, task.c.id), (date.fromisoformat, int)
        return fetch_page(self._connection, query, keys, kinds, _task_row, after, limit)

    def awaiting_result(self, desk: Desk, after: str | None = None, limit: int = 50) -> Page[ActivityRow]:
        """See the port."""
        query = _with_person(select(activity.c.id, activity.c.ends, activity.c.phase, *_PERSON))
        mine = (in_scope(desk.scope), person.c.nip != desk.nip, activity.c.phase.in_(TO_JUDGE))
        query = query.where(*mine if desk.officer else (false(),))
        keys, kinds = (activity.c.ends, activity.c.id), (date.fromisoformat, int)
        return fetch_page(self._connection, query, keys, kinds, _activity_row, after, limit)

    def results_since(self, day: date) -> tuple[ResultRow, ...]:
        """See the port."""
        known = activity.c.phase.in_(sorted(KNOWN))
        named = [activity.c.nip, activity.c.ends, activity.c.phase, activity.c.solution]
        query: Select[Any] = select(*named, journey.c["items"].label("plan"))
        query = query.join(journey, journey.c.id == activity.c.journey)
        query = query.where(known, activity.c.ends >= day).order_by(activity.c.ends, activity.c.id)
        return tuple(map(_result_row, self._connection.execute(query)))

    def due(self, until: date) -> tuple[DueTask, ...]:
        """See the port."""
        query = (
            select(task.c.id, task.c.activity, activity.c.solution, task.c.due, task.c.doer)
            .add_columns(person.c.nip, person.c.unit, person.c.supervisor)
            .add_columns(party.c.activity.is_not(None).label("played"), party.c.nip.label("party"))
            .select_from(task)
            .join(activity, activity.c.id == task.c.activity)
            .join(person, person.c.nip == activity.c.nip)
            .outerjoin(party, and_(party.c.activity == task.c.activity, party.c.doer == task.c.doer))
            .where(task.c.ready, task.c.due <= until)
            .order_by(task.c.due, task.c.id)
        )
        return tuple(DueTask(*row) for row in self._connection.execute(query))

    def not_assessed_since(
        self, forms: Collection[str], sources: Collection[Source], since: date
    ) -> tuple[Activity, ...]:
        """See the port."""
        after = (assessment.c.nip == activity.c.nip, assessment.c.assessed_on > activity.c.ends)
        anew = exists().where(*after, assessment.c.source.in_(sources)).correlate(activity)
        passed = (activity.c.phase == Phase.PASSED, activity.c.form.in_(forms), activity.c.ends >= since)
        return tuple(self._found(*passed, ~anew))

    def _found(self, *conditions: ColumnElement[bool]) -> Iterator[Activity]:
        query = _BOTH.join(task, task.c.activity == activity.c.id).where(*conditions)
        query = query.order_by(activity.c.starts, activity.c.id, task.c.id)
        rows = self._connection.execute(query).all()
        numbers = {row.id for row in rows}
        papers = self._held(paper, FilledPaper, paper.c.document, numbers)
        files = self._held(evidence, EvidenceFile, evidence.c.id, numbers)
        parties = self._parties(numbers)
        for number, own in groupby(rows, key=lambda row: row.id):
            yield _activity(list(own), papers, files, parties.get(number, ()))

    def _held(
        self, table: Table, kind: type[_Held], order: ColumnElement[Any], activities: Collection[int]
    ) -> Mapping[int, tuple[_Held, ...]]:
        """The records of a table that hang on the activities' tasks, by task."""
        columns = [table.c[field.name] for field in fields(kind)]
        query = select(table.c.task.label("_task"), *columns).join(task, task.c.id == table.c.task)
        query = query.where(task.c.activity.in_(activities)).order_by(table.c.task, order)
        rows = self._connection.execute(query)
        return {
            key: tuple(kind(*row[1:]) for row in own) for key, own in groupby(rows, key=lambda row: row._task)
        }

    def _parties(self, activities: Collection[int]) -> Mapping[int, tuple[Party, ...]]:
        columns = [party.c[field.name] for field in fields(Party)]
        query = select(party.c.activity, *columns).where(party.c.activity.in_(activities))
        rows = self._connection.execute(query.order_by(party.c.activity, party.c.doer))
        return {
            key: tuple(Party(*row[1:]) for row in own)
            for key, own in groupby(rows, key=lambda row: row.activity)
        }


def _with_person(query: Select[Any]) -> Select[Any]:
    joined = query.select_from(activity).join(person, person.c.nip == activity.c.nip)
    return joined.join(unit, unit.c.code == person.c.unit)


def _on_desk(desk: Desk) -> ColumnElement[bool]:
    """Desk.holds, as a condition on the tables ``person`` and ``activity_task``."""
    other = and_(in_scope(desk.scope), person.c.nip != desk.nip)
    parts = [and_(task.c.doer == Doer.EMPLOYEE, person.c.nip == desk.nip)]
    if desk.nip is not None:
        played = exists().where(party.c.activity == task.c.activity, party.c.doer == task.c.doer)
        parts.append(and_(person.c.nip != desk.nip, played.where(party.c.nip == desk.nip)))
        led = (person.c.supervisor == desk.nip, task.c.doer.in_(sorted(BY_SUPERIOR)))
        parts.append(and_(other, *led, ~played))
    if desk.officer:
        orphan = and_(task.c.doer == Doer.SUPERIOR, person.c.supervisor.is_(None))
        parts.append(and_(other, or_(task.c.doer.in_(sorted(BY_OFFICER)), orphan)))
    return or_(*parts)


def _activity(
    rows: Sequence[Row[Any]],
    papers: Mapping[int, tuple[FilledPaper, ...]],
    files: Mapping[int, tuple[EvidenceFile, ...]],
    parties: tuple[Party, ...],
) -> Activity:
    tasks = tuple(
        replace(
            Task(*row[len(_PLAIN) :]), papers=papers.get(row.task_id, ()), files=files.get(row.task_id, ())
        )
        for row in rows
    )
    return Activity(**dict(zip(_PLAIN, rows[0], strict=False)), tasks=tasks, parties=parties)


def _new_tasks(number: int, new: Activity) -> Iterable[dict[str, Any]]:
    ready = {id(one) for one in ready_tasks(new)}
    for one in new.tasks:
        row = {name: getattr(one, name) for name in _TASK if name != "id"}
        yield row | {"activity": number, "doer": one.stage.doer, "ready": id(one) in ready}


def _changed_tasks(changed: Activity) -> Iterable[dict[str, Any]]:
    ready = {one.id for one in ready_tasks(changed)}
    for one in changed.tasks:
        done = {"_finished_at": one.finished_at, "_finished_by": one.finished_by, "_note": one.note}
        yield done | {"_id": one.id, "_ready": one.id in ready}


_MARKS = ("id", "phase", "version", "changed_at")
_CHANGE = (
    update(activity)
    .where(activity.c.id == bindparam("_id"), activity.c.version == bindparam("_seen"))
    .values({name: bindparam(f"_{name}") for name in _MARKS if name != "id"})
)
_CHANGED = ("ready", "finished_at", "finished_by", "note")
_CHANGE_TASK = (
    update(task)
    .where(task.c.id == bindparam("_id"))
    .values({name: bindparam(f"_{name}") for name in _CHANGED})
)


def _task_row(row: Row[Any]) -> TaskRow:
    return TaskRow(**row._mapping)


def _activity_row(row: Row[Any]) -> ActivityRow:
    return ActivityRow(**row._mapping)


def _result_row(row: Row[Any]) -> ResultRow:
    item = next((item for item in row.plan if item.solution == row.solution), None)
    return ResultRow(row.nip, row.ends, row.phase, item)
