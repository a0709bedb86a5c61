"""The simulation of many workers: on one it is the recorded search, on several it waits for the slowest and for messages."""

from __future__ import annotations

import pytest

from benchmarks.scaling.agency import around
from benchmarks.scaling.growth import record
from benchmarks.scaling.record import Step
from benchmarks.scaling.simulate import Network, Recording, simulate
from planner.allocation import Stop
from planner.allocation.crew import GROUP
from planner.allocation.partitions import PARTITION

FREE = Network(0.0, float("inf"))
SMALL = Recording(
    PARTITION, [Step("each", "search", (1.0,), 0, 0, 0.5), Step("chain", "take", (0.25,), 0, 0, 0.0)]
)
LARGE = Recording(
    2 * PARTITION,
    [Step("each", "search", (1.0, 1.0), 800, 8, 1.0), Step("chain", "take", (0.25, 0.25), 80, 80, 0.0)],
)


def test_on_one_worker_it_takes_the_sum_of_everything() -> None:
    found = simulate(SMALL, LARGE, 100 * PARTITION, 1, Network(1.0, 1.0))
    assert found.seconds == pytest.approx(100 * (1.0 + 0.25 + 0.5))
    assert found.leading == pytest.approx(50.0)
    assert found.serial == pytest.approx(25.0)
    assert found.talking == 0.0


def test_several_workers_share_what_can_be_shared() -> None:
    people = 4 * GROUP * PARTITION
    one, two = (simulate(SMALL, LARGE, people, workers, FREE) for workers in (1, 2))
    assert one.seconds - two.seconds == pytest.approx(2 * GROUP * 1.0)
    many = simulate(SMALL, LARGE, people, 1_000, FREE)
    assert many.seconds == pytest.approx(GROUP * 1.0 + 4 * GROUP * (0.25 + 0.5))


def test_messages_take_their_time() -> None:
    people = 4 * GROUP * PARTITION
    spoken = simulate(SMALL, LARGE, people, 2, Network(0.1, 1000.0))
    told, tasks = (800 + 80) / 1000, 4
    assert spoken.talking == pytest.approx(told + 2 * tasks * 0.1 + 4 * GROUP * 8 / 1000 + tasks * 80 / 1000)
    assert spoken.seconds == pytest.approx(simulate(SMALL, LARGE, people, 2, FREE).seconds + spoken.talking)


def test_a_real_search_is_recorded_step_by_step() -> None:
    found, kept = record(6, Stop(rounds=1))
    assert {step.verb for step in found.steps} >= {"search", "asked", "take", "plan", "bounded"}
    assert all(len(step.seconds) == 1 for step in found.steps)
    assert kept > 1_000


def test_what_goes_on_around_a_search_is_measured() -> None:
    found = around(40)
    assert min(found.load, found.lay_out, found.draft, found.store, found.body_bytes) > 0
