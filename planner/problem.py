"""One person's planning problem, frozen: what the composer solves and the exact solver is compared on.

Sizes below: ``O`` options, ``S`` steps, ``C`` capped forms, ``M`` calendar months touched by the horizon,
``A`` entry requirements, ``W`` weeks of the horizon.

An *option* is one solution on one possible date (a batch, or a start week where no batch is needed). A *step* is one
level of one competency that the person still lacks. The value of a set of options is
``sum over steps of weight * (p1 + second_share * p2) + enrichment``, where ``p1 >= p2`` are the two highest predicted
successes among chosen options that cover the step, and ``enrichment`` is the sum of the chosen options' own small values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Limits:
    """The hard limits of one person's year; every number comes from a dated parameter or the person's record.

    ``share_low`` and ``share_high`` (3,) bound each bucket's share of the effort hours, in the order 70, 20, 10; a
    bucket that the consideration forbids has 0 and 0. ``jp_max`` and ``budget`` are infinite where nothing limits them.
    """

    hours_max: float
    jp_min: float
    jp_max: float
    budget: float
    share_low: tuple[float, float, float]
    share_high: tuple[float, float, float]
    at_once: int
    form_month_caps: tuple[float, ...]
    second_share: float


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """The options, steps and limits of one person. Arrays are never written to.

    ``solution`` (O,) numbers the solution of an option: at most one option of a solution may be chosen.
    ``start``, ``end`` (O,) are weeks of the horizon, half open: an option is busy in ``start <= week < end``.
    ``covers`` (O, S) tells which steps an option covers; ``success`` (O,) is the predicted success in 0…1;
    ``weight`` (S,) the steps' weights; ``enrichment`` (O,) a small value of its own.
    All three of covers, success and hours are the solution's, the same on all its dates.
    ``bucket`` (O,) is 0, 1, 2 for 70, 20, 10. ``month_load`` (O, C, M) counts sessions of capped forms by month.
    ``need_option`` and ``need_step`` (A,): that option may start only in or after the week in which a chosen option
    that covers that step has ended. ``after_option`` and ``after_solution`` (B,): that option may start only after a
    chosen option of that solution has ended.
    """

    solution: Ints
    start: Ints
    end: Ints
    hours: Floats
    jp: Floats
    cost: Floats
    bucket: Ints
    success: Floats
    enrichment: Floats
    covers: Bools
    weight: Floats
    month_load: Floats
    need_option: Ints
    need_step: Ints
    after_option: Ints
    after_solution: Ints
    weeks: int
    limits: Limits

    def only(self, keep: Bools) -> Problem:
        """The same problem with some of its options (O,)."""
        number = np.cumsum(keep) - 1
        need, after = keep[self.need_option], keep[self.after_option]
        return replace(
            self,
            **{name: getattr(self, name)[keep] for name in _BY_OPTION},
            need_option=number[self.need_option[need]],
            need_step=self.need_step[need],
            after_option=number[self.after_option[after]],
            after_solution=self.after_solution[after],
        )


_BY_OPTION = (
    "solution",
    "start",
    "end",
    "hours",
    "jp",
    "cost",
    "bucket",
    "success",
    "enrichment",
    "covers",
    "month_load",
)


@dataclass(frozen=True, slots=True)
class Relaxation:
    """The smallest change of one limit that would make a lawful plan possible: the limit's name, its value, the value needed."""

    limit: str
    now: float
    needed: float


@dataclass(frozen=True, slots=True)
class Solution:
    """What the composer found: chosen options (sorted), their value, or why nothing lawful was found.

    ``reason`` is empty for a lawful choice, else the name of the limit that cannot be met (a key of
    ``planner.rules``); ``relaxation`` is the smallest single mend that was found, where one was.
    """

    chosen: tuple[int, ...]
    value: float
    reason: str = ""
    relaxation: Relaxation | None = None
