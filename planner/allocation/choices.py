"""The few plans that a person in play could have instead of the present one, each as near to it as it can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.allocation.closest import cheapest, closest
from planner.allocation.standing import SLACK, Standing
from planner.composing.check import value_of, violations
from planner.problem import Bools, Floats, Ints
from planner.worth import sums_allow_each, worth_with_each

TRIED = 40
"""New items that are tried for each that is put in for its value."""
PARTS = (1, 2, 4)
"""Where money is short a plan is looked for that saves the whole of it, or one of so many parts."""


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A plan that a person could have. ``dropped`` counts approved items that it gives up, ``given_up`` all items; ``lost`` tells
    that it is not lawful by itself: what is left of the present plan where nothing better is found.
    """

    options: tuple[int, ...]
    dropped: int
    lost: bool
    changed: bool
    given_up: int
    value: float
    use: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Scarcity:
    """``over`` (R,) marks what is held more than there is, ``full`` (R,) seats of which none is left, ``wanted`` (R,) seats that
    somebody needs who would be left without a plan. ``short`` is the rupiah missing in the purse that lacks most.
    """

    over: Bools
    full: Bools
    wanted: Bools
    short: float
    seat: Bools

    @classmethod
    def of(cls, room: Floats, seat: Bools, wanted: Bools) -> Scarcity:
        """What is scarce where so much is left of everything (R,); ``seat`` (R,) marks seats, the rest is rupiah."""
        short = float(np.maximum(-room[~seat], 0.0).max(initial=0.0))
        return cls(room < -SLACK, seat & (room < 1.0), wanted, short, seat)


def choices_of(standing: Standing, scarce: Scarcity) -> list[Choice]:
    """The present plan where it can stand, and plans instead of it; the last ones are what is left of it, and nothing."""
    found = [] if standing.hit else [np.flatnonzero(standing.present)]
    for release in _releases(standing, (scarce.over & scarce.seat) | scarce.wanted):
        free = ~release & (standing.present | ~standing.taking(scarce.full))
        found += [*_composed(standing, free), *_composed(standing, ~release)]
        found.append(np.flatnonzero(standing.present & ~release))
    if scarce.short and standing.taking(scarce.over & ~scarce.seat)[standing.present].any():
        found += _cheaper(standing, scarce)
    found.append(np.zeros(0, dtype=np.int64))
    distinct = {tuple(options.tolist()): None for options in found}
    return [choice(standing, options, len(scarce.over)) for options in distinct]


def choice(standing: Standing, options: tuple[int, ...], resources: int) -> Choice:
    """What choosing these options means."""
    chosen = np.array(options, dtype=np.int64)
    marked = np.zeros(len(standing.present), dtype=np.bool_)
    marked[chosen] = True
    changed = standing.hit or bool((marked != standing.present).any())
    return Choice(
        options=options,
        dropped=int((standing.fixed & ~marked).sum()),
        lost=changed and bool(violations(standing.problem, chosen)),
        changed=changed,
        given_up=int((standing.present & ~marked).sum()),
        value=value_of(standing.problem, chosen),
        use=standing.use(chosen, resources),
    )


def filled(standing: Standing, chosen: Ints, allowed: Bools) -> Ints:
    """A lawful plan with new items in the place of those it gives up, each the most valuable that is lawful with the rest."""
    problem = standing.problem
    while len(chosen) < standing.size:
        value = value_of(problem, chosen)
        gain = worth_with_each(problem, chosen.tolist()) - value
        fits = allowed & sums_allow_each(problem, chosen.tolist()) & (gain > 0)
        fits[chosen] = False
        best = np.flatnonzero(fits)[np.argsort(-np.round(gain[fits], 9), kind="stable")][:TRIED]
        lawful = (option for option in best if not violations(problem, np.append(chosen, option)))
        added = next(lawful, None)
        if added is None:
            break
        chosen = np.sort(np.append(chosen, added))
    return chosen


def _releases(standing: Standing, contested: Bools) -> Iterator[Bools]:
    """Which of the present options (O,) to let go: each contested one, and all of them; none where the plan is hit anyway."""
    mine = np.flatnonzero(standing.taking(contested) & standing.present)
    everything = np.zeros(len(standing.present), dtype=np.bool_)
    everything[mine] = True
    if standing.hit:
        yield np.zeros_like(everything)
    for one in mine if len(mine) > 1 else mine[:0]:
        alone = np.zeros_like(everything)
        alone[one] = True
        yield alone
    if len(mine):
        yield everything


def _composed(standing: Standing, allowed: Bools) -> Iterator[Ints]:
    found = closest(standing, allowed)
    if found is not None:
        yield found


def _cheaper(standing: Standing, scarce: Scarcity) -> Iterator[Ints]:
    """Plans that save the money that is short, or a part of it, and what the present one is without what costs."""
    cost = standing.problem.cost
    mine = np.flatnonzero(standing.present & (cost > 0))
    spent = float(cost[mine].sum())
    allowed = standing.present | ~standing.taking(scarce.full)
    least = cheapest(standing, allowed)
    if least is not None:
        yield least
        for budget in {max(spent - scarce.short / part, 0.0) for part in PARTS}:
            if (
                budget > float(cost[least].sum())
                and (found := closest(standing, allowed, budget)) is not None
            ):
                yield found
    for one in mine.tolist():
        yield np.flatnonzero(standing.present & (np.arange(len(cost)) != one))
    yield np.flatnonzero(standing.present & (cost == 0))
