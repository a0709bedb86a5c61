"""A small good agency, and what is read when some of its files are replaced."""

from __future__ import annotations

import shutil
from pathlib import Path

from competency_models.errors import InputError
from planner.agency import Agency
from planner.agency_files import read_agency

DATA = Path(__file__).parent.parent / "data"
GOOD = DATA / "good"
BAD = DATA / "bad"

FORMS = ("belajar_mandiri", "coaching", "magang_praktik_kerja", "pelatihan_teknis")
JOB_CLASSES = ("administrator", "ahli_muda", "ahli_pertama")


def read(path: Path) -> Agency:
    return read_agency(path, FORMS, JOB_CLASSES)


def faults_of(path: Path) -> str:
    """Give the text of all faults, one a line; empty where there is none."""
    try:
        read(path)
    except InputError as error:
        return str(error)
    return ""


def read_case(case: Path, empty_folder: Path) -> str:
    """Lay a case's files over the good agency's, take away those in ``without.txt``, and give the faults' text."""
    folder = empty_folder / "agency"
    shutil.copytree(GOOD, folder)
    without = case / "without.txt"
    for name in without.read_text(encoding="utf-8").split() if without.exists() else ():
        (folder / name).unlink()
    for file in case.iterdir():
        if file.name not in ("expected.txt", "without.txt"):
            shutil.copy(file, folder / file.name)
    return faults_of(folder)
