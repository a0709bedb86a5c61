"""Over made agencies: a plan for everybody keeps within seats, money and caps, and who has none is told why."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.budgets import Budget
from planner.agency import Agency
from planner.allocation import Stop, allocate, use_of
from planner.everyone import Everybody, proposals_of
from planner.everyone.figures import Figures
from planner.everyone.left_out import left_out
from planner.everyone.totals import figures_of
from planner.journey import Consideration
from tests.agencies import YEAR, agencies, world_of


@settings(max_examples=12, deadline=None)
@given(
    agencies(),
    st.dictionaries(st.sampled_from(["U0", "U1"]), st.integers(0, 12_000_000)),
    st.sampled_from(Consideration),
)
def test_a_plan_for_everybody_is_within_its_means_and_tells_why_not(
    agency: Agency, money: dict[str, int], consideration: Consideration
) -> None:
    agency = replace(agency, budgets=tuple(Budget(unit, YEAR, money[unit]) for unit in sorted(money)))
    everybody = Everybody.of(world_of(agency), consideration=consideration, seed=3)
    result = allocate(everybody.organisation, Stop(rounds=1))
    used = use_of(everybody.organisation, result.plan)
    assert (used <= everybody.organisation.resources.capacity).all()
    assert (used == result.used).all()
    proposals, out = proposals_of(everybody, result.plan), left_out(everybody, result.plan)
    assert {one.person: (one.reason, one.mend) for one in out} == {
        n: (one.unplanned, one.mend) for n, one in enumerate(proposals) if not one.items
    }
    assert all(one.reason for one in out)
    seats = {one.code: one.seats for one in agency.offerings}
    taken = Counter(item.offering for one in proposals for item in one.items if item.offering)
    assert all(count <= seats[code] for code, count in taken.items())
    below = {"U0": ("U0", "U1"), "U1": ("U1",)}
    for unit, rupiah in money.items():
        mine = [one for one in proposals if everybody.world.person(one.nip).unit in below[unit]]
        assert sum(item.cost for one in mine for item in one.items) <= rupiah
    figures = figures_of(everybody, result, out)
    assert figures.planned + sum(one.people for one in figures.out) == figures.people
    assert Figures.from_json(figures.to_json()) == figures
