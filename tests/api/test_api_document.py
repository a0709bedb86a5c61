"""docs/api.md names every route and every type of problem."""

from __future__ import annotations

import re
from pathlib import Path

from api.problems import TITLES
from scripts import write_openapi
from tests.api.route_table import JSON_ROUTES

DOCUMENT = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_every_type_of_problem_is_documented_with_its_status() -> None:
    rows = re.findall(r"^\| (`/problems/.*?) \| (\d{3}) \|", DOCUMENT, re.MULTILINE)
    told = {kind: int(status) for kinds, status in rows for kind in re.findall(r"/problems/([\w-]+)", kinds)}
    assert told == {kind: int(status) for kind, (status, _) in TITLES.items()}


def test_the_last_part_of_every_route_is_named() -> None:
    parts = {re.sub(r"/{\w+}$", "", key.split(" ")[1]).rsplit("/", 1)[-1] for key in JSON_ROUTES}
    assert len(parts) > 25
    assert [part for part in sorted(parts) if part not in DOCUMENT] == []


def test_the_description_in_the_repository_is_what_a_server_answers() -> None:
    told = write_openapi.FILE.read_text(encoding="utf-8")
    assert told == write_openapi.openapi_text(), "Renew it: python scripts/write_openapi.py"
