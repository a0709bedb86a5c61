"""What people made of proposals, kept for ever."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date

from sqlalchemy import ColumnElement, Connection, insert, select

from api.db.tables.judgements import judgement
from planner.judgements import Judgement

_NAMES = [field.name for field in fields(Judgement)]


class SqlJudgementLog:
    """Implements planner.ports.JudgementLog."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, judgements: Sequence[Judgement]) -> None:
        """See the port."""
        rows = [{name: getattr(one, name) for name in _NAMES} for one in judgements]
        if rows:
            self._connection.execute(insert(judgement), rows)

    def newest(self, before: date) -> int:
        """See the port."""
        early = select(judgement.c.id).where(judgement.c.day < before)
        query = early.order_by(judgement.c.day.desc(), judgement.c.id.desc()).limit(1)
        return self._connection.execute(query).scalar() or 0

    def before(self, day: date) -> tuple[Judgement, ...]:
        """See the port."""
        return self._found(judgement.c.day < day)

    def since(self, day: date) -> tuple[Judgement, ...]:
        """See the port."""
        return self._found(judgement.c.day >= day)

    def _found(self, wanted: ColumnElement[bool]) -> tuple[Judgement, ...]:
        query = select(*(judgement.c[name] for name in _NAMES)).where(wanted).order_by(judgement.c.id)
        return tuple(Judgement(*row) for row in self._connection.execute(query))
