"""Importing the agency's data: check, look at what would change, store."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.excel import MEDIA_TYPE
from api.pages.render import go, page
from api.pages.uploads import Uploads
from api.system import System
from competency_models.errors import Fault, InputError
from competency_models.frameworks import required_levels
from planner import usecases
from planner.access import Capability
from planner.agency import Agency
from planner.agency_files import read_agency, write_template
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
    forms, classes = _vocabularies(system)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, forms, classes, t.locale)
        content = path.read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="corpu-template.xlsx"'}
    return Response(content, media_type=MEDIA_TYPE, headers=headers)


@router.post("/import/check")
def check(request: Request, system: SystemDep, _who: Importer, files: list[UploadFile]) -> Response:
    """Read the files and show every fault, or what storing them would change; nothing is stored."""
    try:
        token, path = _uploads(system).keep(files)
    except InputError as error:
        return _page(request, system, 422, faults=error.faults)
    try:
        report = _preview(system, _read(system, path))
    except InputError as error:
        _uploads(system).forget(token)
        return _page(request, system, 422, faults=error.faults)
    return _page(request, system, report=report, token=token)


@router.post("/import/store")
def store(
    request: Request, system: SystemDep, who: Importer, token: Annotated[str, Form(max_length=40)]
) -> Response:
    """Store what was checked, as a whole or not at all."""
    path = _uploads(system).find(token)
    if path is None:
        gone = Fault("–", "The checked file is no longer kept.", "Choose the file and check it again.")
        return _page(request, system, 422, faults=(gone,))
    try:
        usecases.import_agency(system.open(), _read(system, path), who.actor, system.clock)
    except InputError as error:
        return _page(request, system, 422, faults=error.faults)
    finally:
        _uploads(system).forget(token)
    return go("/import", "imported")


def _uploads(system: System) -> Uploads:
    return Uploads(system.settings.data_dir / "uploads")


def _vocabularies(system: System) -> tuple[list[str], list[str]]:
    day = system.clock.today()
    return list(system.forms.at(day)), list(required_levels(system.parameters.at(day)))


def _read(system: System, path: Path) -> Agency:
    forms, classes = _vocabularies(system)
    return read_agency(path, forms, classes)


def _preview(system: System, agency: Agency) -> ImportReport:
    """Merge and leave the transaction without committing: the very report that storing would give."""
    with system.open() as uow:
        return uow.agency.merge(agency)


def _page(
    request: Request,
    system: System,
    status: int = 200,
    *,
    faults: tuple[Fault, ...] = (),
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
