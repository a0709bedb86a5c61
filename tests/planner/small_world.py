"""One unit, one job, three people and a handful of solutions, to be varied by ``replace``."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from catalog.solutions import LearningSolution, Mode, Offering
from competency_models.framework import Competency, CompetencyKind, Job, JobStandard, Lift, Prerequisite
from competency_models.people import Assessment, OrgUnit, Person, Source, Status
from planner.agency import Agency
from planner.world import World
from tests.agencies import world_of

ANI, BUDI, CITRA = (f"199{n}01012015011001" for n in (1, 2, 3))
LATE = date(2026, 6, 1)


def solution(
    code: str, form: str, hours: float, weeks: int, sessions: int = 1, **more: object
) -> LearningSolution:
    """A solution of which only a few things matter."""
    return LearningSolution(code, code, form, hours, weeks, sessions, **more)  # type: ignore[arg-type]


AGENCY = Agency(
    units=(OrgUnit("U", "Agency"), OrgUnit("U1", "One", "U"), OrgUnit("U11", "Below one", "U1")),
    competencies=tuple(Competency(code, code, CompetencyKind.TECHNICAL) for code in ("C1", "C2", "C3")),
    jobs=(Job("J", "Analis", "ahli_muda"), Job("K", "Kepala", "pengawas")),
    standards=(JobStandard("J", "C1", 3, 2.0), JobStandard("J", "C2", 2), JobStandard("K", "C2", 4)),
    people=(
        Person(ANI, "Ani", "U11", "J", target_job="K"),
        Person(BUDI, "Budi", "U1", "J"),
        Person(CITRA, "Citra", "U", "J", Status.PPPK),
    ),
    assessments=(
        Assessment(ANI, "C1", 1, Source.TEST, LATE),
        Assessment(ANI, "C2", 2, Source.TEST, LATE),
        Assessment(BUDI, "C1", 2, Source.TEST, LATE),
        Assessment(BUDI, "C2", 2, Source.TEST, LATE),
        Assessment(CITRA, "C1", 3, Source.TEST, LATE),
        Assessment(CITRA, "C2", 2, Source.TEST, LATE),
    ),
    solutions=(
        solution("COMMUNITY", "komunitas_belajar", 20, 8, 10),
        solution("VISIT", "patok_banding", 24, 1),
        solution("COACH", "coaching", 8, 8, 3),
        solution("MENTOR", "mentoring", 6, 8, 2),
        solution("ONLINE", "e_learning", 5, 2, 3, mode=Mode.ONLINE),
        solution("CLASS", "workshop_lokakarya", 6, 1, 1, needs_offering=True),
        solution("NOWHERE", "workshop_lokakarya", 6, 1, 1, needs_offering=True),
    ),
    lifts=(
        Lift("COMMUNITY", "C1", 0, 2),
        Lift("VISIT", "C1", 1, 3),
        Lift("COACH", "C1", 1, 3),
        Lift("MENTOR", "C2", 0, 3),
        Lift("ONLINE", "C2", 0, 2),
        Lift("CLASS", "C1", 2, 3),
        Lift("NOWHERE", "C1", 1, 3),
    ),
    prerequisites=(Prerequisite("COACH", "ONLINE"),),
    offerings=(Offering("CLASS-1", "CLASS", date(2027, 3, 1), date(2027, 3, 5), 1),),
)


def small_world(**changes: object) -> World:
    """The agency, with some of its tables changed, on the tests' day."""
    return world_of(replace(AGENCY, **changes))  # type: ignore[arg-type]
