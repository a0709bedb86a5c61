"""Adopting a plan for everybody: what takes a while and is done on the agency in memory, outside the transactions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.system import System
from planner.access import Actor, Capability, may
from planner.errors import Forbidden
from planner.errors.runs import AgencyChanged, RunStands
from planner.everyone.adopting import Taking
from planner.everyone.asked import input_hash
from planner.everyone.body import Body, unpack
from planner.everyone.in_hands import InHands
from planner.runs import FINISHED, Run, RunState
from planner.usecases import DraftReport
from planner.usecases.runs import adopt_run, draft_adopted, find_run


@dataclass(frozen=True, slots=True)
class Adopted:
    """A run that was adopted, and what became of its drafts."""

    run: Run
    report: DraftReport


def adopt(
    system: System, actor: Actor, run_id: int, progress: Callable[[int], None] | None = None
) -> Adopted:
    """Approve a plan and store its drafts; one whose drafts were broken off goes on where it stood.

    ``progress`` hears how many more people are done. Raises Forbidden, NotFound, RunStands, AgencyChanged, OnlyAssumed, and
    InputError where the kept plan is damaged.
    """
    if not may(actor, Capability.ORG_PLAN_MANAGE):
        raise Forbidden
    run = find_run(system.open(write=False), actor, run_id)
    if run.state not in FINISHED:
        raise RunStands(run.state)
    body = body_of(run)
    if run.state is RunState.ADOPTED and run.drafted >= len(body.nips):
        raise RunStands(run.state)
    made_from, taking = _take_up(system, run, body)
    if run.state is RunState.DONE:
        adopt_run(system.open(), actor, run_id, made_from, taking.assumed, system.clock)
    report = draft_adopted(
        system.open(), actor, run_id, len(body.nips), taking.drafts.part, system.clock, progress
    )
    return Adopted(find_run(system.open(write=False), actor, run_id), report)


def body_of(run: Run) -> Body:
    """The plan of a finished run. Raises InputError where its bytes are damaged."""
    return unpack(f"run {run.id}", run.body, run.plan_hash)


def _take_up(system: System, run: Run, body: Body) -> tuple[str, Taking]:
    year = run.scenario.year
    with system.open(write=False) as uow:
        world, taken = system.worlds.on(uow, year, run.day), uow.seats.taken()
        hands = InHands.of(uow.journeys.of_year(year), year)
    made_from = input_hash(world)
    if made_from != run.input_hash:
        raise AgencyChanged
    return made_from, Taking.of(world, run.scenario, body, hands, taken)
