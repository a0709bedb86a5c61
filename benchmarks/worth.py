"""What one more seat is worth, beside really adding it: ``python -m benchmarks.worth [--json]``.

The demo agency is planned as a whole; of the offerings whose seats are worth most, then of the fullest ones, one seat is added
at a time, and to each unit's budget one million rupiah; new journeys are composed and the best plan is found anew. ``--small N``
holds N small random organisations against their exact optimum instead, with and without the seat or the million rupiah, solved
as one mixed-integer programme each. HiGHS may print a line of its own before the figures: the last line is theirs.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from benchmarks.allocate.small import small_organisation
from benchmarks.allocate.whole import solve, whole_programme
from planner.allocation import Organisation, Plan, Stop, allocate
from planner.allocation.columns import Columns
from planner.allocation.worth import Worths, really_adding, worths, worths_of
from planner.everyone import Everybody
from planner.problem import Floats, Ints
from planner.regulations import standard_forms, standard_parameters
from planner.world import World

ROUNDS = 2
"""Rounds of the search from whose plan and prices the journeys grow."""
ROUNDING = 1e-6


@dataclass(frozen=True, slots=True)
class Checked:
    """One resource: what one step more was said to be worth, and what it was."""

    name: str
    price: float
    low: float
    high: float
    found: float

    @property
    def within(self) -> bool:
        """Whether it lies in the interval."""
        return self.low - ROUNDING <= self.found <= self.high + ROUNDING


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the check and print its figures; 1 where something lies outside its interval."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.worth", description=__doc__)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--offerings", type=int, default=50)
    parser.add_argument("--seats", type=int, default=100, help="percent of each batch's seats that there are")
    parser.add_argument(
        "--small", type=int, default=0, help="small organisations against their exact optimum"
    )
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    asked = parser.parse_args(arguments)
    began, cpu = time.perf_counter(), time.process_time()
    if asked.small:
        told = figures({"organisations": asked.small}, list(small(asked.small)))
    else:
        told = figures(*demo(asked.people, asked.offerings, asked.seats, asked.workers))
    told |= {
        "seconds": round(time.perf_counter() - began, 1),
        "cpu_seconds": round(time.process_time() - cpu, 1),
    }
    print(json.dumps(told) if asked.json else "\n".join(f"{key}: {value}" for key, value in told.items()))
    return int(told["within"] != told["checked"])


def figures(about: Mapping[str, object], found: Sequence[Checked]) -> dict[str, object]:
    """What is printed: how many lie within, how wide the intervals are, and which lie outside."""
    width = [one.high - one.low for one in found]
    return {
        **about,
        "checked": len(found),
        "within": sum(one.within for one in found),
        "worth_something": sum(one.found > ROUNDING for one in found),
        "greatest": max((one.found for one in found), default=0.0),
        "width_mean": float(np.mean(width)) if width else 0.0,
        "width_greatest": max(width, default=0.0),
        "outside": [one.name for one in found if not one.within],
    }


def demo(people: int, offerings: int, seats: int, workers: int) -> tuple[dict[str, object], list[Checked]]:
    """Really add a seat to that many offerings of the demo, and a million to each budget."""
    everybody = demo_everybody(people, seats)
    organisation = everybody.organisation
    result = allocate(organisation, Stop(rounds=ROUNDS), workers)
    columns, capacity = Columns.of(organisation, result.plan, workers), organisation.resources.capacity
    said = worths_of(columns, capacity, columns.grow(capacity, result.prices))
    codes = [*everybody.free.slots.batches, *(purse.unit for purse in everybody.purses)]
    purses = np.arange(len(everybody.free.slots.batches), len(codes))
    asked = np.concatenate([fullest(everybody, said, result.used)[:offerings], purses])
    found = [
        checked(codes[number], said, number, really_adding(columns, capacity, number))
        for number in asked.tolist()
    ]
    return {
        "people": people,
        "seats_percent": seats,
        "search": result.worth,
        "best": said.best,
        "bound": said.bound,
        "journeys": len(columns.person),
    }, found


def demo_everybody(people: int, seats: int) -> Everybody:
    """The demo agency with a part of its seats."""
    agency = demo_agency(people, DEMO_SEED)
    fewer = tuple(replace(one, seats=one.seats * seats // 100) for one in agency.offerings)
    world = World.build(
        replace(agency, offerings=fewer), DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms()
    )
    return Everybody.of(world)


def fullest(everybody: Everybody, said: Worths, used: Floats) -> Ints:
    """The batches of the year, those whose seats are worth most first, then the fullest."""
    seats = everybody.organisation.resources.seats
    held = np.unique(everybody.organisation.dates.batch)
    held = held[held >= 0]
    full = used[held] / np.maximum(seats[held], 1)
    return held[np.lexsort((held, -full, -np.round(said.price[held], 9)))]


def small(count: int) -> Iterator[Checked]:
    """Every seat and every million of small organisations, against the exact optimum with and without it."""
    for seed in range(count):
        yield from exactly(seed)


def exactly(seed: int) -> Iterator[Checked]:
    """Every seat and every million of one small organisation."""
    organisation = small_organisation(seed)
    capacity = organisation.resources.capacity
    said = worths(organisation, nothing(organisation), np.zeros(len(capacity)))
    before = optimum(organisation)
    steps = len(organisation.resources.seats) + len(organisation.resources.purses)
    for number in np.flatnonzero(np.isfinite(capacity[:steps])).tolist():
        gained = optimum(one_more(organisation, number)) - before
        yield checked(f"{seed}/{number}", said, number, gained)


def nothing(organisation: Organisation) -> Plan:
    """A plan for nobody."""
    none = np.zeros(len(organisation.people), dtype=np.int64)
    return Plan(np.zeros(len(none) + 1, dtype=np.int64), none[:0], np.zeros(len(none)), none)


def one_more(organisation: Organisation, number: int) -> Organisation:
    """The organisation with one seat or one million more."""
    resources = organisation.resources
    seats, purses = resources.seats.copy(), resources.purses.copy()
    if number < len(seats):
        seats[number] += 1
    else:
        purses[number - len(seats)] += 1e6
    return replace(organisation, resources=replace(resources, seats=seats, purses=purses))


def optimum(organisation: Organisation) -> float:
    """What the best plan is worth."""
    return solve(whole_programme(organisation), whole_numbers=True).value


def checked(name: str, said: Worths, number: int, found: float) -> Checked:
    """What was said of a resource, and what was found."""
    return Checked(name, float(said.price[number]), float(said.low[number]), float(said.high[number]), found)


if __name__ == "__main__":
    raise SystemExit(main())
