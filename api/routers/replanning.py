"""Plans that something came over: look who is touched and what would stand instead; have it done."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from api import replan_desk
from api.deps import RetryDep, SignedIn, SystemDep, TranslatorDep, requires
from api.i18n import Translator
from api.once import Reply, once
from api.problems import Problem, fault_error
from api.reach import note_reads
from api.replan_views import CarriedOut, CarryIn, LookIn, ReplanOut, carried_out, replan_out
from api.system import System
from api.worlds import Known
from competency_models.errors import InputError
from planner.access import Capability
from planner.ports import UnitOfWork
from planner.usecases.replanning import Asked

router = APIRouter(prefix="/replanning", tags=["replanning"])
Officer = Annotated[SignedIn, requires(Capability.JOURNEY_EDIT)]


@router.post("/look", response_model=ReplanOut)
def look(who: Officer, body: LookIn, system: SystemDep, t: TranslatorDep) -> ReplanOut:
    """See what came over the plans of a year, and the fewest changes that mend it; nothing is stored.

    Only plans of people whom you may see are changed. Approved items are kept wherever they can be.
    """
    known, asked = _look(system, who, body, t)
    note_reads(system, who, asked.found.nips, "replanning")
    return replan_out(known, asked, t)


@router.post("", response_model=CarriedOut)
def carry_out(who: Officer, body: CarryIn, system: SystemDep, t: TranslatorDep, retry: RetryDep) -> Response:
    """Carry out the proposal that you saw, all or nothing.

    Only the chief learning officer may say that something happened: it is kept in the agency's data.
    """
    _, asked = _look(system, who, body, t)

    def work(uow: UnitOfWork) -> Reply:
        done = replan_desk.carry_out(system, uow, who.actor, asked, body.hash, body.reason)
        return Reply(carried_out(done))

    return once(system, who, retry, work)


def _look(system: System, who: SignedIn, body: LookIn, t: Translator) -> tuple[Known, Asked]:
    happened = body.disturbances(system.worlds.current(body.year))
    try:
        return replan_desk.look(system, who.actor, body.year, happened)
    except InputError as error:
        raise Problem("invalid", errors=[fault_error(one, t) for one in error.faults]) from error
