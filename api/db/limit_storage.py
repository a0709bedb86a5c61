"""Keeps the counters of the ``limits`` library in our database, so that several workers count together."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from limits.storage import Storage
from sqlalchemy import Engine, case, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from api.db.engine import WRITES
from api.db.tables.limits import attempt_count as counts


class DatabaseStorage(Storage):
    """Fixed windows in the table ``attempt_count``; ``now`` tells the time, with time zone."""

    STORAGE_SCHEME = None

    def __init__(self, engine: Engine, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__()
        self._engine = engine
        self._writing = engine.execution_options(**{WRITES: True})
        self._now = now

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong below."""
        return SQLAlchemyError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count; a window that is over begins anew. Safe among concurrent workers."""
        now = self._now()
        ends = now + timedelta(seconds=expiry)
        insert: Any = postgresql.insert if self._engine.dialect.name == "postgresql" else sqlite.insert
        over = counts.c.expires_at <= now
        statement = (
            insert(counts)
            .values(key=key, count=amount, expires_at=ends)
            .on_conflict_do_update(
                index_elements=[counts.c.key],
                set_={
                    "count": case((over, amount), else_=counts.c.count + amount),
                    "expires_at": case((over, ends), else_=counts.c.expires_at),
                },
            )
            .returning(counts.c.count)
        )
        with self._writing.begin() as connection:
            connection.execute(delete(counts).where(counts.c.expires_at < now - timedelta(days=1)))
            return int(connection.execute(statement).scalar_one())

    def get(self, key: str) -> int:
        """How much was counted in the window that runs now."""
        wanted = select(counts.c.count).where(counts.c.key == key, counts.c.expires_at > self._now())
        with self._engine.connect() as connection:
            return int(connection.execute(wanted).scalar() or 0)

    def get_expiry(self, key: str) -> float:
        """When the window ends, in seconds since 1970; now when none runs."""
        with self._engine.connect() as connection:
            ends = connection.execute(select(counts.c.expires_at).where(counts.c.key == key)).scalar()
        return float((ends or self._now()).timestamp())

    def check(self) -> bool:
        """Whether the table can be read."""
        with self._engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(counts)).scalar() is not None

    def reset(self) -> int:
        """Forget everything; how many counters there were."""
        with self._writing.begin() as connection:
            return connection.execute(delete(counts)).rowcount

    def clear(self, key: str) -> None:
        """Forget one counter."""
        with self._writing.begin() as connection:
            connection.execute(update(counts).where(counts.c.key == key).values(count=0))
