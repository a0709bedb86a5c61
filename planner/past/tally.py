"""Groups of past attempts: how many, how well and how often, always drawn towards what is usual where little is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """A number for each of some keys, ``keys`` (C,) sorted and ``values`` (C,); every other key has 0."""

    keys: Ints
    values: Floats

    @classmethod
    def of(cls, keys: Ints, weights: Floats | None = None) -> Tally:
        """Add up the ``weights`` (n,) by key (n,), or count."""
        found, place = np.unique(keys, return_inverse=True)
        return cls(found, np.bincount(place, weights=weights, minlength=len(found)).astype(np.float64))

    def at(self, keys: Ints) -> Floats:
        """The numbers (N,) of the keys (N,)."""
        if not len(self.keys):
            return np.zeros(len(keys))
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[place] == keys, self.values[place], 0.0)


def edges(keys: Ints, surplus: Floats, weight: Floats, strength: float) -> Tally:
    """How far each group's attempts turned out above what was expected of them, on average; 0 where there are none.

    From the ``surplus`` (n,) of outcomes over expectations by key (n,), each worth ``weight`` (n,) attempts. To every group
    ``strength`` attempts without a surplus are added, so that little evidence says little.
    """
    found, place = np.unique(keys, return_inverse=True)
    total = np.bincount(place, weights=weight * surplus, minlength=len(found))
    worth = np.bincount(place, weights=weight, minlength=len(found))
    return Tally(found, total / (worth + strength))


def rates(group: Ints, won: Floats, groups: int, usual: Floats | float, strength: float) -> Floats:
    """Share of attempts (groups,) that were ``won`` (n,), drawn towards the ``usual`` share as by ``strength`` attempts."""
    total = np.bincount(group, weights=won, minlength=groups)
    tried = np.bincount(group, minlength=groups)
    rate: Floats = (total + strength * usual) / (tried + strength)
    return rate


def times_usual(part: Floats, whole: Floats | float, usual: Floats, strength: float) -> Floats:
    """Logarithm of how many times as large as usual the share of ``part`` in ``whole`` is (N,), drawn towards 0."""
    share = (part + strength * usual) / (whole + strength)
    times: Floats = np.log(share / usual)
    return times


def told_apart(
    first: Ints, second: Ints, surplus: Floats, sizes: tuple[int, int], strength: float
) -> tuple[Floats, Floats]:
    """Divide the surplus (n,) of attempts between the groups of two kinds, (n,) and (n,), that had a part in them.

    Each group's part is the average of what the others leave over, drawn towards 0 as by ``strength`` attempts: additive effects
    by backfitting (Breiman & Friedman 1985). A few rounds are enough where each group meets many others.
    """
    one, other = np.zeros(sizes[0]), np.zeros(sizes[1])
    for _ in range(ROUNDS):
        other = rates(second, surplus - one[first], sizes[1], 0.0, strength)
        one = rates(first, surplus - other[second], sizes[0], 0.0, strength)
    return one, other


ROUNDS = 3
"""Rounds of telling two kinds of groups apart."""
