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
    """By solution: how much more often it was preferred to others than they to it; by pair: how often it was turned down."""

    kept: Tally
    refused: Tally
    solutions: int

    @classmethod
    def of(cls, past: Past, strength: float) -> Reception:
        """From the past's judgements and comparisons."""
        told, size = past.judgements, len(past.table.solutions)
        won, lost, weight = past.contests.winner, past.contests.loser, past.contests.weight
        return cls(
            kept=edges(
                np.concatenate([won, lost]),
                np.repeat([1.0, -1.0], len(won)),
                np.concatenate([weight, weight]),
                strength,
            ),
            refused=Tally.of(told.person * size + told.solution),
            solutions=size,
        )

    def columns(self, person: Ints, solution: Ints) -> Mapping[str, Floats]:
        """The features of the pairs (N,), (N,)."""
        return {
            "kept": self.kept.at(solution),
            "turned_down": np.log1p(self.refused.at(person * self.solutions + solution)),
        }
