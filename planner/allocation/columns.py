"""Journeys of everybody as columns of one linear program: what seats and money are worth where each person has all good journeys.

New journeys are composed at the program's prices until nobody has a better one (Dantzig and Wolfe 1960; Gilmore and Gomory 1961).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csr_array, vstack

from planner.allocation.organisation import Organisation
from planner.allocation.result import Plan
from planner.compose import compose_many, value_of
from planner.problem import Floats, Ints

MILLION = 1e6
CLOSE = 1e-5
"""Share of the worth below which better journeys are no longer looked for."""
MOST_ROUNDS = 20
NODES = 2_000
"""Branches in which the best whole plan is looked for; without a proof the program's own bound stands."""


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """The program's worth, its prices (R,) a seat or rupiah, and what no plan exceeds by the journeys found at these prices."""

    worth: float
    prices: Floats
    bound: float


@dataclass(slots=True, eq=False)
class Columns:
    """The journeys found so far of an organisation in which every batch is open, whether or not a seat is left in it.

    Of each its person, its worth (value and floor), and its slots.
    """

    organisation: Organisation
    workers: int = 1
    person: list[int] = field(default_factory=list)
    worth: list[float] = field(default_factory=list)
    slots: list[Ints] = field(default_factory=list)
    _known: set[tuple[int, bytes]] = field(default_factory=set)
    _prices: set[bytes] = field(default_factory=set)

    @classmethod
    def of(cls, organisation: Organisation, plan: Plan, workers: int = 1) -> Columns:
        """Begin with everybody's present journey."""
        resources = organisation.resources
        every = replace(organisation, resources=replace(resources, seats=np.maximum(resources.seats, 1)))
        columns = cls(every, workers)
        for person in np.flatnonzero(plan.planned).tolist():
            columns._add(person, float(plan.value[person]), plan.of(person))
        return columns

    def grow(self, capacity: Floats, prices: Floats) -> Priced:
        """Add journeys, first at these prices, until the program finds no better ones; ``capacity`` (R,) is what there is."""
        bounded = np.isfinite(capacity)
        found = Priced(0.0, prices, np.inf)
        for _ in range(MOST_ROUNDS):
            own = self._compose(prices)
            bound = float(own.sum() + prices[bounded] @ capacity[bounded])
            worth, prices_now = self.relaxed(capacity)
            found = Priced(worth, prices, max(bound, worth))
            if bound - worth <= CLOSE * abs(worth):
                break
            prices = prices_now
        return found

    def relaxed(self, capacity: Floats) -> tuple[float, Floats]:
        """What the journeys are worth together where they may be taken in parts, and the prices (R,) that follow."""
        if not self.person:
            return 0.0, np.zeros(len(capacity))
        bounded, limits = np.flatnonzero(np.isfinite(capacity)), self._limits(capacity)
        rows = self._rows(bounded)
        solved = linprog(
            -np.array(self.worth, dtype=np.float64),
            A_ub=cast("Any", rows),
            b_ub=limits,
            bounds=(0, None),
            method="highs-ds",
        )
        prices = np.zeros(len(capacity))
        dual = np.maximum(-solved.ineqlin.marginals[len(self.organisation.people) :], 0.0)
        prices[bounded] = dual / self.unit[bounded]
        return -cast("float", solved.fun), prices

    def best(self, capacity: Floats) -> tuple[float, Ints]:
        """The best whole plan of these journeys: its worth, and the journeys (by number) that it takes."""
        if not self.person:
            return 0.0, np.zeros(0, dtype=np.int64)
        bounded = np.flatnonzero(np.isfinite(capacity))
        within = LinearConstraint(self._rows(bounded), -np.inf, self._limits(capacity))
        solved = milp(
            -np.array(self.worth, dtype=np.float64),
            constraints=within,
            integrality=np.ones(len(self.worth), dtype=np.int64),
            bounds=Bounds(0, 1),
            options={"node_limit": NODES, "mip_rel_gap": 0.0},
        )
        if solved.x is None:
            return 0.0, np.zeros(0, dtype=np.int64)
        taken = np.flatnonzero(solved.x > 0.5)
        return float(np.array(self.worth, dtype=np.float64)[taken].sum()), taken

    def plan(self, taken: Ints) -> Plan:
        """The plan of these journeys (by number), at most one a person."""
        count = len(self.organisation.people)
        mine = {self.person[number]: number for number in taken.tolist()}
        slots = [self.slots[mine[person]] if person in mine else taken[:0] for person in range(count)]
        planned, value = np.zeros(count, dtype=np.int64), np.zeros(count)
        for person, number in mine.items():
            planned[person] = 1
            value[person] = self.worth[number] - self.organisation.people.floor[person]
        begin = np.concatenate([[0], np.cumsum([len(one) for one in slots])]).astype(np.int64)
        return Plan(begin, np.concatenate([*slots, taken[:0]]), value, planned)

    @property
    def unit(self) -> Floats:
        """The size of a step (R,): one seat, one million rupiah."""
        resources = self.organisation.resources
        unit = np.ones(len(resources.capacity))
        unit[len(resources.seats) : len(resources.seats) + len(resources.purses)] = MILLION
        return unit

    def use(self) -> csr_array:
        """What each journey takes of each resource, in steps (R, journeys)."""
        place, resource, amount = [], [], []
        for number, (person, slots) in enumerate(zip(self.person, self.slots, strict=True)):
            _, taken, much = self.organisation.use(person, slots)
            place.append(np.full(len(taken), number))
            resource.append(taken)
            amount.append(much / self.unit[taken])
        shape = (len(self.unit), len(self.person))
        if not place:
            return csr_array(shape)
        return csr_array((_joined(amount), (_joined(resource), _joined(place))), shape=shape)

    def _rows(self, bounded: Ints) -> csr_array:
        count = len(self.person)
        shape = (len(self.organisation.people), count)
        one_each = csr_array((np.ones(count), (np.array(self.person), np.arange(count))), shape=shape)
        return vstack([one_each, self.use()[bounded]]).tocsr()

    def _limits(self, capacity: Floats) -> Floats:
        bounded = np.isfinite(capacity)
        return np.concatenate([np.ones(len(self.organisation.people)), (capacity / self.unit)[bounded]])

    def _compose(self, prices: Floats) -> Floats:
        """Everybody's best journey at these prices; what it is worth less what it pays (P,), nothing where that is negative."""
        if prices.tobytes() not in self._prices:
            self._prices.add(prices.tobytes())
            self._find(prices)
        paid = (prices * self.unit) @ self.use()
        own = np.zeros(len(self.organisation.people))
        np.maximum.at(
            own, np.array(self.person, dtype=np.int64), np.array(self.worth, dtype=np.float64) - paid
        )
        return own

    def _find(self, prices: Floats) -> None:
        people, organisation = range(len(self.organisation.people)), self.organisation
        problems = [organisation.problem(person, prices) for person in people]
        found = compose_many(problems, organisation.people.seed.tolist(), self.workers)
        for person, solution in zip(people, found, strict=True):
            slots, chosen = organisation.slots_of(person)[0], list(solution.chosen)
            if not solution.reason and chosen and (person, slots[chosen].tobytes()) not in self._known:
                self._add(person, value_of(organisation.problem(person), chosen), slots[chosen])

    def _add(self, person: int, value: float, slots: Ints) -> None:
        self._known.add((person, slots.tobytes()))
        self.person.append(person)
        self.worth.append(value + float(self.organisation.people.floor[person]))
        self.slots.append(slots)


def _joined(parts: Sequence[np.ndarray]) -> np.ndarray:
    return np.concatenate(parts)
