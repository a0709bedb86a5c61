"""What a learning solution would do for a person, for any number of (person, solution) pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from competency_models.gaps import GapTable
from planner.problem import Bools, Floats, Ints
from planner.solution_table import SolutionTable


@dataclass(frozen=True, slots=True, eq=False)
class PairFacts:
    """``N`` pairs of a person (row of the gap table) and a solution (row of the solution table).

    ``gain`` (N,) is the weighted number of missing levels that the solution covers, ``levels`` (N,) the number
    itself; ``ahead`` (N,) how many levels must be reached in the plan before it can start; ``leap`` (N,) the most
    levels it can lift one competency from where it is entered; ``known`` (N,) the share of its levels already proven,
    ``overlap`` (N,) the share of them that is missing; ``required`` (N,) how many of its competencies the job requires;
    ``grows`` (N,) whether it leads beyond what is proven in one of these; ``reachable`` (N,) whether every lift can be
    entered from what is proven or from a missing level.
    """

    person: Ints
    solution: Ints
    gain: Floats
    levels: Ints
    ahead: Ints
    leap: Ints
    known: Floats
    overlap: Floats
    required: Ints
    grows: Bools
    reachable: Bools

    @classmethod
    def of(cls, gaps: GapTable, table: SolutionTable, person: Ints, solution: Ints) -> PairFacts:
        """Compute the facts of the given pairs, (N,) and (N,)."""
        count = np.diff(table.lift_first)[solution]
        pair = np.repeat(np.arange(len(person)), count)
        within = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
        lift = table.lift_first[solution][pair] + within
        row, competency = person[pair], table.lift_competency[lift]
        start, end = table.lift_from[lift], table.lift_to[lift]
        proven = gaps.proven[row, competency].astype(np.int64)
        required = gaps.required[row, competency].astype(np.int64)
        missing = np.maximum(np.minimum(end, required) - np.maximum(start, proven), 0)
        size = len(person)
        asked = required > 0
        barred = (start > proven) & (start > required)
        covered = _sum(pair, missing, size)
        already = np.clip(proven - start, 0, end - start)
        lifted = _sum(pair, end - start, size)
        return cls(
            person=person,
            solution=solution,
            gain=_sum(pair, missing * gaps.weight[row, competency], size),
            levels=covered.astype(np.int64),
            ahead=_max(pair, np.maximum(start - proven, 0), size),
            leap=_max(pair, end - np.maximum(start, proven), size),
            known=_sum(pair, already, size) / np.maximum(lifted, 1),
            overlap=covered / np.maximum(lifted, 1),
            required=_sum(pair, asked, size).astype(np.int64),
            grows=_sum(pair, asked & (end > proven), size) > 0,
            reachable=_sum(pair, barred, size) == 0,
        )


def _sum(pair: Ints, values: Floats | Ints | Bools, size: int) -> Floats:
    return np.bincount(pair, weights=values, minlength=size).astype(np.float64)


def _max(pair: Ints, values: Ints, size: int) -> Ints:
    result = np.zeros(size, dtype=np.int64)
    np.maximum.at(result, pair, values)
    return result
