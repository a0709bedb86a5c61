"""The one definition of a gap: the level a job requires less the level a person has proven, on a day.

The same function serves one person and a whole agency; nothing in it loops over people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import repeat
from operator import attrgetter
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from competency_models.compiled import CompiledGraph
from competency_models.evidence import EvidenceState, best_evidence
from competency_models.parameters import ParametersAt
from competency_models.people import Assessment, Person

__all__ = [
    "EvidenceState",
    "Gap",
    "GapTable",
    "MatchBand",
    "considerations",
    "find_gaps",
    "job_match",
    "match_band",
]


@dataclass(frozen=True, slots=True)
class Gap:
    """A required competency of one person; ``evidence`` is what decided ``proven`` or failed to prove it."""

    competency: str
    required: int
    proven: int
    weight: float
    state: EvidenceState
    evidence: Assessment | None = None

    @property
    def gap(self) -> int:
        """Levels still to be gained; never negative."""
        return max(self.required - self.proven, 0)


@dataclass(frozen=True, eq=False)
class GapTable:
    """Gaps of P people in K competencies on a day; rows follow ``nips`` and columns ``competencies``.

    ``required`` is 0 where the job does not require the competency (or there is no target job); ``weight`` is 0 there too.
    ``evidence`` indexes ``assessments`` (-1: none); ``evidence_state`` holds ``EvidenceState``.
    """

    nips: tuple[str, ...]
    competencies: tuple[str, ...]
    day: date
    required: NDArray[np.int8]
    proven: NDArray[np.int8]
    weight: NDArray[np.float64]
    evidence: NDArray[np.int64]
    evidence_state: NDArray[np.int8]
    assessments: Sequence[Assessment]

    @cached_property
    def gap(self) -> NDArray[np.int8]:
        """Levels still to be gained (P, K), never negative."""
        gap: NDArray[np.int8] = np.maximum(self.required - self.proven, np.int8(0))
        return gap

    @cached_property
    def weighted_gap(self) -> NDArray[np.float64]:
        """Sum of levels to be gained × weight (P,)."""
        weighted: NDArray[np.float64] = np.einsum("pk,pk->p", self.gap, self.weight)
        return weighted

    @cached_property
    def row_index(self) -> dict[str, int]:
        """Row of each NIP."""
        return dict(zip(self.nips, range(len(self.nips)), strict=True))

    def row(self, nip: str) -> tuple[Gap, ...]:
        """Return what is required of a person and how far it is proven. Raises KeyError for an unknown NIP."""
        row = self.row_index[nip]
        return tuple(self._cell(row, column) for column in np.flatnonzero(self.required[row]).tolist())

    def _cell(self, row: int, column: int) -> Gap:
        place = row, column
        found = int(self.evidence[place])
        return Gap(
            self.competencies[column],
            int(self.required[place]),
            int(self.proven[place]),
            float(self.weight[place]),
            EvidenceState(self.evidence_state[place]),
            self.assessments[found] if found >= 0 else None,
        )


def find_gaps(
    graph: CompiledGraph,
    people: Sequence[Person],
    assessments: Sequence[Assessment],
    day: date,
    parameters_at: ParametersAt,
    job: Literal["held", "target"] = "held",
) -> GapTable:
    """Return the gaps of ``people`` against the job they hold or the one they aim at.

    Evidence that is expired, not yet verified or later than ``day`` proves nothing (see ``evidence.py``). Raises
    ValueError where a person stands twice in ``people`` or has a job that is not in the graph.
    """
    nips = tuple(map(attrgetter("nip"), people))
    rows = dict(zip(nips, range(len(nips)), strict=True))
    if len(rows) < len(nips):
        raise ValueError("a person stands twice in people")
    evidence, state = best_evidence(assessments, rows, graph.competency_index, day, parameters_at)
    levels = np.fromiter(map(attrgetter("level"), assessments), np.int8, len(assessments))
    proven = np.where(state == EvidenceState.VALID, np.append(levels, np.int8(0))[evidence], np.int8(0))
    jobs = _job_rows(graph, people, "job" if job == "held" else "target_job")
    required = _with_empty_row(graph.required)[jobs]
    weight = _with_empty_row(graph.weight)[jobs]
    return GapTable(nips, graph.competencies, day, required, proven, weight, evidence, state, assessments)


def _job_rows(graph: CompiledGraph, people: Sequence[Person], field: str) -> NDArray[np.int64]:
    """Row of each person's job; the row after the last for those without one."""
    codes = list(map(attrgetter(field), people))
    index = dict(zip((*graph.jobs, None), range(len(graph.jobs) + 1), strict=True))
    rows = np.fromiter(map(index.get, codes, repeat(-1)), np.int64, len(codes))
    if unknown := np.flatnonzero(rows < 0).tolist():
        raise ValueError(f"the job {codes[unknown[0]]} is not in the graph")
    return rows


def _with_empty_row(matrix: NDArray[Any]) -> NDArray[Any]:
    return np.vstack([matrix, np.zeros((1, matrix.shape[1]), matrix.dtype)])


def job_match(table: GapTable) -> NDArray[np.float64]:
    """Return each person's job-person match (P,) in percent: proven levels ÷ required levels × 100, at most 100.

    Only required competencies count. NaN where nothing is required. Formula: regulations ``job_match.*``.
    """
    required = table.required.sum(axis=1, dtype=np.int64)
    proven = np.where(table.required > 0, table.proven, 0).sum(axis=1, dtype=np.int64)
    match = np.full(len(table.nips), np.nan)
    np.divide(100.0 * proven, required, out=match, where=required > 0)
    return match.clip(max=100.0)


@dataclass(frozen=True, slots=True)
class MatchBand:
    """A band of the job-person match: from ``lower`` percent up to the next band."""

    key: str
    lower: float
    name: str
    name_en: str


def match_band(
    value: float, parameters_at: ParametersAt, purpose: Literal["filling", "mapping"]
) -> MatchBand | None:
    """Return the band of a job-person match (percent) for filling posts or for mapping; None for NaN."""
    bands = parameters_at[f"job_match.{purpose}"]
    reached = [band for band in bands if value >= band["lower"]]
    if not reached:
        return None
    band = max(reached, key=lambda band: float(band["lower"]))
    return MatchBand(band["key"], band["lower"], band["id"], band["en"])


def considerations(parameters_at: ParametersAt) -> dict[str, tuple[str, ...]]:
    """Return the models of 70:20:10 that each consideration allows (SE 07/SE/KM/2023, F)."""
    return dict(parameters_at["considerations"])
