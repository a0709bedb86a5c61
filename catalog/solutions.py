"""Learning solutions, their dated offerings, and what people took part in before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Mode(StrEnum):
    """How people meet."""

    ONSITE = "onsite"
    ONLINE = "online"
    BLENDED = "blended"


class Bucket(StrEnum):
    """The three models of 70:20:10 (SE 07/SE/KM/2023, F)."""

    EXPERIENCE = "70"
    SOCIAL = "20"
    FORMAL = "10"


@dataclass(frozen=True, slots=True)
class LearningSolution:
    """Something one can do to learn; has exactly one form.

    ``hours`` is a person's effort in clock hours, ``weeks`` the time from start to end, ``sessions`` how many
    meetings, days or activities it has (whatever the form counts JP by), ``cost`` rupiah a person.
    ``bucket`` is needed only where the form may stand in more than one (belajar mandiri: 70 and 10).
    """

    code: str
    name: str
    form: str
    hours: float
    weeks: int
    sessions: int = 1
    cost: int = 0
    mode: Mode = Mode.ONSITE
    bucket: Bucket | None = None
    name_en: str = ""
    provider: str = ""
    needs_offering: bool = False


@dataclass(frozen=True, slots=True)
class Offering:
    """A dated batch of a solution with seats. ``cost`` (rupiah a person) replaces the solution's where given."""

    code: str
    solution: str
    starts: date
    ends: date
    seats: int
    place: str = ""
    cost: int | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """A person's past attempt at a solution and what came of it.

    ``chosen`` tells a person's own choice from an assignment. The levels are of the competency that the
    solution was taken for, before and after, where they are known.
    """

    nip: str
    solution: str
    started: date
    ended: date
    completed: bool
    competency: str = ""
    level_before: int | None = None
    level_after: int | None = None
    chosen: bool = False
