"""What one question is learned from."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.problem import Bools, Floats


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """``N`` outcomes of pairs, and ``M`` preferences of one pair to another.

    ``values`` (N, F) are features named by ``names``; ``share`` (N,) of each came true, 0 or 1 for a no or yes. ``winner`` and
    ``loser`` (M, F) are features too; ``worth`` (M,) is each preference's weight, an outcome weighing 1.
    """

    names: tuple[str, ...]
    values: Floats
    share: Floats
    winner: Floats
    loser: Floats
    worth: Floats

    def told(self) -> tuple[Floats, Bools, Floats]:
        """The outcomes as rows (n, F), yes or no (n,) and weight (n,): a share in between is told once as yes and once as no."""
        split = np.flatnonzero((self.share > 0) & (self.share < 1))
        values = np.concatenate([self.values, self.values[split]])
        yes = np.concatenate([self.share > 0, np.zeros(len(split), dtype=np.bool_)])
        weight = np.concatenate([np.where(self.share > 0, self.share, 1.0), 1.0 - self.share[split]])
        return values, yes, weight
