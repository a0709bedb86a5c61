"""The whole demo agency, made from one seed."""

from __future__ import annotations

from datetime import date

from api.demo.budgets import budgets
from api.demo.history import YEARS, Life
from api.demo.offer import offer
from api.demo.programme import LIFTS, PROGRAMME, batch
from api.demo.staff import people
from api.demo.structure import careers, competencies, jobs, standards, units
from planner.agency import Agency

DEMO_DAY = date(2027, 1, 4)
DEMO_PEOPLE = 500
DEMO_SEED = 2027


def demo_agency(people_count: int = DEMO_PEOPLE, seed: int = DEMO_SEED) -> Agency:
    """Return the demo agency as it stands on ``DEMO_DAY``: the same for the same number of people and seed."""
    return demo_life(people_count, seed)[0]


def demo_life(people_count: int, seed: int) -> tuple[Agency, Life]:
    """Return the demo agency and the life behind it, which may go on after ``DEMO_DAY``."""
    staff = people(people_count, seed)
    year = DEMO_DAY.year
    required = standards(DEMO_DAY)
    catalogue = offer(year, people_count, seed)
    life = Life.begin(staff, required, catalogue, seed)
    for past_year in range(year - YEARS, year):
        life.live(past_year)
    agency = Agency(
        units=tuple(sorted(units(), key=lambda unit: unit.code)),
        competencies=competencies(),
        jobs=jobs(),
        standards=required,
        careers=careers(),
        people=staff,
        assessments=life.assess(year),
        solutions=(*catalogue.solutions, PROGRAMME),
        lifts=tuple(sorted((*catalogue.lifts, *LIFTS), key=lambda lift: (lift.solution, lift.competency))),
        prerequisites=tuple(sorted(catalogue.prerequisites, key=lambda p: (p.solution, p.requires))),
        offerings=(*catalogue.offerings, batch(DEMO_DAY)),
        participations=life.taken(),
        budgets=budgets(staff, year),
    )
    return agency, life
