"""What the benchmark compares with is the exact optimum, and its figures count what they say."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings

from planner.problem import Problem, Solution
from tests.checker import exhaustive
from tests.planner.small_problems import problems

pytest.importorskip("ortools", reason="OR-Tools is in the extra [bench]")

from benchmarks import compose as bench
from benchmarks.exact import Exact, solve_cp_sat, solve_highs
from benchmarks.made import made_problems


@settings(max_examples=30, deadline=None)
@given(problems())
def test_both_exact_solvers_find_the_best_of_all_choices(problem: Problem) -> None:
    best = exhaustive.best(problem)
    for solve in (solve_cp_sat, solve_highs):
        found = solve(problem)
        assert found.proven
        assert (found.chosen is None) == (best is None)
        if best is not None and found.chosen is not None:
            assert exhaustive.value(problem, found.chosen) == pytest.approx(
                exhaustive.value(problem, best), abs=1e-4
            )


def pair(
    value: float, optimum: float, *, reason: str = "", exact: Exact = Exact((0,), True, 1.0)
) -> bench.Pair:
    return bench.Pair("demo", Solution((0,), value, reason), exact, 0.01, optimum, True)


def test_the_figures_count_missed_plans_and_leave_out_what_has_no_optimum() -> None:
    found = bench.figures(
        [
            pair(9.0, 10.0),
            pair(10.0, 10.0),
            pair(0.0, 10.0, reason="jp_min"),
            pair(0.0, 0.0, reason="jp_min", exact=Exact(None, True, 1.0)),
            pair(5.0, 4.0, exact=Exact((0,), False, 1.0)),
        ]
    )
    assert found["mean_ratio"] == pytest.approx(19 / 30, abs=1e-5)
    assert found["worst_ratio"] == 0.0
    assert (found["wrongly_infeasible"], found["infeasible"], found["unproven"]) == (1, 1, 1)
    assert found["speed_ratio"] == pytest.approx(100.0)


def test_the_same_seed_makes_the_same_problems() -> None:
    one, other = (next(made_problems(1, 5, solutions=200, hard=True)) for _ in range(2))
    assert (one.success == other.success).all()
    assert one.limits == other.limits


def test_one_object_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--people", "1", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["people"] == 2
    assert {"mean_ratio", "worst_ratio", "speed_ratio", "wrongly_infeasible"} <= found.keys()
    assert found["unlawful"] == 0


def test_catalogues_of_several_sizes_are_a_family_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main(["--people", "3", "--sizes", "60", "90", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["made_60_people"] == found["made_90_people"] == 3
    assert found["people"] == 6
    assert found["wrongly_infeasible"] == found["unlawful"] == 0
