"""A paper of an activity as its form: what was written into it, or the empty form to write on by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from api.documents.blocks import (
    Head,
    Identity,
    Signature,
    head_of,
    identity_of,
    named,
    signed_by,
    superior_of,
)
from api.documents.terms import DOERS
from api.documents.values import LANGUAGE
from api.worlds import Known
from catalog.activity_stages import Document, Doer, Field, FieldKind
from competency_models.people import Person
from planner.activities import Activity, Task

EMPTY_ROWS = 6
"""How many rows an empty table has to write on."""

WIDEST = 6
"""With more columns than these a table is no longer read on a page: its rows stand one below the other."""

_GUIDES = (Doer.COACH, Doer.MENTOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One field of a form."""

    name: Annotated[str, "Pertanyaan atau nama isian"]
    value: Annotated[str | None, "Isi"]
    long: Annotated[bool, "Apakah isinya lebih dari satu baris"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A form filled once."""

    number: Annotated[int | None, "Nomor urut; kosong bila hanya satu"]
    entries: Annotated[tuple[Entry, ...], "Isian"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of a table."""

    number: Annotated[int, "Nomor urut"]
    cells: Annotated[tuple[str | None, ...], "Isi tiap kolom"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper(Head):
    """A paper: a table where ``columns`` are given, else fields one below the other, once or several times."""

    key: Annotated[str, "Kunci dokumen"]
    person: Annotated[Identity, "Pegawai"]
    activity: Annotated[str, "Nama kegiatan pembelajaran"]
    form: Annotated[str, "Bentuk pembelajaran"]
    stage: Annotated[str, "Tahapan"]
    number: Annotated[int | None, "Ulangan ke berapa; hanya untuk tahapan yang berulang"]
    starts: Annotated[date, "Tanggal mulai kegiatan"]
    ends: Annotated[date, "Tanggal selesai kegiatan"]
    coach: Annotated[str | None, "Nama coach; kosong bila tidak ada"]
    mentor: Annotated[str | None, "Nama mentor; kosong bila tidak ada"]
    columns: Annotated[tuple[str, ...], "Judul kolom; kosong bila bukan tabel"]
    lines: Annotated[tuple[Line, ...], "Baris tabel"]
    initials: Annotated[str | None, "Judul kolom paraf; kosong bila tidak diparaf"]
    records: Annotated[tuple[Record, ...], "Isian satu di bawah yang lain; kosong bila tabel"]
    by_key: Annotated[Mapping[str, str | None], "Isian menurut kuncinya, untuk templat khusus: by_key.topik"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


def filled_paper(
    known: Known,
    activity: Activity,
    task: Task,
    document: Document,
    person: Person,
    day: date,
    *,
    whole: bool,
) -> Paper:
    """Make a paper of a task; ``day`` is that of the paper where it was filled.

    Not ``whole`` for a reader who may see no more of the person than name and unit.
    """
    found = next((one for one in task.papers if one.document == document.key), None)
    parties = {party.doer: party.name for party in activity.parties}
    head = head_of(known, person.unit, day, document.title.name)
    rows = found.rows if found else ()
    table = document.repeats and len(document.contents) <= WIDEST
    return Paper(
        **head,
        key=document.key,
        person=identity_of(known, person, whole=whole),
        activity=named(known.solutions, activity.solution),
        form=named(known.world.forms, activity.form),
        stage=task.stage.title.name,
        number=task.number if task.stage.every_days else None,
        starts=activity.starts,
        ends=activity.ends,
        coach=parties.get(Doer.COACH),
        mentor=parties.get(Doer.MENTOR),
        columns=tuple(field.name for field in document.contents) if table else (),
        lines=_lines(document, rows) if table else (),
        initials=_initials(activity, task) if table else None,
        records=() if table else _records(document, rows),
        by_key={
            field.key: shown(field, rows[0].get(field.key, "") if rows else "") for field in document.contents
        },
        signatures=_signatures(known, activity, task, person, whole=whole),
    )


def asked(field: Field, value: str) -> str | None:
    """A field's text, or where nothing was written the boxes of its choices to tick by hand."""
    boxes = "   ".join(f"\N{BALLOT BOX} {one.name}" for one in field.choices)
    return shown(field, value) or boxes or None


def shown(field: Field, value: str) -> str | None:
    """A field's text as a document shows it: a day in words, a choice by its name; None where nothing was written."""
    match field.kind:
        case FieldKind.DATE if value:
            return LANGUAGE.date(date.fromisoformat(value), "long")
        case FieldKind.NUMBER:
            return value.replace(".", ",") or None
        case FieldKind.CHOICE | FieldKind.SCORE:
            names = {one.key: one.name for one in field.choices}
            return names.get(value, value) or None
    return value or None


def _lines(document: Document, rows: Sequence[Mapping[str, str]]) -> tuple[Line, ...]:
    return tuple(
        Line(number=place, cells=tuple(asked(field, row.get(field.key, "")) for field in document.contents))
        for place, row in enumerate(rows or ({},) * EMPTY_ROWS, 1)
    )


def _records(document: Document, rows: Sequence[Mapping[str, str]]) -> tuple[Record, ...]:
    return tuple(
        Record(
            number=place if len(rows) > 1 else None,
            entries=tuple(
                Entry(
                    name=field.name,
                    value=asked(field, row.get(field.key, "")),
                    long=field.kind is FieldKind.LONG,
                )
                for field in document.contents
            ),
        )
        for place, row in enumerate(rows or ({},), 1)
    )


def _guide(activity: Activity) -> Doer | None:
    """Who guides the employee in the activity, where its stages have somebody do so."""
    doers = {one.stage.doer for one in activity.tasks} | {one.doer for one in activity.parties}
    return next((doer for doer in _GUIDES if doer in doers), None)


def _initials(activity: Activity, task: Task) -> str | None:
    """Who puts initials to each row of what a person who is guided wrote (SE 07/SE/KM/2023, Lampiran H, Tabel 4)."""
    guide = _guide(activity)
    return f"Paraf {DOERS[guide].lower()}" if guide and task.stage.doer is Doer.EMPLOYEE else None


def _signatures(
    known: Known, activity: Activity, task: Task, person: Person, *, whole: bool
) -> tuple[Signature, ...]:
    """Whoever writes the paper signs it last; beside an employee their guide, or the superior where there is none."""
    doer = task.stage.doer
    if doer is not Doer.EMPLOYEE:
        return (_signs(known, activity, doer, person, whole=whole, dated=True),)
    other = _guide(activity) or Doer.SUPERIOR
    return (
        _signs(known, activity, other, person, whole=whole),
        signed_by(DOERS[Doer.EMPLOYEE], person, dated=True, whole=whole),
    )


def _signs(
    known: Known, activity: Activity, doer: Doer, person: Person, *, whole: bool, dated: bool = False
) -> Signature:
    if doer is Doer.SUPERIOR:
        return signed_by(DOERS[doer], superior_of(known, person) if whole else None, dated=dated)
    party = next((one for one in activity.parties if one.doer is doer), None)
    if party is None:
        return Signature(role=DOERS[doer], dated=dated)
    return Signature(role=DOERS[doer], name=party.name, nip=party.nip if whole else None, dated=dated)
