"""What people preferred in plans, as rows to learn from: both sides as they stood when the month of the judgement began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from planner.features import FeatureTable
from planner.judgements import Judgement
from planner.past import Attention, comparisons
from planner.problem import Floats
from planner.ranking import Preferences
from planner.training.look_back import Asked, look_back
from planner.world import World


def preferences(world: World) -> Preferences:
    """What people preferred to what in the plans that were judged before the world's day.

    Weights are in proportion to inverse propensities, on average ``ranker.preference_worth`` outcomes each. Only what would lift
    as many levels is compared: who prefers more levels says nothing of how surely they close. People who left, solutions that are
    no longer offered, and plans towards another job than the one held are left out.
    """
    known = [one for one in world.judgements if _is_known(world, one)]
    aims = {one.solution: _aims(world, one.solution) for one in known}
    attention = Attention.of(world.parameters)
    found = list(comparisons(known, lambda a, b: not aims[a].isdisjoint(aims[b]), attention))
    if not found:
        return Preferences.none()
    days = [pair.day for pair in found]
    sides = _seen(world, [one.winner for one in found] + [one.loser for one in found], days + days)
    weight = np.array([pair.weight for pair in found])
    winner, loser = sides.of(np.arange(len(found))), sides.of(np.arange(len(found), len(sides.person)))
    alike = np.flatnonzero((_amount(winner) == _amount(loser)).all(axis=1))
    return Preferences(
        winner=winner,
        loser=loser,
        weight=float(world.parameters["ranker.preference_worth"]) * weight / weight.mean(),
        day=np.array([day.toordinal() for day in days], dtype=np.int64),
    ).of(alike)


def _amount(side: FeatureTable) -> Floats:
    """How many missing levels each solution covers, and how many it lifts at once (M, 2)."""
    return side.values[:, [side.names.index(name) for name in ("levels_closed", "leap")]]


def _is_known(world: World, one: Judgement) -> bool:
    return one.nip in world.people and one.solution in world.table.index and not one.career


def _aims(world: World, solution: str) -> frozenset[str]:
    return frozenset(lift.competency for lift in world.lifts_of.get(solution, ()))


def _seen(world: World, judged: Sequence[Judgement], days: Sequence[date]) -> FeatureTable:
    """The features of judged solutions when the month of the day began, as attempts of that month are seen."""
    first = [day.replace(day=1).toordinal() for day in days]
    unknown = np.full(len(judged), -1, dtype=np.int64)
    asked = Asked(
        person=np.array([world.people[one.nip] for one in judged], dtype=np.int64),
        solution=np.array([world.table.index[one.solution] for one in judged], dtype=np.int64),
        day=np.array(first, dtype=np.int64),
        competency=unknown,
        level=unknown,
    )
    return look_back(world, asked)
