"""A scenario as an agency: the world as it is with what the scenario assumes instead, and what may be wrong with that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import replace
from types import MappingProxyType

from catalog.budgets import Budget
from catalog.solutions import Bucket, Offering
from competency_models.errors import Fault
from competency_models.parameters import ParametersAt
from planner.agency import Agency
from planner.canonical import digest, spell
from planner.scenario import Scenario
from planner.world import World

PERCENT = 100
LONGEST_NAME = 200
MOST_ROUNDS = 200
MOST_PERCENT = 10_000
MOST_RUPIAH = 10**15
MOST_SEATS = 1_000_000
TOLERANCE = "mix.tolerance"
_FILE = "scenario"


def world_of(world: World, scenario: Scenario, seats_taken: Mapping[str, int]) -> World:
    """The world that the scenario assumes; whatever it leaves alone is shared. ``seats_taken`` is by offering."""
    made = copy(world)
    made.__dict__["agency"] = replace(
        world.agency, offerings=_offerings(world.agency, scenario), budgets=_budgets(world.agency, scenario)
    )
    made.__dict__["parameters"] = _parameters(world.parameters, scenario)
    made.__dict__.pop("input_hash", None)
    return made.with_offerings(seats_taken) if scenario.seats or scenario.batches else made


def input_hash(world: World) -> str:
    """SHA-256 over all that a plan for everybody hangs on: the agency, the ranker that predicts, the day's parameters."""
    names = world.parameters.names()
    values = (f"{name} {spell(world.parameters[name])}" for name in names)
    return digest([world.input_hash, world.ranker.name, world.ranker.version, *values])


def faults_of(scenario: Scenario, world: World) -> list[Fault]:
    """Everything that keeps the scenario from being planned in the world of its year."""
    found = [*_of_numbers(scenario), *_of_money(scenario, world), *_of_seats(scenario, world)]
    return found or list(_of_dates(scenario, world))


def _offerings(agency: Agency, scenario: Scenario) -> tuple[Offering, ...]:
    seats = dict(scenario.seats)
    known = (replace(one, seats=seats.get(one.code, one.seats)) for one in agency.offerings)
    return tuple(sorted((*known, *scenario.batches), key=lambda one: one.code))


def _budgets(agency: Agency, scenario: Scenario) -> tuple[Budget, ...]:
    named = dict(scenario.budgets)
    kept = (
        replace(one, rupiah=round(one.rupiah * scenario.budget_percent / PERCENT))
        if one.year == scenario.year
        else one
        for one in agency.budgets
        if one.year != scenario.year or one.unit not in named
    )
    new = (Budget(unit, scenario.year, rupiah) for unit, rupiah in named.items() if rupiah is not None)
    return tuple(sorted((*kept, *new), key=lambda one: (one.unit, one.year)))


def _parameters(at: ParametersAt, scenario: Scenario) -> ParametersAt:
    if scenario.tolerance is None:
        return at
    value = MappingProxyType(dict(zip(Bucket, scenario.tolerance, strict=True)))
    known = at.parameters[TOLERANCE]
    assumed = replace(known, values=(replace(at.dated(TOLERANCE), value=value, readings=()),))
    return replace(at, parameters=MappingProxyType({**at.parameters, TOLERANCE: assumed}))


def _of_numbers(scenario: Scenario) -> Iterator[Fault]:
    if not scenario.name.strip():
        yield _wrong("name", "The scenario has no name.", "Give it one.")
    points = {f"tolerance {n}": (one, 0, PERCENT) for n, one in enumerate(scenario.tolerance or (), start=1)}
    yield from _of_range("name", len(scenario.name), 0, LONGEST_NAME)
    yield from _of_range("budget_percent", scenario.budget_percent, 0, MOST_PERCENT)
    yield from _of_range("gap", scenario.gap, 0, 1)
    yield from _of_range("rounds", scenario.rounds, 1, MOST_ROUNDS)
    for column, (number, least, most) in points.items():
        yield from _of_range(column, number, least, most)


def _of_money(scenario: Scenario, world: World) -> Iterator[Fault]:
    units = {unit.code for unit in world.agency.units}
    yield from _twice("budgets", [unit for unit, _ in scenario.budgets])
    for unit, rupiah in scenario.budgets:
        if unit not in units:
            yield _wrong("budgets", "No such unit.", "Use the code of a unit of the agency.", unit)
        yield from _of_range("budgets", rupiah or 0, 0, MOST_RUPIAH)


def _of_seats(scenario: Scenario, world: World) -> Iterator[Fault]:
    known = {one.code for one in world.agency.offerings}
    solutions = {one.code for one in world.agency.solutions}
    yield from _twice("seats", [code for code, _ in scenario.seats])
    yield from _twice("batches", [one.code for one in scenario.batches])
    for code, seats in scenario.seats:
        if code not in known:
            yield _wrong("seats", "No such batch.", "Use the code of a batch of the agency.", code)
        yield from _of_range("seats", seats, 0, MOST_SEATS)
    for one in scenario.batches:
        if one.code in known:
            yield _wrong(
                "batches", "A batch of this code exists.", "Give the new one another code.", one.code
            )
        if one.solution not in solutions:
            yield _wrong(
                "batches",
                "No such learning solution.",
                "Use the code of a solution of the agency.",
                one.solution,
            )
        for text in (one.code, one.place):
            yield from _of_range("batches", len(text), 0, LONGEST_NAME)
        yield from _of_range("batches", one.seats, 0, MOST_SEATS)
        yield from _of_range("batches", one.cost or 0, 0, MOST_RUPIAH)


def _of_range(column: str, number: float, least: int, most: int) -> Iterator[Fault]:
    if not least <= number <= most:
        yield Fault(
            _FILE,
            "The number is out of range.",
            "Give one from {least} to {most}.",
            column=column,
            value=str(number),
            params=MappingProxyType({"least": least, "most": most}),
        )


def _of_dates(scenario: Scenario, world: World) -> Iterator[Fault]:
    assumed = world_of(world, scenario, {})
    held = {slot.offering.code for slot in assumed.slots.rows if slot.offering}
    for one in scenario.batches:
        if one.ends < one.starts or one.code not in held:
            yield _wrong(
                "batches",
                "The batch does not lie in what is left of the year, or lasts shorter or longer than its form allows.",
                "Mend its days.",
                one.code,
            )


def _twice(column: str, codes: list[str]) -> Iterator[Fault]:
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield _wrong(column, "This stands twice.", "Keep one of them.", code)


def _wrong(column: str, problem: str, remedy: str, value: object = "") -> Fault:
    return Fault(_FILE, problem, remedy, column=column, value=str(value))
