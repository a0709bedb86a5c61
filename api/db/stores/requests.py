"""Signed-in browsers, and answers already given to requests that came twice."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Insert, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from api.db.tables.accounts import idempotency_key, session_token
from planner.errors import KeyReused
from planner.ports import Answer, Session


class SqlSessionStore:
    """Implements planner.ports.SessionStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, token_hash: str, now: datetime) -> Session | None:
        """See the port."""
        table = session_token
        here = (table.c.token_hash == token_hash, table.c.expires_at > now)
        row = self._connection.execute(select(table).where(*here)).first()
        return Session(**row._mapping) if row else None

    def add(self, session: Session) -> None:
        """See the port."""
        self._connection.execute(
            insert(session_token).values(
                token_hash=session.token_hash,
                account_id=session.account_id,
                created_at=session.created_at,
                expires_at=session.expires_at,
            )
        )

    def remove(self, token_hash: str) -> None:
        """See the port."""
        self._connection.execute(delete(session_token).where(session_token.c.token_hash == token_hash))

    def remove_all(self, account_id: int) -> None:
        """See the port."""
        self._connection.execute(delete(session_token).where(session_token.c.account_id == account_id))

    def purge(self, now: datetime) -> int:
        """See the port."""
        return self._connection.execute(
            delete(session_token).where(session_token.c.expires_at <= now)
        ).rowcount


class SqlIdempotencyStore:
    """Implements planner.ports.IdempotencyStore: the key goes in first, looking comes second."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, account_id: int, key: str, body_hash: str, now: datetime) -> Answer | None:
        """See the port."""
        row = {"account_id": account_id, "key": key, "body_hash": body_hash, "claimed_at": now}
        # PostgreSQL waits here until another transaction with the same key has ended.
        claimed = self._insert().values(row).returning(idempotency_key.c.key)
        if self._connection.execute(claimed).first() is not None:
            return None
        found = self._connection.execute(select(idempotency_key).where(*_here(account_id, key))).one()
        if found.body_hash != body_hash or found.status is None:
            raise KeyReused
        return Answer(found.status, found.body, found.headers)

    def keep(self, account_id: int, key: str, answer: Answer) -> None:
        """See the port."""
        values = {"status": answer.status, "body": answer.body, "headers": dict(answer.headers)}
        self._connection.execute(update(idempotency_key).where(*_here(account_id, key)).values(values))

    def purge(self, before: datetime) -> int:
        """See the port."""
        old = delete(idempotency_key).where(idempotency_key.c.claimed_at < before)
        return self._connection.execute(old).rowcount

    def _insert(self) -> Insert:
        if self._connection.dialect.name == "postgresql":
            return postgresql.insert(idempotency_key).on_conflict_do_nothing()
        return sqlite.insert(idempotency_key).on_conflict_do_nothing()


def _here(account_id: int, key: str) -> tuple[Any, ...]:
    return (idempotency_key.c.account_id == account_id, idempotency_key.c.key == key)
