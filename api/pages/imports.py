"""Importing the agency's data: check, look at what would change, store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, UploadFile
from starlette.responses import Response

from api import imports
from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.excel import MEDIA_TYPE
from api.pages.render import excel, go, page
from api.pages.sheets_agency import faults_sheet, imports_sheet
from api.pages.uploads import Uploads
from api.system import System
from competency_models.errors import Fault, InputError
from planner import usecases
from planner.access import Capability
from planner.errors import NotFound
from planner.ports import ImportReport

router = APIRouter()
Importer = Annotated[SignedIn, requires(Capability.AGENCY_IMPORT)]


@router.get("/import")
def show_import(
    request: Request, system: SystemDep, t: TranslatorDep, who: Importer, format: Annotated[str, Query()] = ""
) -> Response:
    """Show the form and the earlier imports."""
    if format == "xlsx":
        with system.open(write=False) as uow:
            return excel(request, imports_sheet(uow.imports.latest(1000), t), who)
    return _page(request, system)


@router.get("/import/template")
def get_template(system: SystemDep, t: TranslatorDep, _who: Importer) -> Response:
    """Give the empty workbook with explanations and drop-downs."""
    headers = {"Content-Disposition": 'attachment; filename="corpu-template.xlsx"'}
    return Response(imports.template_bytes(system, t.locale), media_type=MEDIA_TYPE, headers=headers)


@router.post("/import/check")
def check(
    request: Request, system: SystemDep, t: TranslatorDep, who: Importer, files: list[UploadFile]
) -> Response:
    """Read the files and show every fault, or what storing them would change; nothing is stored."""
    given = [(one.filename or "", one.file.read()) for one in files]
    try:
        agency = imports.read_files(system, given)
        report = imports.preview(system, who.actor, agency)
    except InputError as error:
        sheet = excel(request, faults_sheet(error.faults, t), who).body
        token = _uploads(system).keep([("faults.xlsx", bytes(sheet))])
        return _page(request, system, 422, faults=error.faults, token=token)
    advice = [t(mend.code, **dict(mend.params)) for _, mend in imports.advice(system, agency)]
    return _page(request, system, report=report, advice=advice, token=_uploads(system).keep(given))


@router.get("/import/faults/{token}")
def get_faults(system: SystemDep, _who: Importer, token: str) -> Response:
    """Give the faults of a file checked within the hour as a workbook."""
    kept = _uploads(system).look(token)
    if not kept:
        raise NotFound("page", token)
    headers = {"Content-Disposition": 'attachment; filename="faults.xlsx"'}
    return Response(kept[0][1], media_type=MEDIA_TYPE, headers=headers)


@router.post("/import/store")
def store(
    request: Request, system: SystemDep, who: Importer, token: Annotated[str, Form(max_length=40)]
) -> Response:
    """Store what was checked, as a whole or not at all."""
    given = _uploads(system).take(token)
    if not given:
        gone = Fault("–", "The checked file is no longer kept.", "Choose the file and check it again.")
        return _page(request, system, 422, faults=(gone,))
    try:
        usecases.import_agency(system.open(), imports.read_files(system, given), who.actor, system.clock)
    except InputError as error:
        return _page(request, system, 422, faults=error.faults)
    return go("/import", "imported")


def _uploads(system: System) -> Uploads:
    return Uploads(system.settings.data_dir / "uploads")


def _page(
    request: Request,
    system: System,
    status: int = 200,
    *,
    faults: Sequence[Fault] = (),
    report: ImportReport | None = None,
    advice: Sequence[str] = (),
    token: str = "",
) -> Response:
    with system.open(write=False) as uow:
        past = uow.imports.latest()
    return page(
        request,
        "import.html",
        status,
        faults=faults,
        report=report,
        advice=advice,
        token=token,
        past=past,
        upload_max_mb=system.settings.upload_max_mb,
    )
