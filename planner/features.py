"""What the ranker may know about a (person, solution) pair on a day, in named families.

The same function serves planning and training: a training pair is seen on a day before it began, with the evidence and
the history of that day. A pair is seen as it stands when it may start: with the levels reached that it builds on.
Sex, age, generation and status are never features; they are for audits only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np

from competency_models.parameters import ParametersAt
from planner.history import History, Record
from planner.pair_facts import PairFacts
from planner.problem import Floats, Ints
from planner.solution_table import SolutionTable

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "gap": ("levels_closed", "competencies_required"),
    "fit": ("grows", "leap", "already_known"),
    "effort": ("hours", "weeks", "cost"),
    "form": ("experience", "social", "online", "blended", "dated"),
    "own_history": ("own_rate", "own_completion", "own_attempts", "tried_before"),
    "crowd": ("solution_rate", "popularity"),
}
"""Families of features and their members, in the order of the columns."""

NAMES: tuple[str, ...] = tuple(name for family in FAMILIES.values() for name in family)


@dataclass(frozen=True, slots=True, eq=False)
class FeatureTable:
    """``values`` (N, F) for ``N`` pairs; ``names`` and ``families`` tell the columns. Person and solution are rows."""

    person: Ints
    solution: Ints
    values: Floats
    names: tuple[str, ...] = NAMES

    def of(self, rows: Ints) -> FeatureTable:
        """The features of some pairs (n,)."""
        return FeatureTable(self.person[rows], self.solution[rows], self.values[rows], self.names)

    def family(self, name: str) -> Floats:
        """The columns (N, f) of one family."""
        return self.values[:, [self.names.index(member) for member in FAMILIES[name]]]


@dataclass(frozen=True, slots=True, eq=False)
class Snapshot:
    """What is known on a day: how attempts that ended before it turned out."""

    record: Record
    table: SolutionTable

    @classmethod
    def on(
        cls, history: History, table: SolutionTable, people: int, day: date, parameters: ParametersAt
    ) -> Snapshot:
        """See the history of ``people`` people before the day."""
        base = float(parameters["ranker.rate_without_history"])
        strength = float(parameters["ranker.prior_strength"])
        return cls(Record.on(history, table, people, day, base, strength), table)

    def features(self, facts: PairFacts) -> FeatureTable:
        """The features of the pairs of ``facts``; no pair is looked at alone."""
        person, solution = facts.person, facts.solution
        columns = {
            **_gap(facts),
            **_effort(self.table, solution),
            **_form(self.table, solution),
            **_past(self.record, person, solution),
        }
        values = np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in NAMES])
        return FeatureTable(person, solution, values)


Columns = dict[str, np.ndarray]


def _gap(facts: PairFacts) -> Columns:
    return {
        "levels_closed": facts.levels,
        "competencies_required": facts.required,
        "grows": facts.leap > 0,
        "leap": facts.leap,
        "already_known": facts.known,
    }


def _effort(table: SolutionTable, solution: Ints) -> Columns:
    return {
        "hours": np.log1p(table.hours[solution]),
        "weeks": np.log1p(table.weeks[solution]),
        "cost": np.log1p(table.cost[solution] / 1e6),
    }


def _form(table: SolutionTable, solution: Ints) -> Columns:
    return {
        "experience": table.bucket[solution] == 0,
        "social": table.bucket[solution] == 1,
        "online": table.online[solution],
        "blended": table.blended[solution],
        "dated": table.dated[solution],
    }


def _past(record: Record, person: Ints, solution: Ints) -> Columns:
    return {
        "own_rate": record.person_rate[person],
        "own_completion": record.person_completion[person],
        "own_attempts": np.log1p(record.attempts[person]),
        "tried_before": np.log1p(record.tries(person, solution)),
        "solution_rate": record.solution_rate[solution],
        "popularity": np.log1p(record.popularity[solution]),
    }
