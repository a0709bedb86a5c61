"""``corpu yearly-plan``: the plan of a year, or the analysis of needs behind it, as figures and as files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.cli.faults import words_of_installation
from api.cli.files import AsJson
from api.cli.installation import open_system
from api.cli.output import report, words
from api.excel import workbook
from api.operator import OPERATOR
from api.pages.names import Names
from api.pages.sheets_yearly import analysis_book, plan_book
from api.printing.answer import filled_in
from api.printing.yearly import printed_analysis, printed_plan
from api.settings import load_settings
from api.system import System
from api.yearly import Asked, Found, find_plan
from planner.usecases import log_reads

ENDINGS = (".docx", ".pdf", ".xlsx")


def yearly_plan(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Files to write, ending in .docx, .pdf or .xlsx.")
    ] = None,
    year: Annotated[int | None, typer.Option(help="Year of the plan; this year otherwise.")] = None,
    unit: Annotated[str, typer.Option(help="Only this unit and those below it.")] = "",
    approved: Annotated[bool, typer.Option("--approved", help="Leave out what is only drafted.")] = False,
    run: Annotated[int, typer.Option(help="Number of a finished plan for everybody.")] = 0,
    analysis: Annotated[bool, typer.Option("--analysis", help="The analysis of needs instead.")] = False,
    as_json: AsJson = False,
) -> None:
    """Tell the plan of a year with the seven fields of PP 11/2017 art. 207(3), and write it to files."""
    if wrong := [path for path in files or () if path.suffix.lower() not in ENDINGS]:
        words.print(f"{wrong[0]}: .docx, .pdf, .xlsx?", markup=False)
        sys.exit(2)
    system = open_system(load_settings())
    asked = Asked(year or system.clock.today().year, unit, not approved, run)
    found = find_plan(system, OPERATOR, asked)
    for path in files or ():
        path.write_bytes(_file(system, found, path.suffix.lower(), analysis))
        words.print(words_of_installation()("{path}: written.", path=path), markup=False)
    report("corpu yearly-plan", _needs(found) if analysis else _figures(found), as_json)


def _figures(found: Found) -> dict[str, object]:
    plan = found.plan
    return {
        "year": plan.year,
        "people": plan.people,
        "without": plan.without,
        "draft": plan.draft,
        "activities": len(plan.lines),
        "cost": plan.cost,
        "sections": {one.unit: one.cost for one in plan.sections},
    }


def _needs(found: Found) -> dict[str, object]:
    analysis = found.analysis()
    return {
        "year": found.plan.year,
        "people": analysis.people,
        "short": analysis.short,
        "levels": analysis.levels,
        "levels_planned": sum(one.planned_levels for one in analysis.needs),
        "people_waiting": {one.competency: one.waiting for one in analysis.needs if one.waiting},
    }


def _file(system: System, found: Found, ending: str, analysis: bool) -> bytes:
    if ending == ".xlsx":
        return _workbook(system, found, analysis)
    printed = (printed_analysis if analysis else printed_plan)(system, found)
    return filled_in(system, printed, "docx" if ending == ".docx" else "pdf")


def _workbook(system: System, found: Found, analysis: bool) -> bytes:
    names = Names(found.known, words_of_installation())
    book = (analysis_book if analysis else plan_book)(found, names)
    what = "needs analysis" if analysis else "yearly plan"
    log_reads(system.open(), OPERATOR, book.nips, what, system.clock)
    made = system.clock.now().astimezone(system.clock.zone.info)
    return workbook(book.sheet, names.t, OPERATOR.username, made, book.besides)
