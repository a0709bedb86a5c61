"""The yearly plan of competency development, and the analysis of needs behind it. People stand in both by number only."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel

from api.deps import SignedIn, SystemDep, requires
from api.documents.blocks import named
from api.worlds import Known
from api.yearly import AskedFor, find_plan
from catalog.solutions import Bucket
from competency_models.framework import CompetencyKind
from planner.access import Capability
from planner.demand import Wait
from planner.needs_analysis import Need
from planner.yearly_plan import PlanLine, PlanSection

router = APIRouter(tags=["yearly plan"])
Reader = Annotated[SignedIn, requires(Capability.ORG_PLAN_VIEW)]


class LevelsOut(BaseModel):
    """A competency from one level to another, for so many people; none where no gap is closed."""

    competency: str
    name: str
    from_level: int
    to_level: int
    people: int = 0


class PlannedActivityOut(BaseModel):
    """An activity with the seven fields of PP 11/2017 art. 207(3).

    ``kinds`` and ``develops``: what; ``pns`` and ``pppk``: for how many; ``form``, ``path`` and ``models``: how; ``organiser``
    (empty: not entered); ``starts`` and ``ends``; ``leads_to``: what the catalogue says it leads to, to be held against the
    curriculum standard; ``cost``: rupiah for all. ``approved`` counts those whose plan is.
    """

    solution: str
    name: str
    offering: str | None
    kinds: list[CompetencyKind]
    develops: list[LevelsOut]
    pns: int
    pppk: int
    jobs: list[str]
    form: str
    path: Literal["classical", "nonclassical"] | None
    models: list[Bucket]
    organiser: str
    starts: date
    ends: date
    leads_to: list[LevelsOut]
    cost: int
    approved: int


class SectionOut(BaseModel):
    """The activities of a unit with all below it."""

    unit: str
    name: str
    people: int
    cost: int
    activities: list[PlannedActivityOut]


class YearlyPlanOut(BaseModel):
    """The plan of a year; ``draft`` where anything in it is not approved."""

    year: int
    unit: str
    draft: bool
    people: int
    without: int
    cost: int
    sections: list[SectionOut]


class NeedOut(BaseModel):
    """A competency that some lack; see the analysis. ``waits`` counts the people who wait, by what for."""

    priority: int
    competency: str
    name: str
    kind: CompetencyKind
    required: int
    short: int
    critical: int
    levels: int
    weighted: float
    planned: int
    planned_levels: int
    waiting: int
    waits: dict[Wait, int]


class NeedsAnalysisOut(BaseModel):
    """Both analyses of PP 11/2017 art. 206 on a day; ``performance`` counts people, ``unknown`` where none is recorded."""

    year: int
    unit: str
    day: date
    people: int
    short: int
    levels: int
    aiming: int
    aiming_short: int
    performance: dict[str, int]
    needs: list[NeedOut]


@router.get("/yearly-plan")
def show_yearly_plan(who: Reader, system: SystemDep, asked: AskedFor) -> YearlyPlanOut:
    """Show the plan of a year by unit and activity."""
    found = find_plan(system, who.actor, asked)
    plan = found.plan
    return YearlyPlanOut(
        year=plan.year,
        unit=asked.unit,
        draft=plan.draft,
        people=plan.people,
        without=plan.without,
        cost=plan.cost,
        sections=[_section(found.known, one) for one in plan.sections],
    )


@router.get("/needs-analysis")
def show_needs_analysis(who: Reader, system: SystemDep, asked: AskedFor) -> NeedsAnalysisOut:
    """Show the needs behind the plan of a year, by priority."""
    found = find_plan(system, who.actor, asked)
    analysis = found.analysis()
    return NeedsAnalysisOut(
        year=found.plan.year,
        unit=asked.unit,
        day=found.known.world.day,
        people=analysis.people,
        short=analysis.short,
        levels=analysis.levels,
        aiming=analysis.aiming,
        aiming_short=analysis.aiming_short,
        performance={one.value if one else "unknown": count for one, count in analysis.performance},
        needs=[_need(found.known, place, one) for place, one in enumerate(analysis.needs, 1)],
    )


def _section(known: Known, section: PlanSection) -> SectionOut:
    return SectionOut(
        unit=section.unit,
        name=named(known.units, section.unit),
        people=section.people,
        cost=section.cost,
        activities=[_activity(known, line) for line in section.lines],
    )


def _activity(known: Known, line: PlanLine) -> PlannedActivityOut:
    path: Literal["classical", "nonclassical"] = "classical" if line.classical else "nonclassical"
    return PlannedActivityOut(
        solution=line.solution,
        name=named(known.solutions, line.solution),
        offering=line.offering,
        kinds=list(line.kinds),
        develops=[
            _levels(known, one.competency, one.from_level, one.to_level, one.people) for one in line.aims
        ],
        pns=line.pns,
        pppk=line.pppk,
        jobs=list(line.jobs),
        form=line.form,
        path=None if line.classical is None else path,
        models=list(line.buckets),
        organiser=line.organiser,
        starts=line.starts,
        ends=line.ends,
        leads_to=[_levels(known, one.competency, one.from_level, one.to_level) for one in line.leads_to],
        cost=line.cost,
        approved=line.decided,
    )


def _levels(known: Known, competency: str, start: int, end: int, people: int = 0) -> LevelsOut:
    return LevelsOut(
        competency=competency,
        name=named(known.competencies, competency),
        from_level=start,
        to_level=end,
        people=people,
    )


def _need(known: Known, priority: int, need: Need) -> NeedOut:
    return NeedOut(
        priority=priority,
        competency=need.competency,
        name=named(known.competencies, need.competency),
        kind=need.kind,
        required=need.required,
        short=need.short,
        critical=need.critical,
        levels=need.levels,
        weighted=round(need.weighted, 3),
        planned=need.planned,
        planned_levels=need.planned_levels,
        waiting=need.waiting,
        waits=dict(zip(Wait, need.by_wait, strict=True)),
    )
