"""What came of an activity: the result, the hours granted, those that were not and why, and the certificate."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.jp_views import entry_out
from api.pages.names import Names
from api.pages.render import page
from api.reach import note_reads
from catalog.ledger import Objection
from planner.access import Capability, may, sees
from planner.activities import RESULTS
from planner.activities.refused import read
from planner.certificates import stands_for
from planner.errors import NotFound

router = APIRouter()
_MOVES = {turn.value for turn in RESULTS}


@router.get("/activities/{activity_id}/result")
def show_result(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)],
    activity_id: int,
) -> Response:
    """Show what came of an activity."""
    with system.open(write=False) as uow:
        known = system.worlds.within(uow)
        lived = uow.activities.find(activity_id)
        person = known.people.get(lived.nip) if lived else None
        if lived is None or person is None or not sees(who.actor, person):
            raise NotFound("activity", activity_id)
        rows = [row for row in uow.decisions.of("activity", str(activity_id)) if row.move in _MOVES]
        certificates = uow.certificates.of_activity(activity_id)
        entries = uow.jp.of(person.nip)
    note_reads(system, who, [person.nip], "activities")
    names = Names(known, t)
    gone = {entry.reverses for entry in entries}
    mine = who.actor.nip == person.nip
    return page(
        request,
        "result.html",
        lived=lived,
        person=person,
        mine=mine,
        names=names,
        href=f"/people/{known.id_of[person.nip]}",
        rows=rows,
        granted=[
            entry_out(one)
            for one in entries
            if stands_for(one.grant, lived) and one.reverses is None and one.id not in gone
        ],
        not_granted=[
            (one, [_why(names, each) for each in one.objections]) for row in rows for one in read(row.detail)
        ],
        certificate=next((one for one in certificates if one.withdrawn_at is None), None),
        may_enter=may(who.actor, Capability.JP_GRANT) and not mine,
    )


def _why(names: Names, one: Objection) -> str:
    return names.t(one.msgid, **names.fields(one.params))
