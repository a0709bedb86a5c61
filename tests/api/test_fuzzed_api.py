"""Whatever a program sends to the JSON API within its description, it is answered, never with a fault of ours."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient

from planner.access import Actor
from planner.journey import State
from tests.api.doors import Doors, rehearsing

EXAMPLES = int(os.environ.get("CORPU_TEST_FUZZ", "3"))
"""Requests to each route as each reader; more by hand."""
SENT_AS = {"data": "content"}
KEPT_BY_ADMINISTRATORS = ("accounts", "imports", "export")


def cases(app_schema: dict[str, Any]) -> Iterator[Any]:
    """Every operation of the description."""
    for result in schemathesis.openapi.from_dict(app_schema).get_all_operations():
        yield result.ok()


def faults(visitor: TestClient, operation: Any, examples: int = EXAMPLES) -> list[str]:
    """Send requests that the description allows; what was answered with a fault of ours."""
    found: list[str] = []

    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def ask(case: Any) -> None:
        sent = case.as_transport_kwargs(base_url="http://testserver")
        sent = {SENT_AS.get(name, name): value for name, value in sent.items() if value is not None}
        sent.pop("cookies", None)
        answer = visitor.request(**sent)
        if answer.status_code >= 500:
            found.append(f"{sent['method']} {sent['url']} {sent}: {answer.status_code} {answer.text[:300]}")

    ask()
    return found


@pytest.fixture
def stage(doors: Doors, engine: Any) -> Doors:
    """A stored agency with plans in every state; nothing that is asked is kept."""
    for year, state in enumerate(("drafted", "requested", "in_review", "approved", "active"), start=2028):
        doors.journey(State(state), year=year)
    doors.entry()
    doors.notice()
    doors.task()
    return rehearsing(doors, engine)


def test_no_request_that_the_description_allows_is_a_fault_of_ours(stage: Doors, doors: Doors) -> None:
    visitors = {name: reader(stage, doors, getattr(doors.sign, name)) for name in ("clo", "administrator")}
    operations = list(cases(visitors["clo"].get("/api/v1/openapi.json").json()))
    assert len(operations) > 60
    found = []
    for operation in operations:
        kept = operation.path.removeprefix("/api/v1/").startswith(KEPT_BY_ADMINISTRATORS)
        found += faults(visitors["administrator" if kept else "clo"], operation)
    assert found == []


def reader(stage: Doors, doors: Doors, actor: Actor) -> TestClient:
    """Somebody who is signed in where nothing is kept."""
    signed, visitor = doors.visitor(actor), stage.visitor()
    visitor.cookies, visitor.headers = signed.cookies, signed.headers
    return visitor


def test_a_planted_fault_is_found() -> None:
    app = FastAPI()

    @app.get("/half")
    def half(number: int) -> float:
        return 1 / (number % 2)

    visitor = TestClient(app, raise_server_exceptions=False)
    (operation,) = cases(app.openapi())
    assert faults(visitor, operation, 20)
