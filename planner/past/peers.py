"""What people in the same job, and in the same unit, took and how it turned out for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.past.past import Past
from planner.past.record import Record
from planner.past.tally import Tally, edges, times_usual
from planner.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Peers:
    """By group and solution: how much better than for others it turned out, and how often it was taken."""

    group: Ints
    better: Tally
    took: Tally
    attempts: Tally
    share: Floats
    strength: float

    @classmethod
    def of(cls, past: Past, group: Ints, record: Record) -> Peers:
        """From the past, for people who belong to the ``group`` (P,) of some number."""
        history, size = past.history, len(past.table.solutions)
        key = group[history.person] * size + history.solution
        surplus = history.success - record.solution_rate[history.solution]
        return cls(
            group=group,
            better=edges(key, surplus, np.ones(len(key)), record.strength),
            took=Tally.of(key),
            attempts=Tally.of(group[history.person]),
            share=record.share,
            strength=record.strength,
        )

    def columns(self, name: str, person: Ints, solution: Ints) -> Mapping[str, Floats]:
        """The features of the pairs (N,), (N,); their names begin with ``name``."""
        group = self.group[person]
        key = group * len(self.share) + solution
        return {
            f"{name}_success": self.better.at(key),
            f"{name}_choice": times_usual(
                self.took.at(key), self.attempts.at(group), self.share[solution], self.strength
            ),
        }
