"""Unmet needs: which gaps no learning solution closes this year, why, and how many people wait."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from api.demanded import By, Line, Seen, demand_lines, people_waiting, see_demand
from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.lists import Format, file_answer
from api.reach import note_reads
from api.schemas import ListOf
from competency_models.framework import MAX_LEVEL
from planner.access import Capability
from planner.demand import Wait

router = APIRouter(prefix="/demand", tags=["demand"])
Reader = Annotated[SignedIn, requires(Capability.GAP_MAP_VIEW)]
Grouped = Annotated[By, Query(description="What a row is: a level of a competency, a unit or a job.")]
Unit = Annotated[str, Query(max_length=400, description="Only this unit and those below it.")]
JobFor = Annotated[Literal["held", "target"], Query(description="Against which job's standard.")]


class DemandLine(BaseModel):
    """Who waits in a group, the people counted once: ``people`` in all, and by what they wait for.

    ``nobody``: no solution of the catalogue leads there. ``not_now``: none is offered this year. ``closed``: offered, but not
    open to them. ``full``: all batches are full. ``weighted`` is the levels waited for × their weight for the job.
    """

    code: str
    name: str
    level: int | None
    people: int
    levels: int
    weighted: float
    nobody: int
    not_now: int
    closed: int
    full: int


class DemandOut(BaseModel):
    """What is waited for on a day, over the people whom the reader may see; the weightiest first."""

    day: date
    by: str
    people: int
    waiting: int
    levels: int
    lines: list[DemandLine]


class WaitingOut(BaseModel):
    """Somebody who waits for a level."""

    person_id: str
    nip: str
    name: str
    unit: str
    weight: float
    wait: Wait


@router.get("", response_model=DemandOut)
def show_demand(
    who: Reader,
    system: SystemDep,
    t: TranslatorDep,
    by: Grouped = "level",
    unit: Unit = "",
    job_for: JobFor = "held",
    format: Format = "json",
) -> DemandOut | Response:
    """Show which missing levels the catalogue leaves open, added up."""
    seen = see_demand(system.worlds.current(), who.actor, unit, job_for)
    lines = [_line(seen, by, one) for one in demand_lines(seen, by)]
    if format != "json":
        return file_answer(lines, format, t("Unmet needs"), t, who, system.clock.now())
    total = seen.total
    return DemandOut(
        day=seen.known.world.day,
        by=by,
        people=len(seen.people),
        waiting=int(total.people[0]),
        levels=int(total.levels[0]),
        lines=lines,
    )


@router.get("/people")
def list_people_waiting(
    who: Reader,
    system: SystemDep,
    competency: Annotated[str, Query(max_length=400, description="Code of the competency.")],
    level: Annotated[int, Query(ge=1, le=MAX_LEVEL)],
    unit: Unit = "",
    job_for: JobFor = "held",
) -> ListOf[WaitingOut]:
    """List who waits for a level of a competency, what is furthest from being met first."""
    seen = see_demand(system.worlds.current(), who.actor, unit, job_for)
    found = people_waiting(seen, competency, level)
    note_reads(system, who, [one.person.nip for one in found], "demand")
    rows = [
        WaitingOut(
            person_id=seen.known.id_of[one.person.nip],
            nip=one.person.nip,
            name=one.person.name,
            unit=one.person.unit,
            weight=one.weight,
            wait=one.wait,
        )
        for one in found
    ]
    return ListOf(items=rows)


def _line(seen: Seen, by: By, line: Line) -> DemandLine:
    known = seen.known
    if by == "level":
        name = known.competencies[line.code].name
    else:
        name = known.units[line.code].name if by == "unit" else known.jobs[line.code].name
    return DemandLine(
        code=line.code,
        name=name,
        level=line.level or None,
        people=line.people,
        levels=line.levels,
        weighted=round(line.weighted, 3),
        **dict(zip((wait.value for wait in Wait), line.by_wait, strict=True)),
    )
