"""A year of officers' edits and employees' refusals, as the program keeps them.

Officers read each plan from the top, every further place less often. What they look at they hold against the
alternatives shown beneath it, and take the best in its place where they think it clearly better; now and then they add what
they think best of a few other candidates. They think in the true levels that a solution closes, with an error of ``NOISE``.
Employees refuse what they do not believe they would complete. An officer who knows nothing does all this just as
often, but holds the truth of one solution for that of another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from benchmarks.hidden_truth.ground import Pairs
from planner.journey import Item, Journey, Proposal, State
from planner.judgements import Judgement
from planner.problem import Floats
from planner.usecases.judging import Word, judgements_of, refusal_of
from planner.world import World

NOISE = 0.5
"""Standard deviation of an officer's error in the logarithm of the levels, and of an employee's in log-odds."""
CLEARLY = 1.2
"""How many times as many levels an alternative must seem to close."""
ATTENTION = 0.5
"""An item in place ``k`` is looked at with probability ``k ** -ATTENTION``."""
ADDS, LOOKS_THROUGH = 0.3, 10
"""Share of plans to which something is added, and from how many candidates."""
REFUSED_BELOW = 0.5
"""The chance of completion, as the employee sees it, below which an item is refused."""
WEEKS = 48

Seen = Mapping[str, tuple[float, float]]
"""What somebody thinks of each solution for one person: logarithm of the levels, and the chance of completion."""


def judged_year(
    world: World, pairs: Pairs, proposals: Sequence[Proposal], seed: int, *, know: bool
) -> tuple[Judgement, ...]:
    """What people made of the plans through the year; officers who ``know`` nothing are the placebo."""
    rng = np.random.default_rng([seed, 5, know])
    weeks = rng.integers(0, WEEKS, len(proposals))
    told: list[Judgement] = []
    for number, (proposal, seen) in enumerate(
        zip(proposals, _thoughts(world, pairs, rng, know), strict=True)
    ):
        if proposal.items:
            day = world.day + timedelta(weeks=int(weeks[number]))
            told.extend(_judged(proposal, seen, number + 1, day, rng))
    return tuple(told)


def _thoughts(world: World, pairs: Pairs, rng: np.random.Generator, know: bool) -> Iterator[Seen]:
    """What is thought of each person's candidates, by the order of the people."""
    count = len(pairs.person)
    with np.errstate(divide="ignore"):
        levels, odds = np.log(pairs.levels), np.log(pairs.completion / (1.0 - pairs.completion))
    bounds = np.searchsorted(pairs.person, np.arange(len(world.people) + 1))
    if not know:
        levels, odds = (_mixed(each, pairs.facts.gain > 0, bounds, rng) for each in (levels, odds))
    levels = levels + rng.normal(0, NOISE, count)
    chance = 1.0 / (1.0 + np.exp(-(odds + rng.normal(0, NOISE, count))))
    codes = [world.table.solutions[solution].code for solution in pairs.facts.solution.tolist()]
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        both = zip(levels[start:end].tolist(), chance[start:end].tolist(), strict=True)
        yield dict(zip(codes[start:end], both, strict=True))


def _mixed(values: Floats, among: np.ndarray, bounds: np.ndarray, rng: np.random.Generator) -> Floats:
    """Each person's values of what closes something, dealt out anew among it."""
    mixed = values.copy()
    for start, end in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        rows = start + np.flatnonzero(among[start:end])
        mixed[rows] = values[rng.permutation(rows)]
    return mixed


def _judged(
    proposal: Proposal, seen: Seen, number: int, day: date, rng: np.random.Generator
) -> Iterator[Judgement]:
    items = _edited(proposal.items, seen, rng)
    journey = Journey(
        id=number,
        nip=proposal.nip,
        year=proposal.year,
        consideration=proposal.consideration,
        state=State.APPROVED,
        version=2,
        items=items,
        proposed=proposal.items,
        provenance=proposal.provenance,
    )
    yield from judgements_of(journey, Word(day, by_officer=True))
    for item in items:
        if item in proposal.items and _thought(seen, item.solution)[1] < REFUSED_BELOW:
            yield refusal_of(journey, item, Word(day, by_officer=False))


def _edited(proposed: Sequence[Item], seen: Seen, rng: np.random.Generator) -> tuple[Item, ...]:
    standing = {item.solution: item for item in proposed}
    for place, item in enumerate(proposed, start=1):
        others = [other for other in item.alternatives if other.solution not in standing]
        if item.assigned or not item.closes or not others or rng.random() >= place**-ATTENTION:
            continue
        best = max(others, key=lambda other: _thought(seen, other.solution)[0])
        if _thought(seen, best.solution)[0] > _thought(seen, item.solution)[0] + np.log(CLEARLY):
            del standing[item.solution]
            standing[best.solution] = replace(item, solution=best.solution, success=best.success)
    absent = sorted(set(seen) - set(standing))
    if absent and rng.random() < ADDS:
        few = [absent[place] for place in rng.integers(0, len(absent), LOOKS_THROUGH)]
        best_code = max(few, key=lambda code: seen[code][0])
        standing[best_code] = replace(proposed[-1], solution=best_code, alternatives=())
    return tuple(standing.values())


def _thought(seen: Seen, solution: str) -> tuple[float, float]:
    return seen.get(solution, (-np.inf, 1.0))
