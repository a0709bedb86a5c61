"""A person for whom nothing is offered has no plan, and the composer says so instead of searching."""

from __future__ import annotations

from dataclasses import replace
from math import inf

import numpy as np
import pytest

from planner.compose import compose
from planner.problem import Limits, Problem

NOTHING = Problem(
    **{name: np.empty(0, np.int64) for name in ("solution", "start", "end", "bucket")},
    **{name: np.empty(0) for name in ("hours", "jp", "cost", "success", "enrichment", "weight")},
    **{
        name: np.empty(0, np.int64) for name in ("need_option", "need_step", "after_option", "after_solution")
    },
    covers=np.empty((0, 0), np.bool_),
    month_load=np.empty((0, 3, 12)),
    weeks=52,
    limits=Limits(160, 20, inf, 1e7, (0.6, 0.1, 0.05), (0.8, 0.3, 0.15), 3, (2, 2, 2), 0.25),
)


@pytest.mark.parametrize(("jp_min", "reason"), [(20.0, "no_candidate"), (0.0, "")])
def test_without_options_the_empty_plan_is_lawful_only_where_no_quota_binds(
    jp_min: float, reason: str
) -> None:
    solution = compose(replace(NOTHING, limits=replace(NOTHING.limits, jp_min=jp_min)), seed=1)
    assert (solution.chosen, solution.value, solution.reason) == ((), 0.0, reason)


def test_a_gap_that_nothing_closes_is_named_even_without_a_quota() -> None:
    problem = replace(
        NOTHING,
        weight=np.ones(2),
        covers=np.empty((0, 2), np.bool_),
        limits=replace(NOTHING.limits, jp_min=0.0),
    )
    assert compose(problem, seed=1).reason == "no_candidate"
