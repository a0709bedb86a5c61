"""Whose data an actor reaches, and the record of who looked at them; for JSON routes and pages alike."""

from __future__ import annotations

from collections.abc import Iterable

from api.deps import SignedIn
from api.system import System
from api.worlds import Known
from competency_models.people import Person
from planner.access import Actor, sees
from planner.activities import Activity
from planner.activities.desk import sees_activity
from planner.errors import NotFound
from planner.ports import UnitOfWork
from planner.usecases import log_reads


def person_of(known: Known, actor: Actor, person_id: str) -> Person:
    """Return the person of an id in an address. Raises NotFound alike for nobody and for somebody not to be seen."""
    person = known.people.get(known.nip_of.get(person_id, ""))
    if person is None or not sees(actor, person):
        raise NotFound("person", person_id)
    return person


def activity_of(
    system: System, uow: UnitOfWork, actor: Actor, activity_id: int
) -> tuple[Activity, Person, Known]:
    """Return an activity, whose it is, and the agency. Raises NotFound alike for none and for one not to be seen."""
    found = uow.activities.find(activity_id)
    known = system.worlds.within(uow)
    person = known.people.get(found.nip) if found else None
    if found is None or person is None or not sees_activity(actor, found, person):
        raise NotFound("activity", activity_id)
    return found, person, known


def note_reads(system: System, who: SignedIn, nips: Iterable[str], what: str) -> None:
    """Record that somebody looked at other people's data (UU 27/2022 art. 31); one's own are not recorded."""
    log_reads(system.open(), who.actor, nips, what, system.clock)
