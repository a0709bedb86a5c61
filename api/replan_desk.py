"""Plans that something came over: looked over and carried out, outside and inside the transaction."""

from __future__ import annotations

from collections.abc import Sequence

from api.system import System
from api.worlds import Known
from planner.access import Actor
from planner.errors.replanning import ChangedMeanwhile
from planner.ports import UnitOfWork
from planner.replanning import Disturbance
from planner.usecases import replan_journeys
from planner.usecases.replanning import Asked, Carried, look_over


def look(
    system: System, actor: Actor, year: int, happened: Sequence[Disturbance] = ()
) -> tuple[Known, Asked]:
    """The agency, and what came over its plans of a year. Raises Forbidden, InputError."""
    known = system.worlds.current(year)
    return known, look_over(system.open(write=False), actor, known.world, known.revision, happened)


def carry_out(system: System, uow: UnitOfWork, actor: Actor, asked: Asked, seen: str, reason: str) -> Carried:
    """Do what was proposed, if that is what the actor saw (its hash). Raises as replan_journeys."""
    if asked.found.hash != seen:
        raise ChangedMeanwhile
    return replan_journeys(uow, actor, asked, reason, system.clock)
