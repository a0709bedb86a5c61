"""Living an approved plan: its activities start with it, tasks are done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from catalog.forms import Forms, general_stages
from competency_models.people import Person
from planner.access import Actor
from planner.activities import OPEN, Activity, Turn, turned, with_finished
from planner.activities.desk import desk_of, sees_activity
from planner.activities.papers import missing_papers
from planner.activities.start import activities_of
from planner.errors import Forbidden, NotFound
from planner.errors.papers import PapersIncomplete
from planner.journey import Journey
from planner.ports import Clock, Decision, UnitOfWork


def start_activities(uow: UnitOfWork, journey: Journey, forms: Forms, clock: Clock) -> None:
    """Lay the stages of every item out as tasks, by the rules of the day; the journey's own row tells of it."""
    day = clock.today()
    general = general_stages(forms.parameters.at(day))
    uow.activities.add(activities_of(journey, forms.at(day), general, clock.now()))


def cancel_activities(uow: UnitOfWork, journey_id: int, at: datetime) -> None:
    """Close what is still open when its journey ends; the journey's own row tells of it."""
    still_open = [one for one in uow.activities.of_journey(journey_id) if one.phase in OPEN]
    uow.activities.change([turned(one, Turn.CANCEL, at) for one in still_open])


def finish_task(uow: UnitOfWork, actor: Actor, task_id: int, note: str, clock: Clock) -> Activity:
    """Say that a task is done; the last one ends the activity, which then awaits its result.

    Raises NotFound, Forbidden for another's task, TaskDone, TaskWaits, ActivityClosed, and PapersIncomplete with
    everything that is still to be written or brought.
    """
    with uow:
        before, person = seen_activity(uow, actor, uow.activities.holding(task_id), "task", task_id)
        task = next(task for task in before.tasks if task.id == task_id)
        if not desk_of(actor).holds(person, task.stage.doer, before.parties):
            raise Forbidden
        after = with_finished(before, task_id, clock.now(), actor.account_id, note.strip())
        if missing := missing_papers(task):
            raise PapersIncomplete(missing)
        uow.activities.change([after])
        done = {"task": task.stage.key, "number": task.number}
        uow.decisions.add([Made(actor, before, after).row("finish", note.strip(), done)])
        uow.commit()
    return after


@dataclass(frozen=True, slots=True)
class Made:
    """A change of an activity, for its row of the log."""

    actor: Actor
    before: Activity
    after: Activity

    def row(self, move: str, reason: str, detail: Mapping[str, object]) -> Decision:
        """The row."""
        return Decision(
            at=self.after.changed_at,
            actor_id=self.actor.account_id,
            actor=self.actor.username,
            subject="activity",
            subject_id=str(self.after.id),
            move=move,
            from_state=self.before.phase.value,
            to_state=self.after.phase.value,
            version=self.after.version,
            reason=reason,
            detail={"journey": self.after.journey, **detail},
        )


def seen_activity(
    uow: UnitOfWork, actor: Actor, found: Activity | None, what: str, key: int
) -> tuple[Activity, Person]:
    """An activity that the actor may see, and whose it is. Raises NotFound."""
    person = uow.people.get(found.nip) if found else None
    if found is None or person is None or not sees_activity(actor, found, person):
        raise NotFound(what, key)
    return found, person
