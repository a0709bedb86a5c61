"""The register of coaches and mentors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.db.tables.activities import activity
from api.db.tables.guides import guide, guide_competency, guide_unit, match
from planner.activities import OPEN
from planner.errors.guides import GuideTaken, StaleGuide
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
        return self.add_all([new])[0]

    def change(self, changed: Guide) -> None:
        """See the port."""
        self.change_all([changed])

    def add_all(self, guides: Sequence[Guide]) -> tuple[int, ...]:
        """See the port."""
        if not guides:
            return ()
        statement = insert(guide).returning(guide.c.id, sort_by_parameter_order=True)
        try:
            with self._connection.begin_nested():
                numbers = tuple(self._connection.scalars(statement, list(map(_values, guides))))
        except IntegrityError as error:
            wanted = {(one.kind, one.nip) for one in guides if one.nip is not None}
            if not wanted & {(one.kind, one.nip) for one in self.all()}:
                raise
            raise GuideTaken from error
        self._store_lists([replace(one, id=number) for one, number in zip(guides, numbers, strict=True)])
        return numbers

    def change_all(self, guides: Sequence[Guide]) -> None:
        """See the port."""
        if not guides:
            return
        rows = [
            {f"_{name}": value for name, value in _values(one).items()} | {"_id": one.id} for one in guides
        ]
        if self._connection.execute(_CHANGE, rows).rowcount != len(guides):
            raise StaleGuide(guides[0].version - 1, guides[0].version)
        for table in (guide_competency, guide_unit):
            self._connection.execute(delete(table).where(table.c.guide.in_([one.id for one in guides])))
        self._store_lists(guides)

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

    def _store_lists(self, guides: Sequence[Guide]) -> None:
        levels = [
            {"guide": one.id, "competency": code, "level": level}
            for one in guides
            for code, level in sorted(one.competencies.items())
        ]
        units = [{"guide": one.id, "unit": code} for one in guides for code in sorted(one.units)]
        for table, rows in ((guide_competency, levels), (guide_unit, units)):
            if rows:
                self._connection.execute(insert(table), rows)


def _guide(row: Row[Any], levels: dict[str, int], units: frozenset[str]) -> Guide:
    return Guide(**row._mapping, competencies=levels, units=units)


def _values(stored: Guide) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in _PLAIN if name != "id"}


def _change() -> Any:
    # Under names of their own: PostgreSQL wants one type for each use of a parameter.
    values: dict[str, Any] = {name: bindparam(f"_{name}") for name in _PLAIN if name != "id"}
    made_from = guide.c.version == bindparam("_version", type_=guide.c.version.type) - 1
    return update(guide).where(guide.c.id == bindparam("_id"), made_from).values(values)


_CHANGE = _change()
