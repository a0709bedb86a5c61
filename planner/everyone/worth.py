"""What one more seat of each batch and one more million of each unit is worth, beside a plan's figures."""

from __future__ import annotations

from dataclasses import replace

from planner.allocation.worth import Worths
from planner.everyone.everybody import Everybody
from planner.everyone.figures import Figures


def with_worths(figures: Figures, everybody: Everybody, found: Worths | None) -> Figures:
    """The figures of a result with what seats and millions are worth, and the interval of each.

    Where that is not known the prices of the search stand, without an interval.
    """
    if found is None:
        return figures
    slots = everybody.free.slots.batches
    batch = {code: number for number, code in enumerate(slots)}
    purse = {one.unit: number for number, one in enumerate(everybody.purses, start=len(slots))}
    price, low, high = found.price.tolist(), found.low.tolist(), found.high.tolist()
    batches = ((one, batch[one.offering]) for one in figures.batches)
    purses = ((one, purse[one.unit]) for one in figures.purses)
    return replace(
        figures,
        batches=tuple(replace(one, price=price[n], low=low[n], high=high[n]) for one, n in batches),
        purses=tuple(replace(one, price=price[n], low=low[n], high=high[n]) for one, n in purses),
    )
