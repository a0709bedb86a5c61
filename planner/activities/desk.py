"""Whose task is whose: who may say that it is done, and who records a result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.activity_stages import Doer
from competency_models.people import Person
from planner.access import Actor, Role, Scope, scope_of, sees
from planner.activities.lifecycle import Activity, Party

BY_SUPERIOR = frozenset({Doer.SUPERIOR, Doer.UNIT_HEAD, Doer.MENTOR, Doer.COACH})
"""What the direct superior does, or says for those in the unit who have no account of their own.

Coach and mentor are the superior's part only as long as nobody else was found for it.
"""

BY_OFFICER = frozenset(Doer) - {Doer.EMPLOYEE, Doer.SUPERIOR}
"""What the HR unit does, or says for hosts, organisers and others who have no account of their own."""

_OFFICERS = (Role.LEARNING_OFFICER, Role.CLO)


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on somebody's desk, for a store to filter by: ``scope`` holds the people whom they see."""

    nip: str | None
    scope: Scope
    officer: bool

    def holds(self, person: Person, doer: Doer, parties: Iterable[Party] = ()) -> bool:
        """Tell whether a task of a person is theirs; one's own is never done in another's part.

        ``parties`` are those of the task's activity: who plays the part does its tasks, whatever unit they are of.
        """
        own = self.nip is not None and person.nip == self.nip
        if own or doer is Doer.EMPLOYEE:
            return own and doer is Doer.EMPLOYEE
        playing = [party.nip for party in parties if party.doer is doer]
        if self.nip is not None and self.nip in playing:
            return True
        if not self.scope.holds(person):
            return False
        superior = self.nip is not None and person.supervisor == self.nip and not playing
        orphan = doer is Doer.SUPERIOR and person.supervisor is None
        return (superior and doer in BY_SUPERIOR) or (self.officer and (doer in BY_OFFICER or orphan))


def desk_of(actor: Actor) -> Desk:
    """The desk of an actor; an administrator's is empty."""
    if actor.role is Role.ADMINISTRATOR:
        return Desk(None, Scope(), officer=False)
    return Desk(actor.nip, scope_of(actor), officer=actor.role in _OFFICERS)


def sees_activity(actor: Actor, activity: Activity, person: Person) -> bool:
    """Tell whether the actor sees this activity of the person: they see the person, or play a part in it.

    Through a part one sees this one activity, and of the person no more than name and unit (``sees`` tells).
    """
    return sees(actor, person) or plays_part(actor, activity)


def plays_part(actor: Actor, activity: Activity) -> bool:
    """Tell whether the actor is the activity's coach, mentor or another of its parties."""
    return actor.nip is not None and actor.nip in {party.nip for party in activity.parties}


def may_record_result(actor: Actor, person: Person) -> bool:
    """Tell whether the actor decides on the person's results: an officer who sees them, and never on their own."""
    own = actor.nip is not None and actor.nip == person.nip
    return actor.role in _OFFICERS and scope_of(actor).holds(person) and not own
