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
from planner.pair_facts import PairFacts
from planner.past import Habit, Past, Peers, Recency, Reception, Record, Sequence, Skill
from planner.problem import Bools, Floats, Ints
from planner.solution_table import SolutionTable

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "gap": ("levels_closed", "competencies_required", "overlap"),
    "fit": ("grows", "leap", "already_known"),
    "effort": ("hours", "weeks", "cost", "beyond_usual"),
    "form": ("experience", "social", "online", "blended", "dated"),
    "own_history": ("own_rate", "own_completion", "own_closing", "own_attempts", "tried_before"),
    "own_kind": ("own_in_mode", "takes_mode", "takes_form"),
    "like_people": ("job_success", "job_choice", "unit_success", "unit_choice"),
    "order": ("follows", "together"),
    "recency": ("since_last", "demand_lately"),
    "crowd": ("solution_rate", "solution_completion", "solution_closing", "popularity"),
    "judgement": ("kept", "turned_down"),
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
    """What is known on a day: attempts that ended, and proposals that were judged, before it."""

    table: SolutionTable
    record: Record
    in_mode: Skill
    mode: Habit
    form: Habit
    job: Peers
    unit: Peers
    sequence: Sequence
    recency: Recency
    reception: Reception

    @classmethod
    def on(cls, past: Past, day: date, parameters: ParametersAt) -> Snapshot:
        """See the past as it was when the day began."""
        known, ordinal = past.before(day), day.toordinal()
        record, mode = Record.of(known, parameters), mode_of(known.table)
        return cls(
            known.table,
            record,
            Skill.of(known, mode, record),
            Habit.of(known, mode, record),
            Habit.of(known, known.table.form + 1, record),
            Peers.of(known, known.job, record),
            Peers.of(known, known.unit, record),
            Sequence.of(known, record, ordinal, parameters),
            Recency.of(known, record, ordinal, parameters),
            Reception.of(known, record.strength),
        )

    def features(self, facts: PairFacts) -> FeatureTable:
        """The features of the pairs of ``facts``; no pair is looked at alone."""
        person, solution = facts.person, facts.solution
        columns = {
            **_gap(facts),
            **_effort(self.table, solution),
            **_form(self.table, solution),
            **self.record.columns(self.table, person, solution),
            "own_in_mode": self.in_mode.edge(person, solution),
            "takes_mode": self.mode.times(person, solution),
            "takes_form": self.form.times(person, solution),
            **self.job.columns("job", person, solution),
            **self.unit.columns("unit", person, solution),
            **self.sequence.columns(person, solution),
            **self.recency.columns(person, solution),
            **self.reception.columns(person, solution),
        }
        values = np.column_stack([np.asarray(columns[name], dtype=np.float64) for name in NAMES])
        return FeatureTable(person, solution, values)


Columns = Mapping[str, Floats | Ints | Bools]


def mode_of(table: SolutionTable) -> Ints:
    """The mode of each solution (S,): 0 on site, 1 online, 2 both."""
    return np.where(table.online, 1, np.where(table.blended, 2, 0))


def _gap(facts: PairFacts) -> Columns:
    return {
        "levels_closed": facts.levels,
        "competencies_required": facts.required,
        "overlap": facts.overlap,
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
