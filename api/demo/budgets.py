"""The demo agency's money for learning: scarce, so that a plan for everybody has something to decide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from api.demo.data_files import demo_data
from catalog.budgets import Budget
from competency_models.people import Person

WHOLE = 500_000
"""Budgets are round figures, in rupiah."""


def budgets(staff: Iterable[Person], year: int) -> tuple[Budget, ...]:
    """Return the year's budgets; they grow with the people of a unit and of those below it."""
    parents = {code: parent for code, _, parent, _ in demo_data("structure")["units"]}
    people = Counter(unit for person in staff for unit in _upwards(person.unit, parents))
    each: dict[str, int] = demo_data("structure")["budgets"]
    money = {unit: rupiah * people[unit] // WHOLE * WHOLE for unit, rupiah in each.items()}
    return tuple(Budget(unit, year, rupiah) for unit, rupiah in sorted(money.items()))


def _upwards(unit: str | None, parents: dict[str, str | None]) -> Iterator[str]:
    while unit is not None:
        yield unit
        unit = parents[unit]
