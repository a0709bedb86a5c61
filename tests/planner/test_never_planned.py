"""Solutions that no plan can hold are told with their mend."""

from __future__ import annotations

from dataclasses import replace

from competency_models.framework import Lift
from planner.never_planned import LIFTS_NONE, MODEL_NONE, MODEL_OPEN, never_planned
from planner.regulations import standard_forms
from tests.planner.small_world import AGENCY, LATE, solution


def told(scheme: str = "pupr") -> dict[str, tuple[str, dict[str, object]]]:
    """What is told of a few solutions that are unlike each other, by code."""
    added = (
        solution("SELF", "belajar_mandiri", 10, 5),
        solution("SELF-70", "belajar_mandiri", 10, 5, bucket="70"),
        solution("DUTY", "tugas_tambahan", 10, 5),
        solution("IDLE", "coaching", 8, 8, 3),
    )
    lifts = tuple(Lift(code, "C1", 0, 2) for code in ("SELF", "SELF-70", "DUTY"))
    agency = replace(AGENCY, solutions=added, lifts=lifts)
    found = never_planned(agency, standard_forms().at(LATE), scheme)
    return {code: (reason.code, dict(reason.params)) for code, reason in found}


def test_each_has_its_own_mend_and_what_can_be_planned_is_not_told() -> None:
    assert told() == {
        "SELF": (MODEL_OPEN, {"name": "SELF", "models": "70, 10"}),
        "DUTY": (MODEL_NONE, {"name": "DUTY"}),
        "IDLE": (LIFTS_NONE, {"name": "IDLE"}),
    }


def test_another_scheme_has_other_models() -> None:
    assert told("kemenkeu").keys() == {"IDLE"}
