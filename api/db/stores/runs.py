"""Plans for everybody, and the state of those under way."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, literal, select, update

from api.db.tables.runs import run, run_checkpoint
from planner.runs import Run

_NAMES = [field.name for field in fields(Run)]
_COLUMNS = [run.c[name] for name in _NAMES]
_WITHOUT_BODY = [literal(b"").label("body") if name == "body" else run.c[name] for name in _NAMES]


class SqlRunStore:
    """Implements planner.ports.RunStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, new: Run) -> int:
        """See the port."""
        statement = insert(run).values(_values(new)).returning(run.c.id)
        return int(self._connection.execute(statement).scalar_one())

    def get(self, run_id: int) -> Run | None:
        """See the port."""
        return _run(self._connection.execute(select(*_COLUMNS).where(run.c.id == run_id)).first())

    def hold(self, run_id: int) -> Run | None:
        """See the port."""
        query = select(*_COLUMNS).where(run.c.id == run_id).with_for_update()
        return _run(self._connection.execute(query).first())

    def all(self) -> tuple[Run, ...]:
        """See the port."""
        query = select(*_WITHOUT_BODY).order_by(run.c.id.desc())
        return tuple(Run(**row._mapping) for row in self._connection.execute(query))

    def change(self, changed: Run) -> None:
        """See the port."""
        self._connection.execute(update(run).where(run.c.id == changed.id).values(_values(changed)))

    def checkpoint(self, run_id: int) -> bytes | None:
        """See the port."""
        query = select(run_checkpoint.c.state).where(run_checkpoint.c.run == run_id)
        return self._connection.execute(query).scalar_one_or_none()

    def keep_checkpoint(self, run_id: int, state: bytes | None) -> None:
        """See the port."""
        self._connection.execute(delete(run_checkpoint).where(run_checkpoint.c.run == run_id))
        if state is not None:
            self._connection.execute(insert(run_checkpoint).values(run=run_id, state=state))


def _run(row: Row[Any] | None) -> Run | None:
    return None if row is None else Run(**row._mapping)


def _values(known: Run) -> dict[str, Any]:
    return {name: getattr(known, name) for name in _NAMES if name != "id"}
