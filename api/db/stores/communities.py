"""Learning communities. Each change is guarded by the version that it was made from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, or_, select, true, update

from api.db.stores.paging import fetch_page
from api.db.stores.people import below
from api.db.tables.agency import unit
from api.db.tables.communities import (
    community,
    community_attendance,
    community_meeting,
    community_member,
)
from api.db.tables.jp import jp_entry
from catalog.ledger import Grant, Meeting
from planner.communities import Attendance, Community, CommunityMeeting, CommunityState, Reach
from planner.errors.communities import StaleCommunity
from planner.ports import CommunityFilter, CommunityRow, Page

_PLAIN = [one.name for one in fields(Community) if one.name != "members"]
_COLUMNS = [community.c[name] for name in _PLAIN]
_HELD = [one.name for one in fields(CommunityMeeting) if one.name != "attendance"]
_CAME = [one.name for one in fields(Attendance)]


class SqlCommunityStore:
    """Implements planner.ports.CommunityStore."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, community_id: int) -> Community | None:
        """See the port."""
        row = self._connection.execute(select(*_COLUMNS).where(community.c.id == community_id)).one_or_none()
        own = select(community_member.c.nip).where(community_member.c.community == community_id)
        members = tuple(self._connection.scalars(own.order_by(community_member.c.nip)))
        return None if row is None else _community(row, members)

    def locked(self, community_id: int) -> Community | None:
        """See the port."""
        lock = select(community.c.id).where(community.c.id == community_id).with_for_update()
        self._connection.execute(lock)
        return self.get(community_id)

    def page(
        self,
        reach: Reach,
        wanted: CommunityFilter = CommunityFilter(),
        after: str | None = None,
        limit: int = 50,
    ) -> Page[CommunityRow]:
        """See the port."""
        members, held = community_member, community_meeting
        query = (
            select(*_COLUMNS, unit.c.name.label("unit_name"))
            .add_columns(_count_of(members.c.community).label("members"))
            .add_columns(_count_of(held.c.community).label("meetings_held"))
            .join(unit, unit.c.code == community.c.unit)
            .where(_within(reach), *_wanted(wanted))
        )
        order = (community.c.id,)
        return fetch_page(self._connection, query, order, (int,), _row, after, limit, newest_first=True)

    def of_unit(self, unit: str) -> tuple[Community, ...]:
        """See the port."""
        query = select(*_COLUMNS).where(community.c.unit == unit).order_by(community.c.id)
        return tuple(_community(row, ()) for row in self._connection.execute(query))

    def every_verified(self) -> tuple[Community, ...]:
        """See the port."""
        meets = community.c.state == CommunityState.VERIFIED
        own = select(community_member).join(community, community.c.id == community_member.c.community)
        rows = self._connection.execute(own.where(meets).order_by(*community_member.primary_key)).all()
        members = {
            key: tuple(row.nip for row in same) for key, same in groupby(rows, key=lambda row: row.community)
        }
        query = select(*_COLUMNS).where(meets).order_by(community.c.id)
        return tuple(_community(row, members.get(row.id, ())) for row in self._connection.execute(query))

    def add(self, new: Community) -> int:
        """See the port."""
        values = {name: value for name, value in _values(new).items() if name != "id"}
        statement = insert(community).values(values).returning(community.c.id)
        number: int = self._connection.execute(statement).scalar_one()
        self._enter(number, new.members)
        return number

    def change(self, changed: Community) -> None:
        """See the port."""
        here = (community.c.id == changed.id, community.c.version == changed.version - 1)
        if self._connection.execute(update(community).where(*here).values(_values(changed))).rowcount != 1:
            raise StaleCommunity(changed.version - 1, changed.version)
        of_it = community_member.c.community == changed.id
        stored = set(self._connection.scalars(select(community_member.c.nip).where(of_it)))
        if gone := stored - set(changed.members):
            self._connection.execute(delete(community_member).where(of_it, community_member.c.nip.in_(gone)))
        self._enter(changed.id, sorted(set(changed.members) - stored))

    def held(self, unit_code: str, kind: Meeting, since: datetime, before: datetime) -> int:
        """See the port."""
        lock = select(unit.c.code).where(unit.c.code == unit_code).with_for_update()
        self._connection.execute(lock).all()
        began = community_meeting.c.starts
        query = (
            select(func.count())
            .select_from(community_meeting)
            .join(community, community.c.id == community_meeting.c.community)
            .where(community.c.unit == unit_code, community_meeting.c.kind == kind)
            .where(began >= since, began < before)
        )
        return self._connection.execute(query).scalar_one()

    def meetings(self, communities: Collection[int]) -> tuple[CommunityMeeting, ...]:
        """See the port."""
        held, came = community_meeting, community_attendance
        within = held.c.community.in_(communities)
        guests = select(came.c.meeting, *[came.c[name] for name in _CAME])
        guests = guests.join(held, held.c.id == came.c.meeting).where(within)
        rows = self._connection.execute(guests.order_by(came.c.meeting, came.c.nip))
        by_meeting = {
            key: tuple(Attendance(*row[1:]) for row in own)
            for key, own in groupby(rows, key=lambda row: row.meeting)
        }
        query = select(*[held.c[name] for name in _HELD]).where(within).order_by(held.c.starts, held.c.id)
        return tuple(
            CommunityMeeting(**row._mapping, attendance=by_meeting.get(row.id, ()))
            for row in self._connection.execute(query)
        )

    def add_meeting(self, meeting: CommunityMeeting, at: datetime) -> int:
        """See the port."""
        values = {name: getattr(meeting, name) for name in _HELD if name != "id"}
        statement = insert(community_meeting).values(**values, recorded_at=at)
        number: int = self._connection.execute(statement.returning(community_meeting.c.id)).scalar_one()
        self._seat(number, meeting.attendance)
        return number

    def change_meeting(
        self, meeting: CommunityMeeting, came: Sequence[Attendance], gone: Collection[str]
    ) -> None:
        """See the port."""
        held, here = community_meeting, community_attendance
        assured = update(held).where(held.c.id == meeting.id).values(assured_by=meeting.assured_by)
        self._connection.execute(assured)
        if off := {*gone, *(one.nip for one in came)}:
            self._connection.execute(delete(here).where(here.c.meeting == meeting.id, here.c.nip.in_(off)))
        self._seat(meeting.id, came)

    def grants(
        self, communities: Collection[int], since: date = date.min, until: date = date.max
    ) -> Mapping[int, Grant]:
        """See the port."""
        came, held, back = community_attendance, community_meeting, jp_entry.alias()
        taken_back = select(back.c.id).where(back.c.reverses == jp_entry.c.id).exists()
        query = select(jp_entry.c.id, jp_entry.c.grant).join(came, came.c.jp_entry == jp_entry.c.id)
        query = query.join(held, held.c.id == came.c.meeting).where(held.c.community.in_(communities))
        within = (jp_entry.c.first_day <= until, jp_entry.c.last_day >= since, ~taken_back)
        return {row.id: row.grant for row in self._connection.execute(query.where(*within))}

    def count(self, reach: Reach) -> Mapping[CommunityState, int]:
        """See the port."""
        query = select(community.c.state, func.count()).where(_within(reach)).group_by(community.c.state)
        return dict(self._connection.execute(query).all())

    def _enter(self, number: int, members: Sequence[str]) -> None:
        rows = [{"community": number, "nip": nip} for nip in members]
        if rows:
            self._connection.execute(insert(community_member), rows)

    def _seat(self, number: int, came: Sequence[Attendance]) -> None:
        rows = [{"meeting": number} | {name: getattr(one, name) for name in _CAME} for one in came]
        if rows:
            self._connection.execute(insert(community_attendance), rows)


