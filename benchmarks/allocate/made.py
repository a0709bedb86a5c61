"""Made organisations: the seeded family of ``benchmarks.made`` for many people at once, straight into flat arrays.

The catalogue has solutions of twelve forms, dated batches with seats, and prerequisites. People are drawn in blocks, each from
a stream of its own, so that what the first thousand lack and could take is the same in a small organisation and a large one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.made import CAPPED, COMPETENCIES, FORMS, MONTHS, WEEKS, MadeSolution, make_catalogue
from planner.allocation.organisation import Dates, Organisation, People, Resources
from planner.problem import Floats, Ints, Limits

BLOCK = 500
UNIT = 250
"""People of a unit with a purse of its own."""
SEATS_A_PERSON = 2.0
"""Seats of all batches together for each person; three and a half would be taken at no price."""
RUPIAH_A_PERSON = 5.0e6
"""Money of all units together for each person; some eight million would be spent at no price."""
UNIT_SPREAD, SEAT_SPREAD = 0.25, 0.8
"""How much purses and batches differ, as deviations of the logarithm."""
ROOT_SHARE = 0.95
"""The purse above all, as a share of the units' purses together."""
GROUPS, GROUP_SHARE, GROUP_CAP = 2, 0.1, 0.2
"""So many groups, each a share of all people, may take no more than a share of any batch's seats."""
CLASSES, CLASS_SHARES = (1.0, 1.5, 2.0), (0.7, 0.2, 0.1)
"""What the weights of a priority class are multiplied by, and how many people are in it."""
FLOOR = 2.0
HARD = 0.2
"""Share of people with less time, less money and fewer things at once."""
Small = NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Lifts:
    """What the solutions lift: a row for each solution and competency, sorted by solution; ``begin`` (S,) is each one's first."""

    solution: Ints
    competency: Ints
    low: Small
    top: Small
    begin: Ints


