"""Importing the agency's data: check, look at what would change, store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import Response

from api import imports
from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.excel import MEDIA_TYPE
from api.pages.render import go, page
from api.pages.uploads import Uploads
from api.system import System
from competency_models.errors import Fault, InputError
from planner import usecases
from planner.access import Capability
from planner.ports import ImportReport

router = APIRouter()
Importer = Annotated[SignedIn, requires(Capability.AGENCY_IMPORT)]


@router.get("/import")
def show_import(request: Request, system: SystemDep, _who: Importer) -> Response:
    """Show the form and the earlier imports."""
    return _page(request, system)


@router.get("/import/template")
def get_template(system: SystemDep, t: TranslatorDep, _who: Importer) -> Response:
    """Give the empty workbook with explanations and drop-downs."""
    headers = {"Content-Disposition": 'attachment; filename="corpu-template.xlsx"'}
    return Response(imports.template_bytes(system, t.locale), media_type=MEDIA_TYPE, headers=headers)


@router.post("/import/check")
def check(request: Request, system: SystemDep, who: Importer, files: list[UploadFile]) -> Response:
    """Read the files and show every fault, or what storing them would change; nothing is stored."""
    given = [(one.filename or "", one.file.read()) for one in files]
    try:
        report = imports.preview(system, who.actor, imports.read_files(system, given))
    except InputError as error:
        return _page(request, system, 422, faults=error.faults)
    return _page(request, system, report=report, token=_uploads(system).keep(given))


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
        token=token,
        past=past,
        upload_max_mb=system.settings.upload_max_mb,
    )
