"""Edits of a plan's items: swap, move, add, remove. A solution stands in a plan at most once and names its item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.errors import BadEdit
from planner.journey import Item


@dataclass(frozen=True, slots=True)
class Choice:
    """A solution on a date, in a batch where it needs one."""

    solution: str
    starts: date
    offering: str | None = None


@dataclass(frozen=True, slots=True)
class Swap:
    """Take ``choice`` instead of the item of ``solution``."""

    solution: str
    choice: Choice


@dataclass(frozen=True, slots=True)
class MoveItem:
    """Put the item of ``solution`` on another date or into another batch."""

    solution: str
    starts: date
    offering: str | None = None


@dataclass(frozen=True, slots=True)
class Add:
    """Add an item."""

    choice: Choice


@dataclass(frozen=True, slots=True)
class Remove:
    """Take the item of ``solution`` out."""

    solution: str


Edit = Swap | MoveItem | Add | Remove
Make = Callable[[Choice], Item]


def edit(items: Sequence[Item], edits: Sequence[Edit], make: Make) -> tuple[Item, ...]:
    """Carry the edits out one after the other; items come back in the order of their dates.

    Raises BadEdit when an edit names an item that is not there, or adds a solution that is.
    """
    found = {item.solution: item for item in items}
    for one in edits:
        _carry_out(found, one, make)
    return tuple(sorted(found.values(), key=lambda item: (item.starts, item.ends, item.solution)))


def differences(before: Sequence[Item], after: Sequence[Item]) -> dict[str, list[str]]:
    """Which solutions were added, removed, or changed in date, batch or otherwise."""
    old, new = {item.solution: item for item in before}, {item.solution: item for item in after}
    return {
        "added": sorted(new.keys() - old.keys()),
        "removed": sorted(old.keys() - new.keys()),
        "changed": sorted(code for code in old.keys() & new.keys() if old[code] != new[code]),
    }


def _carry_out(found: dict[str, Item], one: Edit, make: Make) -> None:
    match one:
        case Add(choice):
            _put(found, make(choice))
        case Remove(solution):
            _take(found, solution)
        case Swap(solution, choice):
            _take(found, solution)
            _put(found, make(choice))
        case MoveItem(solution, starts, offering):
            old = _take(found, solution)
            moved = make(Choice(solution, starts, offering))
            found[solution] = replace(moved, added_by_hand=old.added_by_hand)


def _take(found: dict[str, Item], solution: str) -> Item:
    if solution not in found:
        raise BadEdit(problem="The plan has no such item.")
    return found.pop(solution)


def _put(found: dict[str, Item], item: Item) -> None:
    if item.solution in found:
        raise BadEdit(problem="The plan has this solution already.")
    found[item.solution] = replace(item, added_by_hand=True)
