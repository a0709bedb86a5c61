"""Competencies, their levels, jobs and the standards that jobs set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

MAX_LEVEL = 5
"""Highest competency level of the national framework (PermenPANRB 38/2017); 0 means nothing proven."""


class CompetencyKind(StrEnum):
    """The three kinds of competency of Indonesian law (UU 5/2014 art. 69(3), kept by PermenPANRB 38/2017)."""

    MANAGERIAL = "managerial"
    SOCIOCULTURAL = "sociocultural"
    TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class Competency:
    """Something a job can require; ``levels`` maps a level (1–5) to its behavioural description."""

    code: str
    name: str
    kind: CompetencyKind
    name_en: str = ""
    levels: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))
    source: str = ""
    certainty: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A job; ``job_class`` is a key of the parameter ``required_level`` (``ahli_muda``, ``pengawas`` …)."""

    code: str
    name: str
    job_class: str
    family: str = ""
    name_en: str = ""
    critical: bool = False


@dataclass(frozen=True, slots=True)
class JobStandard:
    """One line of a job's standard: the level (1–5) of a competency that the job requires.

    ``weight`` (> 0, 1 is usual) says how much the competency matters to the job.
    """

    job: str
    competency: str
    level: int
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class CareerMove:
    """A move from one job to another that the agency regards as possible."""

    from_job: str
    to_job: str


@dataclass(frozen=True, slots=True)
class Lift:
    """A learning solution lifts a competency from a level to a higher one, for those who have reached the first."""

    solution: str
    competency: str
    from_level: int
    to_level: int


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """``solution`` may start only after ``requires`` has ended."""

    solution: str
    requires: str
