"""Says why nothing lawful was found: which limit cannot be met, and the smallest single change that would do.

Each limit in turn is let go while all the others hold, and the search looks for the choice that breaks it least. The
change that is smallest against the limit's own value is the one that is told.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from planner.composing.check import bucket_hours, month_loads, most_at_once, value_of, violations
from planner.composing.data import BUDGET, HOURS, JP_MAX, JP_MIN, KINDS, MIX, Data
from planner.composing.kernel import search
from planner.composing.state import empty_state
from planner.problem import Floats, Ints, Problem, Relaxation, Solution

SEED_BITS = (1 << 62) - 1
NO_CANDIDATE = "no_candidate"
STARTS = 12
"""Annealing runs for each limit that is let go."""
HARD = 30.0
"""What a breach of any other limit counts against a breach of the limit that is let go."""
SUMS = (
    (HOURS, "hours_max"),
    (JP_MIN, "jp_min"),
    (JP_MAX, "jp_max"),
    (BUDGET, "budget"),
    (MIX, "mix_70"),
    (MIX + 1, "mix_20"),
    (MIX + 2, "mix_10"),
)


def why_not(problem: Problem, data: Data, seed: int) -> Solution:
    """The limit that cannot be met and its smallest mend; a lawful plan if the longer search meets one."""
    mends: list[Relaxation] = []
    least: tuple[str, ...] = ()
    for name, chosen in _without_one(data, seed):
        broken = violations(problem, chosen)
        if not broken:
            options = tuple(sorted(chosen.tolist()))
            return Solution(options, value_of(problem, options))
        if broken == (name,) and len(chosen):
            mends.append(_mend(problem, name, chosen))
        least = broken if not least or len(broken) < len(least) else least
    if not mends:
        return Solution((), 0.0, least[0])
    smallest = min(mends, key=_size)
    return Solution((), 0.0, smallest.limit, smallest)


def _without_one(data: Data, seed: int) -> Iterator[tuple[str, Ints]]:
    """Let each limit go in turn: its name, and the choice that breaks it least; nothing at all is no plan."""
    data = data._replace(must_cover=int(len(data.weight) > 0))
    for kind, name in SUMS:
        price = np.full(KINDS, HARD)
        price[kind] = 1.0
        yield name, find(data, seed, price, 0.0, STARTS)[0]
    hard = np.ones(KINDS)
    yield ("at_once", find(data._replace(at_once=data.at_once + 1), seed, hard, 0.0, STARTS)[0])
    uncapped = data._replace(cell_cap=np.full(len(data.cell_cap), np.inf))
    yield "form_month_cap", find(uncapped, seed, hard, 0.0, STARTS)[0]


def find(data: Data, seed: int, price: Floats, value_share: float, most_starts: int) -> tuple[Ints, float]:
    """Run the compiled search from an empty choice: the choice found, and how far it is from lawful."""
    solutions = len(data.option_from) - 1
    trial, best = np.empty(solutions, np.uint32), np.empty(solutions, np.uint32)
    state = empty_state(data, seed & SEED_BITS)
    size, broken = search(
        data, state, price, value_share, most_starts, trial, best, np.zeros((0, 1), np.uint32)
    )
    return best[:size].astype(np.int64), broken


def _mend(problem: Problem, name: str, chosen: Ints) -> Relaxation:
    limits = problem.limits
    if name.startswith("mix_"):
        return _mix_mend(problem, name, chosen)
    if name == "form_month_cap":
        loads, caps = (month_loads(problem, chosen).max(axis=1), np.array(limits.form_month_caps))
        worst = int(np.argmax(loads / caps))
        return Relaxation(name, float(caps[worst]), float(loads[worst]))
    now, needed = {
        "hours_max": (limits.hours_max, problem.hours[chosen].sum()),
        "jp_min": (limits.jp_min, problem.jp[chosen].sum()),
        "jp_max": (limits.jp_max, problem.jp[chosen].sum()),
        "budget": (limits.budget, problem.cost[chosen].sum()),
        "at_once": (limits.at_once, most_at_once(problem, chosen)),
    }[name]
    return Relaxation(name, float(now), float(needed))


def _mix_mend(problem: Problem, name: str, chosen: Ints) -> Relaxation:
    bucket = ("mix_70", "mix_20", "mix_10").index(name)
    hours = bucket_hours(problem, chosen)
    share = float(hours[bucket] / hours.sum())
    low, high = problem.limits.share_low[bucket], problem.limits.share_high[bucket]
    return Relaxation(name, low if share < low else high, share)


def _size(mend: Relaxation) -> float:
    """Size of a change against the limit's own value."""
    return abs(mend.needed - mend.now) / max(abs(mend.now), 0.01)
