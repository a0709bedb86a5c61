"""Everybody's plan: lawful at any stop, within what there is, the same for any number of workers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.allocate.made import made_organisation
from planner.allocation import Organisation, Result, Stop, allocate
from planner.allocation import partitions as verbs
from planner.compose import compose, value_of, violations


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    return made_organisation(32, solutions=200)


def assert_lawful(organisation: Organisation, result: Result) -> None:
    used = np.zeros(len(result.used))
    for person in range(len(organisation.people)):
        slot, _ = organisation.slots_of(person)
        chosen = np.flatnonzero(np.isin(slot, result.plan.of(person)))
        if not result.plan.planned[person]:
            assert not len(chosen)
            continue
        problem = organisation.problem(person)
        assert violations(problem, chosen) == ()
        assert value_of(problem, chosen) == pytest.approx(result.plan.value[person])
        _, resource, amount = organisation.use(person, slot[chosen])
        np.add.at(used, resource, amount)
    assert (result.used <= organisation.resources.capacity).all()
    assert used == pytest.approx(result.used)


@pytest.mark.parametrize("stop", [Stop(rounds=1), Stop(rounds=3), Stop(seconds=0.0)])
def test_a_plan_is_lawful_whenever_it_stops(organisation: Organisation, stop: Stop) -> None:
    result = allocate(organisation, stop)
    assert_lawful(organisation, result)
    assert result.worth <= result.bound
    assert result.plan.planned.sum() >= 25, "twenty-seven have a lawful plan at all"


def test_the_same_for_any_number_of_workers(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verbs, "PARTITION", 8)
    results = [allocate(organisation, Stop(rounds=2), workers) for workers in (1, 2, 4)]
    assert len({one.plan.hash for one in results}) == 1
    assert len({(one.worth, one.bound, one.prices.tobytes()) for one in results}) == 1


def test_where_there_is_enough_everybody_has_the_composers_plan(organisation: Organisation) -> None:
    plenty = replace(
        organisation.resources,
        seats=np.full_like(organisation.resources.seats, 1000),
        purses=np.full_like(organisation.resources.purses, np.inf),
        group_seats=np.full_like(organisation.resources.group_seats, np.inf),
    )
    rich = replace(organisation, resources=plenty)
    result = allocate(rich, Stop(rounds=1))
    assert not result.prices.any()
    for person in range(len(rich.people)):
        alone = compose(rich.problem(person), int(rich.people.seed[person]))
        assert result.plan.value[person] >= alone.value - 1e-9


def test_a_search_cut_short_goes_on_to_the_same_bits(organisation: Organisation) -> None:
    kept: list[bytes] = []
    whole = allocate(organisation, Stop(rounds=3), keep=kept.append)
    for body in kept:
        resumed = allocate(organisation, Stop(rounds=3), workers=2, kept=body)
        assert (resumed.plan.hash, resumed.trace) == (whole.plan.hash, whole.trace)
        assert resumed.prices.tobytes() == whole.prices.tobytes()
    with pytest.raises(ValueError, match="not those of a search"):
        allocate(organisation, kept=b"something else")
