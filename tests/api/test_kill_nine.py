"""Acceptance 10 in short: a few kills; fifty are in tests/soak. And the check itself: it sees what is lost or half done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from planner.journey import Consideration, State
from planner.usecases import approve, request_journey
from tests.api.doors import Doors
from tests.small_agency import ANI, IN_O1, YEAR, no_rules
from tests.soak.kill_nine import faults, kill_nine

KILLS = 5


def test_a_few_kills_lose_nothing_and_leave_nothing_half_done(database_url: str, tmp_path: Path) -> None:
    report = kill_nine(database_url, tmp_path / "data", KILLS)
    print(f"\n{report}")  # noqa: T201 - the figures are to be seen
    assert report.kills == KILLS
    assert report.acknowledged
    assert report.interrupted


def approved(doors: Doors) -> int:
    """A plan with a seat, asked for and approved as it should be."""
    system, sign = doors.system, doors.sign
    asked = request_journey(system.open(), sign.employee, ANI, YEAR, Consideration.GAP, system.clock)
    with system.open() as uow:
        uow.journeys.change([replace(asked, state=State.IN_REVIEW, items=(IN_O1,), version=2)])
        rows = uow.decisions.of("journey", str(asked.id))
        uow.decisions.add([replace(rows[0], move="submit", to_state="in_review", version=2)])
        uow.commit()
    approve(system.open(), sign.officer, asked.id, 2, no_rules, system.clock)
    return asked.id


def test_the_check_finds_nothing_where_all_is_well(doors: Doors) -> None:
    number = approved(doors)
    with doors.system.open(write=False) as uow:
        assert faults(uow, {(number, 3, "approve")}) == []


def test_the_check_sees_a_lost_decision(doors: Doors) -> None:
    number = approved(doors)
    with doors.system.open(write=False) as uow:
        assert faults(uow, {(number, 4, "edit")}) == [f"acknowledged and lost: ({number}, 4, 'edit')"]


def test_the_check_sees_a_change_without_its_row_of_the_log(doors: Doors) -> None:
    number = approved(doors)
    with doors.system.open() as uow:
        journey = uow.journeys.get(number)
        assert journey is not None
        uow.journeys.change([replace(journey, state=State.ACTIVE, version=4)])
        assert len(faults(uow, set())) == 2


def test_the_check_sees_a_seat_that_nobody_holds(doors: Doors) -> None:
    approved(doors)
    with doors.system.open() as uow:
        uow.seats.take("O2")
        assert len(faults(uow, set())) == 1
