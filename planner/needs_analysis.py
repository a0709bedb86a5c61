"""The analysis of competency development needs (AKPK) behind a yearly plan.

PP 11/2017 art. 206 asks for two analyses: what is proven against the standard of the job, held and aimed at, and what was
achieved against what was to be. Each need is followed to what is planned for it, and to what the catalogue leaves open.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from competency_models.framework import CompetencyKind
from competency_models.gaps import GapTable
from competency_models.people import Performance, Person
from planner.demand import OPEN, WAITS, Demand, find_demand
from planner.gap_map import select_rows
from planner.journey import Consideration
from planner.problem import Bools, Ints
from planner.world import World
from planner.yearly_plan import YearlyPlan


@dataclass(frozen=True, slots=True)
class Need:
    """A competency that some lack. Needs stand by priority: ``weighted``, levels short × their weight for the job, most first.

    Of ``required`` people ``short`` lack ``levels`` in all; ``critical`` of them hold a critical job. ``planned`` of the short
    have an activity for it, which closes ``planned_levels``; ``waiting`` of them lack a level that nothing in the catalogue
    closes, ``by_wait`` (4,) by what they wait for.
    """

    competency: str
    kind: CompetencyKind
    required: int
    short: int
    critical: int
    levels: int
    weighted: float
    planned: int
    planned_levels: int
    waiting: int
    by_wait: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PersonNeed:
    """What one person lacks of a competency, by which activity it is to close (the first of several), and what it waits for."""

    nip: str
    competency: str
    required: int
    proven: int
    weighted: float
    solution: str
    waits: str

    @property
    def gap(self) -> int:
        """Levels short."""
        return self.required - self.proven


@dataclass(frozen=True, slots=True)
class NeedsAnalysis:
    """Both analyses over some people. ``performance`` counts them by what was recorded, None where nothing was.

    ``aiming`` is how many have a target job, ``aiming_short`` how many of those lack something for it.
    """

    people: int
    short: int
    levels: int
    aiming: int
    aiming_short: int
    performance: tuple[tuple[Performance | None, int], ...]
    needs: tuple[Need, ...]


def needs_analysis(world: World, people: Sequence[Person], plan: YearlyPlan) -> NeedsAnalysis:
    """Analyse the needs of these people of the world and hold them against the plan."""
    rows = _rows(world, people)
    gaps, aims = (select_rows(world.gaps(one), rows) for one in (Consideration.GAP, Consideration.CAREER))
    recorded = Counter(one.performance for one in people)
    aiming = np.array([one.target_job is not None for one in people], dtype=np.bool_)
    return NeedsAnalysis(
        people=len(people),
        short=int((gaps.gap > 0).any(axis=1).sum()),
        levels=int(gaps.gap.sum(dtype=np.int64)),
        aiming=int(aiming.sum()),
        aiming_short=int((aims.gap[aiming] > 0).any(axis=1).sum()),
        performance=tuple((one, recorded[one]) for one in (*Performance, None)),
        needs=_needs(world, people, gaps, find_demand(world, rows), plan),
    )


def needs_of_people(world: World, people: Sequence[Person], plan: YearlyPlan) -> tuple[PersonNeed, ...]:
    """The inventory: every gap of every one of these people, by NIP and competency (PP 11/2017 art. 205)."""
    rows = _rows(world, people)
    gaps, demand = select_rows(world.gaps(Consideration.GAP), rows), find_demand(world, rows)
    by = {
        (part.nip, closes.competency): line.solution
        for line in reversed(plan.lines)
        for part in line.parts
        for closes in part.closes
    }
    # The remotest of what a person's levels wait for is written last, and stays.
    order = np.argsort(-demand.wait, kind="stable")
    waits = {
        (int(demand.person[n]), int(demand.competency[n])): WAITS[demand.wait[n]].value
        for n in order.tolist()
        if demand.wait[n] < OPEN
    }
    found = [
        PersonNeed(
            nip=gaps.nips[row],
            competency=gaps.competencies[column],
            required=int(gaps.required[row, column]),
            proven=int(gaps.proven[row, column]),
            weighted=float(gaps.gap[row, column] * gaps.weight[row, column]),
            solution=by.get((gaps.nips[row], gaps.competencies[column]), ""),
            waits=waits.get((row, column), ""),
        )
        for row, column in zip(*(one.tolist() for one in np.nonzero(gaps.gap)), strict=True)
    ]
    return tuple(sorted(found, key=lambda one: (one.nip, one.competency)))


def _rows(world: World, people: Sequence[Person]) -> Ints:
    return np.array([world.people[one.nip] for one in people], dtype=np.int64)


def _needs(
    world: World, people: Sequence[Person], gaps: GapTable, demand: Demand, plan: YearlyPlan
) -> tuple[Need, ...]:
    critical_jobs = {one.code for one in world.agency.jobs if one.critical}
    critical = np.array([one.job in critical_jobs for one in people], dtype=np.bool_)
    kinds = {one.code: one.kind for one in world.agency.competencies}
    planned, planned_levels = _planned(gaps, plan)
    by_wait = _by_wait(demand, len(gaps.competencies))
    lacking, weighted = gaps.gap > 0, (gaps.gap * gaps.weight).sum(axis=0)
    found = [
        Need(
            competency=gaps.competencies[column],
            kind=kinds[gaps.competencies[column]],
            required=int((gaps.required[:, column] > 0).sum()),
            short=int(lacking[:, column].sum()),
            critical=int(lacking[critical, column].sum()),
            levels=int(gaps.gap[:, column].sum(dtype=np.int64)),
            weighted=float(weighted[column]),
            planned=int(planned[column]),
            planned_levels=int(planned_levels[column]),
            waiting=int(by_wait[column, OPEN]),
            by_wait=tuple(by_wait[column, :OPEN].tolist()),
        )
        for column in np.flatnonzero(lacking.any(axis=0)).tolist()
    ]
    return tuple(sorted(found, key=lambda need: (-need.weighted, need.competency)))


def _planned(gaps: GapTable, plan: YearlyPlan) -> tuple[Ints, Ints]:
    """How many people (K,) have something planned for a gap, and how many levels (K,) it closes; each level counts once."""
    place = {code: number for number, code in enumerate(gaps.competencies)}
    rows = gaps.row_index
    closed = {
        (rows[part.nip], place[closes.competency], level)
        for line in plan.lines
        for part in line.parts
        if part.nip in rows
        for closes in part.closes
        if closes.competency in place
        for level in range(closes.from_level + 1, closes.to_level + 1)
    }
    open_ = [
        (row, column, level)
        for row, column, level in closed
        if gaps.proven[row, column] < level <= gaps.required[row, column]
    ]
    people = {(row, column) for row, column, _ in open_}
    count = len(gaps.competencies)
    return _count([column for _, column in people], count), _count([column for _, column, _ in open_], count)


def _by_wait(demand: Demand, competencies: int) -> Ints:
    """People (K, 5) who wait with each competency, by what for, and last those who wait at all."""
    found = np.zeros((competencies, OPEN + 1), dtype=np.int64)
    for wait in range(OPEN + 1):
        here: Bools = (demand.wait == wait) if wait < OPEN else (demand.wait < OPEN)
        pairs = np.unique(np.stack([demand.competency[here], demand.person[here]], axis=1), axis=0)
        found[:, wait] = np.bincount(pairs[:, 0], minlength=competencies)
    return found


def _count(columns: list[int], length: int) -> Ints:
    return np.bincount(np.array(columns, dtype=np.int64), minlength=length)
