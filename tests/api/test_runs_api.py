"""Plans for everybody over JSON: asked once, watched, refused in words, laid side by side, adopted."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

from starlette.testclient import TestClient

from planner.everyone.body import Body, pack
from planner.everyone.figures import BatchUse, Figures, PurseUse
from planner.ports import Clock
from planner.runs import Progress
from planner.usecases.runs import begin_run, finish_run
from tests.api.doors import Doors
from tests.planner.everyone.test_body import BODY, PLAN
from tests.small_agency import AGENCY, ANI, BUDI, YEAR

OFFERING = AGENCY.offerings[0]
SCENARIO = {
    "name": "Anggaran 80%",
    "year": YEAR,
    "budget_percent": 80,
    "budgets": [{"unit": "A1", "rupiah": None}],
    "seats": [{"offering": "O1", "seats": 5}],
    "batches": [
        {"code": "N1", "solution": "S3", "starts": f"{YEAR}-05-03", "ends": f"{YEAR}-06-25", "seats": 9}
    ],
    "tolerance": {"experience": 10, "social": 10, "formal": 7.5},
}
FIGURES = Figures(
    *(2, 1, 3, 2, 2, 56.5, 12.0, 3_000_000, 1.5, 1.5, 1.75, 0.16, "rounds", PLAN.hash),
    batches=(BatchUse("O1", "S2", OFFERING.starts, 1, 0, 1, 0.5, 0.25, 0.75),),
    purses=(PurseUse("A", 9_000_000, 0, 3_000_000, 0.75),),
)


def finish(doors: Doors, clock: Clock, run: int, body: Body = BODY, figures: Figures = FIGURES) -> None:
    begin_run(doors.system.open(), run, "made from", clock)
    finish_run(
        doors.system.open(), run, pack(body), body.plan.hash, figures.to_json(), Progress(8, 8, 2, 2), clock
    )


def chief(doors: Doors) -> TestClient:
    return doors.visitor(doors.sign.clo)


def test_a_plan_is_asked_for_once_and_answered_as_it_was_asked(doors: Doors) -> None:
    clo = chief(doors)
    key = {"idempotency-key": "a scenario"}
    answer = clo.post("/api/v1/runs", json=SCENARIO, headers=key)
    assert answer.status_code == 202, answer.text
    asked = answer.json()
    assert answer.headers["location"] == f"/api/v1/runs/{asked['id']}"
    assert SCENARIO.items() <= (asked["scenario"] | {"batches": SCENARIO["batches"]}).items()
    assert asked["scenario"]["batches"][0]["starts"] == f"{YEAR}-05-03"
    assert clo.post("/api/v1/runs", json=SCENARIO, headers=key).json() == asked
    assert clo.get(answer.headers["location"]).json() == asked
    (row,) = clo.get("/api/v1/runs").json()["items"]
    assert (row["id"], row["name"], row["planned"]) == (asked["id"], SCENARIO["name"], None)
    assert (asked["state"], asked["figures"], asked["cancelling"]) == ("waiting", None, False)


def test_everything_wrong_with_a_scenario_is_told(doors: Doors) -> None:
    wrong = SCENARIO | {
        "budgets": [{"unit": "A9", "rupiah": 1}],
        "seats": [{"offering": "O9", "seats": 1}],
    }
    answer = chief(doors).post("/api/v1/runs", json=wrong)
    assert answer.status_code == 422
    assert [(one["value"], one["problem"]) for one in answer.json()["errors"]] == [
        ("A9", "No such unit."),
        ("O9", "No such batch."),
    ]
    assert chief(doors).post("/api/v1/runs", json=SCENARIO | {"rounds": 0}).status_code == 422
    assert chief(doors).post("/api/v1/runs", json=SCENARIO | {"gap": "NaN"}).status_code == 422


def test_what_was_found_is_shown_and_laid_beside_what_stands(doors: Doors) -> None:
    clo, clock = chief(doors), doors.system.clock
    first, second = doors.run(), doors.run()
    here = replace(BODY, nips=(ANI, BUDI))
    finish(doors, clock, first, here)
    finish(doors, clock, second, here, replace(FIGURES, planned=2, value=2.5))
    assert clo.get(f"/api/v1/runs/{first}").json()["figures"]["levels"] == 2
    sheet = clo.get("/api/v1/runs", params={"format": "csv"}).content.decode("utf-8-sig")
    assert [(row["id"], row["planned"]) for row in csv.DictReader(io.StringIO(sheet))] == [
        (str(second), "2"),
        (str(first), "1"),
    ]
    beside = clo.get(f"/api/v1/runs/{second}/comparison", params={"beside": first}).json()
    totals = {one["key"]: (one["first"], one["second"]) for one in beside["totals"]}
    assert (totals["planned"], totals["value"]) == ((1.0, 2.0), (1.5, 2.5))
    assert (beside["changed"], beside["only_first"], beside["only_second"]) == (0, 0, 0)
    now = clo.get(f"/api/v1/runs/{first}/comparison").json()
    assert now["only_second"] == 1
    assert {"key": "value", "first": None, "second": 1.5} in now["totals"]


def test_what_one_more_is_worth_is_a_list_and_a_file(doors: Doors) -> None:
    clo, run = chief(doors), doors.run()
    finish(doors, doors.system.clock, run)
    rows = clo.get(f"/api/v1/runs/{run}/worth").json()["items"]
    assert [(one["what"], one["of"], one["low"]) for one in rows] == [
        ("million", "A", None),
        ("seat", "O1", 0.25),
    ]
    sheet = clo.get(f"/api/v1/runs/{run}/worth", params={"format": "csv"}).content.decode("utf-8-sig")
    assert [row["price"] for row in csv.DictReader(io.StringIO(sheet))] == ["0.75", "0.5"]


def test_a_plan_that_another_agency_was_made_from_is_refused_in_words(doors: Doors) -> None:
    clo, run = chief(doors), doors.run()
    assert clo.post(f"/api/v1/runs/{run}/adopt").json()["detail"].startswith("Only a run under way")
    finish(doors, doors.system.clock, run)
    answer = clo.post(f"/api/v1/runs/{run}/adopt")
    assert answer.status_code == 409
    assert answer.json()["detail"].startswith("The agency's data changed")


def test_a_run_is_cancelled_and_then_has_nothing_to_cancel(doors: Doors) -> None:
    clo, run = chief(doors), doors.run()
    assert clo.post(f"/api/v1/runs/{run}/cancel").json()["state"] == "cancelled"
    assert clo.post(f"/api/v1/runs/{run}/cancel").status_code == 409
