"""An officer's edits of a plan: add, swap, move and remove items; the rules are checked again at once."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.deps import SignedIn, requires
from api.journey_steps import Step, StepDep
from api.journey_views import JourneyOut
from planner import usecases
from planner.access import Capability
from planner.editing import Add, Choice, Edit, MoveItem, Remove, Swap
from planner.errors import BadEdit

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
