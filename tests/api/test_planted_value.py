"""A value planted in an agency's own folder is what pages and JSON show, and what a plan is checked against."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.bootstrap import ChecksByWorld
from api.deps import LOCALE_COOKIE
from planner.journey import State
from tests.api.doors import Doors, open_doors
from tests.api.served import serve
from tests.small_agency import Sign, item

PLANTED = """
plan.hours_max_per_year:
  values:
    - {from: 2027-01-01, value: 33.5, reference: "SK Kepala 1/2027, diktum ketiga", certainty: S, note: as planted}
"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is promised here does not hang on the database."""
    return sqlite_url


@pytest.fixture
def planted(database_url: str, tmp_path: Path, sign: Sign) -> Iterator[Doors]:
    """The small agency with an own value, and with the rules asked."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "own.yaml").write_text(PLANTED, encoding="utf-8")
    doors = open_doors(database_url, tmp_path / "data", sign, regulations_dir=own)
    system = replace(doors.system, check_items=ChecksByWorld(doors.system.worlds))
    yield Doors(serve(system.settings, system), system, sign)
    doors.system.close()


def page(doors: Doors, path: str) -> str:
    visitor = doors.visitor(doors.sign.clo)
    visitor.cookies.set(LOCALE_COOKIE, "en")
    answer = visitor.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.text)


def test_the_page_of_rules_shows_it_with_its_article_and_what_held_before(planted: Doors) -> None:
    told = page(planted, "/rules?q=plan.hours_max_per_year")
    assert "33.5" in told
    assert "SK Kepala 1/2027, diktum ketiga" in told
    assert "as planted" in told
    history = told.split("<summary>History")[1].split("</ul>")[0]
    assert history.index("<b>33.5</b>") < history.index("<b>160</b>")
    before = page(planted, "/rules?q=plan.hours_max_per_year&day=2026-12-31")
    assert "until before 1 Jan 2027" in before
    assert "from 1 Jan 2000" in before


def test_json_shows_it(planted: Doors) -> None:
    visitor = planted.visitor(planted.sign.employee)
    (today,) = visitor.get("/api/v1/rules?text=plan.hours_max").json()["items"]
    (before,) = visitor.get("/api/v1/rules?text=plan.hours_max&day=2026-12-31").json()["items"]
    assert (today["value"], today["since"]) == (33.5, "2027-01-01")
    assert (before["value"], before["until"]) == (160, "2027-01-01")


def test_a_plan_is_checked_against_it_and_refused_with_its_article(planted: Doors) -> None:
    number = planted.journey(State.IN_REVIEW, items=(item(),))
    told = page(planted, f"/journeys/{number}")
    assert re.search(r"40.1 hours.{0,60}33.5 hours", told)
    assert "SK Kepala 1/2027, diktum ketiga" in told
    visitor = planted.visitor(planted.sign.clo)
    checks = visitor.get(f"/api/v1/journeys/{number}").json()["checks"]
    (hours,) = [check for check in checks if check["rule"] == "hours_max"]
    assert (hours["verdict"], hours["measured"], hours["limit"]) == ("fail", 40.1, 33.5)
    refused = visitor.post(f"/api/v1/journeys/{number}/approve", headers={"If-Match": '"1"'})
    assert refused.status_code == 422
    assert "rules.hours_max" in {error["field"] for error in refused.json()["errors"]}
    why = {"reason": "Tugas khusus."}
    path = f"/api/v1/journeys/{number}/approve-despite-rules"
    assert visitor.post(path, json=why, headers={"If-Match": '"1"'}).status_code == 200
    rows = visitor.get(f"/api/v1/journeys/{number}/decisions").json()["items"]
    kept = {one["rule"]: one for one in rows[-1]["set_aside"]}["hours_max"]
    assert (kept["measured"], kept["limit"], kept["reference"]) == (40.1, 33.5, hours["reference"])
