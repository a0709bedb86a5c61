"""What stands and must be changed as little as possible: everybody's present plan, and the choices of who is in play.

Sizes: ``R`` resources (seats, then rupiah, as in ``Organisation``), ``O`` options of one person.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.problem import Bools, Floats, Ints, Problem

SLACK = 1e-6
"""Rounding allowed on a sum of what is shared, in its own unit."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What everybody's present plan takes of what is shared, one row each: ``person``, ``resource``, ``amount``, ``fixed`` (n,).

    ``fixed`` rows belong to approved items. ``hit`` lists the people of whose plan something is gone, so that it is another one
    already. ``capacity`` (R,) is all there is for these people, ``seat`` (R,) marks what is counted in seats and not in rupiah.
    """

    person: Ints
    resource: Ints
    amount: Floats
    fixed: Bools
    hit: Ints
    capacity: Floats
    seat: Bools

    @property
    def room(self) -> Floats:
        """What is left of each resource (R,) while everybody's plan stands; negative where too much is held."""
        return self.capacity - np.bincount(self.resource, self.amount, len(self.capacity))

    def cost(self, purse: int, approved: bool = False) -> Floats:
        """What each person (P,) takes of a resource by items that are not approved, or by all."""
        rows = (self.resource == purse) & (approved | ~self.fixed)
        people = int(self.person.max(initial=-1)) + 1
        return np.bincount(self.person[rows], self.amount[rows], people).astype(np.float64)

    def holders(self, wanted: Bools) -> Ints:
        """The people who hold some of the wanted resources (R,) by items that are not approved."""
        return np.unique(self.person[wanted[self.resource] & ~self.fixed])


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """One person's choice: the frozen problem with every option, and what each takes of what is shared.

    ``where``, ``resource``, ``amount`` are one row each: an option, what it takes, how much. ``present`` (O,) marks the options
    that stand now and still can, ``fixed`` (O,) those of them that were approved. ``hit`` tells that something of the plan is
    gone; it had ``size`` items.
    """

    problem: Problem
    where: Ints
    resource: Ints
    amount: Floats
    present: Bools
    fixed: Bools
    hit: bool
    size: int

    def taking(self, wanted: Bools) -> Bools:
        """The options (O,) that take some of the wanted resources (R,)."""
        taking = np.zeros(len(self.problem.solution), dtype=np.bool_)
        taking[self.where[wanted[self.resource]]] = True
        return taking

    def holds(self, wanted: Bools) -> bool:
        """Whether the present plan takes some of the wanted resources (R,)."""
        return bool(self.taking(wanted)[self.present].any())

    def use(self, options: Ints, resources: int) -> Floats:
        """What some options take of everything (R,)."""
        mine = np.isin(self.where, options)
        return np.bincount(self.resource[mine], self.amount[mine], resources).astype(np.float64)
