"""A person's problem as the compiled search lays it out is the person's own problem, to the last bit."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from benchmarks.allocate.made import made_organisation
from planner.allocation.arrays import VERSION, Crowd, Year, crowd_of, year_of
from planner.allocation.desk import Desk, desk_for
from planner.allocation.layout import lay_out
from planner.composing.data import Data, arrange, kept
from planner.problem import Floats


def _laid_out(version: int) -> Callable[..., tuple[int, int, int, float, int, int]]:
    @kept
    def laid_out(
        year: Year, crowd: Crowd, desk: Desk, person: int, prices: Floats, room: Floats
    ) -> tuple[int, int, int, float, int, int]:
        """Lay out, and tell what the desk's arrays do not: their lengths and the last three fields."""
        data = lay_out(year, crowd, desk, person * (version > 0), prices, room)
        counts = len(data.solution), len(data.option_from), len(data.pool)
        return (*counts, data.usual, data.at_once, data.must_cover)

    return laid_out


laid_out = _laid_out(VERSION)


@pytest.mark.parametrize("priced", [False, True])
def test_it_is_the_persons_own_problem(priced: bool) -> None:
    organisation = made_organisation(60, solutions=150)
    capacity = organisation.resources.capacity
    rng = np.random.default_rng(1)
    prices = rng.random(len(capacity)) * np.where(capacity < 1e5, 1.0, 1e-7) * priced
    year, crowd = year_of(organisation.dates), crowd_of(organisation)
    desk = desk_for(year, crowd)
    for person in range(len(organisation.people)):
        own = arrange(organisation.problem(person, prices))
        got = laid_out(year, crowd, desk, person, prices, np.where(capacity >= 1.0, np.inf, 0.0))
        counts = len(own.solution), len(own.option_from), len(own.pool)
        assert got == (*counts, own.usual, own.at_once, own.must_cover)
        for name, expected in zip(Data._fields[:-3], own, strict=False):
            flat = np.asarray(expected).ravel()
            assert np.array_equal(getattr(desk, name)[: len(flat)], flat), name
