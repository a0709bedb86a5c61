"""Lesson hours: a person's ledger and year, entries and corrections, a unit's totals."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.deps import RetryDep, SignedIn, SystemDep, TranslatorDep, requires
from api.jp_views import (
    FIRST_YEAR,
    ActivityIn,
    EntryOut,
    JpOut,
    UnitJpOut,
    entry_out,
    job_class_of,
    jp_out,
    person_year,
    reach_of,
    unit_jp_out,
    years_of,
)
from api.lists import Format, file_answer
from api.once import Reply, once
from api.reach import note_reads, person_of
from api.schemas import ListOf
from planner.access import Capability, scope_of, sees
from planner.errors import NotFound
from planner.ports import UnitOfWork
from planner.quota import unit_totals
from planner.usecases import correct_jp, grant_jp

router = APIRouter(tags=["lesson hours"])
Granter = Annotated[SignedIn, requires(Capability.JP_GRANT)]
Year = Annotated[int | None, Query(ge=FIRST_YEAR, le=2100, description="Calendar year; this one without it.")]


class CorrectionIn(BaseModel):
    """Why an entry is wrong, and what is right; without ``activity`` it is only taken back."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"reason": "Salah orang.", "activity": None}]},
    )
    reason: str = Field(max_length=2000)
    activity: ActivityIn | None = None


@router.get("/people/{person_id}/jp")
def show_jp(
    who: Annotated[SignedIn, requires(Capability.JP_VIEW)],
    person_id: str,
    system: SystemDep,
    year: Year = None,
) -> JpOut:
    """Show a person's lesson hours of a year: earned, planned, missing, and every entry with rule and cap."""
    today = system.clock.today()
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        person = person_of(known, who.actor, person_id)
        entries, journeys = uow.jp.of(person.nip), uow.journeys.of_person(person.nip)
    note_reads(system, who, [person.nip], "jp")
    found = person_year(known, system.law, person, year, entries, journeys, today)
    return jp_out(known, system.law, person, found, entries, today)


@router.post("/people/{person_id}/jp", status_code=201, response_model=EntryOut)
def enter_jp(who: Granter, person_id: str, system: SystemDep, retry: RetryDep, body: ActivityIn) -> Response:
    """Enter an activity; the answer says what it counts for, by which rule, and which cap bit."""

    def work(uow: UnitOfWork) -> Reply:
        known = system.worlds.within(uow)
        person = person_of(known, who.actor, person_id)
        entry = grant_jp(
            uow,
            who.actor,
            body.activity(person.nip),
            job_class_of(known, person),
            system.law,
            system.clock,
        )
        return Reply(entry_out(entry), 201)

    return once(system, who, retry, work)


@router.post("/people/{person_id}/jp/{entry_id}/correct", response_model=ListOf[EntryOut])
def correct_entry(
    who: Granter,
    person_id: str,
    entry_id: int,
    system: SystemDep,
    retry: RetryDep,
    body: CorrectionIn,
) -> Response:
    """Take an entry back by a further one and, where it is given, enter what is right."""

    def work(uow: UnitOfWork) -> Reply:
        known = system.worlds.within(uow)
        person = person_of(known, who.actor, person_id)
        right = body.activity.activity(person.nip) if body.activity else None
        entries = correct_jp(
            uow,
            who.actor,
            person.nip,
            entry_id,
            right,
            body.reason,
            job_class_of(known, person),
            system.law,
            system.clock,
        )
        return Reply(ListOf(items=[entry_out(entry) for entry in entries]))

    return once(system, who, retry, work)


@router.get("/units/{code}/jp", response_model=ListOf[UnitJpOut])
def show_unit_jp(
    who: Annotated[SignedIn, requires(Capability.JP_TOTALS)],
    code: str,
    system: SystemDep,
    t: TranslatorDep,
    year: Year = None,
    format: Format = "json",
) -> ListOf[UnitJpOut] | Response:
    """Add up the lesson hours of a unit and of those below it, each by itself, over the people whom the reader may see."""
    today = system.clock.today()
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        if code not in known.units:
            raise NotFound("unit", code)
        below = uow.people.units_below([code])
        entries = uow.jp.between(scope_of(who.actor), *reach_of(year or today.year))
        journeys = uow.journeys.every_open()
    people = [one for one in known.agency.people if one.unit in below and sees(who.actor, one)]
    years = years_of(known, system.law, people, year or today.year, entries, journeys, today)
    lines = [unit_jp_out(known, one) for one in unit_totals(years, {one.nip: one.unit for one in people})]
    if format != "json":
        return file_answer(lines, format, t("Lesson hours"), t, who, system.clock.now())
    return ListOf(items=lines)
