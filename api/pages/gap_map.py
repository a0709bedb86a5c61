"""The gap map: units, jobs or generations against competencies, down to the people behind a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.pages.names import Names
from api.pages.render import excel, page, with_query
from api.pages.sheets_agency import gap_map_sheet
from api.pages.sheets_people import behind_sheet
from api.pages.views_gap_map import HeatRow, HeatTable, Measure, columns_of, heat_table
from api.pages.words import KIND_NAMES
from api.reach import note_reads
from api.worlds import Known
from competency_models.gaps import GapTable, job_match
from competency_models.people import Person
from planner.access import Actor, Capability, scope_of
from planner.errors import NotFound
from planner.gap_map import GapMap, behind, by_generation, by_job, by_unit, restrict, units_below
from planner.journey import Consideration
from planner.ports import Page

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.GAP_MAP_VIEW)]
_Text = Annotated[str, Query(max_length=400)]
ROWS, BEHIND = 50, 100
"""Rows of the map, and people behind a cell, on one page; the workbook has them all."""
MEASURES = {
    Measure.SHARE: "Share of people short",
    Measure.MEAN: "Mean gap in levels",
    Measure.PEOPLE: "Number of people short",
    Measure.WEIGHTED: "Levels short × weight",
}
ROW_TITLES = {"unit": "Unit", "job": "Job", "generation": "Generation"}


@dataclass(frozen=True)
class Seen:
    """The gaps that an actor may see, within the unit chosen."""

    known: Known
    gaps: GapTable
    people: tuple[Person, ...]


@router.get("/gap-map")
def show_gap_map(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    by: _Text = "unit",
    show: _Text = "share",
    kind: _Text = "",
    unit: _Text = "",
    job_for: _Text = "held",
    columns: _Text = "",
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """Show the map; every filter is in the address."""
    by = by if by in ROW_TITLES else "unit"
    measure = Measure(show) if show in MEASURES else Measure.SHARE
    seen = see(system.worlds.current(), who.actor, unit, job_for)
    known, names = seen.known, Names(seen.known, t)
    found = group(seen, by, names)
    unit = unit if unit in known.units else _top(found, known) if by == "unit" else ""
    chosen, left_out = columns_of(
        found, lambda code: kind in ("", known.competencies[code].kind.value), columns == "all"
    )
    groups = _groups(found, by, unit, names)
    rows = Page(tuple(groups), None) if format == "xlsx" else _page_after(groups, after, ROWS)
    table = _table(request, found, rows.rows, chosen, measure, names, by, unit)
    if format == "xlsx":
        facts = {t("Rows"): t(ROW_TITLES[by]), t("Figure"): t(MEASURES[measure]), t("Unit"): names.unit(unit)}
        return excel(request, gap_map_sheet(table, t(ROW_TITLES[by]), names, facts), who)
    return page(
        request,
        "gap_map.html",
        serves=known.serves,
        by=by,
        show=measure.value,
        rows=table.rows,
        next=rows.next,
        all_rows=len(groups),
        columns=table.columns,
        legend=table.legend,
        left_out=left_out,
        total=_totals(seen),
        crumbs=_crumbs(request, known, unit),
        lead=names.unit(unit) if unit else t("The whole agency, as far as you may see it."),
        row_title=t(ROW_TITLES[by]),
        table_title=t(MEASURES[measure]),
        measure_options=[(key.value, t(name)) for key, name in MEASURES.items()],
        kind_options=[(key.value, t(name)) for key, name in KIND_NAMES.items()],
    )


@router.get("/gap-map/people")
def show_behind(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    group_code: Annotated[str, Query(alias="group", max_length=400)],
    competency: _Text,
    by: _Text = "unit",
    unit: _Text = "",
    job_for: _Text = "held",
    after: _Text = "",
    format: _Text = "",
) -> Response:
    """Show the people behind one cell of the map, largest gap first."""
    seen = see(system.worlds.current(), who.actor, unit if by != "unit" else "", job_for)
    known, names = seen.known, Names(seen.known, t)
    found = group(seen, by if by in ROW_TITLES else "unit", names)
    if group_code not in found.groups or competency not in found.competencies:
        raise NotFound("page", competency)
    rows = behind(found, seen.gaps, group_code, competency)
    ids = {known.id_of[row.nip]: row for row in rows}
    shown = Page(tuple(ids), None) if format == "xlsx" else _page_after(list(ids), after, BEHIND)
    note_reads(system, who, [ids[one].nip for one in shown.rows], "gap map")
    title = names.competency(competency)
    if format == "xlsx":
        place = found.names[found.groups.index(group_code)]
        return excel(
            request, behind_sheet(rows, known, names, {t("Competency"): title, t(ROW_TITLES[by]): place}), who
        )
    return page(
        request,
        "gap_people.html",
        rows=[ids[one] for one in shown.rows],
        next=shown.next,
        all_rows=len(rows),
        people=known.people,
        id_of=known.id_of,
        names=names,
        title=title,
        lead=found.names[found.groups.index(group_code)],
        back=with_query("/gap-map", request.query_params, group=None, competency=None, after=None),
    )


def see(known: Known, actor: Actor, unit: str, job_for: str) -> Seen:
    """Keep the rows of the people whom the actor may see and who are in the unit or below it."""
    world, scope = known.world, scope_of(actor)
    gaps = world.gaps(Consideration.CAREER if job_for == "target" else Consideration.GAP)
    below = units_below(known.agency.units, unit) if unit in known.units else None
    keep = np.array(
        [scope.holds(person) and (below is None or person.unit in below) for person in known.agency.people],
        dtype=np.bool_,
    )
    table, people = restrict(gaps, known.agency.people, keep)
    return Seen(known, table, people)


def group(seen: Seen, by: str, names: Names) -> GapMap:
    """Add the gaps up by unit, job or generation."""
    known = seen.known
    match by:
        case "job":
            jobs = {code: names.t.name(job) for code, job in known.jobs.items()}
            return by_job(seen.gaps, seen.people, jobs)
        case "generation":
            return by_generation(seen.gaps, seen.people, known.world.parameters)
    return by_unit(seen.gaps, seen.people, known.agency.units)


def _groups(found: GapMap, by: str, unit: str, names: Names) -> list[str]:
    """Return the codes of the map's rows, those without people left out; of units those directly below ``unit``."""
    below = set(names_of_children(names, unit)) if by == "unit" else set(found.groups)
    people = zip(found.groups, found.people, strict=True)
    return [code for code, count in people if count and code in below]


