"""Living an approved plan: its activities start with it, tasks are done, results recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from catalog.forms import Forms, general_stages
from competency_models.people import Person
from planner.access import Actor
from planner.activities import NEEDS_REASON, OPEN, RESULTS, Activity, Turn, turned, with_finished
from planner.activities.desk import desk_of, may_record_result, sees_activity
from planner.activities.start import activities_of
from planner.errors import ActivityClosed, Forbidden, NotFound, OwnResult, ReasonMissing
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

    Raises NotFound, Forbidden for another's task, TaskDone, TaskWaits, ActivityClosed.
    """
    with uow:
        before, person = _seen(uow, actor, uow.activities.holding(task_id), "task", task_id)
        task = next(task for task in before.tasks if task.id == task_id)
        if not desk_of(actor).holds(person, task.stage.doer):
            raise Forbidden
        after = with_finished(before, task_id, clock.now(), actor.account_id, note.strip())
        uow.activities.change([after])
        done = {"task": task.stage.key, "number": task.number}
        uow.decisions.add([_Made(actor, before, after).row("finish", note.strip(), done)])
        uow.commit()
    return after


def record_result(
    uow: UnitOfWork, actor: Actor, activity_id: int, result: Turn, reason: str, clock: Clock
) -> Activity:
    """Record that somebody passed, failed outside or within their own control, or was evaluated after that.

    Raises NotFound, OwnResult, Forbidden, ReasonMissing for a failure, ActivityClosed.
    """
    with uow:
        before, person = _seen(uow, actor, uow.activities.get(activity_id), "activity", activity_id)
        if actor.nip == person.nip:
            raise OwnResult
        if not may_record_result(actor, person):
            raise Forbidden
        if result not in RESULTS:
            raise ActivityClosed
        if result in NEEDS_REASON and not reason.strip():
            raise ReasonMissing
        after = turned(before, result, clock.now())
        uow.activities.change([after])
        uow.decisions.add([_Made(actor, before, after).row(result.value, reason.strip(), {})])
        uow.commit()
    return after


@dataclass(frozen=True, slots=True)
class _Made:
    actor: Actor
    before: Activity
    after: Activity

    def row(self, move: str, reason: str, detail: Mapping[str, object]) -> Decision:
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


def _seen(
    uow: UnitOfWork, actor: Actor, found: Activity | None, what: str, key: int
) -> tuple[Activity, Person]:
    person = uow.people.get(found.nip) if found else None
    if found is None or person is None or not sees_activity(actor, found, person):
        raise NotFound(what, key)
    return found, person
