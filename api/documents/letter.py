"""The letter of a learning journey: a person's individual development plan with its reasons and sums."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from api.documents.terms import AUTHORISED, CONSIDERATIONS, MODELS, STATES
from api.documents.values import LANGUAGE
from api.reasons import say, sentence
from api.worlds import Known
from catalog.solutions import Bucket
from competency_models.people import Person
from planner.explain import closing_of, foremost_gap
from planner.journey import Consideration, Item, Journey, State

_HOLDS = frozenset({State.APPROVED, State.ACTIVE, State.COMPLETED})


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLine:
    """A required competency that is not proven in full."""

    competency: Annotated[str, "Kompetensi"]
    required: Annotated[int, "Level yang disyaratkan"]
    proven: Annotated[int, "Level yang terbukti"]
    missing: Annotated[int, "Kesenjangan (level)"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One learning activity of the plan."""

    name: Annotated[str, "Nama kegiatan pembelajaran"]
    form: Annotated[str, "Bentuk pembelajaran"]
    starts: Annotated[date, "Tanggal mulai"]
    ends: Annotated[date, "Tanggal selesai"]
    batch: Annotated[str | None, "Kode penyelenggaraan"]
    place: Annotated[str | None, "Tempat"]
    hours: Annotated[float, "Jam belajar"]
    jp: Annotated[float, "JP yang dihitung"]
    cost: Annotated[str, "Biaya"]
    reasons: Annotated[tuple[str, ...], "Alasan, satu kalimat per alasan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One of the models 70, 20 and 10."""

    name: Annotated[str, "Nama model"]
    steps: Annotated[tuple[Step, ...], "Kegiatan dalam model ini"]
    hours: Annotated[float, "Jumlah jam"]
    share: Annotated[str, "Porsi dari seluruh jam"]
    jp: Annotated[float, "Jumlah JP"]
    cost: Annotated[str, "Jumlah biaya"]


@dataclass(frozen=True, slots=True, kw_only=True)
class JourneyLetter(Head):
    """The letter of a journey."""

    person: Annotated[Identity, "Pegawai"]
    year: Annotated[int, "Tahun rencana"]
    consideration: Annotated[str, "Dasar pertimbangan"]
    target_job: Annotated[str | None, "Jabatan tujuan; hanya untuk pengembangan karier"]
    state: Annotated[str, "Status rencana"]
    version: Annotated[int, "Versi rencana"]
    draft: Annotated[bool, "Apakah rencana belum disetujui"]
    gaps_on: Annotated[date, "Tanggal kesenjangan dihitung"]
    gaps: Annotated[tuple[GapLine, ...], "Kesenjangan kompetensi"]
    models: Annotated[tuple[Model, ...], "Kegiatan menurut model 70, 20, 10"]
    count: Annotated[int, "Jumlah kegiatan"]
    hours: Annotated[float, "Jumlah jam seluruhnya"]
    jp: Annotated[float, "Jumlah JP seluruhnya"]
    cost: Annotated[str, "Jumlah biaya seluruhnya"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


def journey_letter(known: Known, journey: Journey, person: Person, day: date) -> JourneyLetter:
    """Make the letter of a journey from the agency of its year; a plan that is not approved says so."""
    gaps = known.world.gaps(journey.consideration)
    items, draft = journey.items, journey.state not in _HOLDS
    target = journey.target_job or person.target_job
    career = journey.consideration is Consideration.CAREER
    head = head_of(known, person.unit, day, f"Rencana Pengembangan Individu Tahun {journey.year}")
    return JourneyLetter(
        **head,
        person=identity_of(known, person),
        year=journey.year,
        consideration=CONSIDERATIONS[journey.consideration],
        target_job=named(known.jobs, target) if career and target else None,
        state=STATES[journey.state],
        version=journey.version,
        draft=draft,
        gaps_on=gaps.day,
        gaps=tuple(
            GapLine(
                competency=named(known.competencies, one.competency),
                required=one.required,
                proven=one.proven,
                missing=one.gap,
            )
            for one in gaps.row(person.nip)
            if one.gap
        ),
        models=tuple(_model(known, bucket, items) for bucket in Bucket),
        count=len(items),
        hours=sum(item.hours for item in items),
        jp=round(sum(item.jp for item in items), 2),
        cost=LANGUAGE.rupiah(sum(item.cost for item in items)),
        signatures=(
            signed_by("Pegawai", person),
            signed_by("Atasan langsung", superior_of(known, person)),
            Signature(role=AUTHORISED, dated=True),
        ),
    )


def _model(known: Known, bucket: Bucket, items: Sequence[Item]) -> Model:
    own = [item for item in items if item.bucket is bucket]
    hours, every = sum(item.hours for item in own), sum(item.hours for item in items)
    return Model(
        name=MODELS[bucket],
        steps=tuple(
            _step(known, item) for item in sorted(own, key=lambda item: (item.starts, item.solution))
        ),
        hours=hours,
        share=LANGUAGE.percent(hours / every if every else 0.0),
        jp=round(sum(item.jp for item in own), 2),
        cost=LANGUAGE.rupiah(sum(item.cost for item in own)),
    )


def _step(known: Known, item: Item) -> Step:
    offering = known.offerings.get(item.offering or "")
    return Step(
        name=named(known.solutions, item.solution),
        form=named(known.world.forms, item.form),
        starts=item.starts,
        ends=item.ends,
        batch=item.offering,
        place=offering.place if offering else None,
        hours=item.hours,
        jp=item.jp,
        cost=LANGUAGE.rupiah(item.cost),
        reasons=tuple(_reasons(known, item)),
    )


def _reasons(known: Known, item: Item) -> Iterable[str]:
    """Why the item is there, in one sentence, and what it closes besides."""
    yield sentence(known, item, LANGUAGE)
    for part in item.closes:
        if part != foremost_gap(item):
            yield say(known, closing_of(part), LANGUAGE)
