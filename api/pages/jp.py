"""Lesson hours on pages: one's own year, other people's, entering and correcting, and units' totals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.jp_views import FIRST_YEAR, JpOut, job_class_of, jp_out, person_year, reach_of, unit_jp_out, years_of
from api.pages.jp_forms import Typed, copied, proposed, read
from api.pages.names import Names
from api.pages.problems import refusal_text, status_of
from api.pages.render import excel, go, page
from api.pages.sheets_jp import entries_sheet, units_sheet
from api.pages.words import MEETING_NAMES, PART_NAMES
from api.reach import note_reads, person_of
from api.refusals import plain
from api.system import System
from api.worlds import Known
from catalog.ledger import Entry
from competency_models.people import Person, Status
from planner import usecases
from planner.access import Capability, may, scope_of, sees
from planner.activities.refused import read as read_refused
from planner.errors import CorrectedBefore, NotCounted, NotFound, OwnLedger, ReasonMissing, Refusal
from planner.quota import current_year, total_of, unit_totals

router = APIRouter()
Viewer = Annotated[SignedIn, requires(Capability.JP_VIEW)]
Granter = Annotated[SignedIn, requires(Capability.JP_GRANT)]
Year = Annotated[int | None, Query(ge=FIRST_YEAR, le=2100)]
Text = Annotated[str, Query(max_length=40)]
Sent = Annotated[Typed, Form()]


@dataclass(frozen=True)
class Shown:
    """A person's year as it is shown."""

    known: Known
    person: Person
    jp: JpOut


@router.get("/me/jp")
def show_my_jp(
    request: Request, system: SystemDep, t: TranslatorDep, who: Viewer, year: Year = None, format: Text = ""
) -> Response:
    """Show one's own lesson hours of a year."""
    person_id = system.worlds.current().id_of.get(who.actor.nip or "")
    if person_id is None:
        raise NotFound("person", who.actor.username)
    return _page(request, t, who, _shown(system, who, person_id, year), format)


@router.get("/people/{person_id}/jp")
def show_jp(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Viewer,
    person_id: str,
    year: Year = None,
    format: Text = "",
    correct: Annotated[int, Query()] = 0,
    lived: Annotated[int, Query()] = 0,
    row: Annotated[int, Query()] = 0,
) -> Response:
    """Show a person's lesson hours of a year; an officer enters and corrects there."""
    shown = _shown(system, who, person_id, year)
    note_reads(system, who, [shown.person.nip], "jp")
    wrong = next((one for one in shown.jp.entries if one.id == correct and not one.reversed), None)
    typed = copied(wrong) if wrong else _refused(system, shown, lived, row)
    return _page(request, t, who, shown, format, typed, correct=wrong.id if wrong else 0)


@router.post("/people/{person_id}/jp")
def enter_jp(
    request: Request, system: SystemDep, t: TranslatorDep, who: Granter, person_id: str, typed: Sent
) -> Response:
    """Enter an activity."""
    shown = _shown(system, who, person_id, None)
    activity, faults = read(typed, shown.person.nip, t)
    if activity is None:
        return _page(request, t, who, shown, "", typed, faults)
    job_class = job_class_of(shown.known, shown.person)
    try:
        entry = usecases.grant_jp(system.open(), who.actor, activity, job_class, system.law, system.clock)
    except (NotCounted, OwnLedger) as refusal:
        return _page(request, t, who, shown, "", typed, refusal=refusal)
    return go(f"/people/{person_id}/jp?year={_year_of(shown.person, entry)}", "jp-entered")


@router.post("/people/{person_id}/jp/{entry_id}/{action}")
def correct_jp(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Granter,
    person_id: str,
    entry_id: int,
    action: str,
    typed: Sent,
) -> Response:
    """Correct an entry, or (action ``remove``) only take it back."""
    shown = _shown(system, who, person_id, None)
    nip = shown.person.nip
    activity, faults = (None, {}) if action == "remove" else read(typed, nip, t)
    if faults:
        return _page(request, t, who, shown, "", typed, faults, correct=entry_id)
    job_class = job_class_of(shown.known, shown.person)
    try:
        entries = usecases.correct_jp(
            *(system.open(), who.actor, nip, entry_id, activity, typed.reason),
            *(job_class, system.law, system.clock),
        )
    except (NotCounted, OwnLedger, ReasonMissing, CorrectedBefore) as refusal:
        return _page(request, t, who, shown, "", typed, refusal=refusal, correct=entry_id)
    return go(f"/people/{person_id}/jp?year={_year_of(shown.person, entries[-1])}", "jp-corrected")


