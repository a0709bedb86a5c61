"""Lesson hours: entered, and corrected by further entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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
from planner.activities import Phase
from planner.certificates import NewCode, random_code
from planner.errors import CorrectedBefore, Forbidden, NotCounted, NotFound, OwnLedger, ReasonMissing
from planner.ports import Clock, Decision, UnitOfWork
from planner.quota import year_limit
from planner.usecases.certificates import renew
from planner.usecases.change import find_person


def grant_jp(
    uow: UnitOfWork,
    actor: Actor,
    activity: Activity,
    job_class: str,
    law: Law,
    clock: Clock,
    new_code: NewCode = random_code,
) -> Entry:
    """Enter an activity into its person's ledger; the row, with what it counts for.

    ``job_class`` is that of the person's job. One for a passed activity of a plan renews its certificate.
    Raises NotFound, Forbidden, OwnLedger, NotCounted.
    """
    with uow:
        person = _ledger_of(uow, actor, activity.nip)
        _check_lived(uow, activity)
        rows = uow.jp.locked(person.nip)
        made = counted(activity, standing_grants(rows), person, job_class, law, clock)
        (stored,) = add_rows(uow, actor, [(made, None, "")], "grant", clock)
        renew(uow, actor, person.nip, "", clock, new_code)
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
    new_code: NewCode = random_code,
) -> tuple[Entry, ...]:
    """Take a row back and, where there is one, enter what is right; the rows added.

    Nothing is changed or deleted, and what other rows count for stays. What is right stands for what the wrong row stood
    for; a certificate whose hours no longer hold is withdrawn and issued anew. Raises NotFound, Forbidden, OwnLedger,
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
            right = _standing_for(activity, wrong.grant.activity)
            added.append((counted(right, left, person, job_class, law, clock), None, reason))
        stored = _append(uow, actor, added, clock)
        uow.decisions.add([_decision(actor, stored[0], "correct", clock, reason)])
        renew(uow, actor, nip, reason, clock, new_code)
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


def _check_lived(uow: UnitOfWork, activity: Activity) -> None:
    if activity.lived is None:
        return
    lived = uow.activities.get(activity.lived)
    if lived is None or lived.nip != activity.nip or lived.phase is not Phase.PASSED:
        raise NotFound("activity", activity.lived)


def _standing_for(right: Activity, wrong: Activity) -> Activity:
    return replace(right, solution=right.solution or wrong.solution, lived=wrong.lived)


def counted(
    activity: Activity, standing: Sequence[Grant], person: Person, job_class: str, law: Law, clock: Clock
) -> Grant:
    """Grant what an activity counts for beside what stands in the person's ledger. Raises NotCounted."""
    last = activity.days[-1]
    if last > clock.today():
        raise NotCounted([Objection(NOT_OVER, {"day": last})])
    limit = year_limit(person, job_class, law.at(clock.today()))
    answer = grant(activity, standing, law, limit)
    if isinstance(answer, Refused):
        raise NotCounted(answer.objections)
    return answer


def add_rows(
    uow: UnitOfWork, actor: Actor, rows: Sequence[tuple[Grant, int | None, str]], move: str, clock: Clock
) -> tuple[Entry, ...]:
    """Append grants, each with the row that it takes back and the reason, inside the caller's transaction; logged."""
    stored = _append(uow, actor, rows, clock)
    uow.decisions.add([_decision(actor, entry, move, clock, entry.reason) for entry in stored])
    return stored


def _append(
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
