"""A journey as a reader sees it: what stands now beside what was proposed, with sums and shares. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from api.pages.views_timeline import Bar, bar
from catalog.solutions import Bucket
from planner.journey import Item


class Change(StrEnum):
    """What became of an item between the proposal and now."""

    KEPT = "kept"
    MOVED = "moved"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item with its bar; ``was`` is the proposed item where its dates differ now."""

    item: Item
    change: Change
    bar: Bar
    was: Item | None = None
    was_bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over items; ``shares`` of the effort hours by bucket add up to 1, or are all 0 without hours."""

    items: int
    hours: float
    jp: float
    cost: int
    shares: Mapping[str, float]


def totals(items: Iterable[Item]) -> Totals:
    """Add up items."""
    chosen = tuple(items)
    hours = sum(item.hours for item in chosen)
    shares = {
        bucket.value: sum(item.hours for item in chosen if item.bucket is bucket) / hours if hours else 0.0
        for bucket in Bucket
    }
    return Totals(
        len(chosen), hours, sum(item.jp for item in chosen), sum(item.cost for item in chosen), shares
    )


def compare(proposed: Iterable[Item], items: Iterable[Item], year: int) -> tuple[ItemRow, ...]:
    """Set what stands now against the proposal, by start date; removed items stay in their old place."""
    before = {item.solution: item for item in proposed}
    now = {item.solution: item for item in items}
    rows = [_row(item, before.get(code), year) for code, item in now.items()]
    rows += [
        ItemRow(item, Change.REMOVED, bar(item.starts, item.ends, year))
        for code, item in before.items()
        if code not in now
    ]
    return tuple(sorted(rows, key=lambda row: (row.item.starts, row.item.ends, row.item.solution)))


def plain(items: Iterable[Item], year: int) -> tuple[ItemRow, ...]:
    """List items without comparing them to anything, by start date."""
    chosen = tuple(items)
    return compare(chosen, chosen, year)


def _row(item: Item, was: Item | None, year: int) -> ItemRow:
    now = bar(item.starts, item.ends, year)
    if was is None:
        return ItemRow(item, Change.ADDED, now)
    if (was.starts, was.ends, was.offering) == (item.starts, item.ends, item.offering):
        return ItemRow(item, Change.KEPT, now)
    return ItemRow(item, Change.MOVED, now, was, bar(was.starts, was.ends, year))
