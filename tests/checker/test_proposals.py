"""No proposed journey breaks a hard rule: over the demo, and over agencies that Hypothesis makes."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.demo.agency import DEMO_DAY, demo_agency
from planner.agency import Agency
from planner.journey import Consideration
from planner.propose import propose
from planner.regulations import standard_forms, standard_parameters
from planner.world import World
from tests.agencies import DAY, YEAR, agencies, world_of
from tests.checker.checker import Checker

PLANNED_SHARE = 0.95


def test_the_demo_is_planned_lawfully_for_almost_everybody() -> None:
    agency = demo_agency()
    world = World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())
    proposals = propose(world, workers=2)
    checker = Checker(agency, DEMO_DAY, DEMO_DAY.year)
    assert checker.faults(proposals) == []
    behind = [p for p in proposals if checker.has_gap(checker.people[p.nip], p.consideration)]
    assert len(behind) > 100
    assert sum(bool(p.items) for p in behind) >= PLANNED_SHARE * len(behind)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(agencies(), st.sampled_from(Consideration), st.integers(0, 9))
def test_made_agencies_are_planned_lawfully(agency: Agency, consideration: Consideration, seed: int) -> None:
    proposals = propose(world_of(agency), consideration=consideration, seed=seed)
    assert Checker(agency, DAY, YEAR).faults(proposals) == []
