"""Notices: each told once, claimed by one sender at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, bindparam, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.db.stores.paging import fetch_page
from api.db.tables.accounts import account
from api.db.tables.agency import person
from api.db.tables.outbox import outbox
from planner.notices import Notice, NoticeKind, WrittenNotice
from planner.ports import Bundle, Page

_SUPERSEDE = (
    update(outbox)
    .where(outbox.c.account == bindparam("_account"), outbox.c.kind == bindparam("_kind"))
    .where(outbox.c.once_key != bindparam("_key"), outbox.c.read_at.is_(None))
    .values(read_at=bindparam("_at"))
)
_WRITTEN = [outbox.c[field.name] for field in fields(WrittenNotice)]


class SqlOutboxStore:
    """Implements planner.ports.OutboxStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, notices: Sequence[Notice], at: datetime) -> int:
        """See the port."""
        if not notices:
            return 0
        rows = [
            {
                "account": one.account,
                "kind": one.kind.value,
                "params": dict(one.params),
                "once_key": one.once_key,
                "written_at": at,
                "attempts": 0,
                "last_error": "",
            }
            for one in notices
        ]
        insert = postgresql.insert if self._connection.dialect.name == "postgresql" else sqlite.insert
        statement = insert(outbox).on_conflict_do_nothing().returning(outbox.c.id)
        return len(self._connection.execute(statement, rows).all())

    def page(self, account: int, after: str | None = None, limit: int = 50) -> Page[WrittenNotice]:
        """See the port."""
        query = select(*_WRITTEN).where(outbox.c.account == account)
        keys = (outbox.c.id,)
        return fetch_page(self._connection, query, keys, (int,), _written, after, limit, newest_first=True)

    def unread(self, account: int) -> int:
        """See the port."""
        query = select(func.count()).where(outbox.c.account == account, outbox.c.read_at.is_(None))
        return self._connection.execute(query).scalar_one()

    def mark_read(self, account: int, notices: Collection[int] | None, at: datetime) -> int:
        """See the port."""
        here = [outbox.c.account == account, outbox.c.read_at.is_(None)]
        if notices is not None:
            here.append(outbox.c.id.in_(notices))
        return self._connection.execute(update(outbox).where(*here).values(read_at=at)).rowcount

    def supersede(self, newer: Sequence[Notice], at: datetime) -> None:
        """See the port."""
        rows = [{"_account": one.account, "_kind": one.kind.value, "_key": one.once_key} for one in newer]
        if rows:
            self._connection.execute(_SUPERSEDE, [row | {"_at": at} for row in rows])

    def holds(self, account: int, notice: int) -> bool:
        """See the port."""
        query = select(outbox.c.id).where(outbox.c.account == account, outbox.c.id == notice)
        return self._connection.execute(query).first() is not None

    def claim(
        self, now: datetime, until: datetime, quiet_since: datetime, oldest: datetime, limit: int
    ) -> tuple[Bundle, ...]:
        """See the port."""
        to_send = _to_send(now, quiet_since, oldest)
        reached = _reached(to_send)
        # Of two senders each takes the accounts that the other does not hold; the update below looks again, because
        # the other may have finished between our looking and our locking.
        locked = reached.order_by(account.c.id).limit(limit).with_for_update(key_share=True, skip_locked=True)
        mine = list(self._connection.scalars(locked))
        if not mine:
            return ()
        taken = update(outbox).where(outbox.c.account.in_(mine), *to_send)
        taken = taken.values(attempts=outbox.c.attempts + 1, next_attempt_at=until).returning(outbox.c.id)
        return self._bundles(list(self._connection.scalars(taken)))

    def claimable(self, now: datetime, quiet_since: datetime, oldest: datetime) -> int:
        """See the port."""
        reached = _reached(_to_send(now, quiet_since, oldest)).subquery()
        return self._connection.execute(select(func.count()).select_from(reached)).scalar_one()

    def sent(self, notices: Collection[int], at: datetime) -> None:
        """See the port."""
        done = update(outbox).where(outbox.c.id.in_(notices))
        self._connection.execute(done.values(sent_at=at, next_attempt_at=None, last_error=""))

    def failed(self, notices: Collection[int], next_attempt_at: datetime, error: str) -> None:
        """See the port."""
        later = update(outbox).where(outbox.c.id.in_(notices))
        self._connection.execute(later.values(next_attempt_at=next_attempt_at, last_error=error))

    def _bundles(self, taken: Collection[int]) -> tuple[Bundle, ...]:
        name = func.coalesce(person.c.name, account.c.username).label("name")
        query = select(*_WRITTEN, outbox.c.attempts, account.c.email, name)
        query = query.join(account, account.c.id == outbox.c.account)
        query = query.outerjoin(person, person.c.nip == account.c.nip)
        query = query.where(outbox.c.id.in_(taken)).order_by(outbox.c.account, outbox.c.id)
        rows: Iterable[Row[Any]] = self._connection.execute(query)
        return tuple(_bundle(number, list(own)) for number, own in groupby(rows, key=lambda row: row.account))


def _reached(to_send: Sequence[ColumnElement[bool]]) -> Select[tuple[int]]:
    numbers = select(outbox.c.account).where(*to_send)
    serving = (account.c.email != "", account.c.disabled.is_(False))
    return select(account.c.id).where(account.c.id.in_(numbers), *serving)


def _to_send(now: datetime, quiet_since: datetime, oldest: datetime) -> list[ColumnElement[bool]]:
    other = outbox.alias()
    waits = other.c.sent_at.is_(None) & (other.c.next_attempt_at > now) & other.c.read_at.is_(None)
    quiet = select(other.c.id).where(
        other.c.account == outbox.c.account, (other.c.sent_at >= quiet_since) | waits
    )
    unread = (outbox.c.sent_at.is_(None), outbox.c.read_at.is_(None), outbox.c.written_at >= oldest)
    return [*unread, ~quiet.correlate(outbox).exists()]


def _written(row: Row[Any]) -> WrittenNotice:
    values = {field.name: getattr(row, field.name) for field in fields(WrittenNotice)}
    return WrittenNotice(**values | {"kind": NoticeKind(values["kind"])})


def _bundle(number: int, rows: Sequence[Row[Any]]) -> Bundle:
    attempts = max(row.attempts for row in rows)
    return Bundle(number, rows[0].email, rows[0].name, attempts, tuple(map(_written, rows)))
