"""Half past eleven on New Year's Eve counts in the old year, half past midnight in the new one, by each zone's own clock."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalog.ledger import Zone
from tests.api.doors import Doors
from tests.api.living import change, found_community, good, only, open_house, read, send
from tests.small_agency import ANI, Sign

EVE = ("2026-12-31T23:30", "2026-12-31T23:50", 2026)
NIGHT = ("2027-01-01T00:30", "2027-01-01T00:50", 2027)
ACROSS = ("2026-12-31T23:30", "2027-01-01T00:10", 2026)
"""A meeting counts on the day on which it began."""

everywhere = pytest.mark.parametrize("zone", list(Zone))
whenever = pytest.mark.parametrize(
    ("starts", "ends", "year"), [EVE, NIGHT, ACROSS], ids=["eve", "night", "across"]
)


def years(doors: Doors) -> dict[int, float]:
    """Ani's lesson hours of the two years."""
    visitor, path = doors.visitor(doors.sign.employee), f"/api/v1/people/{doors.person(ANI)}/jp"
    return {year: good(visitor.get(path, params={"year": year}))["earned"] for year in (2026, 2027)}


def activity(starts: str, ends: str, zone: Zone) -> dict[str, Any]:
    return {
        "form": "e_learning",
        "title": "Kelas malam",
        "starts": starts,
        "ends": ends,
        "zone": zone.value,
        "hours": "0.25",
    }


@everywhere
@whenever
def test_an_activity_entered_over_json(doors: Doors, zone: Zone, starts: str, ends: str, year: int) -> None:
    visitor, path = doors.visitor(doors.sign.officer), f"/api/v1/people/{doors.person(ANI)}/jp"
    good(visitor.post(path, json=activity(starts, ends, zone)))
    assert years(doors) == {2026: 0, 2027: 0} | {year: 0.25}


@everywhere
@whenever
def test_an_activity_entered_on_the_page(doors: Doors, zone: Zone, starts: str, ends: str, year: int) -> None:
    visitor, path = doors.visitor(doors.sign.officer), f"/people/{doors.person(ANI)}/jp"
    form = only(visitor, path, path)
    answer = send(visitor, form, **activity(starts, ends, zone))
    assert years(doors) == {2026: 0, 2027: 0} | {year: 0.25}
    shown = answer.headers["location"]
    assert f"year={year}" in shown
    assert "Kelas malam" in read(visitor, shown)
    other = 2026 + 2027 - year
    assert "Kelas malam" not in read(visitor, f"{path}?year={other}").partition("<form")[0]


@everywhere
@whenever
def test_a_meeting_of_a_community(
    database_url: str, tmp_path: Path, sign: Sign, zone: Zone, starts: str, ends: str, year: int
) -> None:
    house = open_house(database_url, tmp_path / "data", sign, 2026)
    path = found_community(house, "komunitas_belajar")
    house.move_to(date(2027, 1, 4))
    meeting = {
        "kind": "knowledge",
        "title": "Malam tahun baru",
        "starts": starts,
        "ends": ends,
        "zone": zone.value,
        "attendance": [{"nip": ANI}],
    }
    change(house.doors.visitor(house.sign.supervisor), f"{path}/meetings", path, meeting)
    earned = years(house.doors)
    assert {one for one, jp in earned.items() if jp} == {year}
    house.doors.system.close()
