"""Files that an administrator hands in through the browser or the API."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path, PurePosixPath, PureWindowsPath
from tempfile import TemporaryDirectory

from api.system import System
from competency_models.errors import Fault, InputError
from competency_models.frameworks import required_levels
from planner.access import Actor
from planner.agency import Agency
from planner.agency_files import read_agency, write_agency, write_template
from planner.journey import Reason
from planner.never_planned import never_planned
from planner.ports import ImportReport
from planner.usecases import import_agency

_SAFE = re.compile(r"\w[\w .()-]{0,100}\.(xlsx|csv|yaml)", re.IGNORECASE)


def read_files(system: System, files: Iterable[tuple[str, bytes]]) -> Agency:
    """Read one workbook, or CSV files together, with their mapping of columns; (name, content) each.

    Only the last part of a name is used, inside a folder of our own that is gone afterwards. Raises InputError with
    every fault.
    """
    with TemporaryDirectory(prefix="corpu-import-") as kept:
        folder = Path(kept)
        names = [_keep(folder, name, content) for name, content in files]
        books = [name for name in names if name.lower().endswith(".xlsx")]
        if not names or len(books) > 1 or (books and any(name.lower().endswith(".csv") for name in names)):
            raise InputError(
                [Fault("", "One workbook or a set of CSV files is needed.", "Choose the files again.")]
            )
        try:
            return read_agency(folder / books[0] if books else folder, *vocabularies(system))
        except InputError as error:
            raise InputError([_without_folder(fault, folder.name) for fault in error.faults]) from None


def _without_folder(fault: Fault, folder: str) -> Fault:
    """Name no folder of ours: a fault of all files together is of none."""
    return replace(fault, file="") if fault.file == folder else fault


def _keep(folder: Path, name: str, content: bytes) -> str:
    last = PureWindowsPath(PurePosixPath(name).name).name
    if not _SAFE.fullmatch(last) or (folder / last).exists():
        raise InputError(
            [
                Fault(
                    file=last[:100],
                    problem="This file name cannot be used.",
                    remedy="Use letters and digits, and .xlsx or .csv at the end.",
                )
            ]
        )
    (folder / last).write_bytes(content)
    return last


def vocabularies(system: System) -> tuple[list[str], list[str]]:
    """Return the keys of the forms in force today and of the job classes."""
    today = system.clock.today()
    return sorted(system.forms.at(today)), sorted(required_levels(system.parameters.at(today)))


def preview(system: System, actor: Actor, agency: Agency) -> ImportReport:
    """Tell what an import would do: it is done and rolled back. Raises InputError, Forbidden."""
    with system.open() as uow:
        return import_agency(uow, agency, actor, system.clock)


def advice(system: System, agency: Agency) -> list[tuple[str, Reason]]:
    """Tell what is no fault and yet keeps a learning solution out of every plan: its code and the mend."""
    today = system.clock.today()
    return list(never_planned(agency, system.forms.at(today), system.parameters.at(today)["mix.scheme"]))


def row_counts(agency: Agency) -> dict[str, int]:
    """Count the records of each table."""
    return {table.name: len(getattr(agency, table.name)) for table in fields(agency)}


def template_bytes(system: System, language: str) -> bytes:
    """Return the empty workbook with explanations."""
    with TemporaryDirectory(prefix="corpu-template-") as kept:
        path = Path(kept) / "template.xlsx"
        write_template(path, *vocabularies(system), language)
        return path.read_bytes()


def agency_bytes(agency: Agency) -> bytes:
    """Return the whole agency as a workbook that can be imported again."""
    with TemporaryDirectory(prefix="corpu-export-") as kept:
        path = Path(kept) / "agency.xlsx"
        write_agency(agency, path)
        return path.read_bytes()
