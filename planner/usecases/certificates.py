"""Certificates: issued with the result, withdrawn and issued anew where the hours behind one were corrected."""

from __future__ import annotations

from dataclasses import replace

from catalog.ledger import standing_grants
from competency_models.people import Person
from planner.access import Actor
from planner.activities import Activity
from planner.certificates import Certificate, NewCode, jp_of
from planner.notices import NoticeKind, Params
from planner.ports import Clock, Decision, UnitOfWork
from planner.usecases.notices import tell


def issue(
    uow: UnitOfWork,
    actor: Actor,
    lived: Activity,
    person: Person,
    title: str,
    clock: Clock,
    new_code: NewCode,
) -> Certificate:
    """Certify a passed activity inside the caller's transaction, with the hours that stand for it now."""
    rows = uow.jp.of(person.nip)
    made = Certificate(
        id=0,
        code=new_code(),
        activity=lived.id,
        nip=person.nip,
        name=person.name,
        title=title,
        form=lived.form,
        jp=jp_of(lived, standing_grants(rows)),
        starts=lived.starts,
        ends=lived.ends,
        issued_at=clock.now(),
        issued_by=actor.username,
    )
    return _add(uow, actor, made, lived.solution, clock)


def renew(
    uow: UnitOfWork, actor: Actor, nip: str, reason: str, clock: Clock, new_code: NewCode
) -> tuple[Certificate, ...]:
    """Withdraw the person's certificates whose hours no longer hold, inside the caller's transaction; the new ones."""
    valid = [one for one in uow.certificates.of_person(nip) if one.withdrawn_at is None]
    if not valid:
        return ()
    standing = standing_grants(uow.jp.of(nip))
    lived = {one.id: one for one in uow.activities.of_person(nip)}
    new = []
    for one in valid:
        jp = jp_of(lived[one.activity], standing)
        if jp != one.jp:
            uow.certificates.withdraw(one.id, clock.now(), reason)
            uow.decisions.add([_decision(actor, one, "withdraw", clock, reason)])
            again = replace(one, code=new_code(), jp=jp, issued_at=clock.now(), issued_by=actor.username)
            new.append(_add(uow, actor, again, lived[one.activity].solution, clock))
    return tuple(new)


def _add(uow: UnitOfWork, actor: Actor, made: Certificate, solution: str, clock: Clock) -> Certificate:
    (number,) = uow.certificates.add([made])
    stored = replace(made, id=number)
    uow.decisions.add([_decision(actor, stored, "issue", clock)])
    told: Params = {"activity": made.activity, "solution": solution}
    tell(uow, NoticeKind.CERTIFICATE_ISSUED, [made.nip], told, str(number), clock)
    return stored


def _decision(actor: Actor, one: Certificate, move: str, clock: Clock, reason: str = "") -> Decision:
    """The code stays out of the log: whoever holds it may show the certificate."""
    return Decision(
        at=clock.now(),
        actor_id=actor.account_id,
        actor=actor.username,
        subject="certificate",
        subject_id=str(one.id),
        move=move,
        reason=reason,
        detail={"activity": one.activity, "jp": one.jp},
    )
