"""Learning communities: proposed by a unit, verified by the HR unit, met, and recapitulated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from catalog.ledger import Meeting, Objection, Part, Zone


class CommunityState(StrEnum):
    """Where a community stands; it meets only once its proposal was verified (SE 07/SE/KM/2023, Lampiran F.2.b-c)."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    VERIFIED = "verified"
    CLOSED = "closed"


class CommunityMove(StrEnum):
    """What happens to a community."""

    PROPOSE = "propose"
    CHANGE = "change"
    VERIFY = "verify"
    RETURN = "return"
    CLOSE = "close"
    ENROL = "enrol"
    MEET = "meet"
    ATTEND = "attend"
    RECAP = "recap"


@dataclass(frozen=True, slots=True)
class CommunityProposal:
    """The seven fields of a proposal and who signed it (SE 07/SE/KM/2023, Lampiran F.2.a).

    The seven are ``unit``, ``background``, ``topic``, ``meetings``, ``target``, ``members`` (NIPs) and ``schedule`` with
    ``place``. ``solution`` is what members have in their plans, "" where nothing; ``coordinator`` is a NIP.
    """

    unit: str
    background: str
    topic: str
    meetings: tuple[Meeting, ...]
    target: str
    members: tuple[str, ...]
    schedule: str
    place: str
    signed_by: str
    coordinator: str | None
    solution: str


@dataclass(frozen=True, slots=True)
class Community(CommunityProposal):
    """A community: its proposal and where it stands. ``version`` grows by one with every change.

    ``remark`` says why it was returned or closed; ``recapped_until`` is the last day that needs no recapitulation any
    more, at first the eve of the verification.
    """

    id: int
    state: CommunityState
    version: int
    changed_at: datetime
    verified_on: date | None = None
    recapped_until: date | None = None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came to a meeting in which part, and the row of the ledger that it was granted.

    ``original`` is an author's statement that the shared material is their own work. ``problems`` tell why nothing
    could be granted.
    """

    nip: str
    part: Part
    original: bool = False
    jp_entry: int | None = None
    problems: tuple[Objection, ...] = ()


@dataclass(frozen=True, slots=True)
class CommunityMeeting:
    """A meeting that was held. ``assured_by`` names the unit head who assured the quality of shared material."""

    id: int
    community: int
    kind: Meeting
    title: str
    starts: datetime
    ends: datetime
    zone: Zone
    online: bool
    attendance: tuple[Attendance, ...]
    assured_by: str = ""


@dataclass(frozen=True, slots=True)
class RecapRow:
    """One person's JP in a recapitulation by kind of meeting, every kind named (Lampiran F.7.b).

    ``unknown`` counts meetings for which no source gives a figure. ``grade`` (golongan) is not stored: it is left to be
    filled in by hand.
    """

    nip: str
    name: str
    jp: Mapping[Meeting, float]
    unknown: int = 0
    grade: str = ""

    @property
    def total(self) -> float:
        """All JP of the line."""
        return round(sum(self.jp.values()), 2)


@dataclass(frozen=True, slots=True)
class Recap:
    """The recapitulation of a unit from ``since`` to ``until``, both included; ``topic`` "" where of all its communities."""

    unit: str
    topic: str
    since: date
    until: date
    rows: tuple[RecapRow, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """The communities that somebody sees, for a store to filter by: any of the parts suffices."""

    everyone: bool = False
    units: frozenset[str] = frozenset()
    nip: str | None = None

    def holds(self, community: Community) -> bool:
        """Tell whether the community is within reach: of one of the units, or the person belongs to it."""
        own = self.nip is not None and self.nip in (*community.members, community.coordinator)
        return self.everyone or community.unit in self.units or own
