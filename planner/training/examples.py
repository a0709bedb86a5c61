"""Past participation as examples to learn from: each attempt is seen as it stood before the month in which it began."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from planner.features import FeatureTable
from planner.problem import Bools, Ints
from planner.ranking import Outcomes
from planner.training.look_back import Asked, begins, look_back
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Examples:
    """``N`` attempts: what was known before each, and what became of it."""

    features: FeatureTable
    outcomes: Outcomes

    def __len__(self) -> int:
        """How many attempts."""
        return len(self.outcomes)

    def of(self, rows: Ints) -> Examples:
        """Some of the attempts (n,)."""
        return Examples(self.features.of(rows), self.outcomes.of(rows))


def examples(world: World) -> Examples:
    """Attempts that ended before the world's day.

    Evidence and history are those of the first day of the month of the start, with the level that the attempt itself
    was entered from, so that nothing of the outcome is seen. Attempts that could not yet be entered are left out, since
    no plan has any.
    """
    history = world.history
    rows = np.flatnonzero((history.ended < world.day.toordinal()) & _could_be_entered(world))
    rows = rows[np.argsort(history.started[rows], kind="stable")]
    outcomes = Outcomes(
        history.completed[rows],
        history.closed[rows],
        history.possible[rows],
        history.started[rows],
        history.ended[rows],
    )
    return Examples(look_back(world, Asked.attempts(history, rows)), outcomes)


def _could_be_entered(world: World) -> Bools:
    """Attempts (H,) that did not begin below the level that the solution begins with."""
    history = world.history
    entry = begins(world.table, len(world.graph.competencies))[history.solution, history.competency]
    below: Bools = (history.competency >= 0) & (history.level >= 0) & (history.level < entry)
    return ~below
