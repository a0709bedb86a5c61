"""Meetings of a learning community: held, and corrected, with the lesson hours of everybody who came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import floor

from catalog.ledger import Activity, Entry, Grant, Law, Objection, reversal_of, standing_grants
from catalog.ledger.activity import HOUR
from catalog.ledger.tariff import COMMUNITY
from competency_models.people import Person
from planner.access import Actor
from planner.communities import Attendance, Community, CommunityMeeting, CommunityMove
from planner.community_rules import (
    Ground,
    faults_of_attendance,
    faults_of_meeting,
    held_on,
    month_limit,
    month_of,
    runs,
)
from planner.errors import Forbidden, NotCounted, NotFound, OwnLedger, Unfit
from planner.errors.communities import MonthFull
from planner.ports import Clock, UnitOfWork
from planner.usecases.community_change import check_move, find_community, store_move
from planner.usecases.community_tasks import START_STAGES, finish_stages, renew_certificates
from planner.usecases.jp import counted


def hold_meeting(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    version: int,
    meeting: CommunityMeeting,
    ground: Ground,
    law: Law,
    clock: Clock,
) -> CommunityMeeting:
    """Enter a meeting that was held (its id is ignored) and grant everybody who came their lesson hours.

    Whom nothing can be granted stands in the attendance with the reason; the others are granted all the same. The
    number of queries does not depend on how many came. Raises NotFound, Forbidden, StaleCommunity, NotNow, Unfit,
    MonthFull.
    """
    with uow:
        before = _to_run(uow, actor, community_id, version, CommunityMove.MEET)
        people = uow.people.many({one.nip for one in meeting.attendance})
        meeting = replace(meeting, community=before.id, title=meeting.title.strip())
        if faults := faults_of_meeting(before, meeting, people, clock.today()):
            raise Unfit(faults)
        _check_month(uow, before, meeting, law)
        books = Books(uow, actor, before, meeting, people, ground, law, clock)
        came = books.enter(meeting.attendance)
        stored = replace(meeting, attendance=came)
        stored = replace(stored, id=uow.communities.add_meeting(stored, clock.now()))
        store_move(uow, actor, before, CommunityMove.MEET, clock, detail=_told(stored))
        finish_stages(uow, actor, before, people, START_STAGES, clock)
        renew_certificates(uow, actor, before, people, stored.title, clock)
        uow.commit()
    return stored


def correct_attendance(
    uow: UnitOfWork,
    actor: Actor,
    community_id: int,
    version: int,
    meeting_id: int,
    attendance: Sequence[Attendance],
    assured_by: str,
    reason: str,
    ground: Ground,
    law: Law,
    clock: Clock,
) -> CommunityMeeting:
    """Put right who came to a meeting, as ``attendance`` says it: rows of the ledger are taken back, others added.

    Who was granted nothing before is tried again. Raises as ``hold_meeting``, OwnLedger, ReasonMissing.
    """
    with uow:
        before = _to_run(uow, actor, community_id, version, CommunityMove.ATTEND)
        found = next((one for one in uow.communities.meetings([before.id]) if one.id == meeting_id), None)
        if found is None:
            raise NotFound("meeting", meeting_id)
        wanted = replace(found, attendance=tuple(attendance), assured_by=assured_by.strip())
        everybody = {one.nip for one in chain(found.attendance, attendance)}
        people = uow.people.many(everybody)
        members = replace(before, members=(*before.members, *(one.nip for one in found.attendance)))
        if faults := tuple(faults_of_attendance(members, wanted, people)):
            raise Unfit(faults)
        books = Books(uow, actor, before, wanted, people, ground, law, clock)
        gone, came = books.correct(found.attendance, reason.strip())
        stored = replace(wanted, attendance=tuple(sorted(came, key=lambda one: one.nip)))
        uow.communities.change_meeting(stored, stored.attendance, gone)
        store_move(uow, actor, before, CommunityMove.ATTEND, clock, reason, _told(stored))
        renew_certificates(uow, actor, before, everybody, reason.strip(), clock)
        uow.commit()
    return stored


def _to_run(uow: UnitOfWork, actor: Actor, community_id: int, version: int, move: CommunityMove) -> Community:
    looked = find_community(uow, actor, community_id, lock=True)
    if not runs(actor, looked.community, looked.own_unit):
        raise Forbidden
    return check_move(looked.community, version, move)


def _check_month(uow: UnitOfWork, community: Community, meeting: CommunityMeeting, law: Law) -> None:
    """What an organiser may hold a month at most (SE 07/SE/KM/2023, Lampiran F.4.a.e)."""
    limit = month_limit(meeting.kind, law.at(held_on(meeting)))
    if limit is None:
        return
    held = uow.communities.held(community.unit, meeting.kind, *month_of(meeting.starts, meeting.zone))
    if held >= limit.times:
        raise MonthFull(limit.times, limit.citation.reference)


def _told(meeting: CommunityMeeting) -> Mapping[str, object]:
    return {
        "meeting": meeting.id,
        "kind": meeting.kind.value,
        "came": len(meeting.attendance),
        "not_granted": sum(bool(one.problems) for one in meeting.attendance),
    }


@dataclass(frozen=True, slots=True)
class Books:
    """The ledgers of all who came to a meeting, opened at once."""

    uow: UnitOfWork
    actor: Actor
    community: Community
    meeting: CommunityMeeting
    people: Mapping[str, Person]
    ground: Ground
    law: Law
    clock: Clock

    def enter(self, came: Sequence[Attendance]) -> tuple[Attendance, ...]:
        """Grant each what their part counts for; what cannot be granted is told."""
        rows = self.uow.jp.locked_of({one.nip for one in came})
        return self._stored([(one, self._granted(one, rows[one.nip])) for one in came])

    def correct(
        self, stored: Sequence[Attendance], reason: str
    ) -> tuple[frozenset[str], tuple[Attendance, ...]]:
        """Take back what no longer holds, grant what is new; who is off the list, and who came."""
        wanted = {one.nip: one for one in self.meeting.attendance}
        earlier = {one.nip: one for one in stored}
        rows = self.uow.jp.locked_of(wanted.keys() | earlier.keys())
        standing = {row.id: row for own in rows.values() for row in _standing(own)}
        kept = [nip for nip in wanted if nip in earlier and self._holds(earlier[nip], wanted[nip], standing)]
        left = [one for nip, one in earlier.items() if nip not in kept]
        wrong = [standing[one.jp_entry] for one in left if one.jp_entry in standing]
        self._refuse_own(earlier, wanted)
        back = [self._entry(reversal_of(row.grant), row.id, reason) for row in wrong]
        self.uow.jp.add(back)
        gone = {row.id for row in wrong}
        new = [one for nip, one in wanted.items() if nip not in kept]
        made = [
            (one, self._granted(one, [row for row in rows[one.nip] if row.id not in gone])) for one in new
        ]
        came = (*(earlier[nip] for nip in kept), *self._stored(made, reason))
        return frozenset(earlier.keys() - wanted.keys()), came

    def _refuse_own(self, earlier: Mapping[str, Attendance], wanted: Mapping[str, Attendance]) -> None:
        nip = self.actor.nip or ""
        before, after = earlier.get(nip), wanted.get(nip)
        if (before and (before.part, before.original)) != (after and (after.part, after.original)):
            raise OwnLedger

    def _holds(self, before: Attendance, after: Attendance, standing: Mapping[int, Entry]) -> bool:
        """Whether what was granted still holds; one's own is left to others."""
        same = (before.part, before.original) == (after.part, after.original)
        return same and (before.jp_entry in standing or before.nip == self.actor.nip)

    def _granted(self, one: Attendance, rows: Sequence[Entry]) -> Grant | tuple[Objection, ...]:
        if one.nip == self.actor.nip:
            return (Objection(OwnLedger.msgid, {}),)
        person = self.people[one.nip]
        job_class = self.ground.jobs[person.job].job_class
        try:
            return counted(
                self._activity(one), standing_grants(rows), person, job_class, self.law, self.clock
            )
        except NotCounted as refused:
            return refused.objections

    def _activity(self, one: Attendance) -> Activity:
        own = self.meeting
        return Activity(
            nip=one.nip,
            form=COMMUNITY,
            title=own.title,
            starts=own.starts,
            ends=own.ends,
            zone=own.zone,
            part=one.part,
            # Rounded down: more hours than lie between start and end are refused.
            hours=floor((own.ends - own.starts) / HOUR * 100) / 100,
            meeting=own.kind,
            organiser=self.ground.units[self.community.unit].name,
            solution=self.community.solution,
        )

    def _stored(
        self, made: Sequence[tuple[Attendance, Grant | tuple[Objection, ...]]], reason: str = ""
    ) -> tuple[Attendance, ...]:
        grants = [answer for _, answer in made if isinstance(answer, Grant)]
        ids = iter(self.uow.jp.add([self._entry(grant, None, reason) for grant in grants]))
        return tuple(
            replace(one, jp_entry=next(ids), problems=())
            if isinstance(answer, Grant)
            else replace(one, jp_entry=None, problems=answer)
            for one, answer in made
        )

    def _entry(self, grant: Grant, reverses: int | None, reason: str) -> Entry:
        return Entry(0, grant, self.clock.now(), self.actor.account_id, self.actor.username, reverses, reason)


def _standing(rows: Iterable[Entry]) -> list[Entry]:
    rows = tuple(rows)
    gone = {row.reverses for row in rows}
    return [row for row in rows if row.reverses is None and row.id not in gone]
