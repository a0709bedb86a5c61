"""The register of coaches and mentors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.db.tables.activities import activity
from api.db.tables.guides import guide, guide_competency, guide_unit, match
from planner.activities import OPEN
from planner.errors import GuideTaken, StaleGuide
from planner.guides import LIVE, Guide
from planner.ports import HeldRow

_OWN_TABLES = ("competencies", "units")
_PLAIN = [field.name for field in fields(Guide) if field.name not in _OWN_TABLES]
_COLUMNS = [guide.c[name] for name in _PLAIN]
_ORDER = (guide.c.kind, guide.c.name, guide.c.id)


class SqlGuideStore:
    """Implements planner.ports.GuideStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, guide_id: int) -> Guide | None:
        """See the port."""
        self.lock([guide_id])
        return next(iter(self._found(guide.c.id == guide_id)), None)

    def lock(self, guides: Collection[int]) -> None:
        """See the port."""
        query = select(guide.c.id).where(guide.c.id.in_(sorted(guides))).order_by(guide.c.id)
        self._connection.execute(query.with_for_update())

    def all(self) -> tuple[Guide, ...]:
        """See the port."""
        return self._found()

    def of_person(self, nip: str) -> tuple[Guide, ...]:
        """See the port."""
        return self._found(guide.c.nip == nip)

    def add(self, new: Guide) -> int:
        """See the port."""
        try:
            with self._connection.begin_nested():
                result = self._connection.execute(insert(guide).values(_values(new)))
        except IntegrityError as error:
            if new.nip is None or all(one.kind is not new.kind for one in self.of_person(new.nip)):
                raise
            raise GuideTaken from error
        number: int = result.inserted_primary_key[0]  # type: ignore[index]
        self._store_lists(replace(new, id=number))
        return number

    def change(self, changed: Guide) -> None:
        """See the port."""
        here = (guide.c.id == changed.id, guide.c.version == changed.version - 1)
        if self._connection.execute(update(guide).where(*here).values(_values(changed))).rowcount != 1:
            raise StaleGuide(changed.version - 1, changed.version)
        for table in (guide_competency, guide_unit):
            self._connection.execute(delete(table).where(table.c.guide == changed.id))
        self._store_lists(changed)

    def held(self) -> tuple[HeldRow, ...]:
        """See the port."""
        query = select(match.c.guide, activity.c.starts, activity.c.ends)
        query = query.join(activity, activity.c.id == match.c.activity)
        query = query.where(match.c.state.in_(sorted(LIVE)), activity.c.phase.in_(sorted(OPEN)))
        return tuple(HeldRow(*row) for row in self._connection.execute(query.order_by(match.c.id)))

    def _found(self, *conditions: ColumnElement[bool]) -> tuple[Guide, ...]:
        rows = self._connection.execute(select(*_COLUMNS).where(*conditions).order_by(*_ORDER)).all()
        numbers = [row.id for row in rows]
        levels: dict[int, dict[str, int]] = {number: {} for number in numbers}
        units: dict[int, set[str]] = {number: set() for number in numbers}
        query = select(guide_competency).where(guide_competency.c.guide.in_(numbers))
        for number, competency, level in self._connection.execute(query.order_by(*guide_competency.c)):
            levels[number][competency] = level
        for number, unit in self._connection.execute(
            select(guide_unit).where(guide_unit.c.guide.in_(numbers))
        ):
            units[number].add(unit)
        return tuple(_guide(row, levels[row.id], frozenset(units[row.id])) for row in rows)

    def _store_lists(self, stored: Guide) -> None:
        levels: Sequence[dict[str, Any]] = [
            {"guide": stored.id, "competency": code, "level": level}
            for code, level in sorted(stored.competencies.items())
        ]
        if levels:
            self._connection.execute(insert(guide_competency), levels)
        units = [{"guide": stored.id, "unit": code} for code in sorted(stored.units)]
        if units:
            self._connection.execute(insert(guide_unit), units)


def _guide(row: Row[Any], levels: dict[str, int], units: frozenset[str]) -> Guide:
    return Guide(**row._mapping, competencies=levels, units=units)


def _values(stored: Guide) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in _PLAIN if name != "id"}
