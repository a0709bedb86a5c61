"""How an activity ended: the result, and for who passed the lesson hours and the certificate, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from catalog.ledger import Entry, Law, Refused, standing_grants
from catalog.solutions import LearningSolution
from competency_models.people import Person
from planner.access import Actor
from planner.activities import NEEDS_REASON, RESULTS, Activity, Turn, turned
from planner.activities.desk import may_record_result
from planner.activities.earned import earned
from planner.activities.refused import RefusedHours, refused_hours, written
from planner.certificates import Certificate, NewCode, random_code
from planner.errors import ActivityClosed, DutiesBroken, Forbidden, NotCounted, OwnResult, ReasonMissing
from planner.notices import NoticeKind, Params
from planner.overrides import detail_of
from planner.ports import CheckDuties, Clock, UnitOfWork
from planner.rules import RuleCheck, Verdict
from planner.usecases.activities import Made, seen_activity
from planner.usecases.certificates import issue
from planner.usecases.jp import add_rows, counted
from planner.usecases.notices import tell


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a result did. ``refused`` are the hours that the ledger did not take, each with every reason why."""

    activity: Activity
    entries: tuple[Entry, ...] = ()
    refused: tuple[RefusedHours, ...] = ()
    certificate: Certificate | None = None


def record_result(
    uow: UnitOfWork,
    actor: Actor,
    activity_id: int,
    result: Turn,
    reason: str,
    law: Law,
    clock: Clock,
    new_code: NewCode = random_code,
    check_duties: CheckDuties | None = None,
) -> Recorded:
    """Record that somebody passed, failed outside or within their own control, or was evaluated after that.

    Who passed is granted hours and certified; what the ledger refuses does not undo the result. A pass that rules of the
    lived activity speak against needs a reason; the log keeps both.
    Raises NotFound, OwnResult, Forbidden, ReasonMissing for a failure, ActivityClosed, DutiesBroken.
    """
    with uow:
        before, person = seen_activity(uow, actor, uow.activities.get(activity_id), "activity", activity_id)
        _check(actor, person, result, reason)
        after = turned(before, result, clock.now())
        broken = _broken(uow, before, clock, check_duties) if result is Turn.PASS else ()
        if broken and not reason.strip():
            raise DutiesBroken(broken)
        uow.activities.change([after])
        done = Recorded(after)
        if result is Turn.PASS:
            done = _pass(uow, actor, after, person, law, clock, new_code)
        told = {**_told(done), **(detail_of(broken) if broken else {})}
        uow.decisions.add([Made(actor, before, after).row(result.value, reason.strip(), told)])
        about: Params = {"activity": after.id, "solution": after.solution}
        tell(uow, NoticeKind.RESULT_RECORDED, [person.nip], about, f"{after.id}:{after.version}", clock)
        uow.commit()
    return done


def _check(actor: Actor, person: Person, result: Turn, reason: str) -> None:
    if actor.nip == person.nip:
        raise OwnResult
    if not may_record_result(actor, person):
        raise Forbidden
    if result not in RESULTS:
        raise ActivityClosed
    if result in NEEDS_REASON and not reason.strip():
        raise ReasonMissing


def _broken(
    uow: UnitOfWork, lived: Activity, clock: Clock, check_duties: CheckDuties | None
) -> tuple[RuleCheck, ...]:
    checks = check_duties(uow, lived, clock.today()) if check_duties else ()
    return tuple(check for check in checks if check.verdict is Verdict.FAIL)


def _pass(
    uow: UnitOfWork, actor: Actor, lived: Activity, person: Person, law: Law, clock: Clock, new_code: NewCode
) -> Recorded:
    solution = uow.agency.solution(lived.solution)
    if solution is None:
        solution = LearningSolution(lived.solution, lived.solution, lived.form, 0, 0)
    job_class = uow.agency.job_class(person.job)
    wanted = earned(lived, _hours(uow, lived, solution), solution, law, clock.zone, _finished(lived, clock))
    standing = list(standing_grants(uow.jp.locked(person.nip)))
    granted, refused = [], []
    for one in wanted:
        try:
            granted.append(counted(one, standing, person, job_class, law, clock))
            standing.append(granted[-1])
        except NotCounted as refusal:
            refused.append(Refused(one, refusal.objections))
    entries = add_rows(uow, actor, [(made, None, "") for made in granted], "grant", clock) if granted else ()
    certificate = issue(uow, actor, lived, person, solution.name, clock, new_code)
    return Recorded(lived, entries, refused_hours(refused), certificate)


def _hours(uow: UnitOfWork, lived: Activity, solution: LearningSolution) -> float:
    journey = uow.journeys.get(lived.journey)
    items = journey.items if journey else ()
    return next((item.hours for item in items if item.solution == lived.solution), solution.hours)


def _finished(lived: Activity, clock: Clock) -> date:
    """The day of the last task, counted back from today: a rehearsal's day is another than the calendar's."""
    done = max((task.finished_at for task in lived.tasks if task.finished_at), default=clock.now())
    zone = clock.zone.info
    return clock.today() - (clock.now().astimezone(zone).date() - done.astimezone(zone).date())


def _told(done: Recorded) -> dict[str, object]:
    """What the log keeps of it."""
    if done.certificate is None:
        return {}
    return {
        "jp": done.certificate.jp,
        "certificate": done.certificate.id,
        "refused": written(done.refused),
    }