def _within(reach: Reach) -> ColumnElement[bool]:
    """Reach.holds, as a condition on the table ``community``."""
    if reach.everyone:
        return true()
    own = select(community_member.c.community).where(community_member.c.nip == reach.nip)
    parts: list[ColumnElement[bool]] = [community.c.unit.in_(sorted(reach.units))]
    if reach.nip is not None:
        parts += [community.c.id.in_(own), community.c.coordinator == reach.nip]
    return or_(*parts)


def _wanted(wanted: CommunityFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if text := wanted.text.strip():
        found.append(func.lower(community.c.topic).contains(text.lower(), autoescape=True))
    if wanted.unit is not None:
        found.append(community.c.unit.in_(below([wanted.unit])))
    if wanted.state is not None:
        found.append(community.c.state == wanted.state)
    return found


def _count_of(key: ColumnElement[int]) -> Any:
    return select(func.count()).where(key == community.c.id).correlate(community).scalar_subquery()


def _community(row: Row[Any], members: tuple[str, ...]) -> Community:
    values = {name: row._mapping[community.c[name]] for name in _PLAIN}
    kinds = tuple(Meeting(word) for word in values.pop("meetings").split(","))
    return Community(**values, meetings=kinds, members=members)


def _row(row: Row[Any]) -> CommunityRow:
    found = row._mapping
    return CommunityRow(_community(row, ()), found["unit_name"], found["members"], found["meetings_held"])


def _values(own: Community) -> dict[str, Any]:
    return {name: getattr(own, name) for name in _PLAIN} | {"meetings": ",".join(own.meetings)}
