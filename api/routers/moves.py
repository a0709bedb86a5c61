"""The steps of a journey: each names the version that it was decided on, and may be sent twice with one key."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.deps import SignedIn, requires
from api.journey_steps import StepDep
from api.journey_views import JourneyOut
from planner import usecases
from planner.access import Capability
from planner.propose import propose

router = APIRouter(prefix="/journeys/{journey_id}", tags=["journey steps"])
Reviewer = Annotated[SignedIn, requires(Capability.JOURNEY_REVIEW)]


class ReasonBody(BaseModel):
    """Why; the employee reads it."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"reason": "Jadwal bentrok dengan audit."}]}
    )
    reason: str = Field("", max_length=2000)


class CompleteBody(BaseModel):
    """What becomes of activities without a result; unless they are cancelled, the plan is not closed."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"open_activities": "cancel"}]})
    open_activities: Literal["cancel"] | None = None


@router.post("/draft", response_model=JourneyOut)
def draft(who: Annotated[SignedIn, requires(Capability.JOURNEY_DRAFT)], step: StepDep) -> Response:
    """Have the program propose a plan for a requested, drafted or returned journey."""
    system = step.system
    with system.open(write=False) as uow:
        journey, person = usecases.find_journey(uow, who.actor, step.journey_id)
        world = system.worlds.within(uow, journey.year).world
    (proposal,) = propose(world, [person.nip], consideration=journey.consideration)
    return step.take(who, usecases.draft_journey, proposal, system.clock)


@router.post("/submit", response_model=JourneyOut)
def submit(who: Annotated[SignedIn, requires(Capability.JOURNEY_EDIT)], step: StepDep) -> Response:
    """Hand a drafted or returned plan in for review."""
    return step.take(who, usecases.submit_for_review, step.system.clock)


@router.post("/return", response_model=JourneyOut)
def send_back(who: Reviewer, step: StepDep, body: ReasonBody) -> Response:
    """Send a plan back to be worked on; needs a reason."""
    return step.take(who, usecases.return_journey, body.reason, step.system.clock)


@router.post("/approve", response_model=JourneyOut)
def approve(who: Reviewer, step: StepDep, body: ReasonBody | None = None) -> Response:
    """Approve a plan and take its seats, all or nothing; nobody approves their own."""
    reason = body.reason if body else ""
    return step.take(who, usecases.approve, step.system.check_items, step.system.clock, reason=reason)


@router.post("/approve-despite-rules", response_model=JourneyOut)
def approve_despite_rules(
    who: Annotated[SignedIn, requires(Capability.JOURNEY_OVERRIDE)], step: StepDep, body: ReasonBody
) -> Response:
    """Approve a plan although rules fail; needs a reason, which the log keeps with every rule and its figures."""
    system = step.system
    return step.take(who, usecases.approve_despite_rules, body.reason, system.check_items, system.clock)


@router.post("/decline", response_model=JourneyOut)
def decline(who: Reviewer, step: StepDep, body: ReasonBody) -> Response:
    """Refuse a plan for good; needs a reason."""
    return step.take(who, usecases.decline, body.reason, step.system.clock)


@router.post("/withdraw", response_model=JourneyOut)
def withdraw(
    who: Annotated[SignedIn, requires(Capability.JOURNEY_WITHDRAW)],
    step: StepDep,
    body: ReasonBody | None = None,
) -> Response:
    """Give a request or plan up; seats that it held are given back."""
    return step.take(who, usecases.withdraw, step.system.clock, reason=body.reason if body else "")


@router.post("/activate", response_model=JourneyOut)
def activate(who: Annotated[SignedIn, requires(Capability.JOURNEY_ACTIVATE)], step: StepDep) -> Response:
    """Start an approved plan."""
    return step.take(who, usecases.activate, step.system.forms, step.system.clock)


@router.post("/complete", response_model=JourneyOut)
def complete(
    who: Annotated[SignedIn, requires(Capability.JOURNEY_COMPLETE)],
    step: StepDep,
    body: CompleteBody | None = None,
) -> Response:
    """Close an active plan as done. Where activities have no result yet, 409 names them until they are to be cancelled."""
    cancel_open = body is not None and body.open_activities == "cancel"
    return step.take(who, usecases.complete, step.system.clock, cancel_open=cancel_open)
