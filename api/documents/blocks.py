"""What the contexts of several documents share: heads, people, signatures. A field's note tells an agency what it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from api.worlds import Known
from competency_models.people import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands on every document."""

    title: Annotated[str, "Judul dokumen"]
    day: Annotated[date, "Tanggal dokumen"]
    agency: Annotated[str | None, "Nama instansi"]
    unit: Annotated[str | None, "Nama unit kerja"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A civil servant as letters name them; what the reader may not see is None."""

    name: Annotated[str, "Nama pegawai"]
    nip: Annotated[str | None, "NIP"]
    status: Annotated[str | None, "Status kepegawaian: PNS atau PPPK"]
    job: Annotated[str | None, "Jabatan"]
    unit: Annotated[str | None, "Unit kerja"]
    superior: Annotated[str | None, "Nama atasan langsung"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A place to sign; what is None is written by hand."""

    role: Annotated[str, "Penanda tangan sebagai apa"]
    name: Annotated[str | None, "Nama penanda tangan"] = None
    nip: Annotated[str | None, "NIP penanda tangan"] = None
    dated: Annotated[bool, "Apakah tempat dan tanggal ditulis di atasnya"] = False


def head_of(known: Known, unit: str, day: date, title: str) -> dict[str, Any]:
    """The fields of a ``Head`` for a document of a unit."""
    roots = [one.name for one in known.agency.units if one.parent is None]
    own = known.units.get(unit)
    return {
        "title": title,
        "day": day,
        "agency": roots[0] if len(roots) == 1 else None,
        "unit": own.name if own and own.name not in roots else None,
    }


def identity_of(known: Known, person: Person, *, whole: bool = True) -> Identity:
    """Name a person; not ``whole``: no more than name and unit."""
    superior = known.people.get(person.supervisor or "")
    return Identity(
        name=person.name,
        nip=person.nip if whole else None,
        status=person.status.value if whole else None,
        job=named(known.jobs, person.job) if whole else None,
        unit=named(known.units, person.unit),
        superior=superior.name if superior and whole else None,
    )


def named(things: Mapping[str, Any], code: str) -> str:
    """The name of a thing in Bahasa Indonesia; a code stands for itself where the thing is gone."""
    return str(things[code].name) if code in things else code


def signed_by(role: str, person: Person | None, *, dated: bool = False, whole: bool = True) -> Signature:
    """The place where a person signs, or where somebody unknown does."""
    if person is None:
        return Signature(role=role, dated=dated)
    return Signature(role=role, name=person.name, nip=person.nip if whole else None, dated=dated)


def superior_of(known: Known, person: Person) -> Person | None:
    """The person's direct superior, where one is known."""
    return known.people.get(person.supervisor or "")
