"""The yearly plan that somebody asks for, looked up for pages, JSON, documents and the command line alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Annotated

from fastapi import Depends, Query

from api.deps import SystemDep
from api.jp_views import FIRST_YEAR
from api.system import System
from api.worlds import Known
from competency_models.people import Person
from planner.access import Actor
from planner.errors import NotFound
from planner.everyone.asked import world_of
from planner.everyone.body import unpack
from planner.everyone.parts import parts_of_plan
from planner.gap_map import units_below
from planner.needs_analysis import NeedsAnalysis, PersonNeed, needs_analysis, needs_of_people
from planner.ports import UnitOfWork
from planner.runs import FINISHED, Run
from planner.usecases import parts_of_year
from planner.usecases.runs import find_run
from planner.yearly_plan import Part, YearlyPlan, yearly_plan


@dataclass(frozen=True, slots=True)
class Asked:
    """Which plan is asked for: of a year, over a ``unit`` and all below it (the whole agency where it is empty).

    With ``drafts`` what is not approved yet stands in it too. ``run`` is a finished plan for everybody whose activities stand
    in it for the people that it was made for, 0 for none.
    """

    year: int
    unit: str = ""
    drafts: bool = True
    run: int = 0


def asked_plan(
    system: SystemDep,
    year: Annotated[
        int | None, Query(ge=FIRST_YEAR, le=2100, description="This year where none is named.")
    ] = None,
    unit: Annotated[str, Query(max_length=400, description="Only this unit and those below it.")] = "",
    drafts: Annotated[bool, Query(description="With what is not approved yet.")] = True,
    run: Annotated[int, Query(ge=0, description="A finished plan for everybody; 0 for none.")] = 0,
) -> Asked:
    """Read from an address which plan is asked for."""
    return Asked(year or system.clock.today().year, unit, drafts, run)


AskedFor = Annotated[Asked, Depends(asked_plan)]


@dataclass(frozen=True, slots=True)
class Found:
    """The plan, over these people of the unit; ``known`` has the names of what stands in it."""

    asked: Asked
    known: Known
    people: tuple[Person, ...]
    plan: YearlyPlan
    run: Run | None = None

    def analysis(self) -> NeedsAnalysis:
        """The analysis of needs behind the plan."""
        return needs_analysis(self.known.world, self.people, self.plan)

    def inventory(self) -> tuple[PersonNeed, ...]:
        """Every person's needs."""
        return needs_of_people(self.known.world, self.people, self.plan)


def find_plan(system: System, actor: Actor, asked: Asked) -> Found:
    """Look the plan up. Raises Forbidden, NotFound for an unknown unit or run, InputError for a damaged one."""
    with system.open(write=False) as uow:
        run = _finished(uow, actor, asked.run) if asked.run else None
        year = run.scenario.year if run else asked.year
        # Of a year that is over what is needed now is analysed: there is nothing left to plan in it.
        known = system.worlds.within(uow, max(year, system.clock.today().year))
        parts = parts_of_year(uow, actor, year, drafts=asked.drafts)
    if asked.unit and asked.unit not in known.units:
        raise NotFound("unit", asked.unit)
    if run is not None:
        proposed, nips = _of_run(known, run)
        parts = tuple(chain((one for one in parts if one.nip not in nips), proposed))
    world, unit = known.world, asked.unit or None
    people = people_below(known, asked.unit)
    return Found(asked, known, people, yearly_plan(world, year, people, unit, parts), run)


def people_below(known: Known, unit: str) -> tuple[Person, ...]:
    """The people of a unit and all units below it; everybody where it is empty."""
    if not unit:
        return known.agency.people
    below = units_below(known.agency.units, unit)
    return tuple(one for one in known.agency.people if one.unit in below)


def _finished(uow: UnitOfWork, actor: Actor, run_id: int) -> Run:
    run = find_run(uow, actor, run_id)
    if run.state not in FINISHED:
        raise NotFound("run", run_id)
    return run


def _of_run(known: Known, run: Run) -> tuple[Iterator[Part], frozenset[str]]:
    body = unpack(f"run {run.id}", run.body, run.plan_hash)
    assumed = world_of(known.world, run.scenario, {})
    return parts_of_plan(assumed, run.scenario.consideration, body), frozenset(body.nips)
