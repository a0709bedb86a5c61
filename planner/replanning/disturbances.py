"""What may come over a plan that stands: a batch loses seats, is cancelled or moved, a unit has less money, somebody leaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from catalog.budgets import Budget
from catalog.solutions import Offering
from competency_models.errors import Fault
from planner.everyone.asked import MOST_RUPIAH, MOST_SEATS
from planner.world import World

_FILE = "disturbance"


@dataclass(frozen=True, slots=True)
class SeatsNow:
    """A batch has so many seats now; none: it is cancelled."""

    offering: str
    seats: int


@dataclass(frozen=True, slots=True)
class BatchMoved:
    """A batch is held on other days."""

    offering: str
    starts: date
    ends: date


@dataclass(frozen=True, slots=True)
class BudgetNow:
    """A unit and all below it may spend so many rupiah in the plan's year."""

    unit: str
    rupiah: int


@dataclass(frozen=True, slots=True)
class PersonLeft:
    """Somebody left the agency, or will not learn this year."""

    nip: str


Disturbance = SeatsNow | BatchMoved | BudgetNow | PersonLeft


def leaving(disturbances: Sequence[Disturbance]) -> frozenset[str]:
    """The NIPs of who leaves."""
    return frozenset(one.nip for one in disturbances if isinstance(one, PersonLeft))


def offerings_now(world: World, disturbances: Sequence[Disturbance]) -> tuple[Offering, ...]:
    """The batches that become other ones, as they are then."""
    known = {one.code: one for one in world.agency.offerings}
    found: dict[str, Offering] = {}
    for one in disturbances:
        match one:
            case SeatsNow(code, seats):
                found[code] = replace(found.get(code, known[code]), seats=seats)
            case BatchMoved(code, starts, ends):
                found[code] = replace(found.get(code, known[code]), starts=starts, ends=ends)
    return tuple(found[code] for code in sorted(found))


def budgets_now(world: World, disturbances: Sequence[Disturbance]) -> tuple[Budget, ...]:
    """The budgets that become other ones, as they are then."""
    found = {one.unit: one.rupiah for one in disturbances if isinstance(one, BudgetNow)}
    return tuple(Budget(unit, world.year, rupiah) for unit, rupiah in sorted(found.items()))


def disturbed(world: World, disturbances: Sequence[Disturbance], seats_taken: Mapping[str, int]) -> World:
    """The world after it all; ``seats_taken`` is by offering. Whatever does not hang on it is shared."""
    agency = world.agency
    offerings = {one.code: one for one in (*agency.offerings, *offerings_now(world, disturbances))}
    budgets = {(one.unit, one.year): one for one in (*agency.budgets, *budgets_now(world, disturbances))}
    made = copy(world)
    made.__dict__["agency"] = replace(
        agency,
        offerings=tuple(offerings[code] for code in sorted(offerings)),
        budgets=tuple(budgets[key] for key in sorted(budgets)),
    )
    return made.with_offerings(seats_taken)


def faults_of(world: World, disturbances: Sequence[Disturbance]) -> list[Fault]:
    """Everything that is wrong with what is said to have happened."""
    return [fault for one in disturbances for fault in _faults(world, one)]


def _faults(world: World, one: Disturbance) -> Iterator[Fault]:
    match one:
        case SeatsNow(code, seats):
            yield from _unknown_batch(world, code)
            if not 0 <= seats <= MOST_SEATS:
                yield _wrong("seats", "The number is out of range.", "Give 0 or more.", seats)
        case BatchMoved(code, starts, ends):
            yield from _unknown_batch(world, code)
            if ends < starts:
                yield _wrong("ends", "The last day is before the first.", "Mend one of them.", ends)
            elif not world.year - 1 <= starts.year <= ends.year <= world.year + 1:
                yield _wrong(
                    "starts", "The days are far from the year of the plans.", "Mend its days.", starts
                )
        case BudgetNow(unit, rupiah):
            if unit not in {known.code for known in world.agency.units}:
                yield _wrong("unit", "No such unit.", "Use the code of a unit of the agency.", unit)
            if not 0 <= rupiah <= MOST_RUPIAH:
                yield _wrong("rupiah", "The number is out of range.", "Give 0 or more.", rupiah)
        case PersonLeft(nip):
            if nip not in world.people:
                yield _wrong("nip", "No such person.", "Use the NIP of somebody of the agency.", nip)


def _unknown_batch(world: World, code: str) -> Iterator[Fault]:
    if code not in {known.code for known in world.agency.offerings}:
        yield _wrong("offering", "No such batch.", "Use the code of a batch of the agency.", code)


def _wrong(column: str, problem: str, remedy: str, value: object) -> Fault:
    return Fault(_FILE, problem, remedy, column=column, value=str(value))
