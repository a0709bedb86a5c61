"""The learning community of the demo: proposed, verified, and met twice before the first day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time

from api.demo.autumn import Autumn, Happening
from catalog.ledger import Meeting, Part, Zone
from catalog.ledger.tariff import COMMUNITY
from planner import usecases
from planner.communities import Attendance, Community, CommunityMeeting, CommunityProposal

PROPOSED, VERIFIED = date(2026, 10, 5), date(2026, 10, 12)
MEETINGS = (
    (date(2026, 11, 9), Meeting.KNOWLEDGE, "Peta kemampuan tim: cara menyusun dan memakainya"),
    (date(2026, 12, 7), Meeting.DISCUSSION, "Jadwal pelatihan yang bergeser: sebab dan pilihan"),
)
COLLEAGUES = 4


def happenings() -> Iterator[Happening]:
    """What happens to it, by day."""
    yield PROPOSED, _propose
    yield VERIFIED, _verify
    yield from ((day, _meet) for day, _, _ in MEETINGS)


def _propose(autumn: Autumn) -> None:
    """The head of a centre, a unit of echelon II as the circular asks, proposes, signs and coordinates it."""
    leader, people = autumn.actors["atasan"].nip, autumn.world.agency.people
    unit = _unit(autumn)
    members = [autumn.actors[name].nip for name in ("pegawai", "coachee", "atasan")]
    others = [one.nip for one in people if one.unit == unit and one.nip not in members]
    proposal = CommunityProposal(
        unit=unit,
        background="Jadwal pelatihan kerap bergeser; tiap bidang menyelesaikannya dengan caranya sendiri.",
        topic="Merencanakan pelatihan bersama",
        meetings=(Meeting.KNOWLEDGE, Meeting.EXPERIENCE, Meeting.DISCUSSION),
        target="Satu cara merencanakan pelatihan yang dipakai semua bidang pada semester depan.",
        members=tuple(nip for nip in (*members, *others[:COLLEAGUES]) if nip),
        schedule="Senin kedua setiap bulan, pukul 14.00",
        place="Ruang rapat pusat dan daring",
        signed_by=next(one.name for one in people if one.nip == leader),
        coordinator=leader,
        solution=_solution(autumn),
    )
    known = autumn.system.worlds.within(autumn.uow)
    at = autumn.system.law.at(autumn.clock.day)
    usecases.propose_community(autumn.uow, autumn.actors["atasan"], proposal, known, at, autumn.clock)


def _verify(autumn: Autumn) -> None:
    own = _community(autumn)
    usecases.verify_community(autumn.uow, autumn.actors["lo"], own.id, own.version, autumn.clock)


def _meet(autumn: Autumn) -> None:
    """The coordinator presents or is away, everybody else takes part."""
    own = _community(autumn)
    day, kind, title = next(one for one in MEETINGS if one[0] == autumn.clock.day)
    came = [Attendance(nip, Part.PARTICIPANT) for nip in own.members if nip != own.coordinator]
    if kind is Meeting.KNOWLEDGE and own.coordinator:
        came.append(Attendance(own.coordinator, Part.PRESENTER))
    starts, ends = (datetime.combine(day, time(hour), Zone.WIB.info) for hour in (14, 16))
    meeting = CommunityMeeting(
        0, own.id, kind, title, starts, ends, Zone.WIB, kind is Meeting.DISCUSSION, tuple(came)
    )
    known = autumn.system.worlds.within(autumn.uow)
    usecases.hold_meeting(
        *(autumn.uow, autumn.actors["atasan"], own.id, own.version),
        *(meeting, known, autumn.system.law, autumn.clock),
    )


def _community(autumn: Autumn) -> Community:
    (known,) = autumn.uow.communities.of_unit(_unit(autumn))
    return usecases.find_community(autumn.uow, autumn.actors["atasan"], known.id).community


def _solution(autumn: Autumn) -> str:
    """What the employee has in the plan, where a community is in it that meets on these days."""
    own = (one for one in autumn.activities.values() if one.nip == autumn.actors["pegawai"].nip)
    found = (one.solution for one in own if one.form == COMMUNITY and one.ends > MEETINGS[-1][0])
    return next(found, "")


def _unit(autumn: Autumn) -> str:
    leader = autumn.actors["atasan"].nip
    return next(one.unit for one in autumn.world.agency.people if one.nip == leader)
