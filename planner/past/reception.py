"""What officers and employees made of proposals before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planner.past.past import Past
from planner.past.tally import Tally, edges
from planner.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Reception:
    """By solution: how much more often than usual people keep it; by person and solution: how often it was turned down."""

    kept: Tally
    refused: Tally
    solutions: int

    @classmethod
    def of(cls, past: Past, strength: float) -> Reception:
        """From the past's judgements."""
        told, size = past.judgements, len(past.table.solutions)
        usual = float((told.weight * told.kept).sum() / max(told.weight.sum(), 1.0))
        down, above = ~told.kept, np.where(told.kept, 1.0 - usual, -usual)
        return cls(
            kept=edges(told.solution, above, told.weight, strength),
            refused=Tally.of(told.person[down] * size + told.solution[down]),
            solutions=size,
        )

    def columns(self, person: Ints, solution: Ints) -> Mapping[str, Floats]:
        """The features of the pairs (N,), (N,)."""
        return {
            "kept": self.kept.at(solution),
            "turned_down": np.log1p(self.refused.at(person * self.solutions + solution)),
        }
