"""A unit's learning community in the small agency, for tests: proposed, verified, met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from api.db import SqlUnitsOfWork
from catalog.forms import Forms
from catalog.ledger import Entry, Law, Meeting, Part, Zone, standing_grants
from catalog.solutions import LearningSolution
from competency_models.framework import Job
from competency_models.parameters import ParametersAt
from competency_models.people import OrgUnit, Person
from planner.access import Actor
from planner.agency import Agency
from planner.communities import Attendance, Community, CommunityMeeting, CommunityProposal
from planner.regulations import standard_parameters
from planner.usecases import (
    close_community,
    correct_attendance,
    hand_in_recap,
    hold_meeting,
    import_agency,
    propose_community,
    return_community,
    verify_community,
)
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, BUDI, EKA, SetClock, Sign

SHARING = LearningSolution("S7", "Komunitas data", "komunitas_belajar", 20, 10, 10)
PARAMETERS = standard_parameters()
LAW = Law(PARAMETERS, Forms(PARAMETERS))


@dataclass(frozen=True)
class Land:
    """What the agency says, as use cases ask for it."""

    agency: Agency

    @property
    def units(self) -> Mapping[str, OrgUnit]:
        return {one.code: one for one in self.agency.units}

    @property
    def solutions(self) -> Mapping[str, LearningSolution]:
        return {one.code: one for one in self.agency.solutions}

    @property
    def jobs(self) -> Mapping[str, Job]:
        return {one.code: one for one in self.agency.jobs}


GROUND = Land(replace(AGENCY, solutions=(*AGENCY.solutions, SHARING)))

PROPOSAL = CommunityProposal(
    unit="A1",
    background="Data tiap seksi tidak sama.",
    topic="Data yang sama untuk semua",
    meetings=tuple(Meeting),
    target="Satu daftar data.",
    members=(ANI, BUDI, EKA),
    schedule="Setiap Senin pukul 9",
    place="Ruang rapat",
    signed_by="Budi",
    coordinator=None,
    solution="",
)


class Together:
    """A community and everybody who has a part in it."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock, law: Law = LAW) -> None:
        self.open, self.sign, self.clock, self.law = open_uow, sign, clock, law
        import_agency(open_uow(), GROUND.agency, ADMINISTRATOR, clock)

    def at(self) -> ParametersAt:
        return self.law.at(self.clock.today())

    def propose(self, actor: Actor | None = None, **own: Any) -> Community:
        proposal = replace(PROPOSAL, **own)
        who = actor or self.sign.supervisor
        return propose_community(self.open(), who, proposal, GROUND, self.at(), self.clock)

    def verify(self, found: Community, actor: Actor | None = None) -> Community:
        return verify_community(self.open(), actor or self.sign.officer, found.id, found.version, self.clock)

    def send_back(self, found: Community, reason: str, actor: Actor | None = None) -> Community:
        who = actor or self.sign.officer
        return return_community(self.open(), who, found.id, found.version, reason, self.clock)

    def close(self, found: Community, reason: str = "Selesai.") -> Community:
        return close_community(self.open(), self.sign.supervisor, found.id, found.version, reason, self.clock)

    def running(self, **own: Any) -> Community:
        """A verified community; a month has passed since."""
        found = self.verify(self.propose(**own))
        self.clock.wait(days=40)
        return found

    def now(self, found: Community) -> Community:
        with self.open(write=False) as uow:
            stored = uow.communities.get(found.id)
        assert stored is not None
        return stored

    def meet(
        self,
        found: Community,
        kind: Meeting = Meeting.KNOWLEDGE,
        *came: Attendance,
        actor: Actor | None = None,
        ago: timedelta = timedelta(days=1),
        **own: Any,
    ) -> CommunityMeeting:
        """A meeting of two hours, held some time ago; Ani came where nobody is named."""
        starts = self.clock.now() - ago
        meeting = CommunityMeeting(
            id=0,
            community=found.id,
            kind=kind,
            title=f"Pertemuan {kind}",
            starts=starts,
            ends=starts + timedelta(hours=2),
            zone=Zone.WIB,
            online=False,
            attendance=came or (Attendance(ANI, Part.PARTICIPANT),),
        )
        meeting = replace(meeting, **own)
        who, version = actor or self.sign.supervisor, self.now(found).version
        return hold_meeting(self.open(), who, found.id, version, meeting, GROUND, self.law, self.clock)

    def correct(
        self,
        found: Community,
        meeting: CommunityMeeting,
        *came: Attendance,
        actor: Actor | None = None,
        reason: str = "Salah catat.",
        assured_by: str = "",
    ) -> CommunityMeeting:
        who, version = actor or self.sign.supervisor, self.now(found).version
        return correct_attendance(
            self.open(),
            who,
            found.id,
            version,
            meeting.id,
            came,
            assured_by,
            reason,
            GROUND,
            self.law,
            self.clock,
        )

    def ledger(self, nip: str) -> tuple[Entry, ...]:
        with self.open(write=False) as uow:
            return uow.jp.of(nip)

    def jp(self, nip: str) -> list[float]:
        """The JP of the grants that stand in somebody's ledger."""
        return [grant.jp for grant in standing_grants(self.ledger(nip))]

    def recap(self, found: Community, until: date) -> Community:
        version = self.now(found).version
        return hand_in_recap(
            self.open(), self.sign.supervisor, found.id, version, until, "Kepala Pusat", self.clock
        )

    def log(self, found: Community) -> list[tuple[str, str, str, str]]:
        with self.open(write=False) as uow:
            rows = uow.decisions.of("community", str(found.id))
        return [(row.actor, row.move, row.from_state, row.to_state) for row in rows]


def at_noon(year: int, month: int, day: int, zone: Zone = Zone.WIB) -> datetime:
    """Noon where the zone's clock shows it."""
    return datetime(year, month, day, 12, tzinfo=zone.info)


def people(count: int) -> tuple[Person, ...]:
    """So many more people of unit A11."""
    return tuple(
        Person(f"19800101200001{n % 2 + 1}{n:03d}", f"Anggota {n}", "A11", "J1") for n in range(count)
    )
