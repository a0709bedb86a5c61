"""The rules that an activity must keep to while it is lived, held against its record."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.duty_views import DutyOut, duty_out
from api.reach import activity_of, note_reads
from api.schemas import ListOf
from planner.access import Capability, sees
from planner.errors import Forbidden

router = APIRouter(tags=["activities"])


@router.get("/activities/{activity_id}/checks")
def list_checks(
    who: Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)],
    activity_id: int,
    system: SystemDep,
    t: TranslatorDep,
) -> ListOf[DutyOut]:
    """List every numbered rule that binds the activity: kept, broken or unknown. Who only plays a part in it is not told."""
    with system.open(write=False) as uow:
        found, person, _ = activity_of(system, uow, who.actor, activity_id)
        if not sees(who.actor, person):
            raise Forbidden
        checks = system.check_duties(uow, found, system.clock.today())
    note_reads(system, who, [person.nip], "activity")
    return ListOf(items=[duty_out(check, system.parameters, t) for check in checks])
