"""Who needs a guide, and who was proposed to whom. Each change is guarded by the version that it was made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, exists, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from api.db.stores.paging import fetch_page
from api.db.stores.people import in_scope
from api.db.tables.activities import activity, party, task
from api.db.tables.agency import person, unit
from api.db.tables.guides import guide, match
from api.db.tables.journeys import journey
from planner.access import Scope
from planner.activities import AT_WORK, OPEN
from planner.errors.guides import AlreadyMatched, StaleMatch
from planner.guides import LIVE, NEVER_AGAIN, GuideKind, Match, MatchState
from planner.ports import MatchRow, NeedRow, Page

_MATCH = [match.c[field.name] for field in fields(Match)]
_PERSON = [activity.c.journey, activity.c.nip, person.c.name, unit.c.name.label("unit_name")]
_PERSON += [person.c.supervisor, activity.c.solution, activity.c.form, activity.c.starts, activity.c.ends]
_GUIDE = [guide.c.nip.label("guide_nip"), guide.c.name.label("guide_name"), guide.c.organisation]


class SqlMatchStore:
    """Implements planner.ports.MatchStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def needing(self, kind: GuideKind, scope: Scope) -> tuple[NeedRow, ...]:
        """See the port."""
        return self._needs(kind, in_scope(scope))

    def is_live(self, kind: GuideKind, activity_id: int) -> bool:
        """See the port."""
        alive = (match.c.activity == activity_id, match.c.kind == kind, match.c.state.in_(sorted(LIVE)))
        return self._connection.execute(select(match.c.id).where(*alive)).first() is not None

    def unwanted(self, nips: Collection[str]) -> Mapping[str, frozenset[int]]:
        """See the port."""
        query = select(activity.c.nip, match.c.guide).join(activity, activity.c.id == match.c.activity)
        query = query.where(match.c.state.in_(sorted(NEVER_AGAIN)), activity.c.nip.in_(sorted(nips)))
        found: dict[str, set[int]] = {}
        for nip, number in self._connection.execute(query):
            found.setdefault(nip, set()).add(number)
        return {nip: frozenset(guides) for nip, guides in found.items()}

    def accepted(self, activities: Collection[int]) -> tuple[Match, ...]:
        """See the port."""
        query = select(*_MATCH).where(match.c.activity.in_(activities), match.c.state == MatchState.ACCEPTED)
        return tuple(Match(*row) for row in self._connection.execute(query.order_by(match.c.id)))

    def get(self, match_id: int) -> MatchRow | None:
        """See the port."""
        self._connection.execute(select(match.c.id).where(match.c.id == match_id).with_for_update())
        row = self._connection.execute(_rows().where(match.c.id == match_id)).first()
        return _match_row(row) if row else None

    def many(self, matches: Collection[int]) -> tuple[MatchRow, ...]:
        """See the port."""
        query = _rows().where(match.c.id.in_(sorted(matches))).order_by(match.c.id.desc())
        return tuple(map(_match_row, self._connection.execute(query)))

    def add(self, matches: Sequence[Match]) -> tuple[int, ...]:
        """See the port."""
        if not matches:
            return ()
        statement = insert(match).returning(match.c.id, sort_by_parameter_order=True)
        try:
            with self._connection.begin_nested():
                return tuple(self._connection.scalars(statement, list(map(_values, matches))))
        except IntegrityError as error:
            wanted = (
                match.c.activity.in_([new.activity for new in matches]),
                match.c.state.in_(sorted(LIVE)),
            )
            if self._connection.execute(select(match.c.id).where(*wanted)).first() is None:
                raise
            raise AlreadyMatched from error

    def change(self, changed: Match) -> None:
        """See the port."""
        here = (match.c.id == changed.id, match.c.version == changed.version - 1)
        if self._connection.execute(update(match).where(*here).values(_values(changed))).rowcount != 1:
            raise StaleMatch(changed.version - 1, changed.version)

    def concerning(self, nip: str) -> tuple[MatchRow, ...]:
        """See the port."""
        mine = or_(activity.c.nip == nip, guide.c.nip == nip, person.c.supervisor == nip)
        query = _rows().where(mine, activity.c.phase.in_(sorted(OPEN)))
        return tuple(map(_match_row, self._connection.execute(query.order_by(match.c.id.desc()))))

    def page(
        self, scope: Scope, states: Collection[MatchState], after: str | None = None, limit: int = 50
    ) -> Page[MatchRow]:
        """See the port."""
        wanted = (match.c.state.in_(sorted(states)), activity.c.phase.in_(sorted(OPEN)))
        query = _rows().where(in_scope(scope), *wanted)
        keys = (match.c.id,)
        return fetch_page(self._connection, query, keys, (int,), _match_row, after, limit, newest_first=True)

    def _needs(self, kind: GuideKind, condition: ColumnElement[bool]) -> tuple[NeedRow, ...]:
        columns: list[ColumnElement[Any]] = [activity.c.id, *_PERSON, person.c.unit, journey.c["items"]]
        query = _with_person(select(*columns).select_from(activity))
        query = query.join(journey, journey.c.id == activity.c.journey)
        query = query.where(condition, activity.c.phase.in_(sorted(AT_WORK)), *_unmet(kind))
        rows = self._connection.execute(query.order_by(activity.c.starts, activity.c.id)).all()
        numbers = [row.id for row in rows]
        doers, others = self._doers(numbers), self._others(kind, numbers)
        return tuple(
            _need_row(row, frozenset(doers[row.id]), frozenset(others.get(row.id, ()))) for row in rows
        )

    def _doers(self, activities: Sequence[int]) -> Mapping[int, set[Any]]:
        query = select(task.c.activity, task.c.doer).where(task.c.activity.in_(activities)).distinct()
        return _gathered(self._connection.execute(query))

    def _others(self, kind: GuideKind, activities: Sequence[int]) -> Mapping[int, set[str]]:
        """Who plays the other guide's part, or is proposed for it."""
        playing = select(party.c.activity, party.c.nip).where(
            party.c.activity.in_(activities), party.c.doer != kind.doer, party.c.nip.is_not(None)
        )
        proposed = (
            select(match.c.activity, guide.c.nip)
            .join(guide, guide.c.id == match.c.guide)
            .where(match.c.activity.in_(activities), match.c.kind != kind, match.c.state.in_(sorted(LIVE)))
            .where(guide.c.nip.is_not(None))
        )
        return _gathered(self._connection.execute(playing.union(proposed)))


