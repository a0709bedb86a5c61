"""The learning solutions of an agency as arrays, with their forms read at the plan's day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from catalog.forms import Form
from catalog.solutions import Bucket, LearningSolution, Mode
from competency_models.compiled import CompiledGraph
from competency_models.framework import Prerequisite
from planner.problem import Bools, Floats, Ints

BUCKETS = (Bucket.EXPERIENCE, Bucket.SOCIAL, Bucket.FORMAL)
"""The order in which arrays count the three models."""


@dataclass(frozen=True, slots=True, eq=False)
class SolutionTable:
    """``S`` solutions sorted by code and their ``L`` lifts sorted by solution.

    ``form`` (S,) indexes ``form_keys`` (-1: the form is not in force); ``bucket`` (S,) is 0, 1, 2 for 70, 20, 10
    (-1: the scheme has no model for it); ``jp`` (S,) is what regulation counts; ``lift_first`` (S + 1,) bounds
    each solution's lifts. ``requires`` gives each solution's prerequisites by number.
    """

    solutions: tuple[LearningSolution, ...]
    index: Mapping[str, int]
    form_keys: tuple[str, ...]
    forms: tuple[Form, ...]
    form: Ints
    bucket: Ints
    hours: Floats
    jp: Floats
    weeks: Ints
    cost: Floats
    online: Bools
    blended: Bools
    dated: Bools
    requires: tuple[tuple[int, ...], ...]
    lift_first: Ints
    lift_solution: Ints
    lift_competency: Ints
    lift_from: Ints
    lift_to: Ints

    @classmethod
    def build(
        cls,
        solutions: Sequence[LearningSolution],
        prerequisites: Sequence[Prerequisite],
        graph: CompiledGraph,
        forms: Mapping[str, Form],
        scheme: str,
    ) -> SolutionTable:
        """Lay out the solutions; ``graph`` gives the lifts, ``scheme`` the division into 70:20:10."""
        ordered = tuple(sorted(solutions, key=lambda solution: solution.code))
        index = {solution.code: i for i, solution in enumerate(ordered)}
        keys = tuple(sorted(forms))
        place = {key: i for i, key in enumerate(keys)}
        return cls(
            solutions=ordered,
            index=index,
            form_keys=keys,
            forms=tuple(forms[key] for key in keys),
            form=_ints([place.get(s.form, -1) for s in ordered]),
            bucket=_ints([bucket_of(s, forms, scheme) for s in ordered]),
            hours=_floats([s.hours for s in ordered]),
            jp=_floats([jp_of(s, forms) for s in ordered]),
            weeks=_ints([s.weeks for s in ordered]),
            cost=_floats([s.cost for s in ordered]),
            online=np.array([s.mode is Mode.ONLINE for s in ordered], dtype=np.bool_),
            blended=np.array([s.mode is Mode.BLENDED for s in ordered], dtype=np.bool_),
            dated=np.array([s.needs_offering for s in ordered], dtype=np.bool_),
            requires=_requires(ordered, prerequisites, index),
            **_lifts(graph, index),
        )


def bucket_of(solution: LearningSolution, forms: Mapping[str, Form], scheme: str) -> int:
    """Number of the solution's model in ``BUCKETS``; its own choice only where the form leaves one. -1 for none."""
    form = forms.get(solution.form)
    allowed = form.buckets(scheme) if form is not None else ()
    if solution.bucket in allowed:
        return BUCKETS.index(solution.bucket)
    return BUCKETS.index(allowed[0]) if len(allowed) == 1 else -1


def jp_of(solution: LearningSolution, forms: Mapping[str, Form]) -> float:
    """Lesson hours (JP) that regulation counts for the solution; 0 where its form is not in force."""
    form = forms.get(solution.form)
    return form.jp(solution.hours, solution.sessions, solution.weeks) if form is not None else 0.0


def _requires(
    solutions: Sequence[LearningSolution], prerequisites: Sequence[Prerequisite], index: Mapping[str, int]
) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in solutions]
    for edge in prerequisites:
        found[index[edge.solution]].append(index[edge.requires])
    return tuple(tuple(sorted(set(row))) for row in found)


def _lifts(graph: CompiledGraph, index: Mapping[str, int]) -> dict[str, Ints]:
    place = _ints([index.get(code, -1) for code in graph.solutions])
    solution = place[graph.lift_solution]
    known = np.flatnonzero(solution >= 0)
    order = known[np.lexsort((graph.lift_from[known], graph.lift_competency[known], solution[known]))]
    count = np.bincount(solution[order], minlength=len(index))
    return {
        "lift_first": np.concatenate([[0], np.cumsum(count)]).astype(np.int64),
        "lift_solution": solution[order],
        "lift_competency": graph.lift_competency[order].astype(np.int64),
        "lift_from": graph.lift_from[order].astype(np.int64),
        "lift_to": graph.lift_to[order].astype(np.int64),
    }


def _ints(values: Sequence[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def _floats(values: Sequence[float]) -> Floats:
    return np.array(values, dtype=np.float64)
