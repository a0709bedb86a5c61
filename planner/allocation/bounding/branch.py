"""A person's bound made lower by cases: a solution is in the plan or it is not, the case with the greatest bound first."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

from planner.allocation.bounding.dual import descend
from planner.allocation.bounding.hours import NONE
from planner.allocation.bounding.person import CANDIDATES, ROWS, begin, lay
from planner.allocation.bounding.terms import BUDGET, JP_MAX, Crowd, Desk, Prices, Year
from planner.composing.data import NEVER, inlined, kept
from planner.problem import Floats

STRIDE, CASE_STRIDE = 1.5, 1.0
"""Length of the first steps, as a share of the way that would end at the worth known; of a case's first steps."""
TURNS, CASE_TURNS = 60, 20
HOPE, CASE_HOPE = 0.15, 0.06
"""Steps aim no lower than this share below the best bound so far, since what is known may be far from the best."""
SLACK = 1e-6


@inlined
def own_bound(
    year: Year,
    crowd: Crowd,
    prices: Prices,
    person: int,
    desk: Desk,
    cases: int,
    known: float,
    near: float,
) -> float:
    """More than any lawful plan of a person is worth at these prices; ``NONE`` where there is none.

    ``known`` is what one of them is worth, or ``NONE``. The search ends within ``near`` of it, a share, or with ``cases`` open.
    """
    lay(year, crowd, prices, person, desk)
    begin(crowd, person, desk)
    enough = known + near * abs(known) if known > NONE / 2 else NONE
    node, count, turns, stride, hope, above = 0, 1, TURNS, STRIDE, HOPE, -NONE
    worst, split, side = 0, 0, 0
    while True:
        # the search itself stands here once, since it is compiled anew at each place that calls it
        _solve(year, crowd, person, desk, node, turns, stride, hope, known, enough, above)
        if side == 0:
            worst = _worst(desk, count)
            above, split = float(desk.node_bound[worst]), desk.node_split[worst]
            if above <= enough or count >= cases or split < 0:
                return above
            node, turns, stride, hope, side = count, CASE_TURNS, CASE_STRIDE, CASE_HOPE, 1
        else:
            node, side = worst, 0
            count += 1
        _load(desk, worst, split, 1 if side else -1)
        if side:
            _spread(year, crowd, person, desk)


@inlined
def _worst(desk: Desk, count: int) -> int:
    worst = 0
    for node in range(1, count):
        if desk.node_bound[node] > desk.node_bound[worst]:
            worst = node
    return worst


@inlined
def _load(desk: Desk, node: int, split: int, side: int) -> None:
    """Take up a case again, with one more solution decided."""
    for place in range(desk.size[CANDIDATES]):
        desk.fixed[place] = desk.node_fixed[node, place]
    for row in range(desk.size[ROWS]):
        desk.mu[row] = desk.node_mu[node, row]
    desk.fixed[split] = side


@inlined
def _solve(
    year: Year,
    crowd: Crowd,
    person: int,
    desk: Desk,
    node: int,
    turns: int,
    stride: float,
    hope: float,
    known: float,
    enough: float,
    above: float,
) -> None:
    """Bound one case, no higher than the case ``above`` it, and keep what it needs to be split."""
    for row in range(desk.size[ROWS]):
        desk.way[row] = 0.0
    desk.node_bound[node] = min(above, descend(year, crowd, person, desk, turns, stride, hope, known, enough))
    split, most = -1, 0.0
    for place in range(desk.size[CANDIDATES]):
        desk.node_fixed[node, place] = desk.fixed[place]
        often = min(desk.often[place], 1.0 - desk.often[place])
        if desk.fixed[place] == 0 and often > most:
            split, most = place, often
    desk.node_split[node] = split
    for row in range(desk.size[ROWS]):
        desk.node_mu[node, row] = desk.best[row]


@inlined
def _spread(year: Year, crowd: Crowd, person: int, desk: Desk) -> None:
    """Leave out what has no place beside all that must be in."""
    first, limit = crowd.candidate_from[person], crowd.limit[person]
    jp = crowd.rows[limit, JP_MAX] + SLACK
    money = crowd.rows[limit, BUDGET] + SLACK
    for place in range(desk.size[CANDIDATES]):
        if desk.fixed[place] > 0:
            jp -= year.jp[crowd.candidate[first + place]]
            money -= _cheapest(year, place, desk)
    for place in range(desk.size[CANDIDATES]):
        if desk.fixed[place] == 0 and (
            year.jp[crowd.candidate[first + place]] > jp or _cheapest(year, place, desk) > money
        ):
            desk.fixed[place] = -1


@inlined
def _cheapest(year: Year, place: int, desk: Desk) -> float:
    cheapest = float(NEVER)
    for option in range(desk.option_from[place], desk.option_from[place + 1]):
        cheapest = min(cheapest, year.cost[desk.slot[option]])
    return cheapest


Bounds = Callable[[Year, Crowd, Prices, int, int, Desk, Floats, float, int, Floats], None]


def _bounder(version: int) -> Bounds:
    """Make the compiled loop. Numba's cache looks at one file and at what a function closes over: hence ``version``."""

    @kept
    def bounds(
        year: Year,
        crowd: Crowd,
        prices: Prices,
        first: int,
        end: int,
        desk: Desk,
        known: Floats,
        near: float,
        cases: int,
        out: Floats,
    ) -> None:
        """Write the bounds of the people from ``first`` to ``end`` to ``out`` (P,)."""
        for person in range(first, end):
            if version:
                out[person] = own_bound(year, crowd, prices, person, desk, cases, known[person], near)

    return bounds


def _version() -> int:
    """A number of all the sources that are compiled together; never 0."""
    files = [*Path(__file__).parent.glob("*.py"), Path(__file__).parents[2] / "composing" / "data.py"]
    return 1 + zlib.crc32(b"".join(file.read_bytes() for file in sorted(files)))


bounds = _bounder(_version())