def _unmet(kind: GuideKind) -> tuple[ColumnElement[bool], ...]:
    """A task of the part is open, nobody plays it, nobody is proposed."""
    tasks = exists().where(
        task.c.activity == activity.c.id, task.c.doer == kind.doer, task.c.finished_at.is_(None)
    )
    played = exists().where(party.c.activity == activity.c.id, party.c.doer == kind.doer)
    proposed = exists().where(
        match.c.activity == activity.c.id, match.c.kind == kind, match.c.state.in_(sorted(LIVE))
    )
    return tasks, ~played, ~proposed


def _rows() -> Select[Any]:
    query = select(*_MATCH, *_PERSON, *_GUIDE).select_from(match)
    query = query.join(activity, activity.c.id == match.c.activity).join(guide, guide.c.id == match.c.guide)
    return _with_person(query)


def _with_person(query: Select[Any]) -> Select[Any]:
    joined = query.join(person, person.c.nip == activity.c.nip)
    return joined.join(unit, unit.c.code == person.c.unit)


def _gathered(rows: Any) -> dict[int, set[Any]]:
    found: dict[int, set[Any]] = {}
    for number, value in rows:
        found.setdefault(number, set()).add(value)
    return found


def _need_row(row: Row[Any], doers: frozenset[Any], others: frozenset[str]) -> NeedRow:
    values = dict(row._mapping)
    number, items = values.pop("id"), values.pop("items")
    closes = tuple(part for item in items if item.solution == row.solution for part in item.closes)
    return NeedRow(activity=number, **values, closes=closes, doers=doers, others=others)


def _match_row(row: Row[Any]) -> MatchRow:
    values = dict(zip(row._fields[len(_MATCH) :], row[len(_MATCH) :], strict=True))
    return MatchRow(match=Match(*row[: len(_MATCH)]), **values)


def _values(stored: Match) -> dict[str, Any]:
    return {field.name: getattr(stored, field.name) for field in fields(Match) if field.name != "id"}
