"""What is needed and what is offered: competencies, jobs, learning solutions, their offerings, forms, units."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from api.catalogue_views import (
    CompetencyOut,
    FormOut,
    JobOut,
    OfferingOut,
    SolutionOut,
    UnitOut,
    competency_out,
    form_out,
    job_out,
    offering_out,
    solution_out,
    unit_out,
)
from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import Translator
from api.lists import After, Format, Limit, file_answer, next_link, page_of
from api.schemas import ListOf
from api.system import System
from planner.access import Capability
from planner.errors import NotFound

router = APIRouter(tags=["catalogue"])
Reader = Annotated[SignedIn, requires(Capability.CATALOGUE_VIEW)]
T = TypeVar("T")
Out = TypeVar("Out", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Listing:
    """How a list was asked for."""

    request: Request
    system: System
    t: Translator
    after: str | None
    limit: int
    format: Format

    def answer(
        self,
        who: SignedIn,
        title: str,
        rows: Iterable[T],
        code: Callable[[T], str],
        out: Callable[[T], Out],
    ) -> ListOf[Out] | Response:
        """Answer with one page by code, or with the whole list as a file."""
        ordered: Sequence[T] = sorted(rows, key=code)
        if self.format != "json":
            now = self.system.clock.now()
            return file_answer([out(row) for row in ordered], self.format, title, self.t, who, now)
        page = page_of(ordered, code, self.after, self.limit)
        return ListOf(items=[out(row) for row in page.rows], next=next_link(self.request, page.next))


def listing(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    after: After = None,
    limit: Limit = 50,
    format: Format = "json",
) -> Listing:
    """Return how a list was asked for."""
    return Listing(request, system, t, after, limit, format)


ListingDep = Annotated[Listing, Depends(listing)]
Text = Annotated[str, Query(max_length=100, description="Part of the name or the beginning of the code.")]


def _matches(text: str, code: str, *names: str) -> bool:
    wanted = text.strip().casefold()
    return code.casefold().startswith(wanted) or any(wanted in name.casefold() for name in names)


@router.get("/units", response_model=ListOf[UnitOut])
def list_units(who: Reader, ask: ListingDep) -> ListOf[UnitOut] | Response:
    """List the agency's units."""
    known = ask.system.worlds.current()
    return ask.answer(who, ask.t("Units"), known.agency.units, lambda unit: unit.code, unit_out)


@router.get("/competencies", response_model=ListOf[CompetencyOut])
def list_competencies(who: Reader, ask: ListingDep, text: Text = "") -> ListOf[CompetencyOut] | Response:
    """List the competencies with their levels."""
    known = ask.system.worlds.current()
    rows = (one for one in known.agency.competencies if _matches(text, one.code, one.name, one.name_en))
    return ask.answer(who, ask.t("Competencies"), rows, lambda one: one.code, competency_out)


@router.get("/jobs", response_model=ListOf[JobOut])
def list_jobs(who: Reader, ask: ListingDep, text: Text = "") -> ListOf[JobOut] | Response:
    """List the jobs with their standards."""
    known = ask.system.worlds.current()
    rows = (job for job in known.agency.jobs if _matches(text, job.code, job.name, job.name_en))
    return ask.answer(who, ask.t("Jobs"), rows, lambda job: job.code, lambda job: job_out(known, job))


@router.get("/jobs/{code}")
def show_job(_who: Reader, code: str, system: SystemDep) -> JobOut:
    """Show a job and its standard."""
    known = system.worlds.current()
    if code not in known.jobs:
        raise NotFound("job", code)
    return job_out(known, known.jobs[code])


@router.get("/forms", response_model=ListOf[FormOut])
def list_forms(who: Reader, ask: ListingDep) -> ListOf[FormOut] | Response:
    """List the forms of learning in force today, with their citations."""
    world = ask.system.worlds.current().world
    scheme = world.parameters["mix.scheme"]
    return ask.answer(
        who,
        ask.t("Forms of learning"),
        world.forms.values(),
        lambda form: form.key,
        lambda f: form_out(f, scheme),
    )


@router.get("/solutions", response_model=ListOf[SolutionOut])
def list_solutions(
    who: Reader,
    ask: ListingDep,
    text: Text = "",
    form: str | None = None,
    competency: Annotated[str | None, Query(description="Lifts this competency.")] = None,
) -> ListOf[SolutionOut] | Response:
    """List the learning solutions."""
    known = ask.system.worlds.current()
    rows = (
        one
        for one in known.agency.solutions
        if _matches(text, one.code, one.name, one.name_en)
        and form in (None, one.form)
        and (not competency or any(lift.competency == competency for lift in known.lifts_of(one.code)))
    )
    return ask.answer(
        who, ask.t("Learning solutions"), rows, lambda one: one.code, lambda one: solution_out(known, one)
    )


@router.get("/solutions/{code}")
def show_solution(_who: Reader, code: str, system: SystemDep) -> SolutionOut:
    """Show a learning solution: what it lifts, what must come first."""
    known = system.worlds.current()
    if code not in known.solutions:
        raise NotFound("learning solution", code)
    return solution_out(known, known.solutions[code])


@router.get("/offerings", response_model=ListOf[OfferingOut])
def list_offerings(
    who: Reader, ask: ListingDep, solution: str | None = None, free: Annotated[bool, Query()] = False
) -> ListOf[OfferingOut] | Response:
    """List the batches with the seats that are left; ``free`` leaves out full ones."""
    with ask.system.open(write=False) as uow:
        known, taken = ask.system.worlds.within(uow), uow.seats.taken()
    rows = (
        one
        for one in known.agency.offerings
        if solution in (None, one.solution) and (not free or one.seats > taken.get(one.code, 0))
    )
    return ask.answer(who, ask.t("Batches"), rows, lambda one: one.code, lambda one: offering_out(one, taken))
