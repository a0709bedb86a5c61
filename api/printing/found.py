"""Documents of what somebody may see: looked up, ready to be filled."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.deps import SignedIn
from api.documents.assignment import assignment_letter
from api.documents.calendar import journey_calendar
from api.documents.community import community_proposal, community_recap, statement_of_origin
from api.documents.letter import journey_letter
from api.documents.paper import filled_paper
from api.documents.unit import monitored_forms, monitoring, unit_recap
from api.system import System
from api.worlds import Known
from catalog.ledger import Part
from competency_models.people import Person
from planner.access import scope_of, sees
from planner.activities import Activity
from planner.errors import NotFound
from planner.ports import UnitOfWork
from planner.usecases import find_community, find_journey, members_seen, recap_of
from planner.usecases.activities import seen_activity


@dataclass(frozen=True, slots=True)
class Printed:
    """A document ready to be filled: names of its templates, the first there is taken; whose data it shows; its file."""

    templates: tuple[str, ...]
    context: Any
    nips: Collection[str]
    file: str


@dataclass(frozen=True, slots=True)
class Dates:
    """A calendar: its file, whose data it shows, and the file's name."""

    content: bytes
    nips: Collection[str]
    file: str


def letter_of_journey(system: System, who: SignedIn, journey_id: int) -> Printed:
    """The letter of a plan that the reader sees. Raises NotFound."""
    with system.open(write=False) as uow:
        journey, _ = find_journey(uow, who.actor, journey_id)
        known = system.worlds.within(uow, max(journey.year, system.clock.today().year))
    person = known.people[journey.nip]
    letter = journey_letter(known, journey, person, system.clock.today())
    return Printed(("journey_letter",), letter, [person.nip], f"Rencana {journey.year} {person.name}")


def calendar_of_journey(system: System, who: SignedIn, journey_id: int) -> Dates:
    """The calendar of a plan that the reader sees. Raises NotFound, also where nothing is planned yet."""
    with system.open(write=False) as uow:
        journey, person = find_journey(uow, who.actor, journey_id)
        activities = uow.activities.of_journey(journey_id)
        known = system.worlds.within(uow)
    if not journey.items:
        raise NotFound("calendar", journey_id)
    made = journey_calendar(known, journey, activities, system.settings.public_url, system.clock.now())
    return Dates(made, [person.nip], f"Rencana {journey.year} {person.name}")


def assignment_of(system: System, who: SignedIn, activity_id: int) -> Printed:
    """The letter of assignment of an activity that the reader sees. Raises NotFound."""
    with system.open(write=False) as uow:
        activity, person = seen_activity(
            uow, who.actor, uow.activities.find(activity_id), "activity", activity_id
        )
        journey = uow.journeys.get(activity.journey)
        known = system.worlds.within(uow)
    if journey is None:
        raise NotFound("activity", activity_id)
    whole, day = sees(who.actor, person), system.clock.today()
    letter = assignment_letter(known, activity, journey, person, day, whole=whole)
    return Printed(("assignment",), letter, [person.nip], f"Surat penugasan {letter.activity} {person.name}")


def paper_of(system: System, who: SignedIn, task_id: int, key: str) -> Printed:
    """A paper of a task that the reader sees, empty where nothing was written yet. Raises NotFound."""
    with system.open(write=False) as uow:
        activity, person = seen_activity(
            uow, who.actor, uow.activities.find_holding(task_id), "task", task_id
        )
        known = system.worlds.within(uow)
    task = next(one for one in activity.tasks if one.id == task_id)
    document = next((one for one in task.stage.documents if one.key == key), None)
    if document is None or not document.contents:
        raise NotFound("paper", key)
    filled = next((one for one in task.papers if one.document == key), None)
    zone = system.clock.zone.info
    day = filled.saved_at.astimezone(zone).date() if filled else system.clock.today()
    whole = sees(who.actor, person)
    paper = filled_paper(known, activity, task, document, person, day, whole=whole)
    return Printed((f"paper.{key}", "paper"), paper, [person.nip], f"{document.title.name} {person.name}")


