"""No other site can send a change in somebody's name, whatever route it aims at."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from api.security import CSRF_FIELD
from planner.journey import State
from tests.api.doors import Doors
from tests.api.route_table import TABLE
from tests.api.test_routes import ask

PUBLIC = {"POST /api/v1/session", "POST /sign-in"}
CHANGES = {key: row for key, row in TABLE.items() if not key.startswith("GET") and key not in PUBLIC}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is promised here does not hang on the database."""
    return sqlite_url


def test_every_change_without_a_form_token_is_refused(doors: Doors) -> None:
    standing = {"drafted": doors.journey(State.DRAFTED)}
    assert len(CHANGES) >= 33
    for actor in doors.actors().values():
        if actor is not None:
            visitor = doors.visitor(actor)
            del visitor.headers["x-csrf-token"]
            for key, row in CHANGES.items():
                assert ask(doors, visitor, key, row, standing).status_code == 403, key


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ],
)
def test_every_change_from_another_site_is_refused_even_with_the_token(
    doors: Doors, headers: Mapping[str, str]
) -> None:
    standing = {"drafted": doors.journey(State.DRAFTED)}
    visitor = doors.visitor(doors.sign.clo)
    visitor.headers.update(headers)
    for key, row in (CHANGES | {key: TABLE[key] for key in PUBLIC}).items():
        assert ask(doors, visitor, key, row, standing).status_code == 403, key


def test_a_form_may_carry_the_token_in_a_field(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.employee)
    token = visitor.headers.pop("x-csrf-token")
    wish = {"consideration": "gap"}
    assert visitor.post("/me/request", data=wish | {CSRF_FIELD: "0" * 64}).status_code == 403
    assert visitor.post("/me/request", data=wish | {CSRF_FIELD: token}).status_code == 303


def test_the_token_of_another_session_is_refused(doors: Doors) -> None:
    visitor, other = doors.visitor(doors.sign.employee), doors.visitor(doors.sign.employee)
    visitor.headers["x-csrf-token"] = other.headers["x-csrf-token"]
    assert visitor.post("/api/v1/journeys", json={"year": 2027}).status_code == 403


def test_a_same_origin_browser_is_let_in(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.employee)
    visitor.headers.update({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"})
    assert visitor.post("/api/v1/journeys", json={"year": 2027}).status_code == 201
