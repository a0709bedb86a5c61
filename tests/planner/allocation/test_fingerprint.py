"""One number of the problem changed, and it is another problem."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.allocate.made import made_organisation
from planner.allocation.fingerprint import fingerprint


def test_the_same_problem_has_the_same_fingerprint_and_another_one_another() -> None:
    known = made_organisation(4)
    assert fingerprint(known) == fingerprint(made_organisation(4))
    seats = known.resources.seats.copy()
    seats[-1] += 1
    limits = replace(known.people.limits[0], hours_max=known.people.limits[0].hours_max + 1)
    others = [
        replace(known, resources=replace(known.resources, seats=seats)),
        replace(known, people=replace(known.people, limits=(limits, *known.people.limits[1:]))),
        replace(known, dates=replace(known.dates, weeks=known.dates.weeks + 1)),
    ]
    assert len({fingerprint(known), *map(fingerprint, others)}) == 4
