"""Planning problems small enough to try every choice: a strategy, and one instance to be varied by ``replace``."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
from hypothesis import strategies as st

from planner.problem import Limits, Problem

WEEKS, MONTHS = 12, 3


def problem_of(
    options: list[tuple[int, int, int, float, int]], covers: list[list[bool]], **more: object
) -> Problem:
    """A problem from (solution, start, weeks, hours, bucket) rows; jp is half the hours, success 0.5, all else free."""
    table = np.array(options, dtype=float).reshape(-1, 5)
    count = len(table)
    steps = len(covers[0]) if covers else 0
    plain = Problem(
        solution=table[:, 0].astype(np.int64),
        start=table[:, 1].astype(np.int64),
        end=(table[:, 1] + table[:, 2]).astype(np.int64),
        hours=table[:, 3],
        jp=table[:, 3] / 2,
        cost=np.zeros(count),
        bucket=table[:, 4].astype(np.int64),
        success=np.full(count, 0.5),
        enrichment=np.zeros(count),
        covers=np.array(covers, dtype=np.bool_).reshape(count, steps),
        weight=np.ones(steps),
        month_load=np.zeros((count, 1, MONTHS)),
        need_option=np.empty(0, np.int64),
        need_step=np.empty(0, np.int64),
        after_option=np.empty(0, np.int64),
        after_solution=np.empty(0, np.int64),
        weeks=WEEKS,
        limits=FREE,
    )
    return replace(plain, **more)  # type: ignore[arg-type]


FREE = Limits(
    hours_max=1000.0,
    jp_min=0.0,
    jp_max=inf,
    budget=inf,
    share_low=(0.0, 0.0, 0.0),
    share_high=(1.0, 1.0, 1.0),
    at_once=3,
    form_month_caps=(inf,),
    second_share=0.25,
)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """A problem of up to six solutions with up to two dates each, and limits that often bind."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    solutions = draw(st.integers(1, 6))
    steps = draw(st.integers(0, 4))
    hours = rng.integers(2, 30, solutions)
    bucket = rng.permutation(np.arange(solutions) % 3)
    covers = rng.random((solutions, steps)) < 0.4
    options, rows = [], []
    for solution in range(solutions):
        weeks = int(rng.integers(1, 6))
        for _ in range(int(rng.integers(1, 3))):
            start = int(rng.integers(0, WEEKS - weeks + 1))
            options.append((solution, start, weeks, float(hours[solution]), int(bucket[solution])))
            rows.append(covers[solution].tolist())
    return _bound(draw, rng, problem_of(options, rows))


def _bound(draw: st.DrawFn, rng: np.random.Generator, problem: Problem) -> Problem:
    count, steps = problem.covers.shape
    needs, afters = (int(rng.integers(0, 4)) if steps else 0), int(rng.integers(0, 3))
    tight = draw(st.booleans())
    return replace(
        problem,
        cost=rng.integers(0, 5, count).astype(float),
        success=rng.uniform(0.2, 0.95, int(problem.solution.max()) + 1)[problem.solution],
        enrichment=rng.uniform(0, 0.02, count),
        weight=rng.uniform(0.5, 2.0, steps),
        month_load=rng.integers(0, 3, (count, 1, MONTHS)).astype(float),
        need_option=rng.integers(0, count, needs),
        need_step=rng.integers(0, max(steps, 1), needs),
        after_option=rng.integers(0, count, afters),
        after_solution=rng.integers(0, int(problem.solution.max()) + 2, afters),
        limits=Limits(
            hours_max=float(rng.integers(10, 120)),
            jp_min=float(draw(st.sampled_from([0, 8, 20]))),
            jp_max=float(draw(st.sampled_from([24.0, inf]))),
            budget=float(rng.integers(2, 12)),
            share_low=(0.6, 0.1, 0.05) if tight else (0.2, 0.0, 0.0),
            share_high=(0.8, 0.3, 0.15) if tight else (1.0, 0.8, 0.6),
            at_once=int(rng.integers(1, 4)),
            form_month_caps=(float(rng.integers(2, 7)),),
            second_share=0.25,
        ),
    )
