"""The letter by which somebody is assigned to one learning activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from api.documents.blocks import Head, Identity, Signature, head_of, identity_of, named
from api.documents.terms import AUTHORISED, DOERS
from api.documents.values import LANGUAGE
from api.worlds import Known
from catalog.activity_stages import Doer
from competency_models.people import Person
from planner.activities import Activity
from planner.journey import Item, Journey


@dataclass(frozen=True, slots=True, kw_only=True)
class Duty:
    """Something that the employee brings by a day."""

    name: Annotated[str, "Yang dikerjakan"]
    output: Annotated[str, "Hasil yang diserahkan"]
    due: Annotated[date, "Paling lambat"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guided:
    """Who plays a part in the activity beside the employee."""

    role: Annotated[str, "Peran: coach, mentor, dan lain-lain"]
    name: Annotated[str, "Nama"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment(Head):
    """A letter of assignment."""

    person: Annotated[Identity, "Pegawai yang ditugaskan"]
    activity: Annotated[str, "Nama kegiatan pembelajaran"]
    form: Annotated[str, "Bentuk pembelajaran"]
    reference: Annotated[str | None, "Dasar hukum bentuk pembelajaran"]
    plan_year: Annotated[int, "Tahun rencana pengembangan individu"]
    plan_version: Annotated[int, "Versi rencana pengembangan individu"]
    starts: Annotated[date, "Tanggal mulai"]
    ends: Annotated[date, "Tanggal selesai"]
    place: Annotated[str | None, "Tempat"]
    batch: Annotated[str | None, "Kode penyelenggaraan"]
    hours: Annotated[float | None, "Jam belajar"]
    jp: Annotated[float | None, "JP yang dihitung"]
    cost: Annotated[str | None, "Biaya"]
    aims: Annotated[tuple[str, ...], "Kompetensi yang dikembangkan, dengan levelnya"]
    parties: Annotated[tuple[Guided, ...], "Pendamping"]
    duties: Annotated[tuple[Duty, ...], "Kewajiban pegawai"]
    copies: Annotated[tuple[str, ...], "Tembusan"]
    signatures: Annotated[tuple[Signature, ...], "Tempat tanda tangan"]


def assignment_letter(
    known: Known, activity: Activity, journey: Journey, person: Person, day: date, *, whole: bool = True
) -> Assignment:
    """Make the letter for one activity of a journey; not ``whole`` for a reader who may not see all of the person."""
    item = item_of(activity, journey)
    form = known.world.forms.get(activity.form)
    offering = known.offerings.get(item.offering or "") if item else None
    citation = form.citations.get("definition") if form else None
    identity = identity_of(known, person, whole=whole)
    head = head_of(known, person.unit, day, "Surat Penugasan")
    return Assignment(
        **head,
        person=identity,
        activity=named(known.solutions, activity.solution),
        form=form.name if form else activity.form,
        reference=citation.reference if citation else None,
        plan_year=journey.year,
        plan_version=journey.version,
        starts=activity.starts,
        ends=activity.ends,
        place=offering.place if offering else None,
        batch=item.offering if item else None,
        hours=item.hours if item else None,
        jp=item.jp if item else None,
        cost=LANGUAGE.rupiah(item.cost) if item else None,
        aims=tuple(aims_of(known, item)),
        parties=tuple(Guided(role=DOERS[party.doer], name=party.name) for party in activity.parties),
        duties=_duties(activity),
        copies=(
            DOERS[Doer.HR_UNIT],
            f"{DOERS[Doer.SUPERIOR]}: {identity.superior}" if identity.superior else DOERS[Doer.SUPERIOR],
        ),
        signatures=(Signature(role=AUTHORISED, dated=True),),
    )


def item_of(activity: Activity, journey: Journey) -> Item | None:
    """The item of the plan that the activity lives, None where the plan has it no longer."""
    return next((item for item in journey.items if item.solution == activity.solution), None)


def aims_of(known: Known, item: Item | None) -> list[str]:
    """What an item develops, from which level to which; without a gap of its own what its solution lifts."""
    parts = [(part.competency, part.from_level, part.to_level) for part in (item.closes if item else ())]
    lifts = known.lifts_of(item.solution) if item else ()
    parts = parts or [(lift.competency, lift.from_level, lift.to_level) for lift in lifts]
    return [f"{named(known.competencies, code)} (level {low} ke {high})" for code, low, high in parts]


def _duties(activity: Activity) -> tuple[Duty, ...]:
    own = [task for task in activity.tasks if task.stage.doer is Doer.EMPLOYEE]
    return tuple(
        Duty(name=task.stage.title.name, output=task.stage.output.name, due=task.due) for task in own
    )
