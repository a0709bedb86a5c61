"""Trained rankers and their servings: added, never changed."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.exc import IntegrityError

from api.db.tables.rankers import ranker, ranker_serving
from planner.errors.models import ServesMeanwhile
from planner.ports import KeptModel, Serving

_MODEL = [ranker.c[field.name] for field in fields(KeptModel)]
_SERVING = [ranker_serving.c[field.name] for field in fields(Serving)]


class SqlRankerStore:
    """Implements planner.ports.RankerStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, version: str) -> KeptModel | None:
        """See the port."""
        row = self._connection.execute(select(*_MODEL).where(ranker.c.version == version)).first()
        return _model(row) if row else None

    def all(self) -> tuple[KeptModel, ...]:
        """See the port."""
        query = select(*_MODEL).order_by(ranker.c.made_at.desc(), ranker.c.version)
        return tuple(map(_model, self._connection.execute(query)))

    def add(self, model: KeptModel) -> bool:
        """See the port."""
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(ranker).values(asdict(model)))
        except IntegrityError:
            if self.get(model.version) is None:
                raise
            return False
        return True

    def servings(self) -> tuple[Serving, ...]:
        """See the port."""
        query = select(*_SERVING).order_by(ranker_serving.c.number)
        return tuple(map(_serving, self._connection.execute(query)))

    def serve(self, serving: Serving) -> None:
        """See the port."""
        values = asdict(serving) | {"version": serving.version or None}
        try:
            with self._connection.begin_nested():
                self._connection.execute(insert(ranker_serving).values(values))
        except IntegrityError as error:
            versions = ["", *(one.version for one in self.servings())]
            if len(versions) <= serving.number:
                raise
            raise ServesMeanwhile(versions[serving.number - 1], versions[-1]) from error


def _model(row: Row[Any]) -> KeptModel:
    return KeptModel(**row._mapping)


def _serving(row: Row[Any]) -> Serving:
    values = dict(row._mapping)
    return Serving(**values | {"version": values["version"] or ""})
