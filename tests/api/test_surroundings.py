"""What surrounds every request: headers, refusals in two languages, size limits, and a log without personal data."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.refusals import KINDS
from planner import errors
from planner.journey import State
from tests.api.doors import Doors
from tests.api.route_table import TABLE
from tests.api.test_routes import ask
from tests.small_agency import ANI, BUDI, CITRA, DEWI, EKA

NIPS = (ANI, BUDI, CITRA, DEWI, EKA)
NAMES = ("Ani", "Budi", "Citra", "Dewi", "Eka")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What is promised here does not hang on the database."""
    return sqlite_url


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def written(logged: pytest.LogCaptureFixture) -> str:
    """Everything that the program logged; the tests' own client logs too, which is none of ours."""
    return "\n".join(one.getMessage() for one in logged.records if not one.name.startswith("http"))


def every_answer(doors: Doors) -> Iterator[Any]:
    standing = {"drafted": doors.journey(State.DRAFTED)}
    for actor in (None, doors.sign.employee, doors.sign.officer, doors.sign.administrator):
        visitor = doors.visitor(actor)
        for key, row in TABLE.items():
            if key not in ("DELETE /api/v1/session", "POST /sign-out"):
                yield key, ask(doors, visitor, key, row, standing)


def test_every_answer_carries_the_security_headers(doors: Doors) -> None:
    visitor = doors.visitor()
    answers = [
        *every_answer(doors),
        ("static", visitor.get("/static/app.css")),
        ("none", visitor.get("/none")),
    ]
    for key, answer in answers:
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy, key
        assert "default-src 'none'" in policy, key
        assert answer.headers["x-content-type-options"] == "nosniff", key
        assert answer.headers["x-frame-options"] == "DENY", key
        assert answer.headers["cache-control"] == ("no-cache" if key == "static" else "no-store"), key


def test_no_nip_stands_in_any_address_or_log_line(doors: Doors, logged: pytest.LogCaptureFixture) -> None:
    addresses = [
        str(answer.request.url) + answer.headers.get("location", "") for _, answer in every_answer(doors)
    ]
    links = doors.visitor(doors.sign.clo).get("/people").text.split('href="')[1:]
    text = "\n".join([*addresses, *(link.split('"')[0] for link in links), written(logged)])
    assert len(addresses) > 300
    assert "/api/v1/people" in written(logged)
    assert not [word for word in (*NIPS, *NAMES) if word in text]


def test_an_address_typed_with_a_nip_is_not_written_down(
    doors: Doors, logged: pytest.LogCaptureFixture
) -> None:
    doors.visitor(doors.sign.clo).get(f"/api/v1/people/{CITRA}?text={BUDI}")
    (line,) = [json.loads(one.message) for one in logged.records if one.name == "corpu.access"]
    assert line["path"] == "/api/v1/people/…"
    assert line["status"] == 404
    assert CITRA not in written(logged)


def test_nothing_that_anybody_writes_while_a_plan_is_lived_reaches_the_log(
    doors: Doors, logged: pytest.LogCaptureFixture
) -> None:
    """Wish, reasons, notes, results, an address, a password, a paper: on pages and over JSON."""
    secret = "RAHASIA"
    people = {name: doors.visitor(actor) for name, actor in doors.actors().items() if actor is not None}
    ani, officer, clo = people["employee"], people["officer"], people["clo"]
    activity, task = doors.task()
    waiting = doors.journey(State.IN_REVIEW, year=2030)
    sign_in = {"username": f"{secret}-name", "password": f"{secret}-password"}
    answers = [
        ani.post("/me/request", data={"consideration": "gap", "note": secret}),
        officer.post(f"/journeys/{waiting}/return", data={"version": "1", "reason": secret}),
        officer.post(
            f"/api/v1/journeys/{waiting}/return", json={"reason": secret}, headers={"if-match": '"2"'}
        ),
        ani.put("/api/v1/session/email", json={"email": f"{secret}@example.go.id"}),
        ani.post("/email", data={"email": f"{secret} no address"}),
        ani.post(f"/api/v1/tasks/{task}/finish", json={"note": secret}),
        ani.post(f"/tasks/{task}/finish", data={"note": secret, "own": "1"}),
        clo.post(f"/activities/{activity}/result", data={"result": "bar", "reason": secret}),
        clo.post(f"/api/v1/activities/{activity}/result", json={"result": "bar", "reason": secret}),
        ani.get("/me/notices"),
        ani.post("/api/v1/notices/read"),
        doors.visitor().post("/sign-in", data=sign_in),
        doors.visitor().post("/api/v1/session", json=sign_in),
        clo.get("/decisions"),
        clo.get(f"/api/v1/people?text={secret}"),
    ]
    statuses = [answer.status_code for answer in answers]
    assert sum(status < 400 for status in statuses) >= 8, statuses
    assert all(status < 500 for status in statuses), statuses
    assert f"/api/v1/tasks/{task}/finish" in written(logged)
    assert not [word for word in (secret, *NIPS, *NAMES) if word in written(logged)]


def test_an_unforeseen_error_tells_nobody_its_values(doors: Doors, logged: pytest.LogCaptureFixture) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError(f"no seat for {CITRA}")

    doors.app.state.system = replace(doors.system, open=fail)
    for path in ("/healthz", "/api/v1/openapi.json?x=1"):
        answer = TestClient(doors.app, raise_server_exceptions=False).get(path)
        assert CITRA not in answer.text
    refused = TestClient(doors.app, raise_server_exceptions=False).get("/healthz")
    assert refused.status_code == 500
    assert refused.headers["x-frame-options"] == "DENY"
    assert "RuntimeError" in written(logged)
    assert CITRA not in written(logged)


def test_a_body_above_the_limit_is_refused_with_or_without_its_length(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.administrator)
    big = b" " * (doors.system.settings.upload_max_mb * 1_000_000 + 1)
    json_type = {"content-type": "application/json"}
    assert visitor.post("/api/v1/accounts", content=big, headers=json_type).status_code == 413
    parts = (big[start : start + 1_000_000] for start in range(0, len(big), 1_000_000))
    assert visitor.post("/api/v1/accounts", content=parts, headers=json_type).status_code == 413


def test_refusals_are_said_in_the_readers_language(doors: Doors) -> None:
    visitor = doors.visitor()
    said = {
        language: visitor.get("/api/v1/people", headers={"Accept-Language": language}).json()
        for language in ("id", "en", "fr")
    }
    assert said["en"]["title"] == "Please sign in."
    assert said["id"]["title"] == said["fr"]["title"] == "Silakan masuk."
    assert {one["type"] for one in said.values()} == {"/problems/not-signed-in"}


def test_every_refusal_of_the_planner_has_an_answer() -> None:
    def below(kind: type[errors.Refusal]) -> set[type[errors.Refusal]]:
        return set(kind.__subclasses__()).union(*(below(one) for one in kind.__subclasses__()))

    assert set(KINDS) == below(errors.Refusal)


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/api/v1/people/x/y/z"])
def test_an_unknown_address_is_told_as_a_problem(doors: Doors, path: str) -> None:
    answer = doors.visitor().get(path)
    assert answer.status_code == 404
    assert answer.json()["type"] == "/problems/not-found"
    assert doors.visitor().put("/api/v1/people").json()["type"] == "/problems/method-not-allowed"
