"""The competency graph as arrays, for work over many people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from competency_models.framework import JobStandard, Lift, Prerequisite

_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True, slots=True, eq=False)
class CompiledGraph:
    """Codes are sorted; an index points into its tuple. J jobs, K competencies, L lifts, Q prerequisites.

    ``required`` (J, K) holds levels, 0 where a job does not require the competency; ``weight`` (J, K) is 0 there.
    ``lift_*`` (L,) are sorted by solution, competency, from, to; ``prerequisite_*`` (Q,) by solution, requires.
    The arrays are read-only.
    """

    competencies: tuple[str, ...]
    jobs: tuple[str, ...]
    solutions: tuple[str, ...]
    competency_index: Mapping[str, int]
    job_index: Mapping[str, int]
    solution_index: Mapping[str, int]
    required: NDArray[np.int8]
    weight: NDArray[np.float64]
    lift_solution: NDArray[np.int64]
    lift_competency: NDArray[np.int64]
    lift_from: NDArray[np.int64]
    lift_to: NDArray[np.int64]
    prerequisite_solution: NDArray[np.int64]
    prerequisite_requires: NDArray[np.int64]


def compile_graph(
    competencies: tuple[str, ...],
    jobs: tuple[str, ...],
    solutions: tuple[str, ...],
    standards: list[JobStandard],
    lifts: list[Lift],
    prerequisites: list[Prerequisite],
) -> CompiledGraph:
    """Turn checked codes and edges into arrays; the codes must be sorted."""
    competency_index, job_index, solution_index = map(_index, (competencies, jobs, solutions))
    required = np.zeros((len(jobs), len(competencies)), dtype=np.int8)
    weight = np.zeros(required.shape)
    for line in standards:
        cell = job_index[line.job], competency_index[line.competency]
        required[cell], weight[cell] = line.level, line.weight
    lift_rows = [
        (solution_index[edge.solution], competency_index[edge.competency], edge.from_level, edge.to_level)
        for edge in lifts
    ]
    order_rows = [(solution_index[edge.solution], solution_index[edge.requires]) for edge in prerequisites]
    return CompiledGraph(
        competencies,
        jobs,
        solutions,
        competency_index,
        job_index,
        solution_index,
        _fixed(required),
        _fixed(weight),
        *_columns(lift_rows, 4),
        *_columns(order_rows, 2),
    )


def _index(codes: tuple[str, ...]) -> Mapping[str, int]:
    return MappingProxyType({code: position for position, code in enumerate(codes)})


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> list[NDArray[np.int64]]:
    table = np.array(sorted(rows), dtype=np.int64).reshape(len(rows), width)
    return [_fixed(np.ascontiguousarray(column)) for column in table.T]


def _fixed(array: NDArray[_Scalar]) -> NDArray[_Scalar]:
    array.setflags(write=False)
    return array
