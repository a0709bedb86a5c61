"""An agency's files: a folder of CSV files or one XLSX workbook, in and out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from catalog.loading import FORMS, OFFER_TABLES
from competency_models.errors import Fault, InputError
from competency_models.frameworks import national_competencies
from competency_models.loading.checking import check_tables
from competency_models.loading.messages import Message
from competency_models.loading.reading import BAD, ReadTable, read_tables
from competency_models.loading.specs import JOB_CLASSES, NEED_TABLES
from competency_models.loading.template import write_table_template
from competency_models.loading.writing import write_csv_folder, write_workbook
from planner.agency import Agency

TABLES = (*NEED_TABLES, *OFFER_TABLES)

NO_BATCH = Message(
    "The solution is given only on the dates of an offering, and has none.",
    "Add an offering of it, or write no here.",
)


def read_agency(path: Path, form_keys: Collection[str], job_classes: Collection[str]) -> Agency:
    """Read all tables of an agency and check every rule and reference between them.

    The national competencies are added unless the agency gives its own texts under their codes. Raises InputError with
    every fault found, whatever the file holds.
    """
    read, faults = read_tables(path, TABLES)
    national = {competency.code: competency for competency in national_competencies()}
    vocabularies = {FORMS: form_keys, JOB_CLASSES: job_classes}
    faults += check_tables(read, TABLES, vocabularies, {"competencies": national})
    faults += _without_batch(read)
    if faults:
        raise InputError(sorted(faults, key=lambda fault: (fault.file, fault.sheet, fault.row or 0)))
    records = {name: table.records() for name, table in read.items()}
    own = {competency.code: competency for competency in records.get("competencies", ())}
    records["competencies"] = list({**national, **own}.values())
    return Agency(**{name: _sorted(name, rows) for name, rows in records.items()})


def write_agency(agency: Agency, path: Path) -> None:
    """Write an agency so that ``read_agency`` gives it again: a workbook where ``path`` ends in .xlsx, else a folder.

    National competencies are left out unless the agency changed them. Raises OSError.
    """
    national = {competency.code: competency for competency in national_competencies()}
    records: dict[str, Any] = {table.name: getattr(agency, table.name) for table in TABLES}
    records["competencies"] = [one for one in agency.competencies if one != national.get(one.code)]
    write = write_workbook if path.suffix.casefold() == ".xlsx" else write_csv_folder
    write(path, TABLES, records)


def write_template(
    path: Path, form_keys: Collection[str] = (), job_classes: Collection[str] = (), language: str = "id"
) -> None:
    """Write an empty workbook with a sheet for each table, explanations and drop-downs. Raises OSError."""
    write_table_template(path, TABLES, {FORMS: form_keys, JOB_CLASSES: job_classes}, language)


def _sorted(name: str, rows: list[Any]) -> tuple[Any, ...]:
    key = next(table.key for table in TABLES if table.name == name)
    return tuple(sorted(rows, key=lambda row: tuple(getattr(row, column) for column in key)))


def _without_batch(read: Mapping[str, ReadTable]) -> list[Fault]:
    """Find solutions that could never be planned for want of an offering."""
    solutions, offerings = read.get("solutions"), read.get("offerings")
    if solutions is None or not solutions.columns or (offerings is not None and not offerings.complete):
        return []
    offered = (
        set() if offerings is None else {value for value in offerings.columns["solution"] if value is not BAD}
    )
    pairs = zip(solutions.columns["code"], solutions.columns["needs_offering"], strict=True)
    return [
        solutions.fault(NO_BATCH, index, "needs_offering")
        for index, (code, needs) in enumerate(pairs)
        if needs is True and code is not BAD and code not in offered
    ]
