"""Cuts one person's candidates to those worth searching, and keeps all three models and every missing level in reach."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from planner.candidates import Candidates
from planner.problem import Bools, Floats, Ints
from planner.ranking import Prediction, Shares
from planner.solution_table import BUCKETS
from planner.steps import Steps, cover
from planner.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Shortlist:
    """``n`` solutions of one person, sorted: numbers, what is predicted of each with the features' shares, own small value (n,),
    covered steps (n, S).
    """

    solution: Ints
    said: Prediction
    shares: Shares
    enrichment: Floats
    covers: Bools


def shortlist(
    world: World, candidates: Candidates, place: int, steps: Steps, also: Collection[int] = ()
) -> Shortlist:
    """The solutions to search for one person; a solution whose prerequisites cannot be in the plan is left out.

    Of the candidates that are worth less, those of the numbers ``also`` are kept.
    """
    pair = _possible(world, candidates, place)
    solution = candidates.facts.solution[pair]
    kept = _keep(world, candidates, pair, cover(world.table, solution, steps))
    kept |= np.isin(solution, sorted(also))
    kept = _with_prerequisites(world, int(candidates.rows[place]), solution, kept)
    return _short(world, candidates, pair[kept], steps)


def everything(world: World, candidates: Candidates, place: int, steps: Steps) -> Shortlist:
    """All candidates of one person whose prerequisites are done or can be in the plan."""
    return _short(world, candidates, _possible(world, candidates, place), steps)


def _short(world: World, candidates: Candidates, pair: Ints, steps: Steps) -> Shortlist:
    solution = candidates.facts.solution[pair]
    return Shortlist(
        solution=solution,
        said=candidates.said.of(pair),
        shares=world.ranker.shares(candidates.features.of(pair)),
        enrichment=own_value(world, candidates, pair),
        covers=cover(world.table, solution, steps),
    )


def own_value(world: World, candidates: Candidates, pair: Ints) -> Floats:
    """The small value (n,) of strengthening what the job requires, less the price of the hours.

    It is less where the solution only refreshes what is proven. The price keeps out what a plan does not need.
    """
    hours = world.table.hours[candidates.facts.solution[pair]]
    return _strength(world, candidates, pair) - float(world.parameters["propose.hour_price"]) * hours


def _strength(world: World, candidates: Candidates, pair: Ints) -> Floats:
    parameters = world.parameters
    grows = np.where(candidates.facts.grows[pair], 1.0, float(parameters["propose.refresh_share"]))
    return float(parameters["propose.enrichment_value"]) * candidates.said.success[pair] * grows


def _possible(world: World, candidates: Candidates, place: int) -> Ints:
    part, person = candidates.of(place), int(candidates.rows[place])
    solution = candidates.facts.solution[part]
    here = set(solution.tolist())

    def missing(number: int) -> bool:
        required = world.table.requires[number]
        return any(r not in here and (person, r) not in world.completed for r in required)

    while dropped := {number for number in here if missing(number)}:
        here -= dropped
    return np.arange(part.start, part.stop)[np.isin(solution, sorted(here))]


def _keep(world: World, candidates: Candidates, pair: Ints, covers: Bools) -> Bools:
    parameters, table = world.parameters, world.table
    facts, success = candidates.facts, candidates.said.success[pair]
    solution = facts.solution[pair]
    value = facts.gain[pair] * success
    closing = value > 0
    enriching = ~closing | (facts.ahead[pair] == 0)
    hourly = 1.0 / np.maximum(table.hours[solution], 1.0)
    own = _strength(world, candidates, pair)
    half = int(parameters["propose.per_model"]) // 2
    few = int(parameters["propose.enriching_per_model"])
    rankings: list[tuple[Floats, Bools, int]] = []
    for bucket in range(len(BUCKETS)):
        inside = table.bucket[solution] == bucket
        rankings += [(worth, inside & closing, half) for worth in (value, value * hourly)]
        for worth in (own, own * hourly, own * table.jp[solution] * hourly):
            rankings.append((worth, inside & enriching, few))
        rankings.append((hourly, inside, few))
    near, each = success / (1.0 + facts.ahead[pair]), int(parameters["propose.per_step"])
    rankings += [(near, covering, each) for covering in covers.T]
    return _first_of_any(rankings)


def _first_of_any(rankings: Sequence[tuple[Floats, Bools, int]]) -> Bools:
    """Which of n are among the first in any ranking: worth (n,), who is ranked (n,), how many are taken; ties by place."""
    worth, among, count = zip(*rankings, strict=True)
    ranked = np.array(among)
    order = np.argsort(np.where(ranked, -np.round(worth, 9), np.inf), axis=1, kind="stable")
    taken = np.minimum(count, ranked.sum(axis=1))
    first = np.zeros(ranked.shape[1], dtype=np.bool_)
    first[order[np.arange(ranked.shape[1]) < taken[:, None]]] = True
    return first


def _with_prerequisites(world: World, person: int, solution: Ints, kept: Bools) -> Bools:
    place = {number: i for i, number in enumerate(solution.tolist())}
    waiting = solution[kept].tolist()
    while waiting:
        for required in world.table.requires[waiting.pop()]:
            if (person, required) not in world.completed and not kept[place[required]]:
                kept[place[required]] = True
                waiting.append(required)
    return kept