def proposal_of(system: System, who: SignedIn, community_id: int) -> Printed:
    """The proposal of a learning community within the reader's reach. Raises NotFound."""
    with system.open(write=False) as uow:
        looked = find_community(uow, who.actor, community_id)
        known = system.worlds.within(uow)
    own = looked.community
    seen = members_seen(who.actor, looked, own.members)
    paper = community_proposal(known, own, seen, system.clock.today())
    return Printed(("community_proposal",), paper, seen, f"Pengajuan komunitas belajar {own.topic}")


def recap_of_community(system: System, who: SignedIn, community_id: int, since: date, until: date) -> Printed:
    """The recapitulation of a community; of who only belongs to it their own line. Raises NotFound."""
    with system.open(write=False) as uow:
        looked = find_community(uow, who.actor, community_id)
        rows = recap_of(uow, [community_id], since, until)
        known = system.worlds.within(uow)
    seen = members_seen(who.actor, looked, {row.nip for row in rows})
    shown = [row for row in rows if row.nip in seen]
    paper = community_recap(known, looked.community, shown, since, until, system.clock.today())
    return Printed(
        ("community_recap",), paper, seen, f"Rekapitulasi {looked.community.topic} {since} {until}"
    )


def statement_of(
    system: System, who: SignedIn, community_id: int, meeting_id: int, person_id: str
) -> Printed:
    """The statement of who shared material of their own at a meeting. Raises NotFound."""
    with system.open(write=False) as uow:
        looked = find_community(uow, who.actor, community_id)
        meetings = uow.communities.meetings([community_id])
        known = system.worlds.within(uow)
    meeting = next((one for one in meetings if one.id == meeting_id), None)
    authors = {one.nip for one in meeting.attendance if one.part is Part.AUTHOR} if meeting else set()
    nip = known.nip_of.get(person_id, "")
    if meeting is None or nip not in members_seen(who.actor, looked, authors):
        raise NotFound("statement", person_id)
    person = known.people[nip]
    day = meeting.starts.astimezone(meeting.zone.info).date()
    paper = statement_of_origin(known, meeting, person, day)
    return Printed(("statement",), paper, [nip], f"Surat pernyataan {person.name}")


def monitoring_of(system: System, who: SignedIn, unit: str, since: date, until: date) -> Printed:
    """Table 7 of a unit and those below it, over the people whom the reader sees. Raises NotFound."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        units, people = _people_of(uow, known, who, unit)
        found = uow.activities.of_units(units, monitored_forms(known), since, until)
    own: list[Activity] = [one for one in found if one.nip in people]
    paper = monitoring(known, unit, since, until, own, system.clock.today())
    return Printed(
        ("monitoring",), paper, {one.nip for one in own}, f"Monitoring {paper.unit_name} {since} {until}"
    )


def recap_of_unit(system: System, who: SignedIn, unit: str, year: int, quarter: int) -> Printed:
    """The quarterly recapitulation of a unit and those below it, over the people whom the reader sees. Raises NotFound."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        _, people = _people_of(uow, known, who, unit)
        entries = uow.jp.of_year(scope_of(who.actor), year)
    paper = unit_recap(known, unit, year, quarter, tuple(people), entries, system.clock.today())
    shown = {one.nip for one in paper.people}
    return Printed(("unit_recap",), paper, shown, f"Rekapitulasi {paper.unit_name} {year} triwulan {quarter}")


def _people_of(
    uow: UnitOfWork, known: Known, who: SignedIn, unit: str
) -> tuple[frozenset[str], dict[str, Person]]:
    units = uow.people.units_below([unit]) if unit in known.units else frozenset()
    people = {one.nip: one for one in known.agency.people if one.unit in units and sees(who.actor, one)}
    if not people:
        raise NotFound("unit", unit)
    return units, people
