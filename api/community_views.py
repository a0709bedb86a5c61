"""Learning communities as answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from pydantic import BaseModel

from api.jp_views import CapOut, caps_out
from api.worlds import Known
from catalog.ledger import Grant, Meeting, Part, Zone
from competency_models.parameters import ParametersAt
from planner.communities import (
    Attendance,
    Community,
    CommunityMeeting,
    CommunityMove,
    CommunityState,
    RecapRow,
)
from planner.community_rules import may_organise, possible_moves
from planner.ports import CommunityRow
from planner.recap import recap_due, recap_late


class MemberOut(BaseModel):
    """Somebody who belongs to a community."""

    person_id: str
    nip: str
    name: str
    unit: str


class CommunityStateLine(BaseModel):
    """Where a community stands."""

    id: int
    topic: str
    state: CommunityState
    recap_late: bool


class CommunityLine(BaseModel):
    """A community in a list."""

    id: int
    unit: str
    unit_name: str
    topic: str
    state: CommunityState
    members: int
    meetings: int
    recap_due: date | None
    recap_late: bool


class CommunityOut(BaseModel):
    """A community. ``organiser_fits`` is null where the unit's rank cannot be told; ``members`` are those whom the
    reader may see. ``moves`` are what its state allows, whoever may do it."""

    id: int
    version: int
    state: CommunityState
    unit: str
    unit_name: str
    organiser_fits: bool | None
    background: str
    topic: str
    kinds: list[Meeting]
    target: str
    schedule: str
    place: str
    signed_by: str
    coordinator: MemberOut | None
    solution: str
    remark: str
    verified_on: date | None
    recapped_until: date | None
    recap_due: date | None
    recap_late: bool
    members: list[MemberOut]
    member_count: int
    moves: list[CommunityMove]


class ProblemOut(BaseModel):
    """Why somebody was granted nothing: a message with its fields."""

    problem: str
    params: Mapping[str, object]


class AttendanceOut(BaseModel):
    """Who came in which part. ``jp`` is null where nothing stands in the ledger, ``known`` false where no source gives a
    figure, ``taken_back`` true where the ledger's row was corrected there."""

    person_id: str
    nip: str
    name: str
    part: Part
    original: bool
    jp: float | None
    known: bool
    caps: list[CapOut]
    taken_back: bool
    problems: list[ProblemOut]


class MeetingOut(BaseModel):
    """A meeting that was held, and those of who came whom the reader may see."""

    id: int
    kind: Meeting
    title: str
    starts: datetime
    ends: datetime
    zone: Zone
    online: bool
    assured_by: str
    came: int
    jp: float
    attendance: list[AttendanceOut]


class RecapLine(BaseModel):
    """One person's JP of a time by kind of meeting; ``unknown`` counts meetings without a figure."""

    person_id: str
    nip: str
    name: str
    knowledge: float
    experience: float
    material: float
    discussion: float
    unknown: int
    total: float


def community_line(row: CommunityRow, at: ParametersAt, today: date) -> CommunityLine:
    """Show a community in a list."""
    own = row.community
    waits = own.state is CommunityState.VERIFIED
    return CommunityLine(
        id=own.id,
        unit=own.unit,
        unit_name=row.unit_name,
        topic=own.topic,
        state=own.state,
        members=row.members,
        meetings=row.meetings,
        recap_due=recap_due(own, at) if waits else None,
        recap_late=waits and recap_late(own, at, today),
    )


def community_state_lines(
    communities: Iterable[Community], at: ParametersAt, today: date
) -> list[CommunityStateLine]:
    """Show where some communities stand."""
    return [
        CommunityStateLine(
            id=one.id,
            topic=one.topic,
            state=one.state,
            recap_late=one.state is CommunityState.VERIFIED and recap_late(one, at, today),
        )
        for one in communities
    ]


def community_out(
    known: Known, own: Community, at: ParametersAt, today: date, seen: Collection[str]
) -> CommunityOut:
    """Show a community; of those who belong to it the ``seen`` ones, of the coordinator everybody hears."""
    waits = own.state is CommunityState.VERIFIED
    fields = ("id", "version", "state", "unit", "background", "topic", "target", "schedule", "place")
    more = ("signed_by", "solution", "remark", "verified_on", "recapped_until")
    return CommunityOut(
        **{name: getattr(own, name) for name in (*fields, *more)},
        unit_name=known.units[own.unit].name,
        organiser_fits=may_organise(own.unit, known.units, at),
        kinds=list(own.meetings),
        coordinator=_member(known, own.coordinator) if own.coordinator else None,
        recap_due=recap_due(own, at) if waits else None,
        recap_late=waits and recap_late(own, at, today),
        members=sorted(
            (_member(known, nip) for nip in own.members if nip in seen), key=lambda one: (one.name, one.nip)
        ),
        member_count=len(own.members),
        moves=sorted(possible_moves(own)),
    )


def meeting_out(
    known: Known, own: CommunityMeeting, grants: Mapping[int, Grant], seen: Collection[str]
) -> MeetingOut:
    """Show a meeting; of those who came the ``seen`` ones, by name."""
    came = [_attendance(known, one, grants) for one in own.attendance if one.nip in seen]
    fields = ("id", "kind", "title", "zone", "online", "assured_by")
    entries = {one.jp_entry for one in own.attendance}
    granted = (grant.jp for entry, grant in grants.items() if entry in entries)
    return MeetingOut(
        **{name: getattr(own, name) for name in fields},
        starts=own.starts.astimezone(own.zone.info),
        ends=own.ends.astimezone(own.zone.info),
        came=len(own.attendance),
        jp=round(sum(granted), 2),
        attendance=sorted(came, key=lambda one: (one.name, one.nip)),
    )


def recap_lines(known: Known, rows: Iterable[RecapRow]) -> list[RecapLine]:
    """Show the lines of a recapitulation."""
    return [
        RecapLine(
            person_id=known.id_of[row.nip],
            nip=row.nip,
            name=row.name,
            unknown=row.unknown,
            total=row.total,
            **{kind.value: row.jp[kind] for kind in Meeting},
        )
        for row in rows
    ]


def _member(known: Known, nip: str) -> MemberOut:
    own = known.people[nip]
    return MemberOut(person_id=known.id_of[nip], nip=nip, name=own.name, unit=known.units[own.unit].name)


def _attendance(known: Known, own: Attendance, grants: Mapping[int, Grant]) -> AttendanceOut:
    grant = grants.get(own.jp_entry) if own.jp_entry is not None else None
    return AttendanceOut(
        person_id=known.id_of[own.nip],
        nip=own.nip,
        name=known.people[own.nip].name,
        part=own.part,
        original=own.original,
        jp=grant.jp if grant else None,
        known=grant.known if grant else True,
        caps=caps_out(grant.caps) if grant else [],
        taken_back=own.jp_entry is not None and grant is None,
        problems=[ProblemOut(problem=one.msgid, params=one.params) for one in own.problems],
    )
