"""The yearly plan and the analysis behind it over HTTP, as Word and PDF."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import numpy as np
import pytest

from catalog.solutions import Bucket, Offering
from planner.allocation import Plan
from planner.everyone.body import Body, Taken, pack
from planner.journey import Closes, State
from planner.runs import Progress
from planner.scenario import Scenario
from planner.usecases.runs import ask_for_run, begin_run, finish_run
from tests.api.doors import Doors
from tests.api.test_documents import FORMATS, fetch, reads, text_of
from tests.small_agency import ANI, BUDI, CITRA, IN_O1, YEAR, item

CLASS = replace(
    IN_O1,
    form="pelatihan_teknis",
    bucket=Bucket.FORMAL,
    cost=2_500_000,
    closes=(Closes("T.01", 2, 3, 1.0),),
)


@pytest.fixture
def planned(doors: Doors) -> Doors:
    """Ani's plan is approved, Citra's is a draft."""
    doors.journey(State.APPROVED, items=(item(), CLASS))
    doors.journey(State.DRAFTED, nip=CITRA)
    return doors


@pytest.mark.parametrize("form", FORMATS)
def test_the_yearly_plan_has_the_seven_fields_and_names_nobody(planned: Doors, form: str) -> None:
    answer = fetch(planned, f"/api/v1/yearly-plan.{form}", "clo", year="2027")
    text = text_of(answer).replace("\u00a0", " ")
    for told in (
        "RENCANA PENGEMBANGAN KOMPETENSI TAHUN 2027",
        "KONSEP",
        "5, 3 di antaranya belum memiliki rencana",
        "First: 1 pegawai, Rp 2.501.000",
        "Second: 1 pegawai, Rp 1.000",
        "Teknis",
        "Data level 2 ke 3",
        "1 PNS",
        "0 PNS, 1 PPPK",
        "Analis",
        "klasikal",
        "Model 10%",
        "Penyelenggaraan O1",
        "1 Mar 2027",
        "5 Mar 2027",
        "Dicapai:",
        "Rp 2.500.000",
        "1 dari 1",
        "menetapkan",
    ):
        assert told in text, told
    for hidden in ("Ani", ANI, "Citra", CITRA):
        assert hidden not in text.replace("Analis", ""), hidden
    assert reads(planned, ANI) == []
    assert "Rencana pengembangan kompetensi 2027 Seluruh instansi" in unquote(
        answer.headers["content-disposition"]
    )


@pytest.mark.parametrize("form", FORMATS)
def test_the_analysis_tells_needs_by_priority_and_what_stands_behind_each_activity(
    planned: Doors, form: str
) -> None:
    text = text_of(fetch(planned, f"/needs-analysis.{form}", "clo", year="2027", unit="A1"))
    for told in (
        "ANALISIS KEBUTUHAN PENGEMBANGAN KOMPETENSI TAHUN 2027",
        "4 Januari 2027",
        "3, bersama-sama 12 level",
        "Di atas ekspektasi",
        "Integritas",
        "Manajerial",
        "Data level 1 ke 2, 1 pegawai, prioritas",
        "belum ada solusi belajar dalam katalog",
    ):
        assert told in text, told
    assert ANI not in text


def test_only_what_is_approved_is_no_draft(planned: Doors) -> None:
    text = text_of(fetch(planned, "/yearly-plan.pdf", "clo", year="2027", drafts="false"))
    assert "KONSEP" not in text
    assert "Second" not in text
    assert "Belum ada kegiatan" in text_of(fetch(planned, "/yearly-plan.pdf", "clo", year="2026"))


def test_what_is_not_there_is_not_found(planned: Doors) -> None:
    for query in ({"unit": "NOWHERE"}, {"run": "77"}):
        assert fetch(planned, "/yearly-plan.pdf", "clo", year="2027", **query).status_code == 404
    assert fetch(planned, "/api/v1/yearly-plan.pdf", "clo", year="soon").status_code == 422
    assert "TAHUN 2027" in text_of(fetch(planned, "/yearly-plan.pdf", "clo")), (
        "this year's where none is named"
    )


def test_the_yearly_plan_and_its_analysis_are_answered_as_json(planned: Doors) -> None:
    plan = fetch(planned, "/api/v1/yearly-plan", "clo", year="2027", unit="A1").json()
    assert (plan["people"], plan["without"], plan["draft"], plan["cost"]) == (3, 2, False, 2_501_000)
    (section,) = plan["sections"]
    internship, course = section["activities"]
    assert (section["unit"], section["name"], section["people"]) == ("A11", "Team", 1)
    assert (course["name"], course["offering"], course["path"], course["models"]) == (
        "Kelas",
        "O1",
        "classical",
        ["10"],
    )
    levels = {"competency": "T.01", "name": "Data", "from_level": 2, "to_level": 3}
    assert course["develops"] == [levels | {"people": 1}]
    assert course["leads_to"] == [levels | {"people": 0}]
    assert (internship["pns"], internship["pppk"], internship["approved"], internship["path"]) == (
        1,
        0,
        1,
        None,
    )
    analysis = fetch(planned, "/api/v1/needs-analysis", "clo", year="2027", unit="A1").json()
    assert (analysis["people"], analysis["short"], analysis["levels"]) == (3, 3, 12)
    assert analysis["performance"] == {"below": 0, "as": 0, "above": 1, "unknown": 2}
    data = next(one for one in analysis["needs"] if one["competency"] == "T.01")
    assert (data["required"], data["short"], data["planned"], data["planned_levels"]) == (2, 2, 1, 2)
    assert reads(planned, ANI) == []


def test_unmet_needs_are_answered_as_json_and_naming_people_is_kept(planned: Doors) -> None:
    found = fetch(planned, "/api/v1/demand", "clo").json()
    assert (found["by"], found["people"]) == ("level", 5)
    line = found["lines"][0]
    assert line["people"] == max(line["nobody"], line["not_now"], line["closed"], line["full"])
    units = fetch(planned, "/api/v1/demand", "clo", by="unit").json()["lines"]
    assert max(one["people"] for one in units) == found["waiting"]
    csv = fetch(planned, "/api/v1/demand", "clo", by="job", format="csv").text
    assert csv.splitlines()[0].lstrip("\ufeff") == ",".join(line)
    assert reads(planned, ANI) == []
    rows = fetch(
        planned, "/api/v1/demand/people", "clo", competency=line["code"], level=str(line["level"])
    ).json()["items"]
    assert len(rows) == line["people"]
    named = {one["nip"] for one in rows}
    assert next(reads(planned, nip) for nip in sorted(named)) == [("clo", "demand")]
    assert fetch(planned, "/api/v1/demand", "clo", unit="NOWHERE").status_code == 404


def test_a_finished_plan_for_everybody_stands_in_it_beside_the_plans_of_others(doors: Doors) -> None:
    """Its activities replace the drafts of those whom it was made for; a batch that it only assumes is told too."""
    number = _finished_run(doors)
    doors.journey(State.DRAFTED, items=(CLASS,))
    doors.journey(State.APPROVED, nip=BUDI)
    plan = fetch(doors, "/api/v1/yearly-plan", "clo", year="2027", run=str(number)).json()
    lines = [
        (section["unit"], one["solution"], one["offering"], one["cost"], one["approved"], one["ends"])
        for section in plan["sections"]
        for one in section["activities"]
    ]
    assert lines == [
        ("A1", "S1", None, 1_000, 1, "2027-02-27"),
        ("A1", "S3", None, 0, 0, "2027-03-12"),
        ("A2", "S3", "NEW", 4_000_000, 0, "2027-07-16"),
    ]
    assert (plan["draft"], plan["without"]) == (True, 2)
    page = doors.visitor(doors.sign.clo).get(f"/yearly-plan?run={number}").text
    assert "rencana organisasi “Lebih banyak kelas”" in page
    assert fetch(doors, "/api/v1/yearly-plan", "clo", run=str(doors.run())).status_code == 404, "not finished"


def _finished_run(doors: Doors) -> int:
    """A run that found a plan for Ani and Citra, with a batch that the agency does not have."""
    system, world = doors.system, doors.system.worlds.current().world
    batch = Offering("NEW", "S3", date(2027, 6, 7), date(2027, 7, 16), 5, cost=4_000_000)
    scenario = Scenario("Lebih banyak kelas", YEAR, batches=(batch,))
    number = ask_for_run(system.open(), doors.sign.clo, world, scenario, system.clock).id
    begin_run(system.open(), number, "made from", system.clock)
    found = Plan(np.array([0, 1, 2]), np.array([0, 1]), np.ones(2), np.ones(2, dtype=np.int64))
    takes = {0: Taken("S3", "", date(2027, 2, 1)), 1: Taken("S3", "NEW", batch.starts)}
    kept = pack(Body((ANI, CITRA), found, np.zeros(0), takes))
    finish_run(system.open(), number, kept, found.hash, "{}", Progress(), system.clock)
    return number
