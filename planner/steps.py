"""The levels a person still lacks, one step each, and which solutions cover them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from competency_models.gaps import GapTable
from planner.problem import Bools, Floats, Ints
from planner.solution_table import SolutionTable


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """``S`` missing levels of one person, by competency, then level; ``proven`` (K,) is what they start from."""

    competency: Ints
    level: Ints
    weight: Floats
    proven: Ints

    @classmethod
    def of(cls, gaps: GapTable, row: int) -> Steps:
        """The steps of the person in a row of the gap table."""
        missing = gaps.gap[row].astype(np.int64)
        proven = gaps.proven[row].astype(np.int64)
        competency = np.repeat(np.arange(len(missing)), missing)
        within = np.arange(len(competency)) - np.repeat(np.cumsum(missing) - missing, missing)
        return cls(competency, proven[competency] + 1 + within, gaps.weight[row, competency], proven)

    def number(self, competency: int, level: int) -> int:
        """Number of the step, or -1."""
        found = np.flatnonzero((self.competency == competency) & (self.level == level))
        return int(found[0]) if len(found) else -1


def lifts_of(table: SolutionTable, solution: Ints) -> tuple[Ints, Ints]:
    """The lifts (l,) of solutions (n,), and for each the place (l,) in ``solution`` it belongs to."""
    count = np.diff(table.lift_first)[solution]
    place = np.repeat(np.arange(len(solution)), count)
    within = np.arange(len(place)) - np.repeat(np.cumsum(count) - count, count)
    return table.lift_first[solution][place] + within, place


def cover(table: SolutionTable, solution: Ints, steps: Steps) -> Bools:
    """Which steps (n, S) each solution covers: those above a lift's first level, up to its last."""
    lift, place = lifts_of(table, solution)
    level = steps.level[None, :]
    inside = (table.lift_from[lift][:, None] < level) & (level <= table.lift_to[lift][:, None])
    covered = inside & (table.lift_competency[lift][:, None] == steps.competency[None, :])
    result = np.zeros((len(solution), len(steps.level)), dtype=np.bool_)
    np.logical_or.at(result, place, covered)
    return result


def entries(table: SolutionTable, solution: Ints, steps: Steps) -> tuple[Ints, Ints]:
    """Which solutions (a,), by place, need which step (a,) reached before they start."""
    lift, place = lifts_of(table, solution)
    competency, start = table.lift_competency[lift], table.lift_from[lift]
    ahead = np.flatnonzero(start > steps.proven[competency])
    step = [steps.number(int(competency[i]), int(start[i])) for i in ahead]
    return place[ahead], np.array(step, dtype=np.int64)
