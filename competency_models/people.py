"""Units, people and the evidence of what people can do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Status(StrEnum):
    """Employment status of a civil servant."""

    PNS = "PNS"
    PPPK = "PPPK"


class Performance(StrEnum):
    """Performance against expectation, the first axis of the nine-box (PermenPANRB 3/2020)."""

    BELOW = "below"
    AS_EXPECTED = "as"
    ABOVE = "above"


class Potential(StrEnum):
    """Potential, the second axis of the nine-box (PermenPANRB 3/2020)."""

    LOW = "low"
    MIDDLE = "mid"
    HIGH = "high"


class Source(StrEnum):
    """Where evidence of a competency comes from, most trusted first."""

    ASSESSMENT_CENTRE = "assessment_centre"
    TEST = "test"
    SUPERVISOR = "supervisor"
    SELF = "self"


@dataclass(frozen=True, slots=True)
class OrgUnit:
    """A unit of the agency; the root has no parent."""

    code: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A civil servant. ``nip`` is 18 digits of text: birth date, appointment month, sex digit, serial number.

    ``scarce_skill`` marks a PPPK whose skill is rare among PNS (SE 07/SE/KM/2023, Lampiran A.5). The contract is a PPPK's;
    its days are None where they are not known.
    """

    nip: str
    name: str
    unit: str
    job: str
    status: Status = Status.PNS
    supervisor: str | None = None
    target_job: str | None = None
    performance: Performance | None = None
    potential: Potential | None = None
    scarce_skill: bool = False
    contract_starts: date | None = None
    contract_ends: date | None = None

    @property
    def birth_year(self) -> int:
        """Year of birth: the NIP's first four digits."""
        return int(self.nip[:4])

    @property
    def high_potential(self) -> bool:
        """Talent box 9, the circular's Hi-Po (derived: performance above, potential high)."""
        return self.performance is Performance.ABOVE and self.potential is Potential.HIGH


@dataclass(frozen=True, slots=True)
class Assessment:
    """Evidence that a person had reached a level (0–5) of a competency on a day.

    ``confidence`` is in 0…1. Without ``expires`` the source's validity parameter holds. A self-assessment counts
    only when ``verified`` by the supervisor.
    """

    nip: str
    competency: str
    level: int
    source: Source
    assessed_on: date
    confidence: float = 1.0
    expires: date | None = None
    verified: bool = True
