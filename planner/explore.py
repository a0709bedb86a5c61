"""Exploration, off by default: in a small share of the plans one item gives way to a near-equal one, by the person's own draw.

Nobody learns what was never shown. A draw that is bounded (one item a plan, at most a stated part of the plan's value), seeded
and told to whoever reads the plan shows some of it; how likely each item was to stand there is kept with it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from planner.alternatives import next_best
from planner.build_problem import Case
from planner.compose import value_of
from planner.problem import Ints, Solution
from planner.world import World

_STREAM = 1
"""Keeps the draw apart from the person's other random numbers."""


@dataclass(frozen=True, slots=True)
class Explored:
    """A plan after the draw: ``exposure`` of chosen options that another draw would have changed, by option.

    ``instead`` tells which option an option stands in place of.
    """

    solution: Solution
    exposure: Mapping[int, float] = field(default_factory=dict)
    instead: Mapping[int, int] = field(default_factory=dict)


def explore(
    world: World,
    cases: Sequence[Case],
    solutions: Sequence[Solution],
    seeds: Sequence[int],
    order: Sequence[int],
    seats: Ints,
) -> tuple[list[Explored], Ints]:
    """Draw for each plan in the order in which seats were given out; the plans, and the seats (batches,) then left.

    With a share of 0 nothing is drawn, and every plan stays what it is.
    """
    share = float(world.parameters["ranker.exploration_share"])
    explored, seats = [Explored(solution) for solution in solutions], seats.copy()
    if share > 0:
        for i in order:
            explored[i] = _draw(world, cases[i], solutions[i], share, seeds[i], seats)
            for options, change in ((solutions[i].chosen, 1), (explored[i].solution.chosen, -1)):
                batch = world.slots.batch[cases[i].slot[list(options)]]
                np.add.at(seats, batch[batch >= 0], change)
    return explored, seats


def _draw(world: World, case: Case, solution: Solution, share: float, seed: int, seats: Ints) -> Explored:
    near = {
        option: equals
        for option in solution.chosen
        if (equals := _near(world, case, solution, option, seats))
    }
    exposure = dict.fromkeys(near, 1.0 - share / max(len(near), 1))

    def same(one: int, other: int) -> bool:
        """Whether two options are the same solution, on whatever days."""
        return bool(case.problem.solution[one] == case.problem.solution[other])

    draw = np.random.default_rng((seed, _STREAM))
    if not near or draw.random() >= share:
        return Explored(solution, exposure)
    out = list(near)[int(draw.integers(len(near)))]
    into = near[out][int(draw.integers(len(near[out])))]
    del exposure[out]
    exposure[into] = sum(
        share / (len(near) * len(equals)) for equals in near.values() for other in equals if same(other, into)
    )
    chosen = tuple(sorted({*solution.chosen} - {out} | {into}))
    return Explored(Solution(chosen, value_of(case.problem, chosen)), exposure, {into: out})


def _near(world: World, case: Case, solution: Solution, option: int, seats: Ints) -> tuple[int, ...]:
    """The next best options for one chosen option that cost the plan no more than the band."""
    least = solution.value - float(world.parameters["ranker.exploration_band"]) * abs(solution.value)
    found = next_best(world, case, solution.chosen, option, seats)
    return tuple(other for other, value in found.items() if value >= least)
