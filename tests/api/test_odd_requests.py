"""Whatever is sent, the answer is a refusal that somebody foresaw, never an error of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import Engine

from planner.journey import State
from tests.api.doors import Doors, rehearsing
from tests.api.route_table import JSON_ROUTES, TABLE, Row

ODD_TEXTS = (
    "0",
    "-1",
    "99999999999999999999",
    "nothing",
    "%00",
    "%F0%9F%92%A9",
    "a" * 3000,
    "'%20OR%201=1--",
)
ODD_VALUES: tuple[Any, ...] = (
    None,
    0,
    -1,
    10**30,
    1e308,
    "",
    "\x00",
    "\ud7ff",
    "x" * 5000,
    [],
    {},
    True,
    "0001-01-01",
)
ODD_QUERIES = (
    {"after": "x"},
    {"after": "W10"},
    {"after": "\x00"},
    {"after": "WyJcdTAwMDAiLCAiYSJd"},
    {"after": "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OV0"},
    {"limit": "0"},
    {"limit": "201"},
    {"limit": "99999999999999999999"},
    {"year": "99999999999999999999"},
    {"year": "0"},
    {"days": "99999999999999999999"},
    {"text": "\x00"},
    {"text": "%_\\'\""},
    {"unit": "\x00"},
    {"job": "\x00"},
    {"state": "\x00"},
    {"group": "\x00", "competency": "\x00"},
    {"to_job": "\x00"},
    {"format": "pdf"},
    {"by": "x", "person": "\x00"},
)


def requests(key: str, row: Row, number: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Right requests with one thing in them odd."""
    method, template = key.split(" ", 1)
    own = {"journey_id": str(number), "account_id": "1"}
    plain = re.sub(r"{(\w+)}", lambda name: own.get(name[1], "S1"), template)
    headers = {"If-Match": '"1"'}
    if "{" in template:
        for odd in ODD_TEXTS:
            yield re.sub(r"{\w+}", odd, template), {"json": row.json, "data": row.form, "headers": headers}
    if method == "GET" and "{" not in template:
        for query in ODD_QUERIES:
            yield plain, {"params": dict(row.query) | query}
    for kind, body in (("json", row.json), ("data", row.form)):
        for field in body or ():
            for value in ODD_VALUES:
                if kind == "json" or isinstance(value, str):
                    yield plain, {kind: {**(body or {}), field: value}, "headers": headers}
    if method != "GET":
        yield plain, {"content": b"{", "headers": headers | {"Content-Type": "application/json"}}
        yield plain, {"content": b"\xff\xfe", "headers": headers | {"Content-Type": "text/plain"}}
        yield plain, {"json": row.json, "headers": {"If-Match": '"99999999999999999999"'}}
        yield plain, {"json": row.json, "headers": headers | {"Idempotency-Key": "x"}}


# The pages ask the same use cases as the JSON does: what one database alone refuses is found there.
@pytest.mark.parametrize(
    ("database_url", "routes"),
    [
        ("sqlite", "json"),
        ("sqlite", "pages"),
        pytest.param("postgresql", "json", marks=pytest.mark.postgresql),
    ],
    indirect=["database_url"],
)
def test_nothing_that_is_sent_makes_the_server_fail(doors: Doors, engine: Engine, routes: str) -> None:
    number, failed, sent = doors.journey(State.DRAFTED), [], 0
    chief, administrator = doors.visitor(doors.sign.clo), doors.visitor(doors.sign.administrator)
    stage = rehearsing(doors, engine)
    for key, row in TABLE.items():
        if (key in JSON_ROUTES) == (routes == "json"):
            signed = administrator if "account" in key or "import" in key else chief
            visitor = stage.visitor()
            visitor.cookies, visitor.headers = signed.cookies, signed.headers
            for path, more in requests(key, row, number):
                answer = visitor.request(key.split(" ", 1)[0], path, **more)
                sent += 1
                if answer.status_code >= 500:
                    failed.append(f"{key}: {path[:100]} {str(more)[:200]}")
    assert not failed, "\n".join(failed)
    assert sent > 300
