"""Everybody who waits gets the guide with whom all are served best, each pair and each person left without explained."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import numpy as np

from planner.guides import GuideKind
from planner.journey import Reason
from planner.matching.assign import NOBODY, Bools, Ints, Places, best
from planner.matching.fitness import Fitness, fitness_of, needed_level
from planner.matching.terms import POINTS, Block, Candidate, Context, Law, Matching, Pair, Unmatched, Waiting

LEVEL = "{competency}: level {level}, where {needed} is needed."
NO_TARGET = "The activity names no level to reach."
SAME_UNIT = "Works in the same unit."
NEAR = "Steps between the units: {steps}."
SUPERIOR = "Is the direct superior."
LOAD = "Guides {held} others at the same time, of at most {capacity}."
REASONS = (LEVEL, NO_TARGET, SAME_UNIT, NEAR, SUPERIOR, LOAD)
"""Message ids of all reasons for a pair."""


def match(waiting: Iterable[Waiting], guides: Iterable[Candidate], context: Context, law: Law) -> Matching:
    """Pair as many as can be, and among those pairings take the best fitting one.

    The same people and guides in another order are paired alike. Raises ArithmeticError where a solver fails.
    """
    people = sorted(waiting, key=lambda one: (one.starts, one.nip, one.activity))
    known = sorted(guides, key=lambda one: one.key)
    fitness = fitness_of(people, known, context, law)
    blocks, places = places_of(people, known, context, law, fitness)
    chosen = best(places)
    pairs = tuple(_pairs(people, known, law, fitness, places, chosen))
    left = tuple(_left(people, known, blocks, places, chosen))
    return Matching(pairs, left, places.value(chosen)[1], tuple(one.guide for one in known))


def blocks_of(one: Waiting, guide: Candidate, context: Context, law: Law) -> Block:
    """Everything that stands between one person and one guide; nothing where they may be paired."""
    blocks, _ = places_of([one], [guide], context, law, fitness_of([one], [guide], context, law))
    return Block(int(blocks[0, 0]))


def pair_of(one: Waiting, guide: Candidate, context: Context, law: Law) -> Pair:
    """One person and one guide as a pair with its reasons, whatever stands between them."""
    fitness = fitness_of([one], [guide], context, law)
    _, places = places_of([one], [guide], context, law, fitness)
    return next(_pairs([one], [guide], law, fitness, places, np.zeros(1, np.int64)))


def places_of(
    people: Sequence[Waiting], known: Sequence[Candidate], context: Context, law: Law, fitness: Fitness
) -> tuple[Ints, Places]:
    """All blocks (P, G), those of full guides too, and what is left to choose from."""
    held = _held_days(people, known, context)
    days = np.array(held[0], np.int64)
    starts, ends = (
        np.array([getattr(one, name).toordinal() for one in people]) for name in ("starts", "ends")
    )
    active: Bools = (starts[:, None] <= days) & (days <= ends[:, None])
    capacity = np.array([one.guide.capacity for one in known], np.int64)
    free = capacity[:, None] - held[1]
    full = active.astype(np.int64) @ (free <= 0).T.astype(np.int64) > 0
    blocks = fitness.blocks + np.where(full, int(Block.FULL), 0)
    most = held[1].max(axis=1, initial=0)
    number = most[:, None] + np.arange(capacity.max(initial=0) + 1)
    load = law.weight_load * np.minimum(number, capacity[:, None]) // np.maximum(capacity[:, None], 1)
    return blocks, Places(blocks == 0, fitness.worth, active, np.maximum(free, 0), load)


def _held_days(
    people: Sequence[Waiting], known: Sequence[Candidate], context: Context
) -> tuple[list[int], Ints]:
    """The days that matter, on which somebody begins, and the places given already on each (G, T)."""
    row = {one.guide.id: place for place, one in enumerate(known) if one.guide.id}
    theirs = [one for one in context.held if one.guide in row]
    days = sorted(
        {_number(day) for day in (*(one.starts for one in people), *(one.starts for one in theirs))}
    )
    counts = np.zeros((len(known), len(days)), np.int64)
    for one in theirs:
        first, last = np.searchsorted(days, (_number(one.starts), _number(one.ends) + 1))
        counts[row[one.guide], first:last] += 1
    return days, counts


def _number(day: date) -> int:
    return day.toordinal()


def _pairs(
    people: Sequence[Waiting],
    known: Sequence[Candidate],
    law: Law,
    fitness: Fitness,
    places: Places,
    chosen: Ints,
) -> Iterator[Pair]:
    counts = np.bincount(chosen[chosen != NOBODY], minlength=len(known))
    coming = np.array([places.cost(guide, int(n)) for guide, n in enumerate(counts)], np.int64)
    going = np.array([places.cost(guide, max(int(n) - 1, 0)) for guide, n in enumerate(counts)], np.int64)
    used = places.used(chosen)
    full = used >= places.free
    capacity = np.array([one.guide.capacity for one in known], np.int64)
    others = capacity[:, None] - places.free + used - 1
    roomy = places.fits & ~(places.active.astype(np.int64) @ full.T.astype(np.int64) > 0)
    lowest = np.iinfo(np.int64).min
    instead = np.where(roomy, places.worth - coming, lowest)
    given = np.zeros(len(known), np.int64)
    for place in np.flatnonzero(chosen != NOBODY).tolist():
        guide = int(chosen[place])
        instead[place, guide] = lowest
        other = int(instead[place].argmax())
        found = None if instead[place, other] == lowest else known[other].guide
        left = int(places.worth[place, guide] - going[guide])
        lost = 0 if found is None else left - int(instead[place, other])
        cost = places.cost(guide, int(given[guide]))
        given[guide] += 1
        load = int(others[guide, places.active[place]].max()), cost
        reasons = _reasons(people[place], known[guide], law, fitness, (place, guide), load)
        worth = int(places.worth[place, guide]) - cost
        yield Pair(people[place], known[guide].guide, worth, tuple(reasons), found, lost)


def _reasons(
    one: Waiting,
    guide: Candidate,
    law: Law,
    fitness: Fitness,
    at: tuple[int, int],
    load: tuple[int, int],
) -> Iterable[Reason]:
    share = fitness.level[at] / POINTS / max(len(one.targets), 1)
    for code, target in sorted(one.targets.items()):
        level, needed = str(guide.levels.get(code, 0)), str(needed_level(target, law))
        yield Reason(LEVEL, share, (("competency", code), ("level", level), ("needed", needed)))
    if not one.targets:
        yield Reason(NO_TARGET)
    if law.kind is GuideKind.MENTOR and guide.guide.nip is not None and guide.guide.nip == one.superior:
        yield Reason(SUPERIOR, fitness.superior[at] / POINTS)
    steps = int(fitness.steps[at])
    if steps >= 0:
        text = NEAR if steps else SAME_UNIT
        yield Reason(text, fitness.near[at] / POINTS, (("steps", str(steps)),) if steps else ())
    held, cost = load
    yield Reason(LOAD, -cost / POINTS, (("held", str(held)), ("capacity", str(guide.guide.capacity))))


def _left(
    people: Sequence[Waiting], known: Sequence[Candidate], blocks: Ints, places: Places, chosen: Ints
) -> Iterable[Unmatched]:
    registered = np.array([bool(one.guide.id) for one in known], np.bool_)
    for place in np.flatnonzero(chosen == NOBODY).tolist():
        # Other people's superiors who are not in the register were never to be had.
        theirs = registered | (blocks[place] & int(Block.NOT_SUPERIOR) == 0)
        row = np.where(places.fits[place], int(Block.TAKEN), blocks[place])[theirs]
        counts = ((flag, int((row & int(flag) > 0).sum())) for flag in Block)
        found = sorted(((flag, n) for flag, n in counts if n), key=lambda pair: (-pair[1], pair[0]))
        yield Unmatched(people[place], tuple(found))
