"""Unmet needs, the yearly plan and its files for many people: ``python -m benchmarks.yearly [--people N] [--json]``.

The demo agency with N people, each with ten activities drawn from the year's slots, whatever rule they break: what is
measured is adding up and writing, not planning. Times are CPU seconds of one run.
"""

from __future__ import annotations

import argparse
import io
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

import numpy as np
from pypdf import PdfReader

from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from api.documents import render_docx, render_pdf
from api.documents.yearly import needs_paper, yearly_paper
from api.excel import workbook
from api.i18n import translator
from api.pages.names import Names
from api.pages.sheets_yearly import analysis_book, plan_book
from api.worlds import Known
from api.yearly import Asked, Found
from planner.allocation import Plan
from planner.demand import OPEN, find_demand
from planner.everyone.body import Body, Taken
from planner.everyone.parts import parts_of_plan
from planner.journey import Consideration
from planner.regulations import standard_forms, standard_parameters
from planner.world import World
from planner.yearly_plan import yearly_plan

EACH = 10
"""Activities of a person: about as many as plans of the demo have."""
T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    given = parser.parse_args(arguments)
    found = measure(given.people)
    print(
        json.dumps(found) if given.json else "\n".join(f"{name:24} {value}" for name, value in found.items())
    )
    return 0


def measure(people: int) -> dict[str, float]:
    """Times and sizes for so many people."""
    agency = demo_agency(people, DEMO_SEED)
    world = World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())
    known = Known(1, world, {one.nip: one.nip for one in agency.people})
    body, rows = _drawn(world), np.arange(people)
    world.gaps(Consideration.GAP), world.recently_completed
    spent: dict[str, float] = {"people": people}
    demand = _timed(spent, "demand_s", lambda: find_demand(world, rows))
    parts = _timed(spent, "parts_s", lambda: list(parts_of_plan(world, Consideration.GAP, body)))
    plan = _timed(spent, "plan_s", lambda: yearly_plan(world, world.year, agency.people, None, parts))
    found = Found(Asked(world.year), known, agency.people, plan)
    needs = _timed(spent, "analysis_s", found.analysis)
    inventory = _timed(spent, "inventory_s", found.inventory)
    names, made = Names(known, translator("id")), datetime(2027, 1, 4, tzinfo=UTC)
    for key, book in (
        ("plan_xlsx_s", plan_book(found, names)),
        ("analysis_xlsx_s", analysis_book(found, names)),
    ):
        _timed(spent, key, partial(workbook, book.sheet, names.t, "benchmark", made, book.besides))
    for key, paper in (
        ("yearly_plan", yearly_paper(known, plan, DEMO_DAY)),
        ("needs_analysis", needs_paper(known, plan, needs, DEMO_DAY)),
    ):
        values: dict[str, Any] = {field.name: getattr(paper, field.name) for field in fields(paper)}
        _timed(spent, f"{key}_docx_s", partial(render_docx, key, values))
        pdf = _timed(spent, f"{key}_pdf_s", partial(render_pdf, key, values))
        spent[f"{key}_pages"] = len(PdfReader(io.BytesIO(pdf)).pages)
    spent |= {"missing_levels": len(demand.wait), "waiting": int((demand.wait < OPEN).sum())}
    return spent | {"parts": len(parts), "activities": len(plan.lines), "needs_of_people": len(inventory)}


def _drawn(world: World) -> Body:
    """Slots of the year for everybody, the same at every run."""
    rows, table = world.slots.rows, world.table
    usable = np.flatnonzero([table.bucket[row.solution] >= 0 for row in rows])
    takes = {
        number: Taken(
            table.solutions[rows[number].solution].code,
            offering.code if (offering := rows[number].offering) else "",
            rows[number].starts,
        )
        for number in usable.tolist()
    }
    count, random = len(world.agency.people), np.random.default_rng(DEMO_SEED)
    slot = np.concatenate([random.choice(usable, EACH, replace=False) for _ in range(count)])
    plan = Plan(np.arange(count + 1) * EACH, slot, np.zeros(count), np.ones(count, dtype=np.int64))
    return Body(tuple(one.nip for one in world.agency.people), plan, np.zeros(0), takes)


def _timed(spent: dict[str, float], key: str, do: Callable[[], T]) -> T:
    begun = time.process_time()
    found = do()
    spent[key] = round(time.process_time() - begun, 3)
    return found


if __name__ == "__main__":
    raise SystemExit(main())
