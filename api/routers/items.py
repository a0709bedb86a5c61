"""An officer's edits of a plan, after each of which the rules are checked again, and an employee's word on an item."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.journey_steps import Step, StepDep
from api.journey_views import AlternativeOut, JourneyOut, alternative_out
from api.reach import note_reads
from api.schemas import ListOf
from planner import usecases
from planner.access import Capability
from planner.editing import Add, Choice, Edit, MoveItem, Remove, Swap
from planner.errors import BadEdit
from planner.options import options_for
from planner.usecases import find_journey

router = APIRouter(prefix="/journeys/{journey_id}/items", tags=["journey items"])
Editor = Annotated[SignedIn, requires(Capability.JOURNEY_EDIT)]


class ChoiceBody(BaseModel):
    """A solution on a date, or in a batch: then the batch gives the date."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"solution": "S-001", "starts": "2027-03-01"}]}
    )
    solution: str
    starts: date | None = None
    offering: str | None = None
    reason: str = Field("", max_length=2000)


class ChangeBody(BaseModel):
    """Another solution instead (swap), or another date or batch of the same (move)."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"starts": "2027-05-03"}]})
    solution: str | None = None
    starts: date | None = None
    offering: str | None = None
    reason: str = Field("", max_length=2000)


class WishBody(BaseModel):
    """Why somebody would rather not take an item, in their own words."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "I took the same course elsewhere."}]}
    )
    reason: str = Field("", max_length=2000)


@router.get("/{solution}/alternatives")
def list_alternatives(
    who: Editor, journey_id: int, solution: str, system: SystemDep, t: TranslatorDep
) -> ListOf[AlternativeOut]:
    """List what could stand in an item's place without breaking a rule, best first."""
    with system.open(write=False) as uow:
        journey, person = find_journey(uow, who.actor, journey_id)
        known, taken = system.worlds.within(uow, journey.year), uow.seats.taken()
    found = options_for(known.world, journey, solution, taken)
    note_reads(system, who, [person.nip], "alternatives")
    return ListOf(items=[alternative_out(known, one, t) for one in found])


@router.post("", response_model=JourneyOut)
def add_item(who: Editor, step: StepDep, body: ChoiceBody) -> Response:
    """Add an item."""
    return _edit(who, step, Add(_choice(step, body.solution, body)), body.reason)


@router.patch("/{solution}", response_model=JourneyOut)
def change_item(who: Editor, step: StepDep, solution: str, body: ChangeBody) -> Response:
    """Swap an item for another solution, or move it to another date or batch."""
    choice = _choice(step, body.solution or solution, body)
    if choice.solution == solution:
        return _edit(who, step, MoveItem(solution, choice.starts, choice.offering), body.reason)
    return _edit(who, step, Swap(solution, choice), body.reason)


@router.delete("/{solution}", response_model=JourneyOut)
def remove_item(who: Editor, step: StepDep, solution: str) -> Response:
    """Take an item out."""
    return _edit(who, step, Remove(solution), "")


@router.post("/{solution}/refusal", response_model=JourneyOut)
def refuse_item(
    who: Annotated[SignedIn, requires(Capability.JOURNEY_WITHDRAW)],
    step: StepDep,
    solution: str,
    body: WishBody,
) -> Response:
    """Say that one would rather not take an item of one's own plan; the plan stands until an officer decides."""
    return step.take(who, usecases.refuse_item, solution, step.system.clock, reason=body.reason)


def _edit(who: SignedIn, step: Step, edit: Edit, reason: str) -> Response:
    system = step.system
    return step.take(
        who, usecases.edit_items, [edit], system.make_item, system.check_items, system.clock, reason=reason
    )


def _choice(step: Step, solution: str, body: ChoiceBody | ChangeBody) -> Choice:
    batch = step.system.worlds.current().offerings.get(body.offering or "")
    starts = body.starts or (batch.starts if batch else None)
    if starts is None:
        raise BadEdit(problem="Name a day or a batch.")
    return Choice(solution, starts, body.offering)
