"""Whose turn it is: of all processes on one database, one carries out runs."""

from __future__ import annotations

from sqlalchemy import Connection, create_engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import NullPool

_KEY = int.from_bytes(b"corpu", "big")


class Turn:
    """A lock that ends with the process that holds it, however that ends: a killed process leaves the turn to the next.

    On PostgreSQL it is an advisory lock of the database, on SQLite a transaction on a file of its own beside it.
    """

    def __init__(self, address: URL) -> None:
        self._sqlite = address.get_backend_name() == "sqlite"
        if self._sqlite:
            address = address.set(database=f"{address.database}-turn")
        waits = {"timeout": 0.0, "check_same_thread": False} if self._sqlite else {}
        self._engine = create_engine(
            address, poolclass=NullPool, isolation_level="AUTOCOMMIT", connect_args=waits
        )
        self._held: Connection | None = None

    def take(self) -> bool:
        """Whether it is this process's turn now."""
        if self._held is not None and not self._still():
            self.leave()
        if self._held is None:
            connection = self._engine.connect()
            if self._lock(connection):
                self._held = connection
            else:
                connection.close()
        return self._held is not None

    def leave(self) -> None:
        """Leave the turn to the next."""
        if self._held is not None:
            connection, self._held = self._held, None
            connection.invalidate()
            connection.close()

    def _lock(self, connection: Connection) -> bool:
        if not self._sqlite:
            locked = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _KEY})
            return bool(locked.scalar_one())
        try:
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
        except OperationalError:
            return False
        return True

    def _still(self) -> bool:
        # A database server that was restarted has forgotten its locks.
        try:
            return self._held is not None and self._held.execute(text("SELECT 1")).scalar_one() == 1
        except OperationalError:
            return False
