"""People's cases as the flat arrays of ``planner.allocation``: made block by block, so that the cases need not be kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from planner.allocation.organisation import People
from planner.build_problem import Case, prerequisites
from planner.problem import Floats, Ints, Limits
from planner.steps import entries
from planner.world import World

Lists = Mapping[str, NDArray[np.generic]]


@dataclass
class Rows:
    """Arrays of one block after another, and the distinct limits met so far."""

    blocks: list[Lists] = field(default_factory=list)
    limits: dict[Limits, int] = field(default_factory=dict)

    def add(self, world: World, cases: Sequence[Case], weights: Floats, floors: Floats) -> None:
        """Add people; what their plans are worth counts ``weights`` (people,) times."""
        covers = [np.nonzero(case.short.covers) for case in cases]
        needs = [entries(world.table, case.short.solution, case.steps) for case in cases]
        afters = [prerequisites(world, case.row, case.short.solution) for case in cases]
        sizes = [len(case.short.solution) for case in cases]
        steps = [len(case.steps.weight) for case in cases]
        limit = [self.limits.setdefault(case.problem.limits, len(self.limits)) for case in cases]
        own = _floats(case.short.enrichment for case in cases)
        self.blocks.append(
            {
                "candidates": np.array(sizes, dtype=np.int64),
                "candidate": _ints(case.short.solution for case in cases),
                "success": _floats(case.short.said.success for case in cases),
                "enrichment": own * np.repeat(weights, sizes),
                "covers": _counts(covers, sizes),
                "cover_step": _ints(step for _, step in covers),
                "needs": _counts(needs, sizes),
                "need_step": _ints(step for _, step in needs),
                "afters": _counts(afters, sizes),
                "after": _ints(required for _, required in afters),
                "steps": np.array(steps, dtype=np.int64),
                "weight": _floats(case.steps.weight for case in cases) * np.repeat(weights, steps),
                "limit": np.array(limit, dtype=np.int64),
                "floor": floors,
            }
        )

    def people(self, payers: Sequence[Ints], group: Ints, seed: Ints) -> People:
        """Everybody added; ``payers`` are each person's purses, ``group`` and ``seed`` (P,) as in ``People``."""
        return People(
            candidate_from=_begin(self._ints("candidates")),
            candidate=self._ints("candidate"),
            success=self._floats("success"),
            enrichment=self._floats("enrichment"),
            cover_from=_begin(self._ints("covers")),
            cover_step=self._ints("cover_step"),
            need_from=_begin(self._ints("needs")),
            need_step=self._ints("need_step"),
            after_from=_begin(self._ints("afters")),
            after=self._ints("after"),
            step_from=_begin(self._ints("steps")),
            weight=self._floats("weight"),
            limit=self._ints("limit"),
            limits=tuple(self.limits),
            purse_from=_begin(np.array([len(one) for one in payers], dtype=np.int64)),
            purse=_ints(payers),
            group=group,
            floor=self._floats("floor"),
            seed=seed,
        )

    def _ints(self, name: str) -> Ints:
        return _ints(block[name].astype(np.int64, copy=False) for block in self.blocks)

    def _floats(self, name: str) -> Floats:
        return _floats(block[name].astype(np.float64, copy=False) for block in self.blocks)


def _counts(edges: Sequence[tuple[Ints, ...]], sizes: Sequence[int]) -> Ints:
    """How many edges each candidate has; edges are sorted by candidate."""
    return _ints(np.bincount(place, minlength=size) for (place, *_), size in zip(edges, sizes, strict=True))


def _begin(counts: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def _ints(parts: Iterable[Ints]) -> Ints:
    return np.concatenate([np.zeros(0, dtype=np.int64), *parts])


def _floats(parts: Iterable[Floats]) -> Floats:
    return np.concatenate([np.zeros(0), *parts])
