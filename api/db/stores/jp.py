"""The ledger of lesson hours: rows are added, never changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from api.db.stores.people import in_scope
from api.db.tables.agency import person
from api.db.tables.jp import jp_entry
from catalog.ledger import Entry, Grant
from planner.access import Scope

_COLUMNS = [jp_entry.c[name] for name in ("id", "grant", "at", "actor_id", "actor", "reverses", "reason")]


class SqlJpLedgerStore:
    """Implements planner.ports.JpLedgerStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def of(self, nip: str) -> tuple[Entry, ...]:
        """See the port."""
        query = select(*_COLUMNS).where(jp_entry.c.nip == nip).order_by(jp_entry.c.id)
        return tuple(map(_entry, self._connection.execute(query)))

    def locked(self, nip: str) -> tuple[Entry, ...]:
        """See the port."""
        self._connection.execute(select(person.c.nip).where(person.c.nip == nip).with_for_update()).all()
        return self.of(nip)

    def locked_of(self, nips: Collection[str]) -> Mapping[str, tuple[Entry, ...]]:
        """See the port."""
        people = select(person.c.nip).where(person.c.nip.in_(nips)).order_by(person.c.nip).with_for_update()
        self._connection.execute(people).all()
        query = select(*_COLUMNS).where(jp_entry.c.nip.in_(nips)).order_by(jp_entry.c.id)
        found: dict[str, list[Entry]] = {nip: [] for nip in nips}
        for entry in map(_entry, self._connection.execute(query)):
            found[entry.grant.activity.nip].append(entry)
        return {nip: tuple(entries) for nip, entries in found.items()}

    def standing(self, entries: Collection[int]) -> Mapping[int, Grant]:
        """See the port."""
        back = jp_entry.alias()
        taken_back = select(back.c.id).where(back.c.reverses == jp_entry.c.id).exists()
        query = select(jp_entry.c.id, jp_entry.c.grant).where(jp_entry.c.id.in_(entries), ~taken_back)
        return {row.id: row.grant for row in self._connection.execute(query)}

    def of_year(self, scope: Scope, year: int) -> Mapping[str, tuple[Entry, ...]]:
        """See the port."""
        in_year = (jp_entry.c.first_day <= date(year, 12, 31), jp_entry.c.last_day >= date(year, 1, 1))
        query = select(*_COLUMNS).join(person, person.c.nip == jp_entry.c.nip).where(*in_year)
        found: dict[str, list[Entry]] = {}
        for row in self._connection.execute(query.where(in_scope(scope)).order_by(jp_entry.c.id)):
            entry = _entry(row)
            found.setdefault(entry.grant.activity.nip, []).append(entry)
        return {nip: tuple(entries) for nip, entries in found.items()}

    def add(self, entries: Sequence[Entry]) -> tuple[int, ...]:
        """See the port."""
        statement = insert(jp_entry).returning(jp_entry.c.id, sort_by_parameter_order=True)
        return tuple(self._connection.scalars(statement, list(map(_values, entries))))


def _entry(row: Row[Any]) -> Entry:
    return Entry(**row._mapping)


def _values(entry: Entry) -> dict[str, Any]:
    days = entry.grant.activity.days
    return {
        "at": entry.at,
        "actor_id": entry.actor_id,
        "actor": entry.actor,
        "nip": entry.grant.activity.nip,
        "first_day": days[0],
        "last_day": days[-1],
        "grant": entry.grant,
        "reverses": entry.reverses,
        "reason": entry.reason,
    }
