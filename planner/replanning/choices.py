"""What a person could do instead, as arrays: the candidates worth searching, and every item that stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from catalog.weeks import mondays, sessions_by_month
from planner.allocation.standing import Standing
from planner.build_problem import Case
from planner.candidates import Candidates
from planner.cases import cases_of
from planner.items import item_of_option
from planner.journey import Item, Journey, State
from planner.problem import Bools, Floats, Ints, Problem
from planner.replanning.present import Stands
from planner.shortlist import Shortlist, shortlist
from planner.solution_table import BUCKETS
from planner.steps import Steps
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Open:
    """A journey laid out to be changed: the case, its standing, and the item of each option that stands now."""

    journey: Journey
    case: Case
    standing: Standing
    items: Mapping[int, Item]

    def item(self, world: World, option: int) -> Item:
        """The item of an option: as it stands, or a new one."""
        if option in self.items:
            return self.items[option]
        return item_of_option(world, world.gaps(self.journey.consideration), self.case, option)


def open_journeys(
    world: World, journeys: Sequence[Journey], stands: Sequence[Sequence[Stands]], payers: Sequence[Ints]
) -> list[Open]:
    """Lay out these journeys; ``payers`` are the numbers of each one's purses among the resources."""
    cases: dict[int, Case] = {}
    for consideration in sorted({journey.consideration for journey in journeys}):
        mine = [n for n, journey in enumerate(journeys) if journey.consideration is consideration]
        rows = [world.people[journeys[n].nip] for n in mine]
        present = {
            row: {world.table.index[one.item.solution] for one in stands[n] if one.slot >= 0}
            for row, n in zip(rows, mine, strict=True)
        }
        choose = partial(_with_present, present)
        found = cases_of(world, np.array(rows, dtype=np.int64), consideration, choose)
        cases.update(zip(mine, found, strict=True))
    return [_open(world, one, cases[n], stands[n], payers[n]) for n, one in enumerate(journeys)]


def _with_present(
    present: Mapping[int, set[int]], world: World, candidates: Candidates, place: int, steps: Steps
) -> Shortlist:
    return shortlist(world, candidates, place, steps, present[int(candidates.rows[place])])


def _open(world: World, journey: Journey, case: Case, stands: Sequence[Stands], payers: Ints) -> Open:
    place = {int(slot): option for option, slot in enumerate(case.slot)}
    here = [one for one in stands if not one.gone]
    beside = [one for one in here if one.slot not in place]
    number = {id(one): len(place) + i for i, one in enumerate(beside)}
    option = [place.get(one.slot, number.get(id(one), -1)) for one in here]
    problem = _with_items(world, journey, case, beside)
    batch = np.concatenate([world.slots.batch[case.slot], [one.batch for one in beside]]).astype(np.int64)
    present = np.zeros(len(batch), dtype=np.bool_)
    present[option] = True
    where, resource, amount = _use(batch, problem.cost, payers)
    standing = Standing(
        problem=problem,
        where=where,
        resource=resource,
        amount=amount,
        present=present,
        fixed=present & (journey.state is State.APPROVED),
        hit=any(one.why for one in stands),
        size=len(stands),
    )
    unmoved = {o: one.item for o, one in zip(option, here, strict=True) if one.why is None}
    return Open(journey, case, standing, unmoved)


def _use(batch: Ints, cost: Floats, payers: Ints) -> tuple[Ints, Ints, Floats]:
    seated, paid = np.flatnonzero(batch >= 0), np.flatnonzero(cost > 0)
    where = np.concatenate([seated, np.repeat(paid, len(payers))])
    resource = np.concatenate([batch[seated], np.tile(payers, len(paid))]).astype(np.int64)
    return where, resource, np.concatenate([np.ones(len(seated)), np.repeat(cost[paid], len(payers))])


def _with_items(world: World, journey: Journey, case: Case, beside: Sequence[Stands]) -> Problem:
    """The person's problem with options for items that it has none for: begun, made by hand, or of no use any more."""
    if not beside:
        return case.problem
    old, horizon = case.problem, world.horizon
    items = [one.item for one in beside]
    start = np.array([max(horizon.week_of(item.starts), 0) for item in items], dtype=np.int64)
    end = np.array([horizon.week_of(item.ends) + 1 for item in items], dtype=np.int64)
    return replace(
        old,
        solution=np.concatenate(
            [old.solution, [_place(world, case, n, item) for n, item in enumerate(items)]]
        ),
        start=np.concatenate([old.start, start]),
        end=np.concatenate([old.end, np.clip(end, start, old.weeks)]),
        hours=np.concatenate([old.hours, [item.hours for item in items]]),
        jp=np.concatenate([old.jp, [item.jp for item in items]]),
        cost=np.concatenate([old.cost, [one.cost for one in beside]]),
        bucket=np.concatenate([old.bucket, [BUCKETS.index(item.bucket) for item in items]]),
        success=np.concatenate([old.success, [item.success for item in items]]),
        enrichment=np.concatenate([old.enrichment, np.zeros(len(items))]),
        covers=np.concatenate([old.covers, [_covers(world, journey, case, item) for item in items]]),
        month_load=np.concatenate([old.month_load, [_load(world, old, item) for item in items]]),
    )


def _place(world: World, case: Case, number: int, item: Item) -> int:
    """The solution's place in the shortlist, so that it is not taken twice; a place of its own where it is not there."""
    found = np.flatnonzero(case.short.solution == world.table.index.get(item.solution, -1))
    return int(found[0]) if len(found) else len(case.short.solution) + number


def _covers(world: World, journey: Journey, case: Case, item: Item) -> Bools:
    codes = world.gaps(journey.consideration).competencies
    covered = np.zeros(len(case.steps.level), dtype=np.bool_)
    for part in item.closes:
        if part.competency in codes:
            same = case.steps.competency == codes.index(part.competency)
            covered |= same & (part.from_level < case.steps.level) & (case.steps.level <= part.to_level)
    return covered


def _load(world: World, problem: Problem, item: Item) -> Floats:
    load = np.zeros((problem.month_load.shape[1], problem.month_load.shape[2]))
    solution = (
        world.table.solutions[world.table.index[item.solution]]
        if item.solution in world.table.index
        else None
    )
    if solution is not None and item.form in world.slots.capped:
        base = world.horizon.monday.year * 12 + world.horizon.monday.month
        for (year, month), sessions in sessions_by_month(
            mondays(item.starts, item.ends), solution.sessions
        ).items():
            place = year * 12 + month - base
            if 0 <= place < load.shape[1]:
                load[world.slots.capped.index(item.form), place] = sessions
    return load