@router.get("/jp")
def show_units(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.JP_TOTALS)],
    year: Year = None,
    format: Text = "",
) -> Response:
    """Show the totals of every unit, over the people whom the reader may see."""
    today = system.clock.today()
    chosen = year or today.year
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        entries, journeys = uow.jp.between(scope_of(who.actor), *reach_of(chosen)), uow.journeys.every_open()
    people = [one for one in known.agency.people if sees(who.actor, one)]
    years = years_of(known, system.law, people, chosen, entries, journeys, today)
    totals = unit_totals(years, {one.nip: one.unit for one in people})
    rows = sorted((unit_jp_out(known, one) for one in totals), key=lambda row: -row.missing)
    if format == "xlsx":
        return excel(request, units_sheet(rows, chosen, Names(known, t)), who)
    return page(
        request, "jp_units.html", rows=rows, total=total_of("", years), year=chosen, years=_years(today.year)
    )


def _shown(system: System, who: SignedIn, person_id: str, year: int | None) -> Shown:
    today = system.clock.today()
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        person = person_of(known, who.actor, person_id)
        entries, journeys = uow.jp.of(person.nip), uow.journeys.of_person(person.nip)
    found = person_year(known, system.law, person, year, entries, journeys, today)
    return Shown(known, person, jp_out(known, system.law, person, found, entries, today))


def _year_of(person: Person, entry: Entry) -> int:
    return current_year(person, entry.grant.activity.days[-1])


def _refused(system: System, shown: Shown, lived: int, row: int) -> Typed:
    """Hours of an activity that the ledger did not take, to be entered by hand; an empty form where there are none."""
    if not lived:
        return Typed()
    with system.open(write=False) as uow:
        found = uow.activities.find(lived)
        rows = [one for own in uow.decisions.of("activity", str(lived)) for one in read_refused(own.detail)]
    if found is None or found.nip != shown.person.nip or not 0 <= row < len(rows):
        raise NotFound("activity", lived)
    title = (
        shown.known.solutions[found.solution].name
        if found.solution in shown.known.solutions
        else found.solution
    )
    return proposed(found, rows[row], title, system.clock.zone)


def _page(
    request: Request,
    t: TranslatorDep,
    who: SignedIn,
    shown: Shown,
    format: str,
    typed: Typed | None = None,
    faults: Mapping[str, str] | None = None,
    refusal: Refusal | None = None,
    correct: int = 0,
) -> Response:
    names = Names(shown.known, t)
    if format == "xlsx":
        return excel(request, entries_sheet(shown.person, shown.jp.year, shown.jp.entries, names), who)
    mine = who.actor.nip == shown.person.nip
    return page(
        request,
        "jp.html",
        422 if faults else status_of(refusal) if refusal else 200,
        person=shown.person,
        names=names,
        jp=shown.jp,
        contract_unknown=shown.person.status is Status.PPPK and not shown.jp.by_contract,
        years=_years(shown.known.world.year),
        mine=mine,
        may_enter=may(who.actor, Capability.JP_GRANT) and not mine,
        href=f"/people/{shown.jp.person_id}",
        typed=typed or Typed(),
        faults=faults or {},
        why=_reasons(refusal, names),
        correct=correct,
        part_options=[(value, t(name)) for value, name in PART_NAMES.items()],
        meeting_options=[(value, t(name)) for value, name in MEETING_NAMES.items()],
        forms=[(key, t.name(form)) for key, form in shown.known.world.forms.items() if form.conversion],
    )


def _reasons(refusal: Refusal | None, names: Names) -> list[str]:
    if isinstance(refusal, NotCounted):
        return [names.t(one.msgid, **names.fields(plain(one.params))) for one in refusal.objections]
    return [refusal_text(refusal, names.t)] if refusal else []


def _years(this: int) -> list[tuple[int, str]]:
    return [(year, str(year)) for year in range(this + 1, this - 5, -1)]
