"""The register of coaches and mentors in a file: a folder with ``guides.csv``, or a workbook with a sheet ``guides``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from competency_models.errors import Fault, InputError
from competency_models.framework import MAX_LEVEL
from competency_models.loading import Choice, Column, Day, Message, Nip, Table, Text, Whole, YesNo
from competency_models.loading.cells import Refused, as_text
from competency_models.loading.checking import check_tables
from competency_models.loading.reading import ReadTable, read_tables
from competency_models.loading.template import write_table_template
from competency_models.loading.writing import write_csv_folder, write_workbook
from competency_models.parameters import ParametersAt
from planner.guide_register import PLACES_MAX, YEARS_MAX, KnownCodes, faults_of
from planner.guides import Guide, GuideKind

NOT_LEVELS = Message(
    "This is no list of competencies with levels.", "Write M.01:4;M.02:5, each level from 1 to {high}."
)
NOT_A_PERSON = Message("There is nobody with this NIP.", "Import the person first, or correct the NIP.")


@dataclass(frozen=True, slots=True)
class Levels:
    """Competencies with a level each, as ``M.01:4;M.02:5``."""

    name = ("kompetensi:level, dipisahkan titik koma", "competency:level, with semicolons between")

    def parse(self, raw: object) -> Mapping[str, int]:
        """Read a cell; raises ``Refused``."""
        found: dict[str, int] = {}
        for part in re.split("[;,]", as_text(raw)):
            code, _, level = part.strip().rpartition(":")
            if not code.strip() or not re.fullmatch(f"[1-{MAX_LEVEL}]", level.strip()):
                raise Refused(NOT_LEVELS, high=MAX_LEVEL)
            found[code.strip()] = int(level)
        return found

    def show(self, value: object) -> str:
        """Write a value."""
        return ";".join(f"{code}:{level}" for code, level in sorted(value.items())) if value else ""  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes with semicolons between."""

    name = ("kode, dipisahkan titik koma", "codes, with semicolons between")

    def parse(self, raw: object) -> frozenset[str]:
        """Read a cell; raises ``Refused``."""
        return frozenset(code for part in re.split("[;,]", as_text(raw)) if (code := part.strip()))

    def show(self, value: object) -> str:
        """Write a value."""
        return ";".join(sorted(value)) if isinstance(value, Collection) else ""


def _build(kind: GuideKind, nip: str | None, name: str, organisation: str, *rest: object) -> Guide:
    own = dict(zip((column.name for column in GUIDES.columns[4:]), rest, strict=True))
    return Guide(id=0, kind=kind, nip=nip, name=name, organisation=organisation, **own)  # type: ignore[arg-type]


GUIDES = Table(
    name="guides",
    indonesian="Coach dan mentor, sebagai berkas tersendiri untuk `corpu guides import`.",
    english="Coaches and mentors, in a file of their own for `corpu guides import`.",
    columns=(
        Column("kind", Choice(GuideKind), "Coach atau mentor.", "Coach or mentor.", "coach"),
        Column(
            "nip",
            Nip(),
            "NIP pegawai; kosong untuk pihak luar.",
            "NIP of an employee; empty for who comes from outside.",
            "199001012015031001",
            required=False,
        ),
        Column(
            "name",
            Text(300),
            "Nama pihak luar.",
            "Name of who comes from outside.",
            "Widya Astuti",
            required=False,
            default="",
        ),
        Column(
            "organisation",
            Text(300),
            "Organisasi pihak luar.",
            "Organisation of who comes from outside.",
            "Lembaga Coaching",
            required=False,
            default="",
        ),
        Column(
            "capacity",
            Whole(1, PLACES_MAX),
            "Jumlah orang yang dibina pada waktu yang sama.",
            "People guided at the same time.",
            "5",
        ),
        Column(
            "managerial_years",
            Whole(0, YEARS_MAX),
            "Tahun pengalaman manajemen.",
            "Years in management.",
            "8",
            required=False,
            default=0,
        ),
        Column(
            "technical_years",
            Whole(0, YEARS_MAX),
            "Tahun pengalaman teknis.",
            "Years in technical work.",
            "6",
            required=False,
            default=0,
        ),
        Column(
            "certificate",
            Text(300),
            "Sertifikat sebagai coach.",
            "Certificate as a coach.",
            "",
            required=False,
            default="",
        ),
        Column(
            "confidential_since",
            Day(),
            "Tanggal pernyataan menjaga kerahasiaan.",
            "Day of the undertaking of confidentiality.",
            "2027-01-04",
            required=False,
        ),
        Column("available_from", Day(), "Tersedia dari.", "Available from.", "", required=False),
        Column("available_until", Day(), "Tersedia sampai.", "Available until.", "", required=False),
        Column(
            "active", YesNo(), "Boleh diusulkan?", "May be proposed?", "yes", required=False, default=True
        ),
        Column(
            "competencies",
            Levels(),
            "Level kompetensi; kosong: yang terbukti.",
            "Levels of competencies; empty: what is proven.",
            "M.01:4;M.02:5",
            required=False,
            default={},
        ),
        Column(
            "units",
            Codes(),
            "Membina pegawai unit ini dan di bawahnya; kosong: semua.",
            "Takes people of these units and those below; empty: all.",
            "",
            required=False,
            default=frozenset(),
        ),
    ),
    key=("kind", "nip", "name", "organisation"),
    build=_build,
)
"""The table, described once."""


def read_guides(
    path: Path, people: Collection[str], known: KnownCodes, at: ParametersAt, today: date
) -> tuple[Guide, ...]:
    """Read coaches and mentors; ``people`` are the NIPs that there are. Raises InputError with every fault."""
    read, faults = read_tables(path, (GUIDES,))
    faults += check_tables(read, (GUIDES,), {}, {})
    found = read.get(GUIDES.name)
    if found is not None and not faults:
        faults += _unfit(found, people, known, at, today)
    if faults or found is None:
        raise InputError(sorted(faults, key=lambda fault: (fault.file, fault.sheet, fault.row or 0)))
    return tuple(found.records())


def write_guides(guides: Iterable[Guide], path: Path) -> None:
    """Write coaches and mentors so that ``read_guides`` gives them again. Raises OSError."""
    write = write_workbook if path.suffix.casefold() == ".xlsx" else write_csv_folder
    write(path, (GUIDES,), {GUIDES.name: guides})


def write_guides_template(path: Path, language: str = "id") -> None:
    """Write an empty workbook with explanations and drop-downs. Raises OSError."""
    write_table_template(path, (GUIDES,), {}, language)


def _unfit(
    read: ReadTable, people: Collection[str], known: KnownCodes, at: ParametersAt, today: date
) -> Iterable[Fault]:
    for index, guide in enumerate(read.records()):
        if guide.nip is not None and guide.nip not in people:
            yield read.fault(NOT_A_PERSON, index, "nip")
        for fault in faults_of(guide, known, at, today):
            yield read.fault(Message(fault.msgid, "Correct the cell."), index, fault.field, **fault.params)
