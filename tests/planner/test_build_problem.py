"""The frozen problem: options on dates, steps, entries, prerequisites, monthly sessions."""

from __future__ import annotations

from datetime import date

import numpy as np

from catalog.solutions import Participation
from planner.build_problem import Case
from planner.cases import cases_of
from planner.journey import Consideration
from planner.world import World
from tests.planner.small_world import ANI, BUDI, small_world


def case_of(world: World, nip: str) -> Case:
    """A person's case."""
    return cases_of(world, np.array([world.people[nip]]), Consideration.GAP)[0]


def options(world: World, case: Case, code: str) -> list[int]:
    """The options of a solution."""
    numbers = case.short.solution[case.place]
    return np.flatnonzero(numbers == world.table.index[code]).tolist()


def test_a_step_is_one_missing_level_with_its_weight() -> None:
    case = case_of(small_world(), ANI)
    assert case.steps.level.tolist() == [2, 3]
    assert case.problem.weight.tolist() == [2.0, 2.0]


def test_an_option_covers_the_levels_its_lift_brings() -> None:
    world = small_world()
    case = case_of(world, ANI)
    for code, covered in (("COMMUNITY", [True, False]), ("VISIT", [True, True]), ("CLASS", [False, True])):
        for option in options(world, case, code):
            assert case.problem.covers[option].tolist() == covered


def test_a_batch_is_one_option_and_everything_else_starts_with_a_month() -> None:
    world = small_world()
    case = case_of(world, ANI)
    (batch,) = options(world, case, "CLASS")
    assert case.problem.start[batch] == world.horizon.week_of(date(2027, 3, 1))
    starts = [world.slots.rows[case.slot[option]].starts for option in options(world, case, "VISIT")]
    assert len(starts) == 12
    assert all(start.weekday() == 0 and start.day <= 7 for start in starts)


def test_a_lift_above_what_is_proven_waits_for_the_step_below() -> None:
    world = small_world()
    case = case_of(world, ANI)
    waiting = {
        (int(o), int(s)) for o, s in zip(case.problem.need_option, case.problem.need_step, strict=True)
    }
    assert waiting == {(option, 0) for option in options(world, case, "CLASS")}
    assert len(case_of(world, BUDI).problem.need_option) == 0


def test_a_prerequisite_binds_until_it_was_completed() -> None:
    world = small_world()
    case = case_of(world, ANI)
    assert set(case.problem.after_option.tolist()) == set(options(world, case, "COACH"))
    assert set(case.problem.after_solution.tolist()) == {int(case.place[options(world, case, "ONLINE")[0]])}
    done = (Participation(ANI, "ONLINE", date(2024, 1, 1), date(2024, 2, 1), True),)
    assert len(case_of(small_world(participations=done), ANI).problem.after_option) == 0


def test_sessions_of_a_capped_form_are_spread_over_the_weeks() -> None:
    world = small_world()
    case = case_of(world, ANI)
    form = world.slots.capped.index("coaching")
    for option in options(world, case, "COACH"):
        assert np.isclose(case.problem.month_load[option, form].sum(), 3.0)
    (january, *_) = options(world, case, "COACH")
    assert np.allclose(case.problem.month_load[january, form, :3], [1.5, 1.5, 0.0])


def test_a_case_without_a_batch_keeps_its_other_options_and_edges() -> None:
    world = small_world()
    case = case_of(world, ANI)
    less = case.without(np.array([0]), world.slots)
    assert options(world, less, "CLASS") == []
    assert len(less.problem.solution) == len(case.problem.solution) - 1
    assert len(less.problem.need_option) == 0
    after = less.problem.after_option
    assert set(after.tolist()) == set(options(world, less, "COACH"))
