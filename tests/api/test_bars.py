"""Who failed within their own control is refused the form everywhere until their performance was evaluated."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.bootstrap import ChecksByWorld
from planner import usecases
from planner.activities import Turn
from planner.journey import State
from tests.api.doors import Doors
from tests.papers import fill
from tests.small_agency import ANI, item

FORM = "magang_praktik_kerja"


def eligibility(doors: Doors, journey: int) -> list[str]:
    with doors.system.open(write=False) as uow:
        found = uow.journeys.get(journey)
        assert found is not None
        checks = ChecksByWorld(doors.system.worlds)(uow, found)
    return [check.reference for check in checks if check.rule == "eligibility" and check.verdict == "fail"]


@pytest.mark.parametrize(("result", "barred"), [(Turn.BAR, True), (Turn.EXCUSE, False)])
def test_a_failed_internship_bars_the_next_one_until_it_was_evaluated(
    doors: Doors, result: Turn, barred: bool
) -> None:
    system, officer = doors.system, doors.sign.officer
    past = doors.journey(State.APPROVED, year=2026, items=(replace(item(), form=FORM),))
    usecases.activate(system.open(), doors.sign.employee, past, 1, system.forms, system.clock)
    with system.open(write=False) as uow:
        (lived,) = uow.activities.of_person(ANI)
    fill(system.open, officer, lived.tasks[0], system.clock)
    usecases.finish_task(system.open(), officer, lived.tasks[0].id, "", system.clock)
    new = doors.journey(State.IN_REVIEW, items=(replace(item(), form=FORM),))
    assert eligibility(doors, new) == []
    usecases.record_result(
        system.open(), officer, lived.id, result, "Tidak selesai.", system.law, system.clock
    )
    assert eligibility(doors, new) == (["SE 07/SE/KM/2023, Lampiran A.7.c.4"] if barred else [])
    if barred:
        usecases.record_result(system.open(), officer, lived.id, Turn.EVALUATE, "", system.law, system.clock)
        assert eligibility(doors, new) == []
