"""An employee, or somebody for them, asks for a plan."""

from __future__ import annotations

from dataclasses import replace

from planner.access import Actor
from planner.approval import Move, check_move
from planner.errors import NotFound, YearOver
from planner.journey import Consideration, Journey
from planner.ports import Clock, UnitOfWork
from planner.usecases.change import decision, find_person


def request_journey(
    uow: UnitOfWork,
    actor: Actor,
    nip: str,
    year: int,
    consideration: Consideration,
    clock: Clock,
    *,
    note: str = "",
    target_job: str | None = None,
) -> Journey:
    """Ask for a plan for a person in a year; ``note`` is the wish in their own words.

    Raises NotFound, Forbidden, YearOver, AlreadyOpen.
    """
    with uow:
        state = check_move(actor, find_person(uow, actor, nip), None, Move.REQUEST)
        _check(uow, year, target_job, clock)
        now = clock.now()
        new = Journey(
            id=0,
            nip=nip,
            year=year,
            consideration=consideration,
            state=state,
            version=1,
            items=(),
            proposed=(),
            requested_by=actor.account_id,
            note=note.strip(),
            target_job=target_job,
            changed_at=now,
        )
        new = replace(new, id=uow.journeys.add([new])[0])
        detail = {"consideration": consideration.value, "year": year, "target_job": target_job}
        uow.decisions.add([decision(now, actor, None, new, Move.REQUEST, new.note, detail)])
        uow.commit()
    return new


def _check(uow: UnitOfWork, year: int, target_job: str | None, clock: Clock) -> None:
    if year < clock.today().year:
        raise YearOver(year=year)
    if target_job is not None and not uow.agency.has_job(target_job):
        raise NotFound("job", target_job)
