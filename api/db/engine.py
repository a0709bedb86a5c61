"""Makes the engine: SQLite that survives a crash and waits for its one writer, or PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, ExceptionContext, make_url
from sqlalchemy.exc import DataError

from planner.errors import BadValue

WRITES = "corpu_writes"
"""Execution option of a connection that is going to write."""

_BUSY_SECONDS = 30
# WAL lets readers and the writer work side by side; FULL syncs every commit to disk; recursive triggers make
# INSERT OR REPLACE fire the append-only log's delete trigger.
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",
    f"PRAGMA busy_timeout = {_BUSY_SECONDS * 1000}",
)


def make_engine(url: str | URL) -> Engine:
    """Make an engine for ``sqlite:///file`` or ``postgresql://…``; a missing SQLite folder is made.

    Errors never show the values of a statement: they are people's data. Raises sqlalchemy.exc.ArgumentError for an
    address that cannot be read.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    if address.drivername in ("postgresql", "postgres"):
        address = address.set(drivername="postgresql+psycopg")
    engine = create_engine(address, pool_pre_ping=True, hide_parameters=True)
    event.listen(engine, "handle_error", _refuse_value)
    return engine


def _sqlite(address: URL) -> Engine:
    if address.database and address.database != ":memory:":
        file = Path(address.database)
        file.parent.mkdir(parents=True, exist_ok=True)
        # Only its owner may read people's data; the files beside it follow the database's own mode.
        if not file.exists():
            file.touch(mode=0o600)
    engine = create_engine(address, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True)
    event.listen(engine, "handle_error", _refuse_value)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _refuse_value(context: ExceptionContext) -> None:
    # PostgreSQL's text has no NUL; SQLite's driver and PostgreSQL take numbers of 64 bits.
    if isinstance(context.sqlalchemy_exception, DataError) or isinstance(
        context.original_exception, OverflowError
    ):
        raise BadValue from context.original_exception


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes too late and takes no lock; ours follows in _begin_sqlite.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at once: a reader that turns writer later would be refused instead of waiting.
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
