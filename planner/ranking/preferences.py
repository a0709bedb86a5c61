"""What people preferred to what, for learning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.features import NAMES, FeatureTable
from planner.problem import Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Preferences:
    """``M`` times somebody preferred one solution to another for the same person, as both were seen on that ``day`` (ordinal).

    ``weight`` (M,) is what each stands for: 1 is worth one outcome.
    """

    winner: FeatureTable
    loser: FeatureTable
    weight: Floats
    day: Ints

    def __len__(self) -> int:
        """How many preferences."""
        return len(self.weight)

    @property
    def difference(self) -> Floats:
        """Features of the winner less those of the loser (M, F)."""
        return self.winner.values - self.loser.values

    def of(self, rows: Ints) -> Preferences:
        """Some of the preferences (m,)."""
        return Preferences(self.winner.of(rows), self.loser.of(rows), self.weight[rows], self.day[rows])

    @classmethod
    def none(cls) -> Preferences:
        """Nobody said anything."""
        nobody = np.zeros(0, dtype=np.int64)
        table = FeatureTable(nobody, nobody, np.zeros((0, len(NAMES))))
        return cls(table, table, np.zeros(0), nobody)
