"""One choice for each person in play: no approved item given up that need not be, then fewest people without a lawful plan,
then fewest people changed, then fewest items given up, then the greatest value. Solved by HiGHS, one aim after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from planner.allocation.choices import Choice
from planner.allocation.standing import SLACK
from planner.problem import Floats, Ints

NODES = 2_000
"""Branches after which the last aim, the value, is no longer improved; the plan is lawful all the same."""


def least(choices: Sequence[Sequence[Choice]], capacity: Floats) -> Ints:
    """The number of the choice that each person takes (n,), within what there is for them together (R,).

    Everybody has a choice that takes nothing, so that there always is an answer.
    """
    flat = [one for mine in choices for one in mine]
    owner = np.repeat(np.arange(len(choices)), [len(mine) for mine in choices])
    first = np.concatenate([[0], np.cumsum([len(mine) for mine in choices])])
    one_each = csr_array((np.ones(len(flat)), (owner, np.arange(len(flat)))))
    use = csr_array(np.array([one.use for one in flat]).T)
    bounded = np.flatnonzero(np.isfinite(capacity))
    room = np.maximum(capacity[bounded], 0.0) + SLACK
    kept = [
        LinearConstraint(one_each, 1.0, 1.0),
        LinearConstraint(use[bounded], -np.inf, room),
    ]
    taken = np.array([not one.options for one in flat], dtype=np.float64)
    for aim in _aims(flat):
        taken = _solve(aim, kept, taken)
        kept.append(LinearConstraint(aim[None, :], -np.inf, float(aim @ taken) + 0.5))
    return np.array([int(np.argmax(taken[first[i] : first[i + 1]])) for i in range(len(choices))])


def _aims(flat: Sequence[Choice]) -> list[Floats]:
    counts = [(one.dropped, one.lost, one.changed, one.given_up, -one.value) for one in flat]
    return list(np.array(counts, dtype=np.float64).T)


def _solve(aim: Floats, kept: Sequence[LinearConstraint], known: Floats) -> Floats:
    """The best columns for an aim; those ``known`` where the branches did not suffice to find any."""
    found = milp(
        aim,
        constraints=kept,
        integrality=np.ones(len(aim), dtype=np.int64),
        bounds=Bounds(0.0, 1.0),
        options={"node_limit": NODES, "mip_rel_gap": SLACK},
    )
    return known if found.x is None else np.rint(found.x).astype(np.float64)
