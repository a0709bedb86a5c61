"""The composer: lawful, near the best, honest about what cannot be, the same for the same seed."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.compose import compose, compose_many, value_of, violations
from planner.composing.data import MOST_WEEKS
from planner.problem import Problem, Relaxation
from tests.checker import exhaustive
from tests.planner.small_problems import FREE, problem_of, problems

NEAR = 0.9
made = settings(max_examples=60, deadline=None)


@made
@given(problems(), st.integers(0, 2**60))
def test_a_plan_is_lawful_and_near_the_best_of_all_choices(problem: Problem, seed: int) -> None:
    solution = compose(problem, seed)
    best = exhaustive.best(problem)
    assert bool(solution.reason) == (best is None)
    if best is not None:
        assert exhaustive.broken(problem, solution.chosen) == set()
        assert solution.value == pytest.approx(exhaustive.value(problem, solution.chosen))
        assert solution.value >= NEAR * exhaustive.value(problem, best)


@made
@given(problems(), st.integers(0, 9))
def test_the_smallest_change_that_is_told_makes_a_plan_possible(problem: Problem, seed: int) -> None:
    solution = compose(problem, seed)
    if solution.relaxation is not None:
        assert solution.reason == solution.relaxation.limit
        assert exhaustive.best(relaxed(problem, solution.relaxation)) is not None


def relaxed(problem: Problem, change: Relaxation) -> Problem:
    """The problem with one limit changed as told."""
    limits = problem.limits
    if change.limit == "form_month_cap":
        caps = tuple(change.needed if cap == change.now else cap for cap in limits.form_month_caps)
        return replace(problem, limits=replace(limits, form_month_caps=caps))
    if change.limit.startswith("mix_"):
        bucket = ("mix_70", "mix_20", "mix_10").index(change.limit)
        low, high = list(limits.share_low), list(limits.share_high)
        side = low if change.needed < change.now else high
        assert side[bucket] == change.now
        side[bucket] = change.needed
        return replace(problem, limits=replace(limits, share_low=tuple(low), share_high=tuple(high)))
    return replace(problem, limits=replace(limits, **{change.limit: change.needed}))


@made
@given(problems(), st.data())
def test_what_a_choice_is_worth_and_breaks_agrees_with_the_plain_reading(
    problem: Problem, data: st.DataObject
) -> None:
    options = st.integers(0, len(problem.solution) - 1)
    chosen = data.draw(st.lists(options, unique=True, max_size=6))
    assert set(violations(problem, chosen)) == exhaustive.broken(problem, chosen)
    assert value_of(problem, chosen) == pytest.approx(exhaustive.value(problem, chosen))


@settings(made, max_examples=10)
@given(st.lists(problems(), min_size=1, max_size=20), st.integers(0, 99))
def test_workers_and_company_change_nothing(several: list[Problem], seed: int) -> None:
    seeds = [seed + number for number in range(len(several))]
    done: list[int] = []
    alone = [compose(problem, own) for problem, own in zip(several, seeds, strict=True)]
    assert compose_many(several, seeds, workers=3, progress=done.append) == alone
    assert sum(done) == len(several)


@settings(made, max_examples=10)
@given(problems())
def test_a_problem_is_never_written_to(problem: Problem) -> None:
    frozen = {f.name: getattr(problem, f.name) for f in fields(problem)}
    for array in frozen.values():
        if isinstance(array, np.ndarray):
            array.setflags(write=False)
    assert compose(problem, 1) == compose(problem, 1)


def test_a_horizon_that_does_not_fit_a_word_is_refused() -> None:
    problem = problem_of([(0, 0, 1, 10.0, 0)], [[True]], weeks=MOST_WEEKS + 1)
    with pytest.raises(ValueError, match="longer than"):
        compose(problem, 1)


def test_a_step_comes_before_what_builds_on_it() -> None:
    """The second level can only be begun on the later of its two dates."""
    problem = problem_of(
        [(0, 2, 3, 10.0, 0), (1, 4, 2, 10.0, 0), (1, 5, 2, 10.0, 0)],
        [[True, False], [False, True], [False, True]],
        need_option=np.array([1, 2]),
        need_step=np.array([0, 0]),
    )
    assert compose(problem, 1).chosen == (0, 2)


def test_a_prerequisite_that_closes_nothing_is_taken_along() -> None:
    problem = problem_of(
        [(0, 0, 2, 10.0, 0), (1, 3, 2, 10.0, 0)],
        [[False], [True]],
        after_option=np.array([1]),
        after_solution=np.array([0]),
    )
    assert compose(problem, 1).chosen == (0, 1)


def test_a_second_solution_for_a_step_counts_a_quarter() -> None:
    problem = problem_of([(0, 0, 1, 10.0, 0), (1, 3, 1, 10.0, 0)], [[True], [True]])
    assert compose(problem, 1).value == pytest.approx(0.5 + 0.25 * 0.5)


def test_without_a_quota_somebody_with_a_gap_still_gets_a_plan_or_a_reason() -> None:
    """Taking nothing would be within every limit, and is no plan."""
    problem = problem_of([(0, 0, 1, 10.0, 0)], [[False, True]])
    assert compose(problem, 1).chosen == (0,)
    closing_nothing = replace(problem, covers=np.zeros((1, 2), dtype=np.bool_))
    assert compose(closing_nothing, 1).reason == "no_candidate"


TWO = problem_of([(0, 0, 4, 20.0, 0), (1, 2, 4, 10.0, 1)], [[True], [True]], cost=np.array([3.0, 5.0]))


@pytest.mark.parametrize(
    ("limits", "change"),
    [
        ({"jp_min": 16.0}, Relaxation("jp_min", 16.0, 15.0)),
        ({"jp_min": 8.0, "hours_max": 15.0}, Relaxation("hours_max", 15.0, 20.0)),
        ({"jp_max": 4.0}, Relaxation("jp_max", 4.0, 5.0)),
        ({"budget": 2.5}, Relaxation("budget", 2.5, 3.0)),
        ({"jp_min": 11.0, "share_high": (0.66, 1.0, 1.0)}, Relaxation("mix_70", 0.66, 2 / 3)),
        ({"jp_min": 12.0, "at_once": 1}, Relaxation("jp_min", 12.0, 10.0)),
        ({"jp_min": 15.0, "at_once": 2, "hours_max": 28.0}, Relaxation("hours_max", 28.0, 30.0)),
    ],
)
def test_the_smallest_mend_is_told(limits: dict[str, object], change: Relaxation) -> None:
    solution = compose(replace(TWO, limits=replace(FREE, **limits)), 1)  # type: ignore[arg-type]
    assert solution.chosen == ()
    assert solution.reason == change.limit
    assert solution.relaxation is not None
    assert solution.relaxation.now == pytest.approx(change.now)
    assert solution.relaxation.needed == pytest.approx(change.needed)


ALL_AT_ONCE = problem_of(
    [(0, 0, 4, 10.0, 0), (1, 0, 4, 10.0, 1), (2, 0, 4, 10.0, 2)],
    [[True], [True], [True]],
    month_load=np.full((3, 1, 3), 1.5),
    limits=replace(FREE, share_low=(0.3, 0.3, 0.3)),
)
"""With these shares none can be taken without the other two."""


@pytest.mark.parametrize(
    ("limits", "change"),
    [
        ({"at_once": 2}, Relaxation("at_once", 2.0, 3.0)),
        ({"form_month_caps": (3.0,)}, Relaxation("form_month_cap", 3.0, 4.5)),
    ],
)
def test_too_much_at_once_or_in_a_month_can_be_the_reason(
    limits: dict[str, object], change: Relaxation
) -> None:
    problem = replace(ALL_AT_ONCE, limits=replace(ALL_AT_ONCE.limits, **limits))  # type: ignore[arg-type]
    assert compose(problem, 1).relaxation == change
