"""What one more seat or million rupiah is worth: from prices, with the interval in which it lies.

One more of a resource is worth ``best(with it) - best(without)`` in units of value, where ``best`` is what the best plan for
everybody is worth. With prices λ of a linear program over journeys it is at most λ and what the best plan found is short of the
program's bound, since prices stay valid where there is more of something; at least what the best single change of journey
gains that becomes possible by it, less the same shortfall; and never negative.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from planner.allocation.columns import Columns, Priced
from planner.allocation.organisation import Organisation
from planner.allocation.result import Plan, Result
from planner.problem import Floats, Ints

SLACK = 1e-9
MOST_PEOPLE = 2_000
"""More people than these are too many journeys for one program; then only the prices of the search are known."""


@dataclass(frozen=True, slots=True, eq=False)
class Worths:
    """Of each resource (R,) what one step more is worth: its ``price``, and at least ``low`` and at most ``high``.

    A step is one seat or one million rupiah. ``best`` is the best plan's worth, ``bound`` what none exceeds; both hold for the
    journeys that the composer finds at these prices.
    """

    price: Floats
    low: Floats
    high: Floats
    best: float
    bound: float


def worths(organisation: Organisation, plan: Plan, prices: Floats, workers: int = 1) -> Worths:
    """What one step more of each resource is worth, beginning from a plan and the prices (R,) that its search ended with."""
    columns = Columns.of(organisation, plan, workers)
    capacity = organisation.resources.capacity
    return worths_of(columns, capacity, columns.grow(capacity, prices))


def worths_of(columns: Columns, capacity: Floats, priced: Priced) -> Worths:
    """The same from journeys that have grown; ``capacity`` (R,) is what there is."""
    return _worths(columns, capacity, priced, *columns.best(capacity))


def finish(organisation: Organisation, result: Result, workers: int = 1) -> tuple[Result, Worths | None]:
    """A search's result with the best whole plan of everybody's journeys, where that is worth more; what a step more is worth.

    More than ``MOST_PEOPLE`` people keep the search's own plan, and no worths are known.
    """
    if len(organisation.people) > MOST_PEOPLE:
        return result, None
    columns, capacity = Columns.of(organisation, result.plan, workers), organisation.resources.capacity
    priced = columns.grow(capacity, result.prices)
    worth, taken = columns.best(capacity)
    found = _worths(columns, capacity, priced, worth, taken)
    plan, used = columns.plan(taken), (columns.use()[:, taken].sum(axis=1)) * columns.unit
    # The solver keeps to what there is but for its tolerance, a rupiah in a million; the plan has to keep to it wholly.
    if worth <= result.worth or (np.rint(used) > capacity).any():
        return result, found
    floors = float(organisation.people.floor @ plan.planned)
    last = [replace(one, worth=worth, planned=int(plan.planned.sum())) for one in result.trace[-1:]]
    return (
        replace(
            result,
            plan=plan,
            worth=worth,
            prices=priced.prices,
            used=np.rint(used),
            floors=floors,
            trace=(*result.trace[:-1], *last),
        ),
        found,
    )


def _worths(columns: Columns, capacity: Floats, priced: Priced, best: float, taken: Ints) -> Worths:
    price = priced.prices * columns.unit
    short = max(priced.bound - best, 0.0)
    low = np.maximum(_gains(columns, capacity, taken) - short, 0.0)
    high = np.where(np.isfinite(capacity), price + short, 0.0)
    return Worths(price, low, high, best, priced.bound)


def really_adding(columns: Columns, capacity: Floats, resource: int) -> float:
    """What one step more of a resource gains, found by adding it: new journeys are composed, and both best plans found anew."""
    more = capacity.copy()
    more[resource] += columns.unit[resource]
    _, prices = columns.relaxed(more)
    columns.grow(more, prices)
    return columns.best(more)[0] - columns.best(capacity)[0]


def _gains(columns: Columns, capacity: Floats, taken: Ints) -> Floats:
    """The most that changing one person's journey gains (R,) where only this resource stands in the way of it by a step."""
    use, worth = columns.use(), np.array(columns.worth, dtype=np.float64)
    person = np.array(columns.person, dtype=np.int64)
    present = np.full(len(columns.organisation.people), -1)
    present[person[taken]] = taken
    mine = present[person]
    gain = worth - np.where(mine >= 0, worth[mine], 0.0)
    left = capacity / columns.unit - np.asarray(use[:, taken].sum(axis=1)).ravel()
    wanted = (use - use[:, mine] * (mine >= 0)).tocoo()
    over = wanted.data > left[wanted.row] + SLACK
    times = np.bincount(wanted.col[over], minlength=len(worth))
    alone = over & (times[wanted.col] == 1) & (wanted.data <= left[wanted.row] + 1.0 + SLACK)
    gains = np.zeros(len(capacity))
    np.maximum.at(gains, wanted.row[alone], np.maximum(gain[wanted.col[alone]], 0.0))
    return gains
