"""What an officer could put in an item's place, with all rules in force, through JSON and on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.system import System
from planner.access import PROGRAM
from planner.propose import propose
from planner.usecases import draft_journeys
from tests.api.demo_installation import demo_installation
from tests.api.doors import Doors


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """What is offered does not hang on the database."""
    folder = tmp_path_factory.mktemp("swaps")
    with demo_installation(f"sqlite:///{folder}/corpu.db", folder / "data") as system:
        yield system


def visitor(system: System, username: str) -> TestClient:
    with system.open(write=False) as uow:
        account = uow.accounts.named(username)
        actor = uow.accounts.actor(account.id) if account else None
    return Doors(create_app(system.settings, system), system, None).visitor(actor)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def drafted(system: System) -> int:
    with system.open(write=False) as uow:
        employee = uow.accounts.named("pegawai")
    assert employee is not None
    assert employee.nip is not None
    proposals = propose(system.worlds.current().world, [employee.nip])
    return draft_journeys(system.open(), PROGRAM, proposals, system.clock).drafted[0]


def test_every_swap_that_is_offered_keeps_every_rule(system: System, drafted: int) -> None:
    officer = visitor(system, "lo")
    path = f"/api/v1/journeys/{drafted}"
    items = officer.get(path).json()["items"]
    offered = {
        item["solution"]: officer.get(f"{path}/items/{item['solution']}/alternatives").json()["items"]
        for item in items
    }
    assert sum(map(len, offered.values())) > len(items)
    lost = [[other["value_lost"] for other in found] for found in offered.values()]
    assert lost == [sorted(values) for values in lost]
    solution, other = next((code, found[-1]) for code, found in offered.items() if found)
    version = officer.get(path).headers["etag"]
    change = {name: other[name] for name in ("solution", "starts", "offering")}
    swapped = officer.patch(f"{path}/items/{solution}", json=change, headers={"If-Match": version}).json()
    assert other["solution"] in {item["solution"] for item in swapped["items"]}
    assert {check["verdict"] for check in swapped["checks"]} <= {"pass", "unknown"}


def test_the_page_lists_the_same_swaps_first(system: System, drafted: int) -> None:
    officer = visitor(system, "lo")
    for item in officer.get(f"/api/v1/journeys/{drafted}").json()["items"]:
        code = item["solution"]
        told = officer.get(f"/api/v1/journeys/{drafted}/items/{code}/alternatives").json()["items"]
        listed = re.findall(r'value="([^"|]*)\|', officer.get(f"/journeys/{drafted}/items/{code}/swaps").text)
        assert listed[: len(told)] == [other["solution"] for other in told]


def test_nothing_is_offered_for_what_is_not_in_the_plan_or_not_to_be_seen(
    system: System, drafted: int
) -> None:
    for path in (
        f"/api/v1/journeys/{drafted}/items/none/alternatives",
        f"/journeys/{drafted}/items/none/swaps",
    ):
        assert visitor(system, "lo").get(path).status_code == 404
        assert visitor(system, "pegawai").get(path).status_code == 403
