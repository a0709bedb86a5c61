"""``corpu template``, ``check``, ``import``, ``export``: an agency's files."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from api.cli.faults import words_of_installation
from api.cli.installation import open_system
from api.cli.output import print_json, report, words
from api.operator import OPERATOR
from api.settings import load_settings
from catalog.forms import Form
from competency_models.errors import Fault, InputError
from competency_models.frameworks import required_levels
from competency_models.parameters import ParametersAt
from planner.agency import Agency
from planner.agency_files import read_agency, write_agency, write_template
from planner.never_planned import never_planned
from planner.ports import ImportReport
from planner.regulations import standard_forms, standard_parameters
from planner.usecases import import_agency, load_agency, log_reads

Source = Annotated[Path, typer.Argument(help="A folder of CSV files, or an XLSX workbook.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


def template(
    path: Annotated[Path, typer.Argument(help="The workbook to write, ending in .xlsx.")],
    language: Annotated[str, typer.Option(help="Language of the explanations: id or en.")] = "id",
) -> None:
    """Write an empty workbook with explanations and drop-downs."""
    forms, classes = vocabularies()
    write_template(path, forms, classes, language)
    translate = words_of_installation()
    words.print(translate("{path}: written. Fill it in, then: corpu check {path}", path=path), markup=False)


def check(source: Source, as_json: AsJson = False) -> None:
    """List all faults of an agency's files; exit status 1 when there is any."""
    try:
        agency = read(source)
    except InputError as error:
        tell(error, as_json)
        sys.exit(1)
    rows = {table.name: len(getattr(agency, table.name)) for table in fields(agency)}
    found: dict[str, object] = {"faults": [] if as_json else 0, "rows": rows}
    report("corpu check", found | _if_program(advice(agency), as_json), as_json)


def import_files(source: Source, as_json: AsJson = False) -> None:
    """Import an agency's files: everything or nothing; may be repeated."""
    try:
        agency = read(source)
    except InputError as error:
        tell(error, as_json)
        sys.exit(1)
    system = open_system(load_settings())
    done = import_agency(system.open(), agency, OPERATOR, system.clock)
    report("corpu import", import_figures(done, as_json) | _if_program(advice(agency), as_json), as_json)


def export(
    path: Annotated[Path, typer.Argument(help="A folder for CSV files, or a workbook ending in .xlsx.")],
) -> None:
    """Write the stored agency's data back to files."""
    system = open_system(load_settings())
    agency = load_agency(system.open(write=False))
    write_agency(agency, path)
    log_reads(system.open(), OPERATOR, [one.nip for one in agency.people], "agency export", system.clock)
    translate = words_of_installation()
    words.print(translate("{path}: written.", path=path), markup=False)


def read(source: Path) -> Agency:
    """Read an agency's files. Raises InputError with every fault."""
    forms, classes = vocabularies()
    return read_agency(source, forms, classes)


def vocabularies() -> tuple[list[str], list[str]]:
    """Return the keys of the forms in force today and of the job classes."""
    at, forms = _in_force()
    return sorted(forms), sorted(required_levels(at))


def advice(agency: Agency) -> list[str]:
    """Say what is no fault and yet keeps a learning solution out of every plan."""
    at, forms = _in_force()
    translate = words_of_installation()
    found = never_planned(agency, forms, at["mix.scheme"])
    return [translate(mend.code, **dict(mend.params)) for _, mend in found]


def _in_force() -> tuple[ParametersAt, Mapping[str, Form]]:
    settings = load_settings()
    folders = [settings.regulations_dir] if settings.regulations_dir else []
    day = settings.today or date.today()
    return standard_parameters(*folders).at(day), standard_forms(*folders).at(day)


def _if_program(told: Sequence[str], as_json: bool) -> dict[str, object]:
    if as_json:
        return {"advice": list(told)}
    for line in told:
        words.print(line, markup=False)
    return {}


def import_figures(done: ImportReport, as_json: bool) -> dict[str, object]:
    """Say what an import did, table by table: as numbers for a program, as words for a person."""
    if as_json:
        return {
            "changes": done.changes,
            "tables": {name: asdict(table) for name, table in done.tables.items()},
        }
    return {
        name: f"{table.added} added, {table.changed} changed, {table.unchanged} unchanged, {table.left} left"
        for name, table in done.tables.items()
    }


def tell(error: InputError, as_json: bool) -> None:
    """Tell every fault, to a program or to a person."""
    translate = words_of_installation()
    if as_json:
        print_json({"faults": [plain_fault(fault) for fault in error.faults]})
        return
    for fault in error.faults:
        print(fault.text(translate.gettext))
    words.print(translate("{n} faults. Nothing was imported.", n=len(error.faults)))


def plain_fault(fault: Fault) -> dict[str, object]:
    """Tell a fault to a program."""
    translate = words_of_installation()
    return {
        "file": fault.file,
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "value": fault.value,
        "problem": translate(fault.problem, **fault.params) if fault.params else translate(fault.problem),
        "remedy": translate(fault.remedy, **fault.params) if fault.params else translate(fault.remedy),
    }
