"""Decisions, reads and imports, kept for ever."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, Row, String, cast, insert, select

from api.db.stores.paging import fetch_page
from api.db.stores.people import in_scope
from api.db.tables.agency import person
from api.db.tables.journeys import journey
from api.db.tables.logs import decision_log, import_log, read_log
from planner.access import Scope
from planner.ports import Decision, ImportEntry, ImportReport, Page, Read, TableReport

_DECISION = [decision_log.c[field.name] for field in fields(Decision)]
_READ = [read_log.c[field.name] for field in fields(Read)]


class SqlDecisionLog:
    """Implements planner.ports.DecisionLog."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, decisions: Sequence[Decision]) -> None:
        """See the port."""
        rows = [{k: v for k, v in _shallow(decision).items() if k != "id"} for decision in decisions]
        if rows:
            self._connection.execute(insert(decision_log), rows)

    def of(self, subject: str, subject_id: str) -> tuple[Decision, ...]:
        """See the port."""
        return self.each_of(subject, [subject_id]).get(subject_id, ())

    def each_of(self, subject: str, subject_ids: Collection[str]) -> Mapping[str, tuple[Decision, ...]]:
        """See the port."""
        here = (decision_log.c.subject == subject, decision_log.c.subject_id.in_(sorted(subject_ids)))
        query = select(*_DECISION).where(*here).order_by(decision_log.c.id)
        found: dict[str, list[Decision]] = {}
        for row in map(_decision, self._connection.execute(query)):
            found.setdefault(row.subject_id, []).append(row)
        return {key: tuple(rows) for key, rows in found.items()}

    def page(
        self, after: str | None = None, limit: int = 50, scope: Scope = Scope(everyone=True)
    ) -> Page[Decision]:
        """See the port."""
        query, keys = select(*_DECISION), (decision_log.c.id,)
        if not scope.everyone:
            number = cast(journey.c.id, String)
            seen = select(number).join(person, person.c.nip == journey.c.nip).where(in_scope(scope))
            query = query.where(decision_log.c.subject == "journey", decision_log.c.subject_id.in_(seen))
        return fetch_page(self._connection, query, keys, (int,), _decision, after, limit, newest_first=True)


class SqlReadLog:
    """Implements planner.ports.ReadLog."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, reads: Sequence[Read]) -> None:
        """See the port."""
        if reads:
            self._connection.execute(insert(read_log), [_shallow(read) for read in reads])

    def of(self, nip: str, limit: int = 200) -> tuple[Read, ...]:
        """See the port."""
        query = select(*_READ).where(read_log.c.nip == nip).order_by(read_log.c.id.desc()).limit(limit)
        return tuple(Read(*row) for row in self._connection.execute(query))


class SqlImportLog:
    """Implements planner.ports.ImportLog."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: ImportEntry) -> None:
        """See the port."""
        tables = {name: asdict(table) for name, table in entry.report.tables.items()}
        row = {"at": entry.at, "actor": entry.actor, "revision": entry.revision, "report": tables}
        self._connection.execute(insert(import_log), row)

    def latest(self, limit: int = 20) -> tuple[ImportEntry, ...]:
        """See the port."""
        query = select(import_log).order_by(import_log.c.id.desc()).limit(limit)
        return tuple(map(_entry, self._connection.execute(query)))


def _shallow(record: Any) -> dict[str, Any]:
    return {field.name: getattr(record, field.name) for field in fields(record)}


def _decision(row: Row[Any]) -> Decision:
    return Decision(**row._mapping)


def _entry(row: Row[Any]) -> ImportEntry:
    tables: Mapping[str, Mapping[str, int]] = row.report
    report = ImportReport({name: TableReport(**numbers) for name, numbers in tables.items()})
    return ImportEntry(row.at, row.actor, row.revision, report)
