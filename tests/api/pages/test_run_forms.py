"""The form of a scenario: what is read of it, and what is told where it cannot be read."""

from __future__ import annotations

from datetime import date

import pytest

from api.i18n import translator
from api.pages.run_forms import FAULTS, Typed, faults_by_place, read, typed_of
from catalog.solutions import Offering
from competency_models.errors import Fault, InputError
from planner.journey import Consideration
from planner.scenario import Scenario
from tests.small_agency import AGENCY

T = translator("en")
FULL = Typed(
    name=" Less money ",
    year="2027",
    consideration="need",
    budget_percent="90,5",
    tolerance_70="15",
    tolerance_20="12,5",
    tolerance_10="5",
    rounds="3",
    gap="1,5",
    budget_unit=["A1", "", "A"],
    budget_rupiah=["40.000.000", "", ""],
    seat_batch=["O1"],
    seat_count=["7"],
    new_solution=["S2", ""],
    new_starts=["2027-05-03", ""],
    new_ends=["2027-05-07", ""],
    new_seats=["20", ""],
    new_place=[" Jakarta ", ""],
    new_cost=["Rp 1.500.000", ""],
)
SCENARIO = Scenario(
    name="Less money",
    year=2027,
    consideration=Consideration.NEED,
    budget_percent=90.5,
    budgets=(("A1", 40_000_000), ("A", None)),
    seats=(("O1", 7),),
    batches=(Offering("NEW-1", "S2", date(2027, 5, 3), date(2027, 5, 7), 20, "Jakarta", 1_500_000),),
    tolerance=(15.0, 12.5, 5.0),
    rounds=3,
    gap=0.015,
)


def test_what_was_typed_is_read_and_written_alike() -> None:
    assert read(FULL, AGENCY, T) == (SCENARIO, {})
    assert read(typed_of(SCENARIO), AGENCY, T) == (SCENARIO, {})


def test_an_untouched_form_asks_for_the_agency_as_it_stands() -> None:
    assert read(Typed(name="As it is", year="2027"), AGENCY, T) == (Scenario("As it is", 2027), {})


@pytest.mark.parametrize(
    ("place", "change"),
    [
        ("name", {"name": "  "}),
        ("year", {"year": "20x7"}),
        ("year", {"year": "99999"}),
        ("consideration", {"consideration": "whim"}),
        ("budget_percent", {"budget_percent": "-1"}),
        ("budget_percent", {"budget_percent": "inf"}),
        ("tolerance", {"tolerance_20": ""}),
        ("tolerance", {"tolerance_20": "101"}),
        ("rounds", {"rounds": "0"}),
        ("gap", {"gap": "nan"}),
        ("budget_unit-2", {"budget_unit": ["A1", "", "Z"]}),
        ("budget_rupiah-0", {"budget_rupiah": ["1,5"]}),
        ("seat_batch-0", {"seat_batch": ["O99"]}),
        ("seat_count-0", {"seat_count": ["-1"]}),
        ("new_solution-0", {"new_solution": ["S99"]}),
        ("new_starts-0", {"new_starts": ["soon"]}),
        ("new_ends-0", {"new_ends": ["2027-05-02"]}),
        ("new_seats-0", {"new_seats": ["many"]}),
        ("new_cost-0", {"new_cost": ["cheap"]}),
    ],
)
def test_what_cannot_be_read_is_told_at_its_place(place: str, change: dict[str, object]) -> None:
    scenario, faults = read(FULL.model_copy(update=change), AGENCY, T)
    assert (scenario, dict(faults)) == (None, {place: FAULTS[place.partition("-")[0]]})


def test_a_list_grows_by_a_row_where_that_is_asked() -> None:
    assert [len(FULL.rows(table)) for table in ("budget", "seat", "new")] == [3, 1, 2]
    assert len(Typed().rows("seat")) == 1
    assert len(FULL.model_copy(update={"more": "seat"}).rows("seat")) == 2


def test_what_cannot_be_planned_leads_to_its_row() -> None:
    faults = [
        Fault("scenario", "This stands twice.", "Keep one of them.", column="budgets", value="A"),
        Fault("scenario", "The number is out of range.", "Give at least 1.", column="rounds", value="0"),
        Fault("scenario", "The number is out of range.", "Give 0 or more.", column="batches", value="NEW-1"),
    ]
    assert faults_by_place(InputError(faults), FULL, T) == {
        "budget_unit-2": "A: This stands twice. Keep one of them.",
        "rounds": "0: The number is out of range. Give at least 1.",
        "new_solution-0": "NEW-1: The number is out of range. Give 0 or more.",
    }
