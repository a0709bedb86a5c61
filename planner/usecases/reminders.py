"""Reminders of what is due: written once a stage of lateness, however often this runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from catalog.activity_stages import Doer
from competency_models.parameters import ParametersAt
from planner.access import CAPABILITIES, Capability, Role
from planner.activities import Activity
from planner.activities.desk import BY_SUPERIOR
from planner.duty_record import BY_TALENT_UNIT
from planner.notices import Notice, NoticeKind, Params
from planner.ports import Clock, DueTask, UnitOfWork
from planner.recap import months_later, recap_due
from planner.registry import what_serves


def remind(uow: UnitOfWork, parameters_at: ParametersAt, clock: Clock) -> Mapping[NoticeKind, int]:
    """Write reminders of all that is due soon or overdue; how many of each kind.

    That is every task that can be done now, every recapitulation of a learning community, every assessment after
    a programme of coaching or mentoring, and a promoted model that cannot serve.

    The doer is told some days before the deadline, when it has passed, and again after as many days each time
    (``notices.days_before``, ``notices.repeat_days``). What nobody with an account can do is told to the learning
    officers of the person's unit: one line a day with the number of such tasks, which takes the place of an older one.
    """
    today, repeat = clock.today(), parameters_at["notices.repeat_days"]
    with uow:
        tasks = uow.activities.due(today + timedelta(days=parameters_at["notices.days_before"]))
        accounts = uow.accounts.of_people({nip for task in tasks if (nip := doer_of(task))})
        direct = _direct(tasks, accounts, today, repeat)
        digests = _digests(uow, [task for task in tasks if not _told(task, accounts)], today)
        others = (
            *_recaps(uow, parameters_at, today),
            *_reassessments(uow, parameters_at, today),
            *_damaged(uow),
        )
        notices = [*direct, *digests, *others]
        written = {kind: uow.outbox.add(own, clock.now()) for kind, own in _by_kind(notices)}
        uow.outbox.supersede(digests, clock.now())
        uow.commit()
    return {kind: count for kind, count in written.items() if count}


def doer_of(task: DueTask) -> str | None:
    """Whose task it is, None where the HR unit does it (planner.activities.desk)."""
    if task.doer is Doer.EMPLOYEE:
        return task.nip
    if task.played:
        return task.party
    return task.supervisor if task.doer in BY_SUPERIOR else None


def _told(task: DueTask, accounts: Mapping[str, frozenset[int]]) -> frozenset[int]:
    nip = doer_of(task)
    return accounts.get(nip, frozenset()) if nip else frozenset()


def _direct(
    tasks: Iterable[DueTask], accounts: Mapping[str, frozenset[int]], today: date, repeat: int
) -> Iterator[Notice]:
    for task in tasks:
        kind = NoticeKind.TASK_OVERDUE if task.due < today else NoticeKind.TASK_DUE
        key = f"{kind}:{task.id}:{_turn(task.due, today, repeat)}"
        params: Params = {"activity": task.activity, "solution": task.solution, "day": task.due.isoformat()}
        for account in sorted(_told(task, accounts)):
            yield Notice(account, kind, params, key)


def _digests(uow: UnitOfWork, tasks: Iterable[DueTask], today: date) -> list[Notice]:
    # Without an account an employee's own task is nobody else's to do.
    of_unit = Counter(task.unit for task in tasks if task.doer is not Doer.EMPLOYEE)
    counts: Counter[int] = Counter()
    for unit, officers in uow.accounts.officers_of(of_unit.keys()).items():
        counts.update(dict.fromkeys(officers, of_unit[unit]))
    kind = NoticeKind.TASKS_OF_UNITS
    return [Notice(account, kind, {"n": n}, f"{kind}:{today}") for account, n in sorted(counts.items())]


def _recaps(uow: UnitOfWork, parameters_at: ParametersAt, today: date) -> Iterator[Notice]:
    """To the coordinator of every community whose recapitulation is due soon or late, else to the unit's officers."""
    before, repeat = parameters_at["notices.days_before"], parameters_at["notices.repeat_days"]
    until = today + timedelta(days=before)
    dated = [(one, recap_due(one, parameters_at)) for one in uow.communities.every_verified()]
    due = [(one, day) for one, day in dated if day is not None and day <= until]
    accounts = uow.accounts.of_people({one.coordinator for one, _ in due if one.coordinator})
    officers = uow.accounts.officers_of({one.unit for one, _ in due})
    for one, day in due:
        key = f"{NoticeKind.RECAP_DUE}:{one.id}:{day}:{_turn(day, today, repeat)}"
        told = accounts.get(one.coordinator or "") or officers.get(one.unit, frozenset())
        for account in sorted(told):
            yield Notice(account, NoticeKind.RECAP_DUE, {"community": one.id, "day": day.isoformat()}, key)


def _reassessments(uow: UnitOfWork, parameters_at: ParametersAt, today: date) -> Iterator[Notice]:
    """To the officers of everybody who passed a programme of coaching and was not assessed anew (H.III.1.g)."""
    if not parameters_at["guides.reassessment_required"]:
        return
    programme, months = parameters_at["duty.r33"], parameters_at["guides.reassessment_months_max"]
    before, repeat = parameters_at["notices.reassessment_days_before"], parameters_at["notices.repeat_days"]
    # After as much time again it is an old omission, and no reminder mends it.
    oldest = months_later(today, -2 * months)
    passed = uow.activities.not_assessed_since(programme["forms"], BY_TALENT_UNIT, oldest)
    until = today + timedelta(days=before)
    due = [one for one in passed if months_later(one.ends, months) <= until and _marked(one, programme)]
    people = uow.people.many({one.nip for one in due})
    officers = uow.accounts.officers_of({person.unit for person in people.values()})
    for one in due:
        day = months_later(one.ends, months)
        key = f"{NoticeKind.REASSESSMENT_DUE}:{one.id}:{_turn(day, today, repeat)}"
        params: Params = {"activity": one.id, "solution": one.solution, "day": day.isoformat()}
        for account in sorted(officers.get(people[one.nip].unit, frozenset())):
            yield Notice(account, NoticeKind.REASSESSMENT_DUE, params, key)


def _damaged(uow: UnitOfWork) -> Iterator[Notice]:
    """To everybody who may change what serves, once a model."""
    serves = what_serves(uow.rankers.servings(), uow.rankers.get)
    if serves.fell_back:
        kind, roles = (
            NoticeKind.MODEL_DAMAGED,
            [role for role in Role if Capability.MODEL_MANAGE in CAPABILITIES[role]],
        )
        for account in sorted(uow.accounts.of_roles(roles)):
            yield Notice(account, kind, {"version": serves.promoted}, f"{kind}:{serves.number}")


def _marked(lived: Activity, programme: Mapping[str, Any]) -> bool:
    """Whether the HR unit runs it: then it has the programme's own steps."""
    return any(task.stage.key == programme["mark"] for task in lived.tasks)


def _turn(due: date, today: date, repeat: int) -> int:
    """Which reminder it is: -1 before the deadline, then one more after every ``repeat`` days."""
    late = (today - due).days
    return (late - 1) // repeat if late > 0 else -1


def _by_kind(notices: Iterable[Notice]) -> Iterator[tuple[NoticeKind, list[Notice]]]:
    found: dict[NoticeKind, list[Notice]] = {}
    for notice in notices:
        found.setdefault(notice.kind, []).append(notice)
    yield from found.items()
