"""Made organisations are what they say, bounds are bounds, and the command measures."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("ortools", reason="OR-Tools is in the extra [bench]")

from benchmarks.allocate.__main__ import main
from benchmarks.allocate.bounds import bounded
from benchmarks.allocate.made import bytes_of, made_organisation
from benchmarks.allocate.proof import small_case
from planner.allocation import Stop, allocate
from planner.allocation.bound import Effort
from planner.compose import compose
from tests.checker import exhaustive


def test_a_made_organisation_is_the_same_each_time_and_short_of_seats_and_money() -> None:
    made, again = (made_organisation(60, solutions=200, seed=5) for _ in range(2))
    assert bytes_of(made) == bytes_of(again)
    for part in ("dates", "resources", "people"):
        for name, value in vars(getattr(made, part)).items():
            assert np.array_equal(value, getattr(getattr(again, part), name)), name
    used = np.zeros(len(made.resources.capacity))
    for person in range(len(made.people)):
        problem = made.problem(person)
        found = compose(problem, 0)
        assert found.reason or not exhaustive.broken(problem, found.chosen)
        slot, _ = made.slots_of(person)
        _, resource, amount = made.use(person, slot[list(found.chosen)])
        np.add.at(used, resource, amount)
    assert used[-1 - made.resources.group_seats.size] > made.resources.purses[-1]
    assert (used > made.resources.capacity)[: len(made.resources.seats)].any()


def test_every_made_candidate_closes_a_step_or_leads_to_one_that_does() -> None:
    people = made_organisation(40, solutions=300, seed=6).people
    for person in range(len(people)):
        first, end = people.candidate_from[person : person + 2]
        places = np.arange(first, end)
        steps = np.diff(people.step_from)[person]
        asked = people.after[people.after_from[first] : people.after_from[end]]
        covers = np.diff(people.cover_from)[places]
        assert (covers[np.setdiff1d(np.arange(end - first), asked)] > 0).all()
        assert (asked <= end - first).all()
        assert (np.diff(people.candidate[places]) > 0).all()
        for begin, listed in ((people.cover_from, people.cover_step), (people.need_from, people.need_step)):
            assert (listed[begin[first] : begin[end]] < steps).all()


@pytest.mark.parametrize("seed", range(6))
def test_no_plan_is_worth_more_than_the_optimum_and_no_bound_is_less(seed: int) -> None:
    told = small_case(seed)
    assert told.proven
    assert told.sound, told


def test_the_command_measures_a_toy(capsys: pytest.CaptureFixture[str]) -> None:
    toy = ["--people", "12", "--solutions", "150", "--rounds", "1", "--cases", "8", "--json"]
    assert main(toy) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["people"] == 12
    assert told["planned"] > 0
    assert told["broken_rules"] == 0
    assert told["bound"] == "exact"
    assert told["unproven"] == 0
    assert 0.0 <= told["gap"] <= told["deterministic_gap"] <= told["program_gap"]
    assert told["seconds"] > 0
    assert told["data_mb"] >= 0


def test_a_samples_bound_is_above_the_exact_one_and_says_so() -> None:
    organisation = made_organisation(30, solutions=150, seed=9)
    result = allocate(organisation, Stop(rounds=1))
    everybody, some = (
        bounded(organisation, result.prices, result.plan, sample, Effort(2)) for sample in (30, 12)
    )
    assert result.worth <= everybody.exact <= everybody.certain
    assert everybody.exact == everybody.estimate
    assert everybody.exact < some.exact <= some.certain == everybody.certain
    assert some.estimate < some.exact
