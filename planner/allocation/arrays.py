"""The organisation as compiled code reads it: tuples of flat arrays, limits as rows of numbers."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np

from planner.allocation.organisation import Dates, Organisation
from planner.composing import kernel
from planner.composing.data import LIMITS, MOST_WEEKS, Words, version_of
from planner.problem import Floats, Ints, Limits

COMPILED = ("arrays.py", "desk.py", "layout.py", "hunt.py", "choose.py")
VERSION = version_of(*(Path(__file__).with_name(name) for name in COMPILED)) + kernel.VERSION
"""Of all the sources that everybody's compiled search is made of (see ``planner.composing.kernel``)."""


class Year(NamedTuple):
    """The slots of the year (see ``Dates``): ``mask`` (T,) has bits for busy weeks, ``load_*`` list what is capped by month."""

    first: Ints
    start: Ints
    end: Ints
    mask: Words
    cost: Floats
    batch: Ints
    load_from: Ints
    load_cell: Ints
    load_amount: Floats
    hours: Floats
    jp: Floats
    bucket: Ints
    months: int


class Crowd(NamedTuple):
    """People (see ``People``); ``limits`` (L, LIMITS), ``caps`` (L, C * M) and ``at_once`` (L,) are the distinct limits' numbers.

    ``batches`` and ``purses`` tell where in the vector of resources money and the groups' seats begin.
    """

    candidate_from: Ints
    candidate: Ints
    success: Floats
    enrichment: Floats
    cover_from: Ints
    cover_step: Ints
    need_from: Ints
    need_step: Ints
    after_from: Ints
    after: Ints
    step_from: Ints
    weight: Floats
    limit: Ints
    limits: Floats
    caps: Floats
    at_once: Ints
    purse_from: Ints
    purse: Ints
    group: Ints
    floor: Floats
    seed: Ints
    batches: int
    purses: int


def year_of(dates: Dates) -> Year:
    """Lay out the slots. Raises ValueError for a horizon of more than ``MOST_WEEKS`` weeks."""
    if dates.weeks > MOST_WEEKS:
        raise ValueError(f"a horizon of {dates.weeks} weeks is longer than {MOST_WEEKS}")
    slots, _, months = dates.month_load.shape
    slot, form, month = np.nonzero(dates.month_load)
    one = np.uint64(1)
    return Year(
        dates.first,
        dates.start,
        dates.end,
        (one << dates.end.astype(np.uint64)) - (one << dates.start.astype(np.uint64)),
        dates.cost,
        dates.batch,
        np.searchsorted(slot, np.arange(slots + 1)),
        form * months + month,
        np.asarray(dates.month_load[slot, form, month], np.float64),
        dates.hours,
        dates.jp,
        dates.bucket,
        months,
    )


def crowd_of(organisation: Organisation) -> Crowd:
    """Lay out the people."""
    people = organisation.people
    months = organisation.dates.month_load.shape[2]
    return Crowd(
        people.candidate_from,
        people.candidate,
        people.success,
        people.enrichment,
        people.cover_from,
        people.cover_step,
        people.need_from,
        people.need_step,
        people.after_from,
        people.after,
        people.step_from,
        people.weight,
        people.limit,
        np.array([_numbers(one) for one in people.limits]).reshape(-1, LIMITS),
        np.array([np.repeat(one.form_month_caps, months) for one in people.limits], np.float64).reshape(
            len(people.limits), -1
        ),
        np.array([one.at_once for one in people.limits], np.int64),
        people.purse_from,
        people.purse,
        people.group,
        people.floor,
        people.seed,
        len(organisation.resources.seats),
        len(organisation.resources.purses),
    )


def _numbers(limits: Limits) -> tuple[float, ...]:
    sums = limits.hours_max, limits.jp_min, limits.jp_max, limits.budget
    return (*sums, *limits.share_low, *limits.share_high, limits.second_share)
