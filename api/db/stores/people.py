"""People and units, seen through the scope of whoever asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, false, func, or_, select, true

from api.db.stores.paging import encode, fetch_page
from api.db.tables.agency import job, person, unit
from api.db.tables.journeys import journey
from competency_models.people import Person
from planner.access import Scope
from planner.errors import BadCursor
from planner.ports import Page, PeopleFilter, PersonRow

_COLUMNS = [person.c[field.name] for field in fields(Person)]


def in_scope(scope: Scope) -> ColumnElement[bool]:
    """Scope.holds, as a condition on the table ``person``."""
    if scope.everyone:
        return true()
    parts: list[ColumnElement[bool]] = [false()]
    if scope.nip is not None:
        parts.append(person.c.nip == scope.nip)
    if scope.units:
        parts.append(person.c.unit.in_(sorted(scope.units)))
    if scope.reports_of is not None:
        parts.append(person.c.supervisor == scope.reports_of)
    return or_(*parts)


def below(units: Collection[str]) -> Select[tuple[str]]:
    """Select the codes of the units and of everything below them."""
    tree = select(unit.c.code).where(unit.c.code.in_(sorted(units))).cte("below", recursive=True)
    tree = tree.union(select(unit.c.code).where(unit.c.parent == tree.c.code))
    return select(tree.c.code)


class SqlPeopleStore:
    """Implements planner.ports.PeopleStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, nip: str) -> Person | None:
        """See the port."""
        return self.many([nip]).get(nip)

    def many(self, nips: Collection[str]) -> Mapping[str, Person]:
        """See the port."""
        rows = self._connection.execute(select(*_COLUMNS).where(person.c.nip.in_(nips)))
        return {row.nip: Person(*row) for row in rows}

    def page(
        self, scope: Scope, wanted: PeopleFilter = PeopleFilter(), after: str | None = None, limit: int = 50
    ) -> Page[PersonRow]:
        """See the port."""
        own = select(func.max(journey.c.id)).where(journey.c.nip == person.c.nip)
        newest = own.correlate(person).scalar_subquery()
        query = (
            select(*_COLUMNS, unit.c.name.label("unit_name"), job.c.name.label("job_name"))
            .add_columns(journey.c.id.label("journey"), journey.c.state)
            .join(unit, unit.c.code == person.c.unit)
            .join(job, job.c.code == person.c.job)
            .outerjoin(journey, and_(journey.c.nip == person.c.nip, journey.c.id == newest))
            .where(in_scope(scope), *_wanted(wanted))
        )
        keys = (person.c.name, person.c.nip)
        after = self._place_of(after) if after else None
        page = fetch_page(self._connection, query, keys, (str, str), _person_row, after, limit)
        return Page(page.rows, page.rows[-1].person.nip if page.next else None)

    def _place_of(self, nip: str) -> str:
        last = self.get(nip)
        if last is None:
            raise BadCursor
        return encode([last.name, last.nip])

    def units_below(self, units: Collection[str]) -> frozenset[str]:
        """See the port."""
        return frozenset(self._connection.scalars(below(units)))


def _wanted(wanted: PeopleFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if text := wanted.text.strip():
        by_name = func.lower(person.c.name).contains(text.lower(), autoescape=True)
        found.append(or_(by_name, person.c.nip.startswith(text, autoescape=True)))
    if wanted.unit is not None:
        found.append(person.c.unit.in_(below([wanted.unit])))
    if wanted.job is not None:
        found.append(person.c.job == wanted.job)
    return found


def _person_row(row: Row[tuple[object, ...]]) -> PersonRow:
    values = row._mapping
    return PersonRow(
        person=Person(*row[: len(_COLUMNS)]),  # type: ignore[arg-type]
        unit_name=values["unit_name"],
        job_name=values["job_name"],
        journey=values["journey"],
        state=values["state"],
    )
