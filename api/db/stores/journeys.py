"""Journeys. Each change is guarded by the version that it was made from."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    bindparam,
    case,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.exc import IntegrityError

from api.db.stores.paging import fetch_page, moment
from api.db.stores.people import below, in_scope
from api.db.tables.agency import person, unit
from api.db.tables.journeys import CLOSED, YearItems, journey
from planner.access import Scope
from planner.errors import AlreadyOpen, StaleVersion
from planner.journey import Journey, Provenance, State
from planner.ports import InboxFilter, JourneyRow, Page, PlanRow, YearRow

AT_ONCE = 500
"""Plans read at a time where there may be one of everybody."""
_PLAIN = [field.name for field in fields(Journey) if field.name != "provenance"]
_PROVENANCE = [field.name for field in fields(Provenance)]
_COLUMNS = [journey.c[name] for name in (*_PLAIN, *_PROVENANCE)]
_ROW: list[ColumnElement[Any]] = [
    journey.c[name] for name in ("id", "nip", "year", "consideration", "state", "version")
]
_ROW += [journey.c.item_count.label("items"), journey.c.hours, journey.c.jp, journey.c.cost, journey.c.since]
_ROW += [
    journey.c.requested_by,
    journey.c.unplanned,
    person.c.name,
    person.c.unit,
    unit.c.name.label("unit_name"),
]


class SqlJourneyStore:
    """Implements planner.ports.JourneyStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, journey_id: int) -> Journey | None:
        """See the port."""
        row = self._connection.execute(select(*_COLUMNS).where(journey.c.id == journey_id)).first()
        return _journey(row) if row else None

    def open_for(self, nips: Collection[str], year: int) -> Mapping[str, Journey]:
        """See the port."""
        query = select(*_COLUMNS).where(journey.c.nip.in_(sorted(nips)), journey.c.year == year)
        query = query.where(journey.c.state.not_in(CLOSED)).order_by(journey.c.id).with_for_update()
        return {found.nip: found for found in map(_journey, self._connection.execute(query))}

    def every_open(self) -> tuple[Journey, ...]:
        """See the port."""
        query = (
            select(*_COLUMNS).where(journey.c.state.not_in(CLOSED)).order_by(journey.c.year, journey.c.nip)
        )
        return tuple(map(_journey, self._connection.execute(query)))

    def of_year(self, year: int) -> tuple[Journey, ...]:
        """See the port."""
        gone = (State.DECLINED, State.WITHDRAWN)
        query = select(*_COLUMNS).where(journey.c.year == year, journey.c.state.not_in(gone))
        return tuple(map(_journey, self._connection.execute(query.order_by(journey.c.nip, journey.c.id))))

    def of_person(self, nip: str) -> tuple[Journey, ...]:
        """See the port."""
        query = select(*_COLUMNS).where(journey.c.nip == nip).order_by(journey.c.id.desc())
        return tuple(map(_journey, self._connection.execute(query)))

    def owners(self, journeys: Collection[int]) -> Mapping[int, str]:
        """See the port."""
        query = select(journey.c.id, journey.c.nip).where(journey.c.id.in_(journeys))
        return {row.id: row.nip for row in self._connection.execute(query)}

    def add(self, journeys: Sequence[Journey]) -> tuple[int, ...]:
        """See the port."""
        if not journeys:
            return ()
        rows = [{**_values(new), "since": new.changed_at} for new in journeys]
        statement = insert(journey).returning(journey.c.id, sort_by_parameter_order=True)
        try:
            with self._connection.begin_nested():
                return tuple(self._connection.scalars(statement, rows))
        except IntegrityError as error:
            raise self._open_twin(journeys) from error

    def change(self, journeys: Sequence[Journey]) -> None:
        """See the port."""
        if not journeys:
            return
        rows = [_changes(changed) for changed in journeys]
        result = self._connection.execute(_CHANGE, rows)
        if result.rowcount != len(journeys):
            raise self._stale(journeys)

    def inbox(
        self, scope: Scope, wanted: InboxFilter = InboxFilter(), after: str | None = None, limit: int = 50
    ) -> Page[JourneyRow]:
        """See the port."""
        query = _listed(select(*_ROW), scope, wanted)
        keys, kinds = (journey.c.since, journey.c.id), (moment, int)
        return fetch_page(self._connection, query, keys, kinds, _journey_row, after, limit)

    def count(self, scope: Scope, wanted: InboxFilter = InboxFilter()) -> Mapping[State, int]:
        """See the port."""
        query = _listed(select(journey.c.state, func.count()), scope, wanted).group_by(journey.c.state)
        return dict(self._connection.execute(query).all())

    def items_of_year(self, year: int) -> Iterator[YearRow]:
        """See the port."""
        gone = (State.DECLINED, State.WITHDRAWN)
        # Reasons, alternatives and what was first proposed are most of a journey, and are left where they are.
        items = type_coerce(journey.c["items"], YearItems)
        query = select(journey.c.nip, journey.c.state, items.label("year_items"))
        query = query.where(journey.c.year == year, journey.c.state.not_in(gone))
        found = self._connection.execute(
            query.order_by(journey.c.nip, journey.c.id), execution_options={"yield_per": AT_ONCE}
        )
        return (YearRow(row.nip, row.state, row.year_items) for row in found)

    def drafted_since(self, day: date) -> tuple[PlanRow, ...]:
        """See the port."""
        made = (journey.c.parameters_day, journey.c.ranker, journey.c.proposed)
        query = select(*made).where(journey.c.parameters_day >= day).order_by(journey.c.id)
        return tuple(
            PlanRow(row.parameters_day, row.ranker, frozenset(item.solution for item in row.proposed))
            for row in self._connection.execute(query)
        )

    def _open_twin(self, journeys: Sequence[Journey]) -> AlreadyOpen:
        for new in journeys:
            if twin := self.open_for([new.nip], new.year).get(new.nip):
                return AlreadyOpen(twin.id, new.year)
        raise LookupError("a journey names a person, job or account that is not stored")

    def _stale(self, journeys: Sequence[Journey]) -> StaleVersion:
        query = select(journey.c.id, journey.c.version).where(journey.c.id.in_([j.id for j in journeys]))
        now = dict(self._connection.execute(query).all())
        # Another transaction may have stored the very version that we were about to store.
        stale = next((j for j in journeys if now.get(j.id) != j.version), journeys[0])
        return StaleVersion(stale.version - 1, now.get(stale.id, 0))


