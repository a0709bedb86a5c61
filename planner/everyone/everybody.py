"""The problem of many people of an agency at once, laid out from their own cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.allocation import Organisation
from planner.allocation.organisation import Dates, People, Resources
from planner.build_problem import Case, prerequisites
from planner.cases import cases_of
from planner.journey import Consideration
from planner.problem import Floats, Ints, Limits
from planner.propose import person_seed
from planner.steps import entries
from planner.world import World


@dataclass(frozen=True, eq=False)
class Everybody:
    """Who is planned for, and their problem: row ``i`` of the organisation's people is ``cases[i]``.

    ``purses`` names the units whose budgets are the organisation's purses.
    """

    world: World
    consideration: Consideration
    seed: int
    cases: tuple[Case, ...]
    organisation: Organisation
    purses: tuple[str, ...]

    @classmethod
    def of(
        cls,
        world: World,
        nips: Sequence[str],
        budgets: Mapping[str, float],
        consideration: Consideration = Consideration.GAP,
        seed: int = 0,
    ) -> Everybody:
        """Lay out these people's problem; ``budgets`` is rupiah left by unit, for the unit and all below it.

        Raises KeyError for an unknown NIP or unit.
        """
        rows = np.array([world.people[nip] for nip in nips], dtype=np.int64)
        cases = tuple(cases_of(world, rows, consideration))
        purses = tuple(sorted(budgets))
        people = _people(world, cases, _payers(world, cases, purses), seed)
        resources = Resources(
            seats=world.slots.seats,
            purses=np.array([budgets[unit] for unit in purses], dtype=np.float64),
            group_seats=np.zeros((0, len(world.slots.seats))),
        )
        return cls(world, consideration, seed, cases, Organisation(_dates(world), resources, people), purses)


def _dates(world: World) -> Dates:
    slots, table = world.slots, world.table
    return Dates(
        first=slots.first,
        start=slots.start,
        end=slots.end,
        cost=slots.cost,
        batch=slots.batch,
        month_load=slots.month_load,
        hours=table.hours,
        jp=table.jp,
        bucket=table.bucket,
        weeks=world.horizon.weeks,
    )


def _payers(world: World, cases: Sequence[Case], purses: Sequence[str]) -> list[Ints]:
    """Of each person the purses of their unit and those above it."""
    parent = {unit.code: unit.parent for unit in world.agency.units}
    place = {unit: number for number, unit in enumerate(purses)}
    unknown = set(place) - set(parent)
    if unknown:
        raise KeyError(sorted(unknown)[0])

    def above(unit: str | None) -> list[int]:
        if unit is None:
            return []
        return ([place[unit]] if unit in place else []) + above(parent[unit])

    paid_by = {unit: np.array(sorted(above(unit)), dtype=np.int64) for unit in parent}
    return [paid_by[world.agency.people[case.row].unit] for case in cases]


def _people(world: World, cases: Sequence[Case], payers: Sequence[Ints], seed: int) -> People:
    covers = [np.nonzero(case.short.covers) for case in cases]
    needs = [entries(world.table, case.short.solution, case.steps) for case in cases]
    afters = [prerequisites(world, case.row, case.short.solution) for case in cases]
    sizes = [len(case.short.solution) for case in cases]
    limits: dict[Limits, int] = {}
    limit = [limits.setdefault(case.problem.limits, len(limits)) for case in cases]
    count = len(cases)
    return People(
        candidate_from=_begin(sizes),
        candidate=_joined([case.short.solution for case in cases]),
        success=_joined_floats([case.short.said.success for case in cases]),
        enrichment=_joined_floats([case.short.enrichment for case in cases]),
        cover_from=_begin(_counts(covers, sizes)),
        cover_step=_joined([step for _, step in covers]),
        need_from=_begin(_counts(needs, sizes)),
        need_step=_joined([step for _, step in needs]),
        after_from=_begin(_counts(afters, sizes)),
        after=_joined([required for _, required in afters]),
        step_from=_begin([len(case.steps.weight) for case in cases]),
        weight=_joined_floats([case.steps.weight for case in cases]),
        limit=np.array(limit, dtype=np.int64),
        limits=tuple(limits),
        purse_from=_begin([len(one) for one in payers]),
        purse=_joined(payers),
        group=np.full(count, -1, dtype=np.int64),
        floor=np.zeros(count),
        seed=np.array([person_seed(seed, world.agency.people[c.row].nip) for c in cases], dtype=np.int64),
        held_from=np.zeros(count + 1, dtype=np.int64),
        held_slot=np.zeros(0, dtype=np.int64),
        held_worth=np.zeros(0),
    )


def _counts(edges: Sequence[tuple[Ints, ...]], sizes: Sequence[int]) -> list[int]:
    """How many edges each candidate has; edges are sorted by candidate."""
    return [
        n for (place, *_), size in zip(edges, sizes, strict=True) for n in np.bincount(place, minlength=size)
    ]


def _begin(counts: Sequence[int]) -> Ints:
    return np.concatenate([[0], np.cumsum(np.array(counts, dtype=np.int64))]).astype(np.int64)


def _joined(parts: Sequence[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _joined_floats(parts: Sequence[Floats]) -> Floats:
    return np.concatenate([np.zeros(0), *parts])
