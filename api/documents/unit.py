"""Papers of a unit: the monitoring of self-learning (Table 7) and the quarterly recapitulation of lesson hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from api.documents.blocks import Head, Signature, head_of, named
from api.documents.paper import shown
from api.documents.values import LANGUAGE
from api.worlds import Known
from catalog.ledger import Entry, standing_grants
from planner.activities import Activity
from planner.recap import quarters

MONITORED = "table_7"
"""The key under which the forms of learning name the monitoring of self-learning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitored:
    """One person's self-learning: the ten columns of Table 7."""

    number: Annotated[int, "(1) Nomor urut"]
    name: Annotated[str, "(2) Nama"]
    nip: Annotated[str, "(3) NIP"]
    job: Annotated[str, "(4) Jabatan"]
    competency: Annotated[str | None, "(5) Kompetensi teknis yang dikembangkan"]
    target: Annotated[str | None, "(6) Target kegiatan"]
    schedule: Annotated[str | None, "(7) Jadwal"]
    done: Annotated[str | None, "(8) Kegiatan yang terealisasi"]
    on_schedule: Annotated[str | None, "(9) Kesesuaian realisasi dengan jadwal"]
    remarks: Annotated[str | None, "(10) Keterangan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring(Head):
    """Table 7 for all people of a unit (SE 07/SE/KM/2023, Lampiran G)."""

    unit_name: Annotated[str, "Nama instansi atau satuan kerja"]
    since: Annotated[date, "Periode dari tanggal"]
    until: Annotated[date, "Periode sampai tanggal"]
    lines: Annotated[tuple[Monitored, ...], "Baris tabel"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What a person earned in one form of learning."""

    form: Annotated[str, "Bentuk pembelajaran"]
    times: Annotated[int, "Banyaknya kegiatan atau pertemuan"]
    jp: Annotated[float, "JP"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarnedBy:
    """A person's lesson hours of the quarter."""

    number: Annotated[int, "Nomor urut"]
    name: Annotated[str, "Nama"]
    nip: Annotated[str, "NIP"]
    job: Annotated[str, "Jabatan"]
    forms: Annotated[tuple[Earned, ...], "JP menurut bentuk pembelajaran"]
    total: Annotated[float, "Jumlah JP"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRecap(Head):
    """The quarterly recapitulation of a unit, coaching and mentoring included."""

    unit_name: Annotated[str, "Nama unit kerja"]
    quarter: Annotated[int, "Triwulan, 1 sampai 4"]
    year: Annotated[int, "Tahun"]
    since: Annotated[date, "Periode dari tanggal"]
    until: Annotated[date, "Periode sampai tanggal"]
    people: Annotated[tuple[EarnedBy, ...], "Pegawai yang memperoleh JP"]
    without: Annotated[int, "Banyaknya pegawai tanpa JP dalam triwulan ini"]
    total: Annotated[float, "Jumlah JP seluruhnya"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


def monitoring(
    known: Known, unit: str, since: date, until: date, activities: Iterable[Activity], day: date
) -> Monitoring:
    """Make Table 7 of a unit from those of its people's activities that are monitored."""
    found = [one for one in activities if _reported(one) is not None and one.nip in known.people]
    ordered = sorted(found, key=lambda one: (known.people[one.nip].name, one.starts, one.id))
    return Monitoring(
        **head_of(known, unit, day, "Monitoring Belajar Mandiri"),
        unit_name=named(known.units, unit),
        since=since,
        until=until,
        lines=tuple(_monitored(known, place, one) for place, one in enumerate(ordered, 1)),
        signatures=(Signature(role="Atasan langsung", dated=True),),
    )


def monitored_forms(known: Known) -> frozenset[str]:
    """The forms of learning that have such a table."""
    return frozenset(
        key
        for key, form in known.world.forms.items()
        for stage in (*form.stages, *form.stages_of_own_unit)
        if any(document.key == MONITORED for document in stage.documents)
    )


def unit_recap(
    known: Known,
    unit: str,
    year: int,
    quarter: int,
    nips: Sequence[str],
    entries: Mapping[str, Sequence[Entry]],
    day: date,
) -> UnitRecap:
    """Make the recapitulation of a quarter for these people of a unit; only days of the quarter count."""
    first = date(year, 3 * quarter - 2, 1)
    ((since, until),) = quarters(first, first)
    head = head_of(known, unit, day, "Rekapitulasi Pengembangan Kompetensi Triwulanan")
    by_name = sorted(nips, key=lambda nip: (known.people[nip].name, nip))
    earned = {nip: _earned(known, entries.get(nip, ()), since, until) for nip in by_name}
    some = [nip for nip in by_name if earned[nip]]
    return UnitRecap(
        **head,
        unit_name=named(known.units, unit),
        quarter=quarter,
        year=year,
        since=since,
        until=until,
        people=tuple(_earned_by(known, place, nip, earned[nip]) for place, nip in enumerate(some, 1)),
        without=len(by_name) - len(some),
        total=round(sum(one.jp for forms in earned.values() for one in forms), 2),
        signatures=(
            Signature(role="Mengetahui, JPT Pratama"),
            Signature(role="Pengelola Kepegawaian", dated=True),
        ),
    )


def _reported(activity: Activity) -> dict[str, str | None] | None:
    """What was last written into Table 7 of an activity, by field; empty without, None where it has no such table."""
    filled: dict[str, str | None] | None = None
    for task in activity.tasks:
        for document in (one for one in task.stage.documents if one.key == MONITORED):
            filled = filled or {}
            for paper in (one for one in task.papers if one.document == MONITORED and one.rows):
                filled = {
                    field.key: shown(field, paper.rows[-1].get(field.key, "")) for field in document.contents
                }
    return filled


def _monitored(known: Known, place: int, activity: Activity) -> Monitored:
    person, reported = known.people[activity.nip], _reported(activity) or {}
    lifted = dict.fromkeys(
        named(known.competencies, one.competency) for one in known.lifts_of(activity.solution)
    )
    days = f"{LANGUAGE.date(activity.starts)} - {LANGUAGE.date(activity.ends)}"
    return Monitored(
        number=place,
        name=person.name,
        nip=person.nip,
        job=named(known.jobs, person.job),
        competency=reported.get("competency") or "; ".join(lifted) or None,
        target=reported.get("target") or named(known.solutions, activity.solution),
        schedule=reported.get("schedule") or days,
        done=reported.get("done"),
        on_schedule=reported.get("on_schedule"),
        remarks=reported.get("remarks"),
    )


def _earned(known: Known, entries: Sequence[Entry], since: date, until: date) -> tuple[Earned, ...]:
    times: dict[str, int] = defaultdict(int)
    jp: dict[str, float] = defaultdict(float)
    for grant in standing_grants(entries):
        days = [portion.jp for portion in grant.portions if since <= portion.day <= until]
        if days:
            times[grant.activity.form] += 1
            jp[grant.activity.form] += sum(days)
    found = [
        Earned(form=named(known.world.forms, form), times=times[form], jp=round(jp[form], 2)) for form in jp
    ]
    return tuple(sorted(found, key=lambda one: one.form))


def _earned_by(known: Known, place: int, nip: str, forms: tuple[Earned, ...]) -> EarnedBy:
    person = known.people[nip]
    return EarnedBy(
        number=place,
        name=person.name,
        nip=nip,
        job=named(known.jobs, person.job),
        forms=forms,
        total=round(sum(one.jp for one in forms), 2),
    )
