"""The compiled bound is above what anybody's plan is worth, and not far above."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.allocate.made import made_organisation
from planner.allocation import Organisation, Plan
from planner.allocation.bound import Effort, bound_at, own_bounds, worth_at
from planner.compose import compose
from planner.composing.check import value_of
from planner.problem import Floats

PEOPLE = 24


@pytest.fixture(scope="module")
def made() -> Organisation:
    return made_organisation(PEOPLE, solutions=300, seed=3)


@pytest.fixture(scope="module")
def prices(made: Organisation) -> Floats:
    rng = np.random.default_rng(4)
    seats, purses = len(made.resources.seats), len(made.resources.purses)
    drawn = rng.random(len(made.resources.capacity)) * (rng.random(len(made.resources.capacity)) < 0.3)
    drawn[seats : seats + purses] *= 2e-7
    return drawn


@pytest.fixture(scope="module")
def composed(made: Organisation, prices: Floats) -> Plan:
    """Everybody's best plan at the prices, as the composer finds it; seats and money may be exceeded."""
    slots, values = [], []
    for person in range(PEOPLE):
        chosen = list(compose(made.problem(person, prices), 0).chosen)
        slots.append(np.sort(made.slots_of(person)[0][chosen]))
        values.append(value_of(made.problem(person), chosen))
    begin = np.concatenate([[0], np.cumsum([len(one) for one in slots])]).astype(np.int64)
    planned = np.array([len(one) > 0 for one in slots], dtype=np.int64)
    return Plan(begin, np.concatenate(slots), np.array(values), planned)


def test_a_plan_is_worth_its_value_less_the_prices(
    made: Organisation, prices: Floats, composed: Plan
) -> None:
    found = worth_at(made, composed, prices)
    for person in range(PEOPLE):
        _, resource, amount = made.use(person, composed.of(person))
        lawful = composed.planned[person] > 0
        expected = composed.value[person] - amount @ prices[resource] if lawful else -np.inf
        assert found[person] == pytest.approx(expected, abs=1e-9)


def test_the_bound_is_above_every_composed_plan_and_close(
    made: Organisation, prices: Floats, composed: Plan
) -> None:
    worth = worth_at(made, composed, prices)
    planned = np.isfinite(worth)
    assert planned.sum() > PEOPLE / 2
    shares = []
    for effort in (Effort(1), Effort(16)):
        own = own_bounds(made, prices, worth, effort)
        assert (own >= worth).all()
        shares.append(own[planned].sum() / worth[planned].sum())
    assert shares[1] <= shares[0] < 1.06
    assert shares[1] < 1.015


def test_the_bound_counts_floors_and_the_price_of_all_there_is(made: Organisation, prices: Floats) -> None:
    own = own_bounds(made, prices)
    total = np.maximum(0.0, made.people.floor + own).sum() + prices @ made.resources.capacity
    assert bound_at(made, prices) == pytest.approx(total)


def test_the_bound_is_the_same_bit_for_bit_on_two_workers(
    made: Organisation, prices: Floats, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.allocation.bound.BLOCK", 5)
    one, two = (own_bounds(made, prices, effort=Effort(4), workers=workers) for workers in (1, 2))
    assert np.array_equal(one, two)


def test_nobody_needs_no_bound(made: Organisation, prices: Floats) -> None:
    assert len(own_bounds(made.only(slice(0, 0)), prices)) == 0