def _journey(row: Row[Any]) -> Journey:
    plain, made = row[: len(_PLAIN)], row[len(_PLAIN) :]
    provenance = Provenance(*made) if made[0] is not None else None
    return Journey(**dict(zip(_PLAIN, plain, strict=True)), provenance=provenance)


def _values(new: Journey) -> dict[str, Any]:
    made = new.provenance
    return {
        **{name: getattr(new, name) for name in _PLAIN if name != "id"},
        **{name: getattr(made, name) if made else None for name in _PROVENANCE},
        "item_count": len(new.items),
        "hours": sum(item.hours for item in new.items),
        "jp": sum(item.jp for item in new.items),
        "cost": sum(item.cost for item in new.items),
    }


def _changes(changed: Journey) -> dict[str, Any]:
    named = {f"_{name}": value for name, value in _values(changed).items()}
    return named | {"_id": changed.id, "_into": changed.state, "_now": changed.changed_at}


def _change() -> Any:
    names = [column.name for column in journey.c if column.name not in ("id", "nip", "year", "since")]
    values: dict[str, Any] = {name: bindparam(f"_{name}") for name in names}
    # Under names of their own: PostgreSQL wants one type for each use of a parameter.
    stays = journey.c.state == bindparam("_into", type_=journey.c.state.type)
    values["since"] = case((stays, journey.c.since), else_=bindparam("_now", type_=journey.c.since.type))
    made_from = journey.c.version == bindparam("_version", type_=journey.c.version.type) - 1
    return update(journey).where(journey.c.id == bindparam("_id"), made_from).values(values)


_CHANGE = _change()


def _listed(query: Select[Any], scope: Scope, wanted: InboxFilter) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [in_scope(scope)]
    if wanted.states:
        conditions.append(journey.c.state.in_(sorted(wanted.states)))
    if wanted.unit is not None:
        conditions.append(person.c.unit.in_(below([wanted.unit])))
    if wanted.nip is not None:
        conditions.append(journey.c.nip == wanted.nip)
    if wanted.year is not None:
        conditions.append(journey.c.year == wanted.year)
    if wanted.since_before is not None:
        conditions.append(journey.c.since < wanted.since_before)
    return (
        query.select_from(journey)
        .join(person, person.c.nip == journey.c.nip)
        .join(unit, unit.c.code == person.c.unit)
        .where(*conditions)
    )


def _journey_row(row: Row[Any]) -> JourneyRow:
    return JourneyRow(**row._mapping)
