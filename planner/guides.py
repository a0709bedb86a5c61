"""Coaches and mentors, and the pairing of each with the person whom they are to guide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class GuideKind(StrEnum):
    """What somebody is to others (SE 07/SE/KM/2023, Lampiran L.I and L.II)."""

    COACH = "coach"
    MENTOR = "mentor"


class MatchState(StrEnum):
    """Where a pairing stands: a superior may have to approve it, the person guided may refuse it without a reason."""

    AWAITING_SUPERIOR = "awaiting_superior"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    DECLINED_BY_SUPERIOR = "declined_by_superior"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Guide:
    """A coach or mentor. ``nip`` is None for one from outside. ``capacity`` is how many they guide at the same time.

    ``competencies`` are their own levels (1-5) by competency; ``units`` those whose people they take, all where empty.
    ``confidential_since`` is the day of the undertaking of confidentiality, None without one.
    """

    id: int
    kind: GuideKind
    nip: str | None
    name: str
    organisation: str
    capacity: int
    managerial_years: int
    technical_years: int
    certificate: str
    confidential_since: date | None
    available_from: date | None
    available_until: date | None
    active: bool
    competencies: Mapping[str, int]
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """A guide proposed to the person of an activity. ``version`` grows by one with every change."""

    id: int
    activity: int
    kind: GuideKind
    guide: int
    state: MatchState
    version: int
    changed_at: datetime
    reasons: tuple[str, ...]
