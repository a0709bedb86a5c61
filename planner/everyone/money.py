"""The purses of a plan for everybody: units' budgets, less what plans in people's hands cost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from planner.everyone.in_hands import InHands
from planner.problem import Ints
from planner.world import World


@dataclass(frozen=True, slots=True)
class Purse:
    """A unit's budget for it and all units below, in rupiah: the year's, and what plans in people's hands take of it."""

    unit: str
    rupiah: int
    held: int

    @property
    def left(self) -> int:
        """What may still be spent; nothing where more is held than there is."""
        return max(self.rupiah - self.held, 0)


def purses_of(world: World, budgets: Mapping[str, int] | None, hands: InHands) -> tuple[Purse, ...]:
    """The purses by unit; the agency's own budgets of the year where ``budgets`` is None. Raises KeyError for an unknown unit."""
    own = {one.unit: one.rupiah for one in world.agency.budgets if one.year == world.year}
    rupiah = own if budgets is None else budgets
    above = _above(world)
    held = dict.fromkeys(above, 0)
    for one in hands.held:
        for unit in above[world.person(one.nip).unit] if one.nip in world.people else ():
            held[unit] += one.cost
    return tuple(Purse(unit, int(rupiah[unit]), held[unit]) for unit in sorted(rupiah))


def payers_of(world: World, units: Sequence[str], purses: Sequence[Purse]) -> list[Ints]:
    """For the person of each of ``units`` the purses (by number) of that unit and those above it."""
    number = {purse.unit: n for n, purse in enumerate(purses)}
    paid_by = {
        unit: np.array(sorted(number[one] for one in way if one in number), dtype=np.int64)
        for unit, way in _above(world).items()
    }
    return [paid_by[unit] for unit in units]


def _above(world: World) -> Mapping[str, tuple[str, ...]]:
    """Each unit with those above it."""
    parent = {unit.code: unit.parent for unit in world.agency.units}

    def way(unit: str | None) -> tuple[str, ...]:
        return () if unit is None else (unit, *way(parent[unit]))

    return {unit: way(unit) for unit in parent}
