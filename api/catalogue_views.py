"""The catalogue's records as answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, Field

from api.worlds import Known
from catalog.forms import Form
from catalog.solutions import Bucket, LearningSolution, Mode, Offering
from competency_models.framework import Competency, CompetencyKind, Job
from competency_models.people import OrgUnit


class UnitOut(BaseModel):
    """A unit; the root has no parent."""

    code: str
    name: str
    parent: str | None


class CompetencyOut(BaseModel):
    """A competency and the behaviour that each level describes."""

    code: str
    name: str
    name_en: str
    kind: CompetencyKind
    levels: Mapping[int, str]
    source: str
    certainty: str


class StandardOut(BaseModel):
    """The level of a competency that a job requires."""

    competency: str
    level: int
    weight: float


class JobOut(BaseModel):
    """A job with its standard."""

    code: str
    name: str
    name_en: str
    job_class: str
    family: str
    critical: bool
    standard: list[StandardOut]


class CitedOut(BaseModel):
    """Where a value stands, and how certain that is."""

    reference: str
    certainty: str


class FormOut(BaseModel):
    """A form of learning in force today, the models it may stand in, and where each value stands."""

    key: str
    name: str
    name_en: str
    path: str
    buckets: list[Bucket]
    considerations: list[str]
    month_cap: float | None
    min_weeks: int | None
    max_weeks: int | None
    citations: Mapping[str, CitedOut]


class LiftOut(BaseModel):
    """Lifts a competency from a level to a higher one."""

    competency: str
    from_level: int
    to_level: int


class SolutionOut(BaseModel):
    """A learning solution: hours of effort, weeks, rupiah a person, what it lifts and what must come first."""

    code: str
    name: str
    name_en: str
    form: str
    hours: float
    weeks: int
    sessions: int
    cost: int
    mode: Mode
    bucket: Bucket | None
    provider: str
    needs_offering: bool
    lifts: list[LiftOut]
    requires: list[str]
    comes_first: list[list[str]] = Field(
        description="All that must come first, in generations: each requires only what stands before it."
    )


class OfferingOut(BaseModel):
    """A dated batch with the seats that are left; ``cost`` replaces the solution's where given."""

    code: str
    solution: str
    starts: date
    ends: date
    seats: int
    seats_left: int
    place: str
    cost: int | None


def unit_out(unit: OrgUnit) -> UnitOut:
    """Show a unit."""
    return UnitOut(code=unit.code, name=unit.name, parent=unit.parent)


def competency_out(one: Competency) -> CompetencyOut:
    """Show a competency."""
    return CompetencyOut(**{name: getattr(one, name) for name in CompetencyOut.model_fields})


def job_out(known: Known, job: Job) -> JobOut:
    """Show a job with its standard."""
    fields = {name: getattr(job, name) for name in JobOut.model_fields if name != "standard"}
    lines = [
        StandardOut(competency=line.competency, level=line.level, weight=line.weight)
        for line in known.standards.get(job.code, ())
    ]
    return JobOut(**fields, standard=lines)


def form_out(form: Form, scheme: str) -> FormOut:
    """Show a form as the scheme in force sees it."""
    return FormOut(
        key=form.key,
        name=form.name,
        name_en=form.name_en,
        path=form.path,
        buckets=list(form.buckets(scheme)),
        considerations=sorted(form.considerations),
        month_cap=form.month_cap,
        min_weeks=form.min_weeks,
        max_weeks=form.max_weeks,
        citations={
            name: CitedOut(reference=one.reference, certainty=one.certainty)
            for name, one in form.citations.items()
        },
    )


def solution_out(known: Known, one: LearningSolution) -> SolutionOut:
    """Show a learning solution."""
    fields = {name: getattr(one, name) for name in SolutionOut.model_fields if hasattr(one, name)}
    lifts = [
        LiftOut(competency=lift.competency, from_level=lift.from_level, to_level=lift.to_level)
        for lift in known.lifts_of(one.code)
    ]
    return SolutionOut(
        **fields,
        lifts=lifts,
        requires=list(known.world.requires_of.get(one.code, ())),
        comes_first=[list(generation) for generation in known.graph.comes_first(one.code)],
    )


def offering_out(one: Offering, taken: Mapping[str, int]) -> OfferingOut:
    """Show a batch; ``taken`` are the seats given out, by offering."""
    fields = {name: getattr(one, name) for name in OfferingOut.model_fields if hasattr(one, name)}
    return OfferingOut(**fields, seats_left=max(one.seats - taken.get(one.code, 0), 0))
