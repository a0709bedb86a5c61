"""An agency's files: looked through first, then imported as a whole or not at all, and given out again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel
from starlette.responses import Response

from api import imports
from api.deps import RetryDep, SignedIn, SystemDep, TranslatorDep, requires
from api.excel import MEDIA_TYPE
from api.once import Reply, once
from api.reach import note_reads
from api.schemas import ListOf
from api.system import System
from planner.access import Capability
from planner.agency import Agency
from planner.ports import ImportEntry, ImportReport, UnitOfWork
from planner.usecases import import_agency

router = APIRouter(tags=["imports"])
Importer = Annotated[SignedIn, requires(Capability.AGENCY_IMPORT)]
Files = Annotated[
    list[UploadFile], File(description="One XLSX workbook, or CSV files; beside them a mapping of columns.")
]


class TableOut(BaseModel):
    """Records of one table: in the files, and what becomes of the stored ones."""

    rows: int | None = None
    added: int
    changed: int
    unchanged: int
    left: int


class ImportOut(BaseModel):
    """What an import does to each table."""

    tables: Mapping[str, TableOut]


class ImportEntryOut(ImportOut):
    """One finished import."""

    at: datetime
    by: str
    revision: int


def _read(system: System, files: list[UploadFile]) -> Agency:
    return imports.read_files(system, [(one.filename or "", one.file.read()) for one in files])


def _tables(report: ImportReport, rows: Mapping[str, int]) -> dict[str, TableOut]:
    return {
        name: TableOut(
            rows=rows.get(name),
            added=one.added,
            changed=one.changed,
            unchanged=one.unchanged,
            left=one.left,
        )
        for name, one in report.tables.items()
    }


@router.post("/imports/preview")
def preview_import(who: Importer, system: SystemDep, files: Files) -> ImportOut:
    """Tell what an import would do, or every fault of the files; nothing is stored."""
    agency = _read(system, files)
    return ImportOut(tables=_tables(imports.preview(system, who.actor, agency), imports.row_counts(agency)))


@router.post("/imports", status_code=201, response_model=ImportOut)
def import_files(who: Importer, system: SystemDep, retry: RetryDep, files: Files) -> Response:
    """Import an agency's files: everything or nothing; may be repeated."""
    agency = _read(system, files)

    def work(uow: UnitOfWork) -> Reply:
        report = import_agency(uow, agency, who.actor, system.clock)
        return Reply(ImportOut(tables=_tables(report, imports.row_counts(agency))), 201)

    return once(system, who, retry, work)


@router.get("/imports")
def list_imports(_who: Importer, system: SystemDep) -> ListOf[ImportEntryOut]:
    """List the latest imports, newest first."""
    with system.open(write=False) as uow:
        entries = uow.imports.latest()
    return ListOf(items=[_entry(entry) for entry in entries])


def _entry(entry: ImportEntry) -> ImportEntryOut:
    return ImportEntryOut(
        at=entry.at, by=entry.actor, revision=entry.revision, tables=_tables(entry.report, {})
    )


@router.get("/imports/template")
def download_template(_who: Importer, system: SystemDep, t: TranslatorDep) -> Response:
    """Give the empty workbook with explanations in the reader's language."""
    return _workbook(imports.template_bytes(system, t.locale), "corpu-template.xlsx")


@router.get("/export")
def export_agency(
    who: Annotated[SignedIn, requires(Capability.AGENCY_EXPORT)], system: SystemDep
) -> Response:
    """Give all of the agency's data as a workbook that can be imported again."""
    agency = system.worlds.current().agency
    note_reads(system, who, [one.nip for one in agency.people], "agency export")
    return _workbook(imports.agency_bytes(agency), "corpu-agency.xlsx")


def _workbook(content: bytes, name: str) -> Response:
    return Response(content, 200, {"Content-Disposition": f'attachment; filename="{name}"'}, MEDIA_TYPE)