def made_organisation(people: int, *, solutions: int = 1000, seed: int = 2027) -> Organisation:
    """Make an organisation of so many people; seats and money are short by about two fifths."""
    catalogue = make_catalogue(solutions, np.random.default_rng((seed, 0)))
    dates = _dates(catalogue)
    units = max(1, people // UNIT)
    blocks = [
        _block(catalogue, min(BLOCK, people - begin), np.random.default_rng((seed, 1, begin)))
        for begin in range(0, people, BLOCK)
    ]
    return Organisation(
        dates,
        _resources(dates, people, units, np.random.default_rng((seed, 2))),
        _people(blocks, people, units, np.random.default_rng((seed, 3))),
    )


def _dates(catalogue: tuple[MadeSolution, ...]) -> Dates:
    counts = np.array([len(one.starts) for one in catalogue])
    start = np.array([week for one in catalogue for week in one.starts], dtype=np.int64)
    of = np.repeat(np.arange(len(catalogue)), counts)
    dated = np.array([FORMS[one.form].dated for one in catalogue])[of]
    load = [one.month_loads[week] for one in catalogue for week in one.starts]
    return Dates(
        first=_begin(counts),
        start=start,
        end=start + np.array([one.weeks for one in catalogue], dtype=np.int64)[of],
        cost=np.array([one.cost for one in catalogue])[of],
        batch=np.where(dated, np.cumsum(dated) - 1, -1).astype(np.int64),
        month_load=np.array(load).reshape(len(start), len(CAPPED), MONTHS),
        hours=np.array([one.hours for one in catalogue]),
        jp=np.array([float(one.jp) for one in catalogue]),
        bucket=np.array([FORMS[one.form].bucket for one in catalogue], dtype=np.int64),
        weeks=WEEKS,
    )


def _resources(dates: Dates, people: int, units: int, rng: np.random.Generator) -> Resources:
    batches = int(dates.batch.max(initial=-1)) + 1
    mean = _spread(batches, SEAT_SPREAD, rng) * SEATS_A_PERSON * people / max(batches, 1)
    seats = np.floor(mean + rng.random(batches)).astype(np.int64)
    purses = np.round(_spread(units, UNIT_SPREAD, rng) * RUPIAH_A_PERSON * people / units, -5)
    return Resources(
        seats=seats,
        purses=np.append(purses, np.round(ROOT_SHARE * purses.sum(), -5)),
        group_seats=np.tile(np.ceil(GROUP_CAP * seats), (GROUPS, 1)),
    )


def _spread(count: int, deviation: float, rng: np.random.Generator) -> Floats:
    """Factors of mean 1."""
    drawn = np.exp(rng.normal(0.0, deviation, count))
    return np.asarray(drawn / drawn.mean())


@dataclass(frozen=True, eq=False)
class Block:
    """Some people's candidates and steps; counts are of each candidate (n,) or person (p,)."""

    candidates: Ints
    candidate: Ints
    success: Floats
    covers: Ints
    cover_step: Ints
    needs: Ints
    need_step: Ints
    afters: Ints
    after: Ints
    steps: Ints
    weight: Floats


def _block(catalogue: tuple[MadeSolution, ...], count: int, rng: np.random.Generator) -> Block:
    lifts = _lifts(catalogue)
    requires = np.array([-1 if one.requires is None else one.requires for one in catalogue], dtype=np.int64)
    required, proven = _levels(count, rng)
    gap = required - proven
    fits = (lifts.low < required[:, lifts.competency]) & (lifts.top > proven[:, lifts.competency])
    chosen = np.logical_or.reduceat(fits & (gap[:, lifts.competency] > 0), lifts.begin, axis=1)
    person, asking = np.nonzero(chosen & (requires >= 0))
    chosen[person, requires[asking]] = True
    owner, candidate = np.nonzero(chosen)
    cover, need = _edges(owner, candidate, lifts, required, proven)
    asks = np.flatnonzero(requires[candidate] >= 0)
    place = np.cumsum(chosen, axis=1) - 1
    number = chosen.sum(axis=1)
    behind = np.flatnonzero(gap)
    weight = rng.choice(CLASSES, count, p=CLASS_SHARES)[:, None] * rng.uniform(0.5, 2.0, gap.shape)
    wanted = requires[candidate[asks]]
    known = chosen[owner[asks], wanted]
    return Block(
        candidates=number,
        candidate=candidate,
        success=rng.uniform(0.3, 0.95, len(candidate)),
        covers=np.bincount(cover[0], minlength=len(candidate)),
        cover_step=cover[1],
        needs=np.bincount(need[0], minlength=len(candidate)),
        need_step=need[1],
        afters=(requires[candidate] >= 0).astype(np.int64),
        after=np.where(known, place[owner[asks], wanted], number[owner[asks]]),
        steps=gap.sum(axis=1, dtype=np.int64),
        weight=np.repeat(weight.ravel()[behind], gap.ravel()[behind]),
    )


def _lifts(catalogue: tuple[MadeSolution, ...]) -> Lifts:
    rows = np.array([(s, *lift) for s, one in enumerate(catalogue) for lift in one.lifts], dtype=np.int64)
    solution, competency, low, top = rows.T
    begin = np.searchsorted(solution, np.arange(len(catalogue)))
    return Lifts(solution, competency, low.astype(np.int8), top.astype(np.int8), begin)


def _levels(count: int, rng: np.random.Generator) -> tuple[Small, Small]:
    """Levels required and proven (p, competencies); nothing is required where both are 0."""
    rank = np.argsort(np.argsort(rng.random((count, COMPETENCIES)), axis=1), axis=1)
    wanted = rank < rng.integers(12, 21, (count, 1))
    required = np.where(wanted, rng.integers(2, 5, rank.shape), 0).astype(np.int8)
    behind = rng.choice(3, rank.shape, p=(0.5, 0.3, 0.2)).astype(np.int8)
    return required, np.maximum(required - behind, 0)


Edges = tuple[Ints, Ints]


def _edges(owner: Ints, candidate: Ints, lifts: Lifts, required: Small, proven: Small) -> tuple[Edges, Edges]:
    """Rows (candidate, step): what candidates cover, and what must be reached before they start; sorted by candidate."""
    each = np.diff(np.append(lifts.begin, len(lifts.solution)))[candidate]
    of = np.repeat(np.arange(len(candidate)), each)
    lift = lifts.begin[candidate][of] + np.arange(len(of)) - np.repeat(np.cumsum(each) - each, each)
    person, competency = owner[of], lifts.competency[lift]
    low, top = lifts.low[lift], lifts.top[lift]
    have, goal = proven[person, competency], required[person, competency]
    gap = required - proven
    first = (np.cumsum(gap, axis=1, dtype=np.int64) - gap)[person, competency]
    level = np.maximum(low, have)[:, None] + np.array((1, 2), dtype=np.int8)
    row, which = np.nonzero(level <= np.minimum(top, goal)[:, None])
    cover = of[row], first[row] + level[row, which] - have[row] - 1
    waits = np.flatnonzero((have < low) & (low <= goal))
    return cover, (of[waits], first[waits] + low[waits] - have[waits] - 1)


def _people(blocks: list[Block], count: int, units: int, rng: np.random.Generator) -> People:
    def joined(name: str) -> Ints:
        return np.concatenate([getattr(block, name) for block in blocks]).astype(np.int64)

    success = np.concatenate([block.success for block in blocks])
    limits = _limits()
    return People(
        candidate_from=_begin(joined("candidates")),
        candidate=joined("candidate"),
        success=success,
        enrichment=0.01 * success,
        cover_from=_begin(joined("covers")),
        cover_step=joined("cover_step"),
        need_from=_begin(joined("needs")),
        need_step=joined("need_step"),
        after_from=_begin(joined("afters")),
        after=joined("after"),
        step_from=_begin(joined("steps")),
        weight=np.concatenate([block.weight for block in blocks]),
        limit=_drawn_limits(count, rng),
        limits=limits,
        purse_from=2 * np.arange(count + 1, dtype=np.int64),
        purse=np.column_stack([np.arange(count) * units // max(count, 1), np.full(count, units)]).ravel(),
        group=_groups(count, rng),
        floor=np.full(count, FLOOR),
        seed=rng.integers(1 << 62, size=count),
    )


def _groups(count: int, rng: np.random.Generator) -> Ints:
    drawn = np.floor(rng.random(count) / GROUP_SHARE).astype(np.int64)
    return np.where(drawn < GROUPS, drawn, -1)


EASY = [(hours, budget, 3) for hours in (160, 200, 240, 280, 320) for budget in (8e6, 12e6, 16e6, 20e6)]
TIGHT = [(hours, budget, 2) for hours in (60, 100, 140, 180) for budget in (2e6, 5e6, 8e6)]


def _limits() -> tuple[Limits, ...]:
    """Limits of PNS, then of PPPK: easy ones, then hard ones."""
    caps = tuple(float(FORMS[kind].cap or np.inf) for kind in CAPPED)
    return tuple(
        Limits(
            hours_max=float(hours),
            jp_min=0.0 if pppk else 20.0,
            jp_max=24.0 if pppk else np.inf,
            budget=budget,
            share_low=(0.6, 0.1, 0.05),
            share_high=(0.8, 0.3, 0.15),
            at_once=at_once,
            form_month_caps=caps,
            second_share=0.25,
        )
        for pppk in (False, True)
        for hours, budget, at_once in EASY + TIGHT
    )


def _drawn_limits(count: int, rng: np.random.Generator) -> Ints:
    pppk, hard = rng.random(count) < 0.15, rng.random(count) < HARD
    easy, tight = rng.integers(len(EASY), size=count), rng.integers(len(TIGHT), size=count)
    return np.asarray(np.where(hard, len(EASY) + tight, easy) + pppk * (len(EASY) + len(TIGHT)))


def _begin(counts: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def bytes_of(organisation: Organisation) -> int:
    """Bytes of all arrays of an organisation."""
    parts = (organisation.dates, organisation.resources, organisation.people)
    return sum(
        value.nbytes for part in parts for value in vars(part).values() if isinstance(value, np.ndarray)
    )
