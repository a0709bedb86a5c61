"""What everybody would take of their menus at prices, and what they get of what is left: compiled loops over people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from planner.allocation.arrays import VERSION, Crowd, Year
from planner.allocation.journeys import Small
from planner.allocation.layout import price_of, take
from planner.composing.data import compiled, inlined, kept
from planner.problem import Floats, Ints


class Menus(NamedTuple):
    """Journeys as compiled code reads them (see ``planner.allocation.journeys.Journeys``)."""

    journey_from: Ints
    slot_from: Ints
    slot: Small
    value: Floats


@compiled
def worth_of(year: Year, crowd: Crowd, menus: Menus, person: int, journey: int, prices: Floats) -> float:
    """A journey's value and the floor, less what it takes at prices."""
    total = float(menus.value[journey] + crowd.floor[person])
    for at in range(menus.slot_from[journey], menus.slot_from[journey + 1]):
        total -= price_of(year, crowd, person, menus.slot[at], prices)
    return total


@compiled
def take_all(
    year: Year, crowd: Crowd, menus: Menus, person: int, journey: int, left: Floats, sign: float
) -> None:
    """Take what a journey needs of what is left, or with -1 give it back."""
    for at in range(menus.slot_from[journey], menus.slot_from[journey + 1]):
        take(year, crowd, person, menus.slot[at], left, sign)


@inlined
def _is_lacking(year: Year, crowd: Crowd, menus: Menus, person: int, journey: int, left: Floats) -> bool:
    """Say whether anything that a journey has taken is now less than nothing."""
    for at in range(menus.slot_from[journey], menus.slot_from[journey + 1]):
        batch = year.batch[menus.slot[at]]
        if batch >= 0:
            if left[batch] < 0.0:
                return True
            group = crowd.group[person]
            if group >= 0 and left[crowd.batches + crowd.purses + group * crowd.batches + batch] < 0.0:
                return True
    for at in range(crowd.purse_from[person], crowd.purse_from[person + 1]):
        if left[crowd.batches + crowd.purse[at]] < 0.0:
            return True
    return False


def _chooser(version: int) -> Callable[..., Any]:
    @kept
    def choose(
        year: Year, crowd: Crowd, menus: Menus, chosen: Ints, prices: Floats, left: Floats, worth: Floats
    ) -> None:
        """Give everybody in turn what is best at prices (R,) among what is left (R,) and what they have.

        ``chosen`` and ``left`` are brought up to date; ``worth`` is room for one person's journeys.
        """
        for person in range(len(chosen) if version else 0):
            begin = menus.journey_from[person]
            count = menus.journey_from[person + 1] - begin
            own = chosen[person]
            if own >= 0:
                take_all(year, crowd, menus, person, own, left, -1.0)
            for place in range(count):
                worth[place] = worth_of(year, crowd, menus, person, begin + place, prices)
                # where two are as good, what one has stays
                worth[place] += 1e-9 if begin + place == own else 0.0
            chosen[person] = -1
            for _ in range(count):
                best = 0
                for place in range(count):
                    if worth[place] > worth[best]:
                        best = place
                if worth[best] <= 0.0:
                    break
                take_all(year, crowd, menus, person, begin + best, left, 1.0)
                # what one had fits, whatever the rounding of money says
                if begin + best == own or not _is_lacking(year, crowd, menus, person, begin + best, left):
                    chosen[person] = begin + best
                    break
                take_all(year, crowd, menus, person, begin + best, left, -1.0)
                worth[best] = -np.inf

    return choose


def _regretter(version: int) -> Callable[..., Any]:
    @kept
    def regret(
        year: Year, crowd: Crowd, menus: Menus, chosen: Ints, prices: Floats, best: Floats, regrets: Floats
    ) -> None:
        """Write what everybody's best journey at prices (R,) is worth (P,), and how much less what they have is (P,)."""
        for person in range(len(chosen) if version else 0):
            own = chosen[person]
            best[person] = 0.0
            for journey in range(menus.journey_from[person], menus.journey_from[person + 1]):
                best[person] = max(best[person], worth_of(year, crowd, menus, person, journey, prices))
            regrets[person] = best[person]
            if own >= 0:
                regrets[person] -= worth_of(year, crowd, menus, person, own, prices)

    return regret