def _page_after(codes: Sequence[str], after: str, rows: int) -> Page[str]:
    begin = codes.index(after) + 1 if after in codes else 0
    page = tuple(codes[begin : begin + rows])
    return Page(page, page[-1] if begin + rows < len(codes) else None)


def _table(
    request: Request,
    found: GapMap,
    groups: Sequence[str],
    columns: list[int],
    measure: Measure,
    names: Names,
    by: str,
    unit: str,
) -> HeatTable:
    query = {key: value for key, value in request.query_params.items() if key not in ("columns", "after")}

    def link(code: str, competency: str) -> str:
        if competency:
            return with_query("/gap-map/people", query, by=by, group=code, competency=competency)
        if by == "job":
            return with_query("/people", {}, job=code, unit=unit or None)
        if by != "unit" or code == unit:
            return ""
        below = names_of_children(names, code)
        return with_query("/gap-map", query, unit=code) if below else with_query("/people", {}, unit=code)

    place = {code: number for number, code in enumerate(found.groups)}
    shown = [place[code] for code in groups]
    if by == "unit" and unit in place:
        shown.append(place[unit])
    table = heat_table(found, shown, columns, measure, names.t, names.competency, link)
    if by == "unit" and len(table.rows) > 1:
        *rows, last = table.rows
        table = replace(table, rows=(*rows, _as_total(last, names)))
    return table


def names_of_children(names: Names, unit: str) -> list[str]:
    """Return the units directly below a unit, by code."""
    return sorted(code for code, one in names.known.units.items() if one.parent == unit)


def _as_total(row: HeatRow, names: Names) -> HeatRow:
    return replace(row, name=names.t("{unit}, all together", unit=row.name), total=True, href="")


def _top(found: GapMap, known: Known) -> str:
    """Return the lowest unit that holds everybody seen: where an officer of one unit begins."""
    people = {code: int(count) for code, count in zip(found.groups, found.people, strict=True)}
    roots = [code for code, one in known.units.items() if one.parent is None and people[code]]
    unit = roots[0] if roots else ""
    while unit:
        children = [code for code, one in known.units.items() if one.parent == unit and people[code]]
        if len(children) != 1 or people[children[0]] != people[unit]:
            break
        unit = children[0]
    return unit


def _crumbs(request: Request, known: Known, unit: str) -> list[tuple[str, str]]:
    trail: list[tuple[str, str]] = []
    code = known.units[unit].parent if unit else None
    while code:
        address = with_query("/gap-map", request.query_params, unit=code, after=None)
        trail.insert(0, (address, known.units[code].name))
        code = known.units[code].parent
    return trail


def _totals(seen: Seen) -> dict[str, float]:
    match = job_match(seen.gaps)
    known = match[~np.isnan(match)]
    return {
        "people": len(seen.people),
        "with_gap": int((seen.gaps.gap > 0).any(axis=1).sum()),
        "levels": int(seen.gaps.gap.sum(dtype=np.int64)),
        "job_match": float(known.mean()) if known.size else 0.0,
    }
