"""What the catalogue leaves open of the gaps that somebody may see, for pages and JSON alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from api.worlds import Known
from competency_models.people import Person
from planner.access import Actor, scope_of
from planner.demand import WAITS, Demand, Wait, Waiting, by_job, by_level, by_unit, find_demand, waiting
from planner.errors import NotFound
from planner.gap_map import units_below
from planner.journey import Consideration
from planner.problem import Ints

By = Literal["level", "unit", "job"]


@dataclass(frozen=True, slots=True)
class Seen:
    """The demand over the people whom an actor may see, within the unit chosen."""

    known: Known
    people: tuple[Person, ...]
    demand: Demand

    @property
    def total(self) -> Waiting:
        """All of them as one group."""
        return waiting(self.demand, np.zeros(len(self.demand.person), dtype=np.int64), 1)


@dataclass(frozen=True, slots=True)
class Line:
    """Who waits: for a level of a competency, or in a unit or a job (then ``level`` is 0). See ``planner.demand.Waiting``."""

    code: str
    level: int
    people: int
    levels: int
    weighted: float
    by_wait: tuple[int, ...]

    @property
    def remotest(self) -> Wait:
        """What the furthest from being met waits for."""
        return next(wait for wait, count in zip(WAITS, self.by_wait, strict=True) if count)


@dataclass(frozen=True, slots=True)
class PersonWaiting:
    """Somebody who waits for a level of a competency, and what stands in the way."""

    person: Person
    weight: float
    wait: Wait


def see_demand(known: Known, actor: Actor, unit: str, job_for: str) -> Seen:
    """Find the demand of the people in the actor's scope, of ``unit`` and below where one is named. Raises NotFound."""
    if unit and unit not in known.units:
        raise NotFound("unit", unit)
    scope, wanted = scope_of(actor), units_below(known.agency.units, unit) if unit else None
    keep = [scope.holds(one) and (wanted is None or one.unit in wanted) for one in known.agency.people]
    rows = np.flatnonzero(np.array(keep, dtype=np.bool_))
    consideration = Consideration.CAREER if job_for == "target" else Consideration.GAP
    people = tuple(known.agency.people[row] for row in rows.tolist())
    return Seen(known, people, find_demand(known.world, rows, consideration))


def demand_lines(seen: Seen, by: By) -> tuple[Line, ...]:
    """The groups in which anybody waits, the weightiest first."""
    codes = seen.known.world.graph.competencies
    match by:
        case "unit":
            units = seen.known.agency.units
            found = _lines([one.code for one in units], None, by_unit(seen.demand, seen.people, units))
        case "job":
            jobs = sorted({one.job for one in seen.people})
            found = _lines(jobs, None, by_job(seen.demand, seen.people, jobs))
        case "level":
            competency, level, counts = by_level(seen.demand)
            found = _lines([codes[one] for one in competency.tolist()], level, counts)
    return tuple(sorted(found, key=lambda line: (-line.weighted, line.code, line.level)))


def people_waiting(seen: Seen, competency: str, level: int) -> tuple[PersonWaiting, ...]:
    """Who waits for a level, the remotest wait first. Raises NotFound where nobody does."""
    codes, demand = seen.known.world.graph.competencies, seen.demand
    here = np.zeros(len(demand.person), dtype=np.bool_)
    if competency in codes:
        here = (demand.competency == codes.index(competency)) & (demand.level == level)
    some = demand.only(here & (demand.wait < len(WAITS)))
    if not len(some.person):
        raise NotFound("cell", f"{competency} {level}")
    found = [
        PersonWaiting(seen.people[person], weight, WAITS[wait])
        for person, weight, wait in zip(
            some.person.tolist(), some.weight.tolist(), some.wait.tolist(), strict=True
        )
    ]
    return tuple(sorted(found, key=lambda one: (WAITS.index(one.wait), -one.weight, one.person.nip)))


@dataclass(frozen=True, slots=True)
class Way:
    """A solution of the catalogue that leads to a level. ``seats`` are left in this year's batches; None: it needs none."""

    solution: str
    form: str
    from_level: int
    batches: int
    seats: int | None


def ways_to(known: Known, competency: str, level: int) -> tuple[Way, ...]:
    """The solutions that lead to a level of a competency, whoever may take them, by code."""
    table, slots = known.world.table, known.world.slots
    found = []
    for lift in known.agency.lifts:
        if lift.competency == competency and lift.from_level < level <= lift.to_level:
            number = table.index[lift.solution]
            own = slice(int(slots.first[number]), int(slots.first[number + 1]))
            batches = slots.batch[own][slots.batch[own] >= 0]
            dated = bool(table.dated[number]) or len(batches) > 0
            seats = int(slots.seats[batches].sum()) if dated else None
            form = table.solutions[number].form
            found.append(Way(lift.solution, form, lift.from_level, len(batches), seats))
    return tuple(sorted(found, key=lambda way: way.solution))


def _lines(codes: Sequence[str], levels: Ints | None, counts: Waiting) -> list[Line]:
    return [
        Line(
            code=code,
            level=int(levels[row]) if levels is not None else 0,
            people=int(counts.people[row]),
            levels=int(counts.levels[row]),
            weighted=float(counts.weighted[row]),
            by_wait=tuple(counts.by_wait[row].tolist()),
        )
        for row, code in enumerate(codes)
        if counts.people[row]
    ]