def _asker(version: int) -> Callable[..., Any]:
    @kept
    def ask(
        year: Year,
        crowd: Crowd,
        menus: Menus,
        prices: Floats,
        heat: float,
        use: Floats,
        bend: Floats,
        mine: Floats,
        worth: Floats,
    ) -> float:
        """Add to ``use`` (R,) what everybody takes at prices; give what it is worth to them beyond the prices.

        With ``heat`` above 0 a person takes a little of each journey, more of the better ones (a logit), and ``bend`` (R,) tells
        how fast use falls as its own price rises, times heat. ``mine`` (R,) is zeros, ``worth`` room for a person's journeys.
        """
        total = 0.0
        for person in range(len(menus.journey_from) - 1 if version else 0):
            begin = menus.journey_from[person]
            count = menus.journey_from[person + 1] - begin
            best = 0.0
            for place in range(count):
                worth[place] = worth_of(year, crowd, menus, person, begin + place, prices)
                best = max(best, worth[place])
            if best == 0.0:
                continue
            if heat == 0.0:
                total += best
                for place in range(count):
                    if worth[place] == best:
                        take_all(year, crowd, menus, person, begin + place, use, -1.0)
                        break
                continue
            whole = np.exp(-best / heat)
            for place in range(count):
                worth[place] = np.exp((worth[place] - best) / heat)
                whole += worth[place]
            total += best + heat * np.log(whole)
            for place in range(count):
                _spread(year, crowd, menus, person, begin + place, worth[place] / whole, use, bend, mine)
            for place in range(count):
                _gather(year, crowd, menus, person, begin + place, bend, mine)
        return total

    return ask


@compiled
def _spread(
    year: Year,
    crowd: Crowd,
    menus: Menus,
    person: int,
    journey: int,
    share: float,
    use: Floats,
    bend: Floats,
    mine: Floats,
) -> None:
    """Add a share of a journey to the use, the person's own use, and the squares."""
    cost = 0.0
    for at in range(menus.slot_from[journey], menus.slot_from[journey + 1]):
        slot = menus.slot[at]
        cost += year.cost[slot]
        batch = year.batch[slot]
        if batch >= 0:
            use[batch] += share
            bend[batch] += share
            mine[batch] += share
            if crowd.group[person] >= 0:
                place = crowd.batches + crowd.purses + crowd.group[person] * crowd.batches + batch
                use[place] += share
                bend[place] += share
                mine[place] += share
    for at in range(crowd.purse_from[person], crowd.purse_from[person + 1]):
        place = crowd.batches + crowd.purse[at]
        use[place] += share * cost
        bend[place] += share * cost * cost
        mine[place] += share * cost


@compiled
def _gather(
    year: Year, crowd: Crowd, menus: Menus, person: int, journey: int, bend: Floats, mine: Floats
) -> None:
    """Take the square of the person's own use from the squares, once for each resource."""
    for at in range(menus.slot_from[journey], menus.slot_from[journey + 1]):
        batch = year.batch[menus.slot[at]]
        if batch >= 0:
            bend[batch] -= mine[batch] ** 2
            mine[batch] = 0.0
            if crowd.group[person] >= 0:
                place = crowd.batches + crowd.purses + crowd.group[person] * crowd.batches + batch
                bend[place] -= mine[place] ** 2
                mine[place] = 0.0
    for at in range(crowd.purse_from[person], crowd.purse_from[person + 1]):
        place = crowd.batches + crowd.purse[at]
        bend[place] -= mine[place] ** 2
        mine[place] = 0.0


choose = _chooser(VERSION)
regret = _regretter(VERSION)
ask = _asker(VERSION)
