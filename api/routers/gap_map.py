"""The organisation's gaps: unit, job or generation × competency, and the people behind a cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

import numpy as np
from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.lists import Format, file_answer
from api.reach import note_reads
from api.schemas import ListOf
from api.worlds import Known
from competency_models.gaps import GapTable
from competency_models.people import Person
from planner.access import Actor, Capability, sees
from planner.errors import NotFound
from planner.gap_map import GapMap, behind, by_generation, by_job, by_unit, restrict, units_below
from planner.journey import Consideration

router = APIRouter(prefix="/gap-map", tags=["gap map"])
Reader = Annotated[SignedIn, requires(Capability.GAP_MAP_VIEW)]
By = Annotated[Literal["unit", "job", "generation"], Query(description="What a row of the map is.")]
Unit = Annotated[str | None, Query(description="Only this unit and those below it.")]


class CellOut(BaseModel):
    """Of ``required`` people whose job requires the competency, ``with_gap`` lack ``mean_gap`` levels on average."""

    competency: str
    required: int
    with_gap: int
    mean_gap: float
    weighted: float


class GroupOut(BaseModel):
    """A row of the map; competencies that nobody in the group needs are left out."""

    code: str
    name: str
    people: int
    people_with_gap: int
    mean_weighted: float
    cells: list[CellOut]


class GapMapOut(BaseModel):
    """The map on a day, over the people whom the reader may see."""

    day: date
    by: str
    people: int
    groups: list[GroupOut]


class BehindOut(BaseModel):
    """A person behind a cell."""

    person_id: str
    nip: str
    name: str
    required: int
    proven: int
    gap: int


class CellLine(CellOut):
    """A cell of the map as a line of a file."""

    group: str
    name: str


def _seen(known: Known, actor: Actor, unit: str | None) -> tuple[GapTable, tuple[Person, ...]]:
    people = known.agency.people
    if unit is not None and unit not in known.units:
        raise NotFound("unit", unit)
    wanted = set(known.units)
    if unit is not None:
        wanted = set(units_below(known.agency.units, unit))
    keep = np.array([one.unit in wanted and sees(actor, one) for one in people], dtype=np.bool_)
    return restrict(known.world.gaps(Consideration.GAP), people, keep)


def _map(
    known: Known, actor: Actor, by: str, unit: str | None
) -> tuple[GapTable, GapMap, Mapping[str, Person]]:
    table, people = _seen(known, actor, unit)
    if by == "unit":
        made = by_unit(table, people, known.agency.units)
    elif by == "job":
        made = by_job(table, people, {code: job.name for code, job in known.jobs.items()})
    else:
        made = by_generation(table, people, known.world.parameters)
    return table, made, {one.nip: one for one in people}


@router.get("", response_model=GapMapOut)
def show_gap_map(
    who: Reader,
    system: SystemDep,
    t: TranslatorDep,
    by: By = "unit",
    unit: Unit = None,
    format: Format = "json",
) -> GapMapOut | Response:
    """Show the gaps of the people whom the reader may see, added up."""
    known = system.worlds.current()
    table, made, people = _map(known, who.actor, by, unit)
    groups = [_group(made, row) for row in np.flatnonzero(made.people).tolist()]
    if format != "json":
        lines = [
            CellLine(group=group.code, name=group.name, **cell.model_dump())
            for group in groups
            for cell in group.cells
        ]
        return file_answer(lines, format, t("Gap map"), t, who, system.clock.now())
    return GapMapOut(day=table.day, by=by, people=len(people), groups=groups)


@router.get("/people")
def list_people_behind(
    who: Reader,
    system: SystemDep,
    group: Annotated[str, Query(description="Code of the row.")],
    competency: Annotated[str, Query(description="Code of the column.")],
    by: By = "unit",
    unit: Unit = None,
) -> ListOf[BehindOut]:
    """List the people behind a cell, largest gap first."""
    known = system.worlds.current()
    table, made, people = _map(known, who.actor, by, unit)
    if group not in made.groups or competency not in made.competencies:
        raise NotFound("cell", f"{group} × {competency}")
    found = behind(made, table, group, competency)
    note_reads(system, who, [one.nip for one in found], "gap map")
    rows = [
        BehindOut(
            person_id=known.id_of[one.nip],
            nip=one.nip,
            name=people[one.nip].name,
            required=one.required,
            proven=one.proven,
            gap=one.gap,
        )
        for one in found
    ]
    return ListOf(items=rows)


def _group(made: GapMap, row: int) -> GroupOut:
    cells = [
        CellOut(
            competency=made.competencies[column],
            required=int(made.required[row, column]),
            with_gap=int(made.with_gap[row, column]),
            mean_gap=round(float(made.mean_gap[row, column]), 3),
            weighted=round(float(made.weighted[row, column]), 3),
        )
        for column in np.flatnonzero(made.required[row]).tolist()
    ]
    return GroupOut(
        code=made.groups[row],
        name=made.names[row],
        people=int(made.people[row]),
        people_with_gap=int(made.with_any_gap[row]),
        mean_weighted=round(float(made.mean_weighted[row]), 3),
        cells=cells,
    )
