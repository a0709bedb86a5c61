"""The book of rules over HTTP: by day, by text, in pages, each value with its article."""

from __future__ import annotations

from datetime import date

import pytest
from starlette.testclient import TestClient

from planner.rulebook import rulebook
from tests.api.doors import Doors

PATH = "/api/v1/rules"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is promised here does not hang on the database."""
    return sqlite_url


@pytest.fixture
def employee(doors: Doors) -> TestClient:
    return doors.visitor(doors.sign.employee)


def test_every_value_in_force_is_listed_once_with_its_article(doors: Doors, employee: TestClient) -> None:
    names, link = [], f"{PATH}?limit=200"
    while link:
        page = employee.get(link).json()
        assert all(row["reference"] and row["certainty"] for row in page["items"])
        names += [row["name"] for row in page["items"]]
        link = page["next"]
    assert names == [entry.name for entry in rulebook(doors.system.parameters, date(2027, 1, 4))]
    assert len(names) > 100


def test_rules_are_found_by_text_and_told_in_the_readers_language(employee: TestClient) -> None:
    (row,) = employee.get(f"{PATH}?text=jp.pns_min_per_year").json()["items"]
    assert row["value"] == 20
    assert "203" in row["reference"]
    other = employee.get(f"{PATH}?text=jp.pns_min_per_year", headers={"Accept-Language": "id"})
    assert other.json()["items"][0]["title"] != row["title"]


def test_another_day_has_other_rules(employee: TestClient) -> None:
    today = {row["name"] for row in employee.get(f"{PATH}?limit=200").json()["items"]}
    long_ago = employee.get(f"{PATH}?limit=200&day=1990-01-01").json()["items"]
    assert today - {row["name"] for row in long_ago}
    assert all(row["since"] <= "1990-01-01" for row in long_ago)


def test_where_sources_disagree_every_reading_is_shown(employee: TestClient) -> None:
    (row,) = employee.get(f"{PATH}?text=mix.scheme").json()["items"]
    assert [reading["value"] for reading in row["readings"]] == ["pupr", "kemenkeu"]
    assert row["certainty_told"].startswith("D: a design choice")
    assert [one["since"] for one in row["history"]] == [row["since"]]


@pytest.mark.parametrize(("query", "key"), [("form=coaching", "form"), ("certainty=M", "certainty")])
def test_rules_are_found_by_form_and_by_certainty(employee: TestClient, query: str, key: str) -> None:
    rows = employee.get(f"{PATH}?limit=200&{query}").json()["items"]
    assert rows
    assert {row[key] for row in rows} == {query.split("=")[1]}


def test_a_day_that_is_none_is_refused(employee: TestClient) -> None:
    assert employee.get(f"{PATH}?day=2027-02-30").status_code == 422
