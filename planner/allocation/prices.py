"""Finds the prices at which what people would take of their menus is what there is.

The price of everything plus what everybody gains beyond the prices is convex in the prices; its slope is what there is less what
is taken. Letting people take a little of each good journey (a logit) makes it smooth, so that each price can be moved by how far
its resource is over or under against how fast its use falls (Newton, one resource at a time). The logit cools step by step.
"""

from __future__ import annotations

import numpy as np

from planner.allocation.crew import Crew
from planner.allocation.partitions import Asked, asked
from planner.problem import Floats

FROM_AFAR, ON_THE_WAY, AT_LAST = (0.2, 0.1, 0.05, 0.025), (0.05, 0.025), (0.025, 0.0125, 0.006)
"""Shares of what a usual item is worth: for the first prices, for prices near by, and for those at which is shared out."""
STEPS = 10
"""Steps at each heat."""
DAMPING = 0.6
FARTHEST = 0.3
"""No price moves farther in a step than this share of what is usual."""
LITTLE = 0.2
"""So much of what is usual a price may be moved that is nothing yet, times its reach."""
ANYWHERE = 1e9
"""As good as no reach at all, and still nothing times nothing."""
ITEMS = 10.0
"""A usual plan's items."""


def find_prices(
    crew: Crew,
    people: int,
    capacity: Floats,
    prices: Floats,
    reach: float = np.inf,
    heats: tuple[float, ...] = FROM_AFAR,
) -> Floats:
    """Prices (R,) at which these people's menus ask for no more than ``capacity`` (R,), on the whole; starting from others.

    No price moves farther than a share ``reach`` of what it is and of what is usual together.
    """
    free = demand(crew, np.zeros(len(prices)), 0.0)
    item = free.worth / max(people, 1) / ITEMS
    # all worth spread over all use of a resource: of seats this is an item's worth, of money so much a rupiah
    usual = np.minimum(free.worth / np.maximum(free.use, 1.0), item)
    bounded = np.isfinite(capacity)
    far = min(reach, ANYWHERE) * (prices + LITTLE * usual)
    low, high = prices - far, prices + far
    for heat in np.repeat(heats, STEPS) * item:
        asks = demand(crew, prices, heat)
        over = np.where(bounded, asks.use - capacity, 0.0)
        step = DAMPING * over * heat / np.maximum(asks.bend, 1e-9)
        moved = np.clip(prices + np.clip(step, -FARTHEST * usual, FARTHEST * usual), low, high)
        prices = np.maximum(0.0, moved)
    return prices


def demand(crew: Crew, prices: Floats, heat: float) -> Asked:
    """What everybody would take of their menus at prices."""
    asks: Asked = crew.total(asked, prices, heat)
    return asks
