"""Two plans for everybody side by side, or one beside the plans that stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from planner.everyone.body import Taken
from planner.everyone.figures import BatchUse, Figures, Part, PurseUse, UnitPart
from planner.journey import Journey

T = TypeVar("T")
TOTALS = ("people", "planned", "missing", "levels", "items", "hours", "jp", "cost", "value")
"""The figures that stand beside each other as sums."""
Plans = Mapping[str, Sequence[Taken]]
"""What each person takes, by NIP."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """The same part of two plans; None where one has no such part."""

    key: str
    first: T | None
    second: T | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans side by side. ``totals`` are pairs of numbers by the names of ``TOTALS``.

    ``changed`` people have a plan in both and not the same one; the others have one in the first or the second only.
    """

    first: Figures
    second: Figures
    totals: tuple[Pair[float], ...]
    units: tuple[Pair[UnitPart], ...]
    forms: tuple[Pair[Part], ...]
    models: tuple[Pair[Part], ...]
    months: tuple[Pair[Part], ...]
    batches: tuple[Pair[BatchUse], ...]
    purses: tuple[Pair[PurseUse], ...]
    changed: int
    only_first: int
    only_second: int


def compare(first: Figures, second: Figures, plans: Plans, others: Plans) -> Comparison:
    """Lay two plans side by side; ``plans`` are those of the first, ``others`` those of the second."""
    before, after = (
        {nip: frozenset(taken) for nip, taken in one.items() if taken} for one in (plans, others)
    )
    return Comparison(
        first=first,
        second=second,
        totals=tuple(Pair(name, _total(first, name), _total(second, name)) for name in TOTALS),
        units=_pairs(first.units, second.units, lambda one: one.unit),
        forms=_pairs(first.forms, second.forms, _key),
        models=_pairs(first.models, second.models, _key),
        months=_pairs(first.months, second.months, _key),
        batches=_pairs(first.batches, second.batches, lambda one: one.offering),
        purses=_pairs(first.purses, second.purses, lambda one: one.unit),
        changed=sum(before[nip] != after[nip] for nip in before.keys() & after.keys()),
        only_first=len(before.keys() - after.keys()),
        only_second=len(after.keys() - before.keys()),
    )


def taken_by(journeys: Iterable[Journey]) -> dict[str, tuple[Taken, ...]]:
    """What people take by the journeys that stand."""
    return {
        one.nip: tuple(Taken(item.solution, item.offering or "", item.starts) for item in one.items)
        for one in journeys
    }


def _total(figures: Figures, name: str) -> float | None:
    # No search has found what the plans that stand are worth.
    return None if name == "value" and not figures.stopped else float(getattr(figures, name))


def _key(part: Part) -> str:
    return part.key


def _pairs(first: Sequence[T], second: Sequence[T], key: Callable[[T], str]) -> tuple[Pair[T], ...]:
    before, after = ({key(one): one for one in rows} for rows in (first, second))
    return tuple(
        Pair(name, before.get(name), after.get(name)) for name in sorted(before.keys() | after.keys())
    )
