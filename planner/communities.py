"""Learning communities: proposed by a unit, verified by the HR unit, met, and recapitulated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from catalog.ledger import Meeting, Part, Zone


class CommunityState(StrEnum):
    """Where a community stands; it meets only once its proposal was verified (SE 07/SE/KM/2023, Lampiran F.2.b-c)."""

    PROPOSED = "proposed"
    RETURNED = "returned"
    VERIFIED = "verified"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Community:
    """A community with the seven fields of its proposal (SE 07/SE/KM/2023, Lampiran F.2.a).

    The seven are ``unit``, ``background``, ``topic``, ``meetings``, ``target``, ``members`` and ``schedule`` with ``place``.
    ``version`` grows by one with every change.
    """

    id: int
    unit: str
    solution: str
    background: str
    topic: str
    meetings: tuple[Meeting, ...]
    target: str
    members: tuple[str, ...]
    schedule: str
    place: str
    signed_by: str
    coordinator: str | None
    state: CommunityState
    version: int
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who came to a meeting in which part, and the row of the ledger that it was granted."""

    nip: str
    part: Part
    jp_entry: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CommunityMeeting:
    """A meeting that was held."""

    id: int
    community: int
    kind: Meeting
    title: str
    starts: datetime
    ends: datetime
    zone: Zone
    online: bool
    attendance: tuple[Attendance, ...]
