"""What closes this gap, what must come first, which way leads to another job: asked over JSON."""

from __future__ import annotations

from datetime import date

import pytest

from competency_models.people import Assessment, Source
from planner.agency import Agency
from planner.usecases import import_agency
from tests.api.doors import Doors
from tests.small_agency import ADMINISTRATOR, ANI, SetClock


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What the graph answers does not hang on the database."""
    return sqlite_url


def test_a_gap_names_what_leads_to_its_next_level(doors: Doors) -> None:
    tested = Assessment(ANI, "T.01", 1, Source.TEST, date(2026, 11, 2), 0.9)
    import_agency(doors.system.open(), Agency(assessments=(tested,)), ADMINISTRATOR, SetClock())
    path = f"/api/v1/people/{doors.person(ANI)}/gaps"
    gaps = doors.visitor(doors.sign.officer).get(path).json()["gaps"]
    assert {one["competency"]: (one["gap"], one["closed_by"]) for one in gaps} == {
        "M.01": (1, []),
        "T.01": (2, ["S1"]),
    }


def test_a_solution_names_all_that_must_come_first(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.employee)
    first = {code: visitor.get(f"/api/v1/solutions/{code}").json()["comes_first"] for code in ("S1", "S2")}
    assert first == {"S1": [], "S2": [["S1"]]}
    assert '"[[""S1""]]"' in visitor.get("/api/v1/solutions?format=csv").text


def test_the_way_to_another_job_names_its_moves_and_what_closes_them(doors: Doors) -> None:
    path = f"/api/v1/people/{doors.person(ANI)}/upskilling-path"
    way = doors.visitor(doors.sign.employee).get(path).json()
    assert way["jobs"] == ["J1", "J2"]
    assert [
        (rise["competency"], rise["from_level"], rise["to_level"]) for rise in way["moves"][0]["rises"]
    ] == [("M.01", 2, 3)]
