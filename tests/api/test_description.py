"""The description of the API: OpenAPI 3.1, complete, with an example for every body."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.problems import TITLES
from tests.api.doors import Doors
from tests.api.route_table import JSON_ROUTES


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is promised here does not hang on the database."""
    return sqlite_url


@pytest.fixture
def description(doors: Doors) -> dict[str, Any]:
    found: dict[str, Any] = doors.visitor().get("/api/v1/openapi.json").json()
    return found


def operations(description: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def test_every_json_route_and_nothing_else_is_described(description: dict[str, Any]) -> None:
    assert description["openapi"].startswith("3.1")
    described = {key for key, _ in operations(description)}
    assert described == set(JSON_ROUTES) - {"GET /api/v1/openapi.json"}


def test_every_route_says_what_it_does_and_how_it_refuses(description: dict[str, Any]) -> None:
    for key, operation in operations(description):
        assert operation["description"], key
        if key != "GET /healthz":
            assert list(operation["responses"]["4XX"]["content"]) == ["application/problem+json"], key
            assert operation["security"] == [{"APIKeyCookie": []}], key


def test_every_json_body_has_an_example_that_fits(description: dict[str, Any], doors: Doors) -> None:
    schemas, seen = description["components"]["schemas"], 0
    for key, operation in operations(description):
        body = operation.get("requestBody", {}).get("content", {}).get("application/json")
        if body is not None:
            variants = body["schema"].get("anyOf", [body["schema"]])
            name = variants[0]["$ref"].rsplit("/", 1)[-1]
            assert schemas[name]["examples"], key
            assert schemas[name]["additionalProperties"] is False, key
            assert set(schemas[name]["examples"][0]) <= set(schemas[name]["properties"]), key
            seen += 1
    assert seen >= 10


def test_every_change_of_a_journey_asks_for_its_version(description: dict[str, Any]) -> None:
    changes = 0
    for key, operation in operations(description):
        if "{journey_id}" in key and not key.startswith("GET"):
            required = {one["name"] for one in operation["parameters"] if one["required"]}
            assert "if-match" in required, key
            changes += 1
    assert changes >= 11


def test_problem_types_are_stable() -> None:
    """Programs compare them: none may be renamed or change its status."""
    assert {kind: int(status) for kind, (status, _) in TITLES.items()} == {
        "bad-request": 400,
        "not-signed-in": 401,
        "wrong-sign-in": 401,
        "forbidden": 403,
        "forged-request": 403,
        "own-journey": 403,
        "demo-closed": 403,
        "not-found": 404,
        "method-not-allowed": 405,
        "conflict": 409,
        "seat-taken": 409,
        "stale": 412,
        "too-large": 413,
        "invalid": 422,
        "input-faults": 422,
        "rules-broken": 422,
        "duties-broken": 422,
        "gate-shut": 422,
        "key-reused": 422,
        "no-version": 428,
        "too-many": 429,
        "internal": 500,
    }
