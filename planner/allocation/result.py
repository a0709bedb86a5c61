"""What planning for everybody asks for and gives: when to stop, the plan, and how far it is from the best."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from math import inf

import numpy as np

from planner.problem import Floats, Ints


@dataclass(frozen=True, slots=True)
class Stop:
    """When to stop: the first of these that is met. ``seconds`` makes the result hang on the machine; the others do not.

    ``gap`` is a share: how far the plan may be from the proven bound.
    """

    gap: float = 0.0
    rounds: int = 4
    seconds: float = inf


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Who takes what: ``slot`` lists the chosen slots of each person in ascending order, bounded by ``slot_from`` (P + 1,).

    ``value`` (P,) is each plan's value without prices (see ``planner.problem``), ``planned`` (P,) whether there is one.
    """

    slot_from: Ints
    slot: Ints
    value: Floats
    planned: Ints

    def of(self, person: int) -> Ints:
        """The slots of a person's plan."""
        return self.slot[self.slot_from[person] : self.slot_from[person + 1]]

    @property
    def hash(self) -> str:
        """SHA-256 over who takes what."""
        body = hashlib.sha256()
        for part in (self.slot_from, self.slot, self.planned):
            body.update(np.ascontiguousarray(part, dtype="<i8").tobytes())
        return body.hexdigest()


@dataclass(frozen=True, slots=True)
class Round:
    """One round: the plan's worth and the best bound known after it, in units of value.

    ``worth`` counts values and floors; ``planned`` people with a plan.
    """

    number: int
    worth: float
    bound: float
    planned: int


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """The plan for everybody and what is known of it.

    ``worth`` = values of all plans + floors of the people who have one; ``bound`` ≥ the greatest possible worth, proven;
    ``prices`` (R,) of the resources, ``used`` (R,) what the plan takes of each. ``stopped`` names the rule that ended the search:
    gap, rounds or seconds.
    """

    plan: Plan
    worth: float
    bound: float
    prices: Floats
    used: Floats
    floors: float
    stopped: str
    trace: tuple[Round, ...] = field(default=())

    @property
    def gap(self) -> float:
        """How far at most the values are from the best possible, as a share of them; floors are not counted as value."""
        return (self.bound - self.worth) / max(self.worth - self.floors, 1e-9)
