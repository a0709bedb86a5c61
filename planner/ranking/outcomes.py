"""What became of past attempts, for learning."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.problem import Bools, Floats, Ints


@dataclass(frozen=True, slots=True, eq=False)
class Outcomes:
    """``N`` attempts: whether completed, levels closed and levels that could have closed (0: unknown), days of start and end.

    Days are ordinals; an outcome is known from the day after the end.
    """

    completed: Bools
    closed: Ints
    possible: Ints
    started: Ints
    ended: Ints

    def __len__(self) -> int:
        """How many attempts."""
        return len(self.completed)

    def of(self, rows: Ints) -> Outcomes:
        """Some of the attempts (n,)."""
        return Outcomes(
            self.completed[rows],
            self.closed[rows],
            self.possible[rows],
            self.started[rows],
            self.ended[rows],
        )

    @property
    def measured(self) -> Bools:
        """Attempts (N,) that tell which share of the levels closes: completed ones whose levels are known."""
        return self.completed & (self.possible > 0)

    @property
    def share(self) -> Floats:
        """Share (N,) of the possible levels that closed; 0 where unknown."""
        share: Floats = np.minimum(self.closed / np.maximum(self.possible, 1), 1.0)
        return share

    @property
    def success(self) -> Floats:
        """Share (N,) of the possible levels that the attempt closed; of a completed one without known levels: 1."""
        success: Floats = np.where(self.completed, np.where(self.possible > 0, self.share, 1.0), 0.0)
        return success
