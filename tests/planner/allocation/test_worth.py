"""What one more seat or million is said to be worth, beside the exact optimum of small organisations with and without it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

pytest.importorskip("ortools", reason="OR-Tools is in the extra [bench]")

from benchmarks.allocate.small import small_organisation
from benchmarks.worth import ROUNDING, Checked, exactly, nothing, optimum
from planner.allocation import Organisation, Result, Stop, allocate
from planner.allocation.columns import Columns
from planner.allocation.worth import finish, worths
from tests.checker.everybody import Everybody

SEEDS = range(4, 10)
"""Cheap to solve exactly; in several of them prices and shortfalls matter."""


@pytest.fixture(scope="module")
def found() -> list[Checked]:
    return [one for seed in SEEDS for one in exactly(seed)]


def test_what_is_found_lies_in_the_interval(found: list[Checked]) -> None:
    assert len(found) > 20
    assert [one.name for one in found if not one.within] == []


def test_an_interval_without_its_price_or_its_shortfall_would_be_noticed(found: list[Checked]) -> None:
    assert any(not replace(one, high=one.high - one.price).within for one in found)
    assert any(not replace(one, high=one.price).within for one in found)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_search_that_is_finished_is_lawful_and_never_worth_less(seed: int) -> None:
    organisation = small_organisation(seed)
    searched = allocate(organisation, Stop(rounds=1))
    result, _ = finish(organisation, searched)
    assert result.worth >= searched.worth
    assert result.worth <= optimum(organisation) + ROUNDING
    assert Everybody(organisation).faults(result.plan, result.used) == []
    floors = organisation.people.floor @ result.plan.planned
    assert result.worth == pytest.approx(result.plan.value.sum() + floors)
    assert result.floors == floors


def test_a_poor_plan_is_made_better() -> None:
    organisation = small_organisation(6)
    empty = nothing(organisation)
    capacity = organisation.resources.capacity
    searched = Result(empty, 0.0, np.inf, np.zeros(len(capacity)), np.zeros(len(capacity)), 0.0, "rounds")
    assert finish(organisation, searched)[0].worth == pytest.approx(optimum(organisation), rel=0.01)


def test_nobody_needs_what_nobody_can_take() -> None:
    organisation = small_organisation(0)
    seats = np.full_like(organisation.resources.seats, 99)
    plenty = replace(organisation, resources=replace(organisation.resources, seats=seats, purses=np.zeros(0)))
    nobody = replace(
        plenty,
        people=replace(
            plenty.people,
            purse=np.zeros(0, dtype=np.int64),
            purse_from=np.zeros_like(plenty.people.purse_from),
            group=np.full_like(plenty.people.group, -1),
        ),
    )
    said = worths(nobody, nothing(nobody), np.zeros(len(nobody.resources.capacity)))
    assert said.price.tolist() == [0.0] * len(said.price)
    assert said.high == pytest.approx(0.0, abs=1e-9)


def test_a_batch_without_a_seat_has_a_price_too() -> None:
    organisation = small_organisation(1)
    closed = replace(
        organisation,
        resources=replace(organisation.resources, seats=np.zeros_like(organisation.resources.seats)),
    )
    assert not closed.open_slots[closed.dates.batch >= 0].any()
    capacity = closed.resources.capacity
    columns = Columns.of(closed, nothing(closed))
    priced = columns.grow(capacity, np.zeros(len(capacity)))
    assert priced.prices[: len(closed.resources.seats)].max() > 0.0
    _, taken = columns.best(capacity)
    assert _seats(closed, columns, taken.tolist()) == 0


def _seats(organisation: Organisation, columns: Columns, taken: list[int]) -> int:
    return sum(int((organisation.dates.batch[columns.slots[one]] >= 0).sum()) for one in taken)
