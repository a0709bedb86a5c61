"""A learning officer's own journey (policy brief, LAN): from nothing to chief learning officer, in four stages."""

from __future__ import annotations

from itertools import pairwise

from catalog.solutions import LearningSolution
from competency_models.framework import Lift
from competency_models.frameworks import learning_officer_framework
from competency_models.people import OrgUnit, Person
from planner.agency import Agency
from planner.journey import Stage
from planner.propose import propose
from tests.agencies import world_of

FRAMEWORK = learning_officer_framework()
OFFICER = Person("198001012005012001", "Siti", "LAN", "LO.CLO")
STEPS = (1, 2, 3, 4)


def solution(code: str, form: str, hours: float, weeks: int, sessions: int) -> LearningSolution:
    return LearningSolution(code, code, form, hours, weeks, sessions)


def agency() -> Agency:
    """For each of the four levels a community, coaching and e-learning that lift the five competencies by one."""
    offered, lifts = [], []
    for level in STEPS:
        offered += [
            solution(f"community {level}", "komunitas_belajar", 14, 6, 6),
            solution(f"coaching {level}", "coaching", 4, 6, 3),
            solution(f"e-learning {level}", "e_learning", 2, 1, 2),
        ]
        served = {"community": ("LO.01", "LO.05"), "coaching": ("LO.04",), "e-learning": ("LO.02", "LO.03")}
        lifts += [
            Lift(f"{kind} {level}", competency, level - 1, level)
            for kind, competencies in served.items()
            for competency in competencies
        ]
    return Agency(
        units=(OrgUnit("LAN", "Lembaga Administrasi Negara"),),
        competencies=FRAMEWORK.competencies,
        jobs=FRAMEWORK.jobs,
        standards=FRAMEWORK.standards,
        careers=FRAMEWORK.careers,
        people=(OFFICER,),
        solutions=tuple(sorted(offered, key=lambda one: one.code)),
        lifts=tuple(lifts),
    )


def test_the_way_to_chief_learning_officer_passes_all_four_stages_in_order() -> None:
    (proposal,) = propose(world_of(agency()))
    items = sorted(proposal.items, key=lambda item: item.starts)
    assert proposal.unplanned == ""
    assert {item.stage for item in items} == set(Stage)
    for competency in FRAMEWORK.competencies:
        own = [item for item in items if competency.code in {part.competency for part in item.closes}]
        assert [item.stage for item in own] == list(Stage)
        assert all(earlier.ends < later.starts for earlier, later in pairwise(own))
