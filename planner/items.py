"""Turns a solution on its dates into the item of a journey: hours, JP, cost, stage, what it closes."""

from __future__ import annotations

import numpy as np

from competency_models.gaps import GapTable
from planner.build_problem import Case
from planner.explain import attempts_behind, family_shares, reasons_of
from planner.journey import Attempts, Closes, Item
from planner.ranking import Prediction, Shares
from planner.slots import Slot
from planner.solution_table import BUCKETS, SolutionTable
from planner.stages import stage_of
from planner.world import World


def item_of(world: World, gaps: GapTable, row: int, slot: Slot, said: Prediction, shares: Shares) -> Item:
    """The item of a slot for the person in ``row``, without alternatives; ``said`` and ``shares`` are of that one pair."""
    table, solution = world.table, world.table.solutions[slot.solution]
    closes = closes_of(table, gaps, row, slot.solution)
    return Item(
        solution=solution.code,
        offering=slot.offering.code if slot.offering else None,
        starts=slot.starts,
        ends=slot.ends,
        form=solution.form,
        bucket=BUCKETS[table.bucket[slot.solution]],
        hours=float(solution.hours),
        jp=float(table.jp[slot.solution]),
        cost=int(slot.cost),
        stage=stage_of(_leads_to(table, slot.solution, closes), world.parameters),
        success=float(said.success[0]),
        completion=float(said.completion[0]),
        closing=float(said.closing[0]),
        closes=closes,
        assigned=solution.form in world.parameters["ranker.assigned_forms"],
        reasons=reasons_of(closes, strengthened(table, gaps, row, slot.solution), float(said.success[0])),
        shares=family_shares(shares),
        attempts=_attempts(world, row, slot.solution),
    )


def item_of_option(world: World, gaps: GapTable, case: Case, option: int) -> Item:
    """The item of an option of a person's problem."""
    place = case.place[option : option + 1]
    slot = world.slots.rows[case.slot[option]]
    return item_of(world, gaps, case.row, slot, case.short.said.of(place), case.short.shares.of(place))


def _attempts(world: World, row: int, solution: int) -> Attempts:
    """The past attempts behind what is predicted for the person in ``row``."""
    record, enough = world.snapshot.record, int(world.parameters["ranker.enough_attempts"])
    both = int(record.tried.at(np.array([row * len(world.table.solutions) + solution]))[0])
    return attempts_behind(int(record.popularity[solution]), int(record.attempts[row]), both, enough)


def closes_of(table: SolutionTable, gaps: GapTable, row: int, solution: int) -> tuple[Closes, ...]:
    """The missing levels that a solution covers, by competency."""
    found = []
    for lift in range(int(table.lift_first[solution]), int(table.lift_first[solution + 1])):
        column = int(table.lift_competency[lift])
        start = max(int(table.lift_from[lift]), int(gaps.proven[row, column]))
        end = min(int(table.lift_to[lift]), int(gaps.required[row, column]))
        if end > start:
            weight = float(gaps.weight[row, column])
            found.append(Closes(gaps.competencies[column], start, end, weight))
    return tuple(found)


def strengthened(table: SolutionTable, gaps: GapTable, row: int, solution: int) -> tuple[str, ...]:
    """The competencies a solution lifts that the job requires."""
    lifts = range(int(table.lift_first[solution]), int(table.lift_first[solution + 1]))
    columns = [int(table.lift_competency[lift]) for lift in lifts]
    return tuple(gaps.competencies[column] for column in columns if gaps.required[row, column] > 0)


def _leads_to(table: SolutionTable, solution: int, closes: tuple[Closes, ...]) -> int:
    lifts = slice(int(table.lift_first[solution]), int(table.lift_first[solution + 1]))
    return max([part.to_level for part in closes] or table.lift_to[lifts].tolist() or [1])
