"""Everything an agency hands in, as one value."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.budgets import Budget
from catalog.solutions import LearningSolution, Offering, Participation
from competency_models.framework import CareerMove, Competency, Job, JobStandard, Lift, Prerequisite
from competency_models.people import Assessment, OrgUnit, Person


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency's tables; every reference between them has been checked. Tuples are sorted by their key."""

    units: tuple[OrgUnit, ...] = ()
    competencies: tuple[Competency, ...] = ()
    jobs: tuple[Job, ...] = ()
    standards: tuple[JobStandard, ...] = ()
    careers: tuple[CareerMove, ...] = ()
    people: tuple[Person, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    solutions: tuple[LearningSolution, ...] = ()
    lifts: tuple[Lift, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    offerings: tuple[Offering, ...] = ()
    participations: tuple[Participation, ...] = ()
    budgets: tuple[Budget, ...] = ()
