"""Acceptance 8: every route declares one need, and answers everybody as the table says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from fastapi import APIRouter, FastAPI
from httpx2 import Response
from sqlalchemy import Engine
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from api.app import create_app
from planner.communities import CommunityState
from planner.journey import State
from tests.api.doors import Doors, rehearsing
from tests.api.route_table import CODE, MOUNTS, PASSWORD, PEOPLE, TABLE, Row
from tests.api.routes import every_route, unguarded
from tests.papers import PDF
from tests.small_agency import ANI

GOOD_FILES = sorted((Path(__file__).parents[1] / "data" / "good").glob("*.csv"))
FEWEST = 80
"""Fewer routes than there were once means that the walk no longer finds them."""


def open_route() -> str:
    return "nobody asked who you are"


def planted_route(app: FastAPI) -> None:
    app.add_api_route("/api/v1/planted", open_route)


def planted_router(app: FastAPI) -> None:
    router = APIRouter(prefix="/deep")
    inner = APIRouter()
    inner.add_api_route("/planted", open_route, methods=["POST"])
    router.include_router(inner)
    app.include_router(router)


def planted_plain_route(app: FastAPI) -> None:
    app.router.routes.append(Route("/planted", lambda _request: PlainTextResponse("open")))


def planted_mount(app: FastAPI) -> None:
    app.router.routes.append(Mount("/planted", routes=[]))


def test_every_route_declares_exactly_one_need(doors: Doors) -> None:
    assert unguarded(doors.app, MOUNTS) == []


@pytest.mark.parametrize("plant", [planted_route, planted_router, planted_plain_route, planted_mount])
def test_a_planted_open_route_is_caught(doors: Doors, plant: Any) -> None:
    app = create_app(doors.system.settings, doors.system)
    plant(app)
    (caught,) = unguarded(app, MOUNTS)
    assert "planted" in caught
    assert caught not in TABLE


def test_the_table_covers_every_route_and_no_other(doors: Doors) -> None:
    walked = [route.key for route in every_route(doors.app) if route.path not in MOUNTS]
    print(  # noqa: T201 - the count is to be seen
        f"\nroutes walked: {len(walked)}, rows of the table: {len(TABLE)}, answers expected: {len(TABLE) * len(PEOPLE)}"
    )
    assert sorted(walked) == sorted(TABLE)
    assert len(walked) >= FEWEST


def test_every_route_answers_everybody_as_the_table_says(doors: Doors, engine: Engine) -> None:
    doors.password_of_all(PASSWORD)
    standing: dict[str, int] = {}
    for year, state in enumerate(("drafted", "requested", "in_review", "approved", "active"), start=2028):
        standing[state] = doors.journey(State(state), year=year)
    standing["entry"] = doors.entry()
    standing["notice"] = doors.notice()
    standing |= communities(doors)
    standing["activity"], standing["task"] = doors.task()
    standing["written"], standing["file"] = doors.writing()
    doors.certificate(standing["activity"], CODE)
    standing |= doors.guided()
    doors.models()
    standing["run"] = doors.run()
    visitors = {name: doors.visitor(actor) for name, actor in doors.actors().items()}
    stage = rehearsing(doors, engine)
    wrong = []
    for key, row in TABLE.items():
        for name, expected in zip(PEOPLE, row.answers.split(), strict=True):
            visitor = stage.visitor()
            visitor.cookies, visitor.headers = visitors[name].cookies, visitors[name].headers
            answer = ask(doors, visitor, key, row, standing)
            if (got := outcome(answer)) != expected:
                wrong.append(f"{key} for {name}: {got} instead of {expected}: {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)


def test_who_is_not_signed_in_learns_nothing_of_what_a_request_lacks(doors: Doors) -> None:
    """The guard comes first: no 422, 428 or 404 tells a stranger what exists or what is asked for."""
    visitor = doors.visitor()
    for key, row in TABLE.items():
        if row.answers.startswith(("401", "in")):
            method, template = key.split(" ", 1)
            answer = visitor.request(
                method, re.sub(r"{\w+}", "0", template), params={"limit": "x", "by": "x"}
            )
            assert outcome(answer) in ("401", "in"), key


def communities(doors: Doors) -> dict[str, int]:
    """A community of Ani's for each state that a route needs, and a meeting of the verified one."""
    proposed, _ = doors.community(CommunityState.PROPOSED)
    verified, meeting = doors.community()
    return {"proposed": proposed, "verified": verified, "meeting": meeting}


def ask(doors: Doors, visitor: Any, key: str, row: Row, standing: dict[str, int], nip: str = ANI) -> Response:
    """Send a right request to a route, about Ani unless another is named."""
    method, template = key.split(" ", 1)
    names = {
        "person_id": doors.person(nip),
        "journey_id": standing.get(row.journey, 0),
        "account_id": doors.sign.second_officer.account_id,
        "solution": "S1",
        "entry_id": standing.get("entry", 0),
        "activity_id": standing.get("activity", 0),
        "task_id": standing.get("task", 0),
        "notice_id": standing.get("notice", 0),
        "community_id": standing.get(row.community, 0),
        "meeting_id": standing.get("meeting", 0),
        "match_id": standing.get("match", 0),
        "guide_id": standing.get("mentor", 0),
        "run_id": standing.get("run", 0),
    } | {name: value.format_map(defaultdict(int, standing)) for name, value in row.path.items()}
    values: Mapping[str, object] = defaultdict(int, names | standing)
    files = [("files", (path.name, path.read_bytes())) for path in GOOD_FILES] if row.files else None
    if row.evidence:
        files = [("file", ("bukti.pdf", PDF + b"%"))]
    versioned = any(
        name in template for name in ("journey_id", "community_id", "match_id", "guide_id", "/models")
    )
    headers = {"If-Match": '"1"'} if versioned and template.startswith("/api") else {}
    sent: Response = visitor.request(
        method,
        template.format_map(names),
        params=dict(row.query),
        json=filled(row.json, values),
        data=filled(row.form, values),
        files=files,
        headers=headers,
    )
    return sent


def filled(value: Any, names: Mapping[str, object]) -> Any:
    """What is sent, with the ids in place of their names."""
    match value:
        case str() if "{" in value:
            return value.format_map(names)
        case Mapping():
            return {key: filled(one, names) for key, one in value.items()}
        case list():
            return [filled(one, names) for one in value]
    return value


def outcome(answer: Response) -> str:
    """The status, or ``in`` where the browser is led to the sign-in page."""
    led = answer.status_code == 303 and answer.headers["location"].startswith("/sign-in")
    return "in" if led else str(answer.status_code)
