"""The optimum: as many pairs as can be, and among those the best fitting ones together.

Where each guide has one limit for everybody who fits them, places become columns and the assignment problem is solved
as it stands (``scipy.optimize.linear_sum_assignment``); a count weighs more than all preferences together, in whole numbers
far below 2**53, so that nothing is rounded. Where limits differ from day to day the same is solved by HiGHS
(``scipy.optimize.milp``): where not everybody can be paired first the number of pairs, then the best of that number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import csr_array, vstack

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
NOBODY = -1
WHOLE = 1e-6
"""So near a whole number a column is one; what is made of them is checked in whole numbers."""


@dataclass(frozen=True, eq=False)
class Places:
    """``fits`` and ``worth`` are (P, G); ``active`` (P, T) says who is guided on which day that matters.

    ``free`` (G, T) are a guide's places left on each of these days. ``load`` (G, C) is what the guide's first, second, ...
    further person costs; it never falls, and the last column holds for everybody beyond.
    """

    fits: Bools
    worth: Ints
    active: Bools
    free: Ints
    load: Ints

    def cost(self, guide: int, number: int) -> int:
        """What the person of that number, 0 the first, costs at a guide."""
        return int(self.load[guide, min(number, self.load.shape[1] - 1)])

    def value(self, chosen: Ints) -> tuple[int, int]:
        """Number of pairs, and what they are worth together, of a choice (P,) of guides."""
        paired = np.flatnonzero(chosen != NOBODY)
        worth = int(self.worth[paired, chosen[paired]].sum())
        counts = np.bincount(chosen[paired], minlength=len(self.free))
        return len(paired), worth - sum(
            self.cost(guide, number) for guide in range(len(counts)) for number in range(int(counts[guide]))
        )

    def allowed(self, chosen: Ints) -> bool:
        """Tell whether everybody fits their guide and no guide has too many people on any day."""
        paired = np.flatnonzero(chosen != NOBODY)
        return bool(self.fits[paired, chosen[paired]].all() and (self.used(chosen) <= self.free).all())

    def used(self, chosen: Ints) -> Ints:
        """How many people a choice gives each guide on each day (G, T)."""
        mine = chosen[:, None] == np.arange(len(self.free))[None, :]
        used: Ints = mine.T.astype(np.int64) @ self.active.astype(np.int64)
        return used


def best(places: Places) -> Ints:
    """The guide (P,) of each person, ``NOBODY`` where there is none."""
    if not places.fits.any():
        return np.full(len(places.fits), NOBODY, np.int64)
    limits = single_limits(places)
    return by_programme(places) if limits is None else by_assignment(places, limits)


def single_limits(places: Places) -> Ints | None:
    """How many people each guide (G,) takes at all, where one number says it for every guide; else None."""
    fitting = places.fits.sum(axis=0)
    count = places.fits.T.astype(np.int64) @ places.active.astype(np.int64)
    binds = count > places.free
    tightest = np.where(binds, places.free, np.iinfo(np.int64).max).min(
        axis=1, initial=np.iinfo(np.int64).max
    )
    covers = (count == fitting[:, None]) & (places.free == tightest[:, None])
    single = ~binds.any(axis=1) | covers.any(axis=1)
    return np.minimum(fitting, tightest) if single.all() else None


def by_assignment(places: Places, limits: Ints) -> Ints:
    """Solve with a column for each place; ``limits`` (G,) are the places."""
    guide = np.repeat(np.arange(len(limits)), limits)
    number = np.arange(len(guide)) - np.repeat(np.cumsum(limits) - limits, limits)
    gain = places.worth[:, guide] - places.load[guide, np.minimum(number, places.load.shape[1] - 1)]
    fits = places.fits[:, guide]
    # One pair more is worth more than any two choices of preferences can differ by.
    pair = 2 * len(places.fits) * int(np.abs(gain).max(initial=0)) + 1
    total = np.where(fits, pair + gain, 0)
    rows, columns = linear_sum_assignment(total.astype(np.float64), maximize=True)
    chosen = np.full(len(places.fits), NOBODY, np.int64)
    kept = fits[rows, columns]
    chosen[rows[kept]] = guide[columns[kept]]
    return chosen


def by_programme(places: Places) -> Ints:
    """Solve as a mixed-integer programme, to the proven optimum. Raises ArithmeticError where HiGHS finds none."""
    programme = _Programme.of(places)
    # Where everybody who fits anybody is paired there are no more pairs to be had, whatever a pair was worth.
    pair = 2 * int(np.abs(programme.gains).max()) + 1
    found = programme.solve(programme.gains + pair * programme.counts, None)
    number = round(float(programme.counts @ found))
    if number < places.fits.any(axis=1).sum():
        number = round(float(programme.counts @ programme.solve(programme.counts, None)))
        found = programme.solve(programme.gains, number)
    chosen = np.full(len(places.fits), NOBODY, np.int64)
    taken = np.flatnonzero(found[: len(programme.person)] > 0.5)
    chosen[programme.person[taken]] = programme.guide[taken]
    if not places.allowed(chosen) or places.value(chosen)[0] != number:
        raise ArithmeticError("the solver's answer does not hold")
    return chosen


@dataclass(frozen=True, eq=False)
class _Programme:
    """Columns: one for each pair that fits, then one for each step of a guide's load."""

    person: Ints
    guide: Ints
    gains: NDArray[np.float64]
    counts: NDArray[np.float64]
    upper: NDArray[np.float64]
    rows: LinearConstraint

    @classmethod
    def of(cls, places: Places) -> _Programme:
        person, guide = (axis.astype(np.int64) for axis in np.nonzero(places.fits))
        pairs, (guides, steps) = len(person), places.load.shape
        gains = np.concatenate([places.worth[person, guide], -places.load.ravel()]).astype(np.float64)
        upper = np.ones(len(gains))
        upper[pairs + steps - 1 :: steps] = len(places.fits)
        one_each = _matrix(person, np.arange(pairs), (len(places.fits), len(gains)))
        steps_of = np.repeat(np.arange(guides), steps), pairs + np.arange(guides * steps)
        loads = _matrix(guide, np.arange(pairs), (guides, len(gains))) - _matrix(
            *steps_of, (guides, len(gains))
        )
        limits, free = _day_rows(places, person, guide, len(gains))
        matrix = vstack([one_each, loads, limits])
        low = np.concatenate([np.zeros(len(places.fits)), np.zeros(guides), np.zeros(len(free))])
        high = np.concatenate([np.ones(len(places.fits)), np.zeros(guides), free])
        counts = np.concatenate([np.ones(pairs), np.zeros(guides * steps)])
        return cls(person, guide, gains, counts, upper, LinearConstraint(matrix, low, high))

    def solve(self, gains: NDArray[np.float64], number: int | None) -> NDArray[np.float64]:
        """The best columns; of exactly ``number`` pairs where one is given."""
        rows = [self.rows]
        if number is not None:
            rows.append(LinearConstraint(self.counts[None, :], number, number))
        bounds = Bounds(0, self.upper)
        # Without asking for whole numbers it is solved sooner; they come out whole nearly always, and then are the best.
        for whole in (0, 1):
            found = milp(
                -gains,
                constraints=rows,
                integrality=np.full(len(gains), whole),
                bounds=bounds,
                options={"mip_rel_gap": 0.0},
            )
            if found.status != 0:
                raise ArithmeticError(found.message)
            columns: NDArray[np.float64] = found.x
            if np.abs(columns - np.round(columns)).max() < WHOLE:
                return columns
        raise ArithmeticError("the solver's answer is not whole")


def _matrix(rows: Ints, columns: Ints, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def _day_rows(places: Places, person: Ints, guide: Ints, width: int) -> tuple[csr_array, NDArray[np.float64]]:
    """One row for each guide and day on which more people fit than there are places."""
    count = places.fits.T.astype(np.int64) @ places.active.astype(np.int64)
    guides, days = np.nonzero(count > places.free)
    row_of = np.full(places.free.shape, -1, np.int64)
    row_of[guides, days] = np.arange(len(guides))
    column, day = np.nonzero(places.active[person])
    row = row_of[guide[column], day]
    kept = row >= 0
    return _matrix(row[kept], column[kept], (len(guides), width)), places.free[guides, days].astype(
        np.float64
    )
