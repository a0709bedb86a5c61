"""Lesson hours: entered, and corrected by further entries."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.ledger import (
    Activity,
    Entry,
    Grant,
    Law,
    Objection,
    Refused,
    grant,
    reversal_of,
    standing_grants,
)
from catalog.ledger.objections import NOT_OVER
from competency_models.people import Person
from planner.access import Actor, Capability, may
from planner.errors import CorrectedBefore, Forbidden, NotCounted, NotFound, OwnLedger, ReasonMissing
from planner.ports import Clock, Decision, UnitOfWork
from planner.quota import year_limit
from planner.usecases.change import find_person


def grant_jp(
    uow: UnitOfWork, actor: Actor, activity: Activity, job_class: str, law: Law, clock: Clock
) -> Entry:
    """Enter an activity into its person's ledger; the row, with what it counts for.

    ``job_class`` is that of the person's job. Raises NotFound, Forbidden, OwnLedger, NotCounted.
    """
    with uow:
        person = _ledger_of(uow, actor, activity.nip)
        rows = uow.jp.locked(person.nip)
        made = _granted(activity, standing_grants(rows), person, job_class, law, clock)
        (stored,) = _add(uow, actor, [(made, None, "")], clock)
        uow.decisions.add([_decision(actor, stored, "grant", clock)])
        uow.commit()
    return stored


def correct_jp(
    uow: UnitOfWork,
    actor: Actor,
    nip: str,
    entry_id: int,
    activity: Activity | None,
    reason: str,
    job_class: str,
    law: Law,
    clock: Clock,
) -> tuple[Entry, ...]:
    """Take a row back and, where there is one, enter what is right; the rows added.

    Nothing is changed or deleted, and what other rows count for stays. Raises NotFound, Forbidden, OwnLedger,
    ReasonMissing, CorrectedBefore, NotCounted.
    """
    reason = reason.strip()
    with uow:
        person = _ledger_of(uow, actor, nip)
        rows = uow.jp.locked(nip)
        wrong = _standing(rows, entry_id)
        if not reason:
            raise ReasonMissing
        added: list[tuple[Grant, int | None, str]] = [(reversal_of(wrong.grant), wrong.id, reason)]
        if activity is not None:
            left = standing_grants([row for row in rows if row.id != entry_id])
            added.append((_granted(activity, left, person, job_class, law, clock), None, reason))
        stored = _add(uow, actor, added, clock)
        uow.decisions.add([_decision(actor, stored[0], "correct", clock, reason)])
        uow.commit()
    return stored


def _ledger_of(uow: UnitOfWork, actor: Actor, nip: str) -> Person:
    person = find_person(uow, actor, nip)
    if not may(actor, Capability.JP_GRANT):
        raise Forbidden
    if actor.nip == nip:
        raise OwnLedger
    return person


def _standing(rows: Sequence[Entry], entry_id: int) -> Entry:
    found = next((row for row in rows if row.id == entry_id and row.reverses is None), None)
    if found is None:
        raise NotFound("JP entry", entry_id)
    if any(row.reverses == entry_id for row in rows):
        raise CorrectedBefore
    return found


def _granted(
    activity: Activity, standing: Sequence[Grant], person: Person, job_class: str, law: Law, clock: Clock
) -> Grant:
    last = activity.days[-1]
    if last > clock.today():
        raise NotCounted([Objection(NOT_OVER, {"day": last})])
    limit = year_limit(person, job_class, law.at(clock.today()))
    answer = grant(activity, standing, law, limit)
    if isinstance(answer, Refused):
        raise NotCounted(answer.objections)
    return answer


def _add(
    uow: UnitOfWork, actor: Actor, rows: Sequence[tuple[Grant, int | None, str]], clock: Clock
) -> tuple[Entry, ...]:
    now = clock.now()
    new = [Entry(0, made, now, actor.account_id, actor.username, back, reason) for made, back, reason in rows]
    ids = uow.jp.add(new)
    return tuple(
        Entry(key, own.grant, own.at, own.actor_id, own.actor, own.reverses, own.reason)
        for key, own in zip(ids, new, strict=True)
    )


def _decision(actor: Actor, entry: Entry, move: str, clock: Clock, reason: str = "") -> Decision:
    return Decision(
        at=clock.now(),
        actor_id=actor.account_id,
        actor=actor.username,
        subject="jp",
        subject_id=str(entry.id),
        move=move,
        reason=reason,
        detail={"form": entry.grant.activity.form, "jp": entry.grant.jp},
    )
