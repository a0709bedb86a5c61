"""Small random organisations, so small that they can be solved exactly as one programme: every kind of limit binds somewhere."""

from __future__ import annotations

from itertools import pairwise
from math import inf

import numpy as np

from planner.allocation.organisation import Dates, Organisation, People, Resources
from planner.problem import Floats, Ints, Limits

WEEKS, MONTHS = 16, 4
STEPS = 5


def small_organisation(seed: int) -> Organisation:
    """Draw an organisation of two to five people and up to fourteen solutions."""
    rng = np.random.default_rng((seed, 77))
    solutions = int(rng.integers(6, 15))
    dates = _dates(solutions, rng)
    batches = int(dates.batch.max(initial=-1)) + 1
    purses, groups = int(rng.integers(0, 3)), int(rng.integers(0, 2))
    seats = rng.integers(0, 4, batches)
    resources = Resources(
        seats=seats,
        purses=rng.choice([3.0, 6.0, 12.0, inf], purses) * 1e6,
        group_seats=np.where(rng.random((groups, batches)) < 0.5, 1.0, inf),
    )
    return Organisation(dates, resources, _people(int(rng.integers(2, 6)), solutions, purses, groups, rng))


def _dates(solutions: int, rng: np.random.Generator) -> Dates:
    counts = rng.integers(1, 4, solutions)
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    weeks = np.repeat(rng.integers(1, 7, solutions), counts)
    start = np.concatenate(
        [np.sort(rng.integers(0, WEEKS - weeks[begin] + 1, end - begin)) for begin, end in pairwise(first)]
    )
    dated = np.repeat(rng.random(solutions) < 0.5, counts)
    load = np.zeros((len(start), 1, MONTHS))
    capped = np.repeat(rng.random(solutions) < 0.2, counts)
    load[capped, 0, start[capped] * MONTHS // WEEKS] = rng.integers(1, 3, int(capped.sum()))
    hours = rng.integers(2, 25, solutions) / float(rng.choice([1, 1, 2, 3]))
    return Dates(
        first=first,
        start=start,
        end=start + weeks,
        cost=1e6 * rng.integers(0, 5, len(start)).astype(np.float64),
        batch=np.where(dated, np.cumsum(dated) - 1, -1).astype(np.int64),
        month_load=load,
        hours=hours,
        jp=np.round(hours / 2),
        bucket=rng.permutation(np.arange(solutions) % 3),
        weeks=WEEKS,
    )


def _limits(rng: np.random.Generator) -> Limits:
    free = rng.random() < 0.5
    jp_max = float(rng.choice([inf, inf, 20.0]))
    return Limits(
        hours_max=float(rng.integers(20, 90)),
        jp_min=0.0 if jp_max < inf else float(rng.choice([0.0, 4.0, 10.0])),
        jp_max=jp_max,
        budget=float(rng.choice([4e6, 8e6, inf])),
        share_low=(0.0, 0.0, 0.0) if free else (0.3, 0.05, 0.05),
        share_high=(1.0, 1.0, 1.0) if free else (0.8, 0.5, 0.45),
        at_once=int(rng.integers(1, 4)),
        form_month_caps=(float(rng.choice([2.0, inf])),),
        second_share=0.25,
    )


def _people(count: int, solutions: int, purses: int, groups: int, rng: np.random.Generator) -> People:
    own = [np.flatnonzero(rng.random(solutions) < 0.8) for _ in range(count)]
    sizes = np.array([len(one) for one in own])
    candidates = int(sizes.sum())
    steps = rng.integers(0, STEPS, count)
    owner = np.repeat(np.arange(count), sizes)
    cover = rng.random((candidates, STEPS)) < 0.45
    cover &= np.arange(STEPS) < steps[owner, None]
    need = (rng.random((candidates, STEPS)) < 0.08) & (np.arange(STEPS) < steps[owner, None]) & ~cover
    after = rng.random(candidates) < 0.12
    limits = tuple(dict.fromkeys(_limits(rng) for _ in range(3)))
    paid = rng.random((count, purses)) < 0.7
    success = np.round(rng.uniform(0.3, 0.95, candidates), 3)
    return People(
        candidate_from=_begin(sizes),
        candidate=np.concatenate(own).astype(np.int64),
        success=success,
        enrichment=np.round(rng.uniform(-0.02, 0.02, candidates), 4),
        cover_from=_begin(cover.sum(axis=1)),
        cover_step=np.ascontiguousarray(np.nonzero(cover)[1]),
        need_from=_begin(need.sum(axis=1)),
        need_step=np.ascontiguousarray(np.nonzero(need)[1]),
        after_from=_begin(after.astype(np.int64)),
        after=rng.integers(0, sizes[owner[after]] + 1),
        step_from=_begin(steps),
        weight=rng.uniform(0.5, 2.0, int(steps.sum())),
        limit=rng.integers(0, len(limits), count),
        limits=limits,
        purse_from=_begin(paid.sum(axis=1)),
        purse=np.ascontiguousarray(np.nonzero(paid)[1]),
        group=rng.integers(-1, groups, count),
        floor=_floors(count, rng),
        seed=rng.integers(1 << 62, size=count),
    )


def _floors(count: int, rng: np.random.Generator) -> Floats:
    return np.asarray(np.round(rng.choice([0.0, 0.5, 3.0]) * rng.uniform(0.5, 1.5, count), 3))


def _begin(counts: Ints) -> Ints:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
