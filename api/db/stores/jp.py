"""The ledger of lesson hours: rows are added, never changed."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from api.db.stores.people import in_scope
from api.db.tables.agency import person
from api.db.tables.jp import jp_entry
from catalog.ledger import Entry
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

    def of_year(self, scope: Scope, year: int) -> Mapping[str, tuple[Entry, ...]]:
        """See the port."""
        return self.between(scope, date(year, 1, 1), date(year, 12, 31))

    def between(self, scope: Scope, first: date, last: date) -> Mapping[str, tuple[Entry, ...]]:
        """See the port."""
        meets = (jp_entry.c.first_day <= last, jp_entry.c.last_day >= first)
        query = select(*_COLUMNS).join(person, person.c.nip == jp_entry.c.nip).where(*meets)
        found: dict[str, list[Entry]] = {}
        for row in self._connection.execute(query.where(in_scope(scope)).order_by(jp_entry.c.id)):
            entry = _entry(row)
            found.setdefault(entry.grant.activity.nip, []).append(entry)
        return {nip: tuple(entries) for nip, entries in found.items()}

    def add(self, entries: Sequence[Entry]) -> tuple[int, ...]:
        """See the port."""
        if not entries:
            return ()
        # SQLite gives ids back in order for one row at a time only; here a meeting of hundreds is one statement. Nobody else
        # adds to these people's ledgers meanwhile: they are locked.
        rows = list(map(_values, entries))
        own = jp_entry.c.nip.in_({row["nip"] for row in rows})
        last = self._connection.execute(select(func.max(jp_entry.c.id)).where(own)).scalar() or 0
        self._connection.execute(insert(jp_entry), rows)
        query = select(jp_entry.c.nip, jp_entry.c.id).where(own, jp_entry.c.id > last).order_by(jp_entry.c.id)
        ids: dict[str, deque[int]] = {}
        for row in self._connection.execute(query):
            ids.setdefault(row.nip, deque()).append(row.id)
        return tuple(ids[row["nip"]].popleft() for row in rows)


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
