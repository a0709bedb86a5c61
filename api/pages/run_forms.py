"""The form of a scenario: what was typed, and the scenario, or what is wrong by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from itertools import count
from math import isfinite
from typing import TypeVar

from pydantic import BaseModel

from api.i18n import Translator
from catalog.solutions import Offering
from competency_models.errors import Fault, InputError
from planner.agency import Agency
from planner.journey import Consideration
from planner.scenario import ROUNDS, Scenario

_Rows = list[str]
FAULTS = {
    "name": "Give the scenario a name.",
    "year": "Give a year, as 2027.",
    "consideration": "Choose a consideration.",
    "budget_percent": "Give a percentage, 0 or more.",
    "tolerance": "Give all three tolerances in points, 0 to 100, or leave all three empty.",
    "rounds": "Give a whole number of rounds, at least 1.",
    "gap": "Give a percentage, 0 or more.",
    "budget_unit": "There is no such unit; choose one of the list.",
    "budget_rupiah": "Give whole rupiah, as 40.000.000, or leave it empty for no limit.",
    "seat_batch": "There is no such batch; choose one of the list.",
    "seat_count": "Give the seats as a whole number, 0 or more.",
    "new_solution": "There is no such learning solution; choose one of the list.",
    "new_starts": "Give the first day, as year-month-day.",
    "new_ends": "Give the last day, not before the first one.",
    "new_seats": "Give the seats as a whole number, 0 or more.",
    "new_cost": "Give whole rupiah a person, or leave it empty for the usual cost.",
}
TABLES = {
    "budget": ("budget_unit", "budget_rupiah"),
    "seat": ("seat_batch", "seat_count"),
    "new": ("new_solution", "new_starts", "new_ends", "new_seats", "new_place", "new_cost"),
}
"""Lists of the form that may have more rows, with their columns."""
_COLUMNS = {"budgets": "budget_unit", "seats": "seat_batch", "batches": "new_solution"}
"""Where on the page the parts of a scenario begin."""
_RUPIAH = re.compile(r"(?:Rp\s*)?(\d{1,3}(?:[.,\s]\d{3})+|\d+)")
_NEW = "NEW-"
_PERCENT = 100
T = TypeVar("T")


class Typed(BaseModel):
    """The fields as they were typed; of lists one value a row. ``more`` names a list that is to have one more row."""

    name: str = ""
    year: str = ""
    consideration: str = Consideration.GAP.value
    budget_percent: str = "100"
    tolerance_70: str = ""
    tolerance_20: str = ""
    tolerance_10: str = ""
    rounds: str = str(ROUNDS)
    gap: str = "0"
    budget_unit: _Rows = []
    budget_rupiah: _Rows = []
    seat_batch: _Rows = []
    seat_count: _Rows = []
    new_solution: _Rows = []
    new_starts: _Rows = []
    new_ends: _Rows = []
    new_seats: _Rows = []
    new_place: _Rows = []
    new_cost: _Rows = []
    more: str = ""

    def rows(self, table: str) -> list[dict[str, str]]:
        """The rows of a list, at least one, and one more where that was asked for."""
        columns = [getattr(self, name) for name in TABLES[table]]
        length = max([1, *map(len, columns)]) + (self.more == table)
        filled = [column + [""] * (length - len(column)) for column in columns]
        return [dict(zip(TABLES[table], values, strict=True)) for values in zip(*filled, strict=True)]


def read(typed: Typed, agency: Agency, t: Translator) -> tuple[Scenario | None, Mapping[str, str]]:
    """Return the scenario, or what is wrong by the place on the page; an empty row is no row."""
    form = _Reading(typed, t)
    offered = {one.code for one in agency.offerings}
    scenario = {
        "name": form.field("name", _text),
        "year": form.field("year", _year),
        "consideration": form.field("consideration", Consideration),
        "budget_percent": form.field("budget_percent", _amount),
        "tolerance": form.tolerance(),
        "rounds": form.field("rounds", _at_least_one),
        "gap": form.field("gap", _share),
        "budgets": tuple(form.budgets({one.code for one in agency.units})),
        "seats": tuple(form.seats(offered)),
        "batches": tuple(form.batches({one.code for one in agency.solutions}, offered)),
    }
    return (None, form.faults) if form.faults else (Scenario(**scenario), {})  # type: ignore[arg-type]


def typed_of(scenario: Scenario) -> Typed:
    """Fill the form with a scenario, to begin another one like it."""
    tolerance = [f"{one:g}" for one in scenario.tolerance or ()] or [""] * 3
    return Typed(
        name=scenario.name,
        year=str(scenario.year),
        consideration=scenario.consideration.value,
        budget_percent=f"{scenario.budget_percent:g}",
        tolerance_70=tolerance[0],
        tolerance_20=tolerance[1],
        tolerance_10=tolerance[2],
        rounds=str(scenario.rounds),
        gap=f"{scenario.gap * _PERCENT:g}",
        budget_unit=[unit for unit, _ in scenario.budgets],
        budget_rupiah=["" if rupiah is None else str(rupiah) for _, rupiah in scenario.budgets],
        seat_batch=[batch for batch, _ in scenario.seats],
        seat_count=[str(seats) for _, seats in scenario.seats],
        new_solution=[one.solution for one in scenario.batches],
        new_starts=[one.starts.isoformat() for one in scenario.batches],
        new_ends=[one.ends.isoformat() for one in scenario.batches],
        new_seats=[str(one.seats) for one in scenario.batches],
        new_place=[one.place for one in scenario.batches],
        new_cost=["" if one.cost is None else str(one.cost) for one in scenario.batches],
    )


def faults_by_place(error: InputError, typed: Typed, t: Translator) -> Mapping[str, str]:
    """Say what keeps a scenario from being planned, by the place on the page that it leads to."""
    found: dict[str, str] = {}
    for fault in error.faults:
        text = f"{t(fault.problem, **fault.params)} {t(fault.remedy, **fault.params)}"
        said = f"{fault.value}: {text}" if fault.value else text
        place = _place(fault, typed)
        found[place] = f"{found[place]} {said}" if place in found else said
    return found


def _place(fault: Fault, typed: Typed) -> str:
    column = fault.column.partition(" ")[0]
    if column not in _COLUMNS:
        return column
    field = _COLUMNS[column]
    row = getattr(typed, field).index(fault.value) if fault.value in getattr(typed, field) else 0
    return f"{field}-{row}"


class _Reading:
    """Reads fields and keeps what is wrong, by the place on the page."""

    def __init__(self, typed: Typed, t: Translator) -> None:
        self.typed = typed
        self.t = t
        self.faults: dict[str, str] = {}

    def field(self, name: str, kind: Callable[[str], T]) -> T | None:
        return self.keep(name, getattr(self.typed, name), kind)

    def keep(self, place: str, text: str, kind: Callable[[str], T]) -> T | None:
        try:
            return kind(text.strip())
        except ValueError:
            self.faults[place] = self.t(FAULTS[place.partition("-")[0]])
            return None

    def tolerance(self) -> tuple[float, ...] | None:
        texts = [self.typed.tolerance_70, self.typed.tolerance_20, self.typed.tolerance_10]
        if not any(text.strip() for text in texts):
            return None
        return self.keep("tolerance", ";".join(texts), lambda all_: tuple(map(_points, all_.split(";"))))

    def budgets(self, units: Collection[str]) -> Iterator[tuple[str, int | None]]:
        for number, row in self._rows("budget"):
            unit = self.keep(f"budget_unit-{number}", row["budget_unit"], _one_of(units))
            money = self.keep(f"budget_rupiah-{number}", row["budget_rupiah"], _rupiah)
            yield unit or "", money

    def seats(self, offerings: Collection[str]) -> Iterator[tuple[str, int]]:
        for number, row in self._rows("seat"):
            batch = self.keep(f"seat_batch-{number}", row["seat_batch"], _one_of(offerings))
            seats = self.keep(f"seat_count-{number}", row["seat_count"], _whole)
            yield batch or "", seats or 0

    def batches(self, solutions: Collection[str], offerings: Collection[str]) -> Iterator[Offering]:
        codes = (code for n in count(1) if (code := f"{_NEW}{n}") not in offerings)
        for number, row in self._rows("new"):
            solution = self.keep(f"new_solution-{number}", row["new_solution"], _one_of(solutions))
            starts = self.keep(f"new_starts-{number}", row["new_starts"], date.fromisoformat)
            ends = self.keep(f"new_ends-{number}", row["new_ends"], _not_before(starts))
            seats = self.keep(f"new_seats-{number}", row["new_seats"], _whole)
            cost = self.keep(f"new_cost-{number}", row["new_cost"], _rupiah)
            if solution and starts and ends and seats is not None:
                yield Offering(next(codes), solution, starts, ends, seats, row["new_place"], cost)

    def _rows(self, table: str) -> Iterator[tuple[int, dict[str, str]]]:
        for number, row in enumerate(self.typed.rows(table)):
            stripped = {name: value.strip() for name, value in row.items()}
            if any(stripped.values()):
                yield number, stripped


def _text(text: str) -> str:
    if not text:
        raise ValueError(text)
    return text


def _year(text: str) -> int:
    return date(int(text), 1, 1).year


def _whole(text: str, least: int = 0) -> int:
    if (number := int(text)) < least:
        raise ValueError(text)
    return number


def _at_least_one(text: str) -> int:
    return _whole(text, least=1)


def _share(text: str) -> float:
    return _amount(text) / _PERCENT


def _amount(text: str) -> float:
    number = float(text.replace(",", "."))
    if not (isfinite(number) and number >= 0):
        raise ValueError(text)
    return number


def _points(text: str) -> float:
    if (number := _amount(text)) > _PERCENT:
        raise ValueError(text)
    return number


def _rupiah(text: str) -> int | None:
    if not text:
        return None
    found = _RUPIAH.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return int(re.sub(r"\D", "", found[1]))


def _one_of(known: Collection[str]) -> Callable[[str], str]:
    def read_code(text: str) -> str:
        if text not in known:
            raise ValueError(text)
        return text

    return read_code


def _not_before(starts: date | None) -> Callable[[str], date]:
    def read_day(text: str) -> date:
        ends = date.fromisoformat(text)
        if starts and ends < starts:
            raise ValueError(text)
        return ends

    return read_day
