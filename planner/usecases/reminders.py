"""Reminders of what is due: written once a stage of lateness, however often this runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from catalog.activity_stages import Doer
from competency_models.parameters import ParametersAt
from planner.activities.desk import BY_SUPERIOR
from planner.notices import Notice, NoticeKind, Params
from planner.ports import Clock, DueTask, UnitOfWork


def remind(uow: UnitOfWork, parameters_at: ParametersAt, clock: Clock) -> Mapping[NoticeKind, int]:
    """Write reminders for every task that can be done now and is due soon or overdue; how many of each kind.

    The doer is told some days before the deadline, when it has passed, and again after as many days each time
    (``notices.days_before``, ``notices.repeat_days``). What nobody with an account can do is told to the learning
    officers of the person's unit: one line a day with the number of such tasks, which takes the place of an older one.
    """
    today = clock.today()
    with uow:
        tasks = uow.activities.due(today + timedelta(days=parameters_at["notices.days_before"]))
        accounts = uow.accounts.of_people({nip for task in tasks if (nip := doer_of(task))})
        direct = _direct(tasks, accounts, today, parameters_at["notices.repeat_days"])
        digests = _digests(uow, [task for task in tasks if not _told(task, accounts)], today)
        written = {
            kind: uow.outbox.add(notices, clock.now()) for kind, notices in _by_kind([*direct, *digests])
        }
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
        late = (today - task.due).days
        kind = NoticeKind.TASK_OVERDUE if late > 0 else NoticeKind.TASK_DUE
        key = f"{kind}:{task.id}:{(late - 1) // repeat if late > 0 else 0}"
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


def _by_kind(notices: Iterable[Notice]) -> Iterator[tuple[NoticeKind, list[Notice]]]:
    found: dict[NoticeKind, list[Notice]] = {}
    for notice in notices:
        found.setdefault(notice.kind, []).append(notice)
    yield from found.items()
