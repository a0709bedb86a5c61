"""The yearly plan with its seven fields (PP 11/2017 art. 207(3)), and the analysis of needs behind it (AKPK)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from api.documents.blocks import Head, Signature, head_of, named
from api.documents.terms import KINDS_OF_COMPETENCY, PATHS, PERFORMANCES, WAITS
from api.documents.values import LANGUAGE
from api.worlds import Known
from planner.demand import Wait
from planner.needs_analysis import Need, NeedsAnalysis
from planner.yearly_plan import Aim, PlanLine, PlanSection, YearlyPlan

DRAFTS = "Pejabat yang Berwenang (PyB), penyusun"
SETS = "Pejabat Pembina Kepegawaian (PPK), menetapkan"
JOBS = 3
"""Jobs that are named of those who take part; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An activity: the seven fields of the article."""

    number: Annotated[int, "Nomor urut"]
    name: Annotated[str, "Kegiatan pembelajaran"]
    batch: Annotated[str | None, "Kode penyelenggaraan"]
    kind: Annotated[str | None, "(a) Jenis kompetensi"]
    aims: Annotated[str | None, "(a) Kompetensi yang dikembangkan, dengan levelnya"]
    target: Annotated[str, "(b) Target: banyaknya PNS dan PPPK"]
    jobs: Annotated[str | None, "(b) Jabatan peserta"]
    form: Annotated[str, "(c) Bentuk dan jalur pengembangan kompetensi"]
    model: Annotated[str, "(c) Model 70:20:10"]
    organiser: Annotated[str | None, "(d) Penyelenggara"]
    schedule: Annotated[str, "(e) Jadwal"]
    curriculum: Annotated[
        str | None, "(f) Yang dicapai menurut katalog, untuk dicocokkan dengan standar kurikulum"
    ]
    cost: Annotated[str, "(g) Anggaran"]
    state: Annotated[str, "Banyaknya peserta yang rencananya sudah disetujui"]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPlan:
    """The activities of a unit."""

    name: Annotated[str, "Nama unit kerja"]
    people: Annotated[int, "Banyaknya pegawai dengan rencana"]
    cost: Annotated[str, "Jumlah anggaran unit kerja"]
    lines: Annotated[tuple[Planned, ...], "Kegiatan unit kerja"]


@dataclass(frozen=True, slots=True, kw_only=True)
class YearlyPaper(Head):
    """The yearly plan."""

    year: Annotated[int, "Tahun rencana"]
    scope: Annotated[str, "Unit kerja yang direncanakan, dengan semua di bawahnya"]
    draft: Annotated[bool, "Apakah ada yang belum disetujui"]
    people: Annotated[int, "Banyaknya pegawai"]
    without: Annotated[int, "Banyaknya pegawai tanpa rencana"]
    activities: Annotated[int, "Banyaknya kegiatan"]
    cost: Annotated[str, "Jumlah anggaran"]
    units: Annotated[tuple[UnitPlan, ...], "Rencana menurut unit kerja"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """How many people share something."""

    name: Annotated[str, "Sebutan"]
    people: Annotated[int, "Banyaknya pegawai"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A competency that some lack, by priority."""

    priority: Annotated[int, "Urutan prioritas"]
    competency: Annotated[str, "Kompetensi"]
    kind: Annotated[str, "Jenis kompetensi"]
    required: Annotated[int, "Pegawai yang jabatannya mensyaratkan"]
    short: Annotated[int, "Pegawai dengan kesenjangan"]
    critical: Annotated[int, "Di antaranya pemangku jabatan kritis"]
    levels: Annotated[int, "Jumlah kesenjangan (level)"]
    weight: Annotated[float, "Bobot prioritas: level dikali bobot dalam standar jabatan"]
    planned: Annotated[int, "Pegawai yang kesenjangannya direncanakan"]
    planned_levels: Annotated[int, "Level yang direncanakan tertutup"]
    waiting: Annotated[int, "Pegawai yang menunggu solusi belajar"]
    waits: Annotated[str | None, "Yang ditunggu"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Behind:
    """What stands behind an activity of the plan."""

    number: Annotated[int, "Nomor urut"]
    name: Annotated[str, "Kegiatan pembelajaran"]
    unit: Annotated[str, "Unit kerja"]
    people: Annotated[int, "Banyaknya peserta"]
    needs: Annotated[tuple[str, ...], "Kesenjangan yang ditutup, dengan urutan prioritasnya"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsPaper(Head):
    """The analysis of competency development needs."""

    year: Annotated[int, "Tahun rencana"]
    scope: Annotated[str, "Unit kerja yang dianalisis, dengan semua di bawahnya"]
    measured: Annotated[date, "Hari kesenjangan dihitung"]
    people: Annotated[int, "Banyaknya pegawai"]
    short: Annotated[int, "Pegawai dengan kesenjangan"]
    levels: Annotated[int, "Jumlah kesenjangan (level)"]
    aiming: Annotated[int, "Pegawai dengan jabatan tujuan"]
    aiming_short: Annotated[int, "Di antaranya dengan kesenjangan terhadap jabatan tujuan"]
    performance: Annotated[tuple[Counted, ...], "Pegawai menurut kinerja"]
    needs: Annotated[tuple[Needed, ...], "Kebutuhan menurut prioritas"]
    activities: Annotated[tuple[Behind, ...], "Yang mendasari setiap kegiatan"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


def yearly_paper(known: Known, plan: YearlyPlan, day: date) -> YearlyPaper:
    """Make the plan's document; people stand in it by number only."""
    head = head_of(known, plan.unit or "", day, f"Rencana Pengembangan Kompetensi Tahun {plan.year}")
    return YearlyPaper(
        **head,
        year=plan.year,
        scope=scope_of_plan(known, plan.unit),
        draft=plan.draft,
        people=plan.people,
        without=plan.without,
        activities=len(plan.lines),
        cost=LANGUAGE.rupiah(plan.cost),
        units=tuple(_unit(known, one) for one in plan.sections),
        signatures=(Signature(role=DRAFTS), Signature(role=SETS, dated=True)),
    )


def needs_paper(known: Known, plan: YearlyPlan, found: NeedsAnalysis, day: date) -> NeedsPaper:
    """Make the analysis' document; people stand in it by number only."""
    head = head_of(
        known, plan.unit or "", day, f"Analisis Kebutuhan Pengembangan Kompetensi Tahun {plan.year}"
    )
    ranks = {need.competency: place for place, need in enumerate(found.needs, 1)}
    lines = [(section, line) for section in plan.sections for line in section.lines]
    return NeedsPaper(
        **head,
        year=plan.year,
        scope=scope_of_plan(known, plan.unit),
        measured=known.world.day,
        people=found.people,
        short=found.short,
        levels=found.levels,
        aiming=found.aiming,
        aiming_short=found.aiming_short,
        performance=tuple(Counted(name=PERFORMANCES[one], people=count) for one, count in found.performance),
        needs=tuple(_need(known, place, one) for place, one in enumerate(found.needs, 1)),
        activities=tuple(
            Behind(
                number=place,
                name=named(known.solutions, line.solution),
                unit=named(known.units, section.unit),
                people=line.people,
                needs=tuple(_closed(known, ranks, one) for one in line.aims if one.people),
            )
            for place, (section, line) in enumerate(lines, 1)
        ),
        signatures=(Signature(role=DRAFTS, dated=True),),
    )


def scope_of_plan(known: Known, unit: str | None) -> str:
    """What the plan is about, in words."""
    return named(known.units, unit) if unit else "Seluruh instansi"


def _unit(known: Known, section: PlanSection) -> UnitPlan:
    return UnitPlan(
        name=named(known.units, section.unit),
        people=section.people,
        cost=LANGUAGE.rupiah(section.cost),
        lines=tuple(_planned(known, place, line) for place, line in enumerate(section.lines, 1)),
    )


def _planned(known: Known, number: int, line: PlanLine) -> Planned:
    path = PATHS[line.classical]
    form = named(known.world.forms, line.form)
    return Planned(
        number=number,
        name=named(known.solutions, line.solution),
        batch=line.offering,
        kind=", ".join(KINDS_OF_COMPETENCY[one] for one in line.kinds) or None,
        aims=_joined(_levels(known, one.competency, one.from_level, one.to_level) for one in line.aims),
        target=f"{line.pns} PNS" + (f", {line.pppk} PPPK" if line.pppk else ""),
        jobs=_jobs(known, line),
        form=f"{form} ({path})" if path else form,
        model="; ".join(f"Model {one.value}%" for one in line.buckets),
        organiser=line.organiser or None,
        schedule=f"{LANGUAGE.date(line.starts)} - {LANGUAGE.date(line.ends)}",
        curriculum=_joined(
            _levels(known, one.competency, one.from_level, one.to_level) for one in line.curriculum
        ),
        cost=LANGUAGE.rupiah(line.cost),
        state=f"{line.decided} dari {line.people}",
    )


def _jobs(known: Known, line: PlanLine) -> str | None:
    some = [named(known.jobs, code) for code in line.jobs[:JOBS]]
    more = len(line.jobs) - len(some)
    return _joined([*some, f"dan {more} jabatan lain"] if more else some)


def _need(known: Known, priority: int, need: Need) -> Needed:
    waits = zip(Wait, need.by_wait, strict=True)
    return Needed(
        priority=priority,
        competency=named(known.competencies, need.competency),
        kind=KINDS_OF_COMPETENCY[need.kind],
        required=need.required,
        short=need.short,
        critical=need.critical,
        levels=need.levels,
        weight=round(need.weighted, 2),
        planned=need.planned,
        planned_levels=need.planned_levels,
        waiting=need.waiting,
        waits=_joined(f"{count} {WAITS[one]}" for one, count in waits if count),
    )


def _closed(known: Known, ranks: dict[str, int], aim: Aim) -> str:
    levels = _levels(known, aim.competency, aim.from_level, aim.to_level)
    rank = f", prioritas {ranks[aim.competency]}" if aim.competency in ranks else ""
    return f"{levels}, {aim.people} pegawai{rank}"


def _levels(known: Known, competency: str, start: int, end: int) -> str:
    return f"{named(known.competencies, competency)} level {start} ke {end}"


def _joined(texts: Iterable[str]) -> str | None:
    return "; ".join(texts) or None
