"""The same plan whoever works: threads or processes, one or several, and again from where a search stood."""

from __future__ import annotations

import pytest

from benchmarks.allocate.made import made_organisation
from planner.allocation import Organisation, Stop, allocate
from planner.allocation.arrays import year_of
from planner.allocation.crew import GROUP, Threads, added
from planner.allocation.partitions import Part
from planner.allocation.result import Result
from planner.cluster import LOCAL, Cluster, connected

PEOPLE, SIZE = 40, 1
"""So many partitions of so few people: more than two groups whose sums are added."""
STOP = Stop(rounds=2)


def parts_of(organisation: Organisation) -> list[Part]:
    year = year_of(organisation.dates)
    return [
        Part(organisation.only(slice(begin, begin + SIZE)), year)
        for begin in range(0, len(organisation.people), SIZE)
    ]


@pytest.fixture(scope="module")
def organisation() -> Organisation:
    return made_organisation(PEOPLE)


@pytest.fixture(scope="module")
def alone(organisation: Organisation) -> Result:
    return allocate(organisation, STOP, crew=Threads(parts_of(organisation), 1))


def same(first: Result, second: Result) -> bool:
    return (
        (first.plan.hash, first.worth, first.bound, first.trace)
        == (second.plan.hash, second.worth, second.bound, second.trace)
        and first.prices.tobytes() == second.prices.tobytes()
        and first.used.tobytes() == second.used.tobytes()
    )


@pytest.mark.parametrize("workers", [2, 4])
def test_threads_change_nothing(organisation: Organisation, alone: Result, workers: int) -> None:
    assert same(alone, allocate(organisation, STOP, crew=Threads(parts_of(organisation), workers)))


def test_sums_are_of_fixed_groups() -> None:
    answers = [0.1 * number for number in range(2 * GROUP + 3)]
    assert added(answers) == [*added(answers[:GROUP]), *added(answers[GROUP:])]
    assert len(added(answers)) == 3


def test_processes_of_a_cluster_change_nothing(organisation: Organisation, alone: Result) -> None:
    with connected(LOCAL, 2) as client:
        assert same(alone, allocate(organisation, STOP, crew=Cluster(client, parts_of(organisation))))
