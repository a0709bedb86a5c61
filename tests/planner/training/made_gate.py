"""People in groups, attempts whose truth is known, and rankers that tell it, or not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from competency_models.people import OrgUnit, Person, Status
from planner.features import NAMES, FeatureTable
from planner.problem import Bools, Floats
from planner.ranking import AdditiveRanker, Line, Outcomes, Prediction, Ranker, Shares
from planner.training.examples import Examples
from planner.training.groups import Groups
from tests.planner.small_world import small_world

PARAMETERS = small_world().parameters
UNITS = (OrgUnit("U", "Agency"), *(OrgUnit(f"U{n}", f"Unit {n}", "U") for n in range(6)))


def people(count: int) -> tuple[Person, ...]:
    """People of six units, four grades, both sexes and statuses, three generations."""
    return tuple(
        Person(
            f"19{60 + 7 * (n % 6)}0101201501{1 + n % 2}{n:03d}",
            f"P{n}",
            f"U{n // 2 % 6}",
            f"J{n // 3 % 4}",
            Status.PPPK if n % 5 == 0 else Status.PNS,
        )
        for n in range(count)
    )


def groups(count: int) -> Groups:
    """The groups of so many people."""
    return Groups.of(people(count), UNITS, {f"J{n}": f"grade {n}" for n in range(4)}, PARAMETERS)


def line(bias: float, **weights: float) -> Line:
    """A head with these weights, counted from 0."""
    weight = np.array([weights.get(name, 0.0) for name in NAMES])
    return Line(NAMES, weight, np.zeros(len(NAMES)), bias)


TRUTH = AdditiveRanker("truth", line(0.4, own_completion=1.0, hours=-0.6), line(0.3, solution_rate=0.8))
HALF = AdditiveRanker("half", line(0.4, own_completion=0.7), line(0.3, solution_rate=0.5))
"""Knows less than the truth, and says what it knows without boasting."""


DRAWN = ("own_completion", "hours", "solution_rate", "online", "weeks", "cost")
"""What differs between attempts; the truth hangs on the first three."""


def attempts(count: int, each: int = 4, seed: int = 1) -> Examples:
    """``each`` attempts of ``count`` people, drawn from the truth."""
    rng = np.random.default_rng(seed)
    person = np.repeat(np.arange(count), each)
    values = np.zeros((len(person), len(NAMES)))
    values[:, [NAMES.index(name) for name in DRAWN]] = rng.normal(size=(len(person), len(DRAWN)))
    table = FeatureTable(person, person, values)
    said = TRUTH.predict(table)
    completed = rng.random(len(person)) < said.completion
    closed = np.where(completed, rng.binomial(2, said.closing), 0)
    day = 739_000 + rng.integers(0, 300, len(person))
    return Examples(table, Outcomes(completed, closed, np.full(len(person), 2), day, day + 5))


@dataclass(frozen=True)
class Tampered:
    """The ranker with its answers changed: what a planted fault does, however it came about."""

    base: Ranker
    change: Callable[[FeatureTable, Prediction], Prediction]
    name: str = "tampered"
    version: str = "tampered"

    def predict(self, features: FeatureTable) -> Prediction:
        """The base's answers, changed."""
        said = self.change(features, self.base.predict(features))
        return replace(said, success=said.completion * said.closing)

    def shares(self, features: FeatureTable) -> Shares:
        """The base's."""
        return self.base.shares(features)


def shifted(answer: Floats, rows: Bools, by: float) -> Floats:
    """Probabilities (N,) with the log-odds of some rows (N,) moved."""
    odds = np.log(answer / (1.0 - answer)) + by * rows
    moved: Floats = 1.0 / (1.0 + np.exp(-odds))
    return moved
