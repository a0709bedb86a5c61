"""A canary in every text that people or files can put into the system never reaches a page as markup."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from starlette.testclient import TestClient

from planner.journey import State
from planner.ports import Account
from planner.usecases import add_account, import_agency
from tests.api.doors import Doors
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, SetClock

CANARY = "\"'><canary onload=alert(1)>{{7*7}}"
MARKUP = "<canary"
ESCAPED = "&lt;canary"
TEXTS = {"name", "name_en", "provider", "place", "source"}
"""Fields that hold free text; codes are checked when they are read."""


def poisoned(table: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        replace(
            one,
            **{
                field.name: f"{getattr(one, field.name)}{CANARY}"
                for field in fields(one)
                if _free(one, field.name)
            },
        )
        for one in table
    )


def _free(one: Any, name: str) -> bool:
    return is_dataclass(one) and name in TEXTS and type(getattr(one, name)) is str


def test_a_canary_in_every_text_stays_text_on_every_page(doors: Doors) -> None:
    agency = replace(
        AGENCY, **{table.name: poisoned(getattr(AGENCY, table.name)) for table in fields(AGENCY)}
    )
    import_agency(doors.system.open(), agency, ADMINISTRATOR, SetClock())
    add_account(doors.system.open(), ADMINISTRATOR, Account(0, CANARY, "x", doors.sign.clo.role), SetClock())
    number = doors.journey(State.IN_REVIEW)
    officer = doors.visitor(doors.sign.officer)
    officer.post(f"/journeys/{number}/items/add", data={"version": "1", "choice": "S3||2027-06-07"})
    officer.post(f"/journeys/{number}/return", data={"version": "2", "reason": CANARY})

    seen = list(visits(doors, number))
    assert len(seen) > 60
    for path, text in seen:
        assert MARKUP not in text.lower(), path
        assert "49" not in text.split(ESCAPED)[-1][:40], f"{path}: a template was filled in twice"
    escaped = {path for path, text in seen if ESCAPED in text}
    assert {"/people", "/catalogue", "/gap-map", "/decisions", "/accounts", f"/journeys/{number}"} <= {
        path.split("?")[0] for path in escaped
    }


def visits(doors: Doors, number: int) -> Iterator[tuple[str, str]]:
    """Every page for everybody, with the canary in each filter too, and what is refused."""
    person = doors.person(ANI)
    paths = [
        "/me", "/me/journeys", "/me/request", f"/people/{person}", f"/people/{person}/draft",
        f"/journeys/{number}", "/inbox?state=returned", "/people", "/catalogue", "/rules", "/gap-map",
        "/gap-map?by=job&columns=all",
        "/gap-map/people?by=unit&group=A&competency=M.01", "/import", "/accounts", "/decisions", "/sign-in",
    ]  # fmt: skip
    hostile = [
        f"{path}{'&' if '?' in path else '?'}{name}={CANARY}"
        for path in ("/people", "/catalogue", "/rules", "/gap-map", "/inbox", "/sign-in", "/me")
        for name in (
            "q",
            "unit",
            "job",
            "form",
            "certainty",
            "day",
            "by",
            "show",
            "state",
            "next",
            "told",
            "format",
            "older",
            CANARY,
        )
    ]
    for name in ("employee", "officer", "clo", "administrator"):
        visitor = doors.visitor(getattr(doors.sign, name))
        visitor.cookies.set("corpu_theme", CANARY.replace('"', "").replace(";", ""))
        for path in paths if name != "officer" else (*paths, *hostile):
            yield path, visitor.get(path).text
        yield from refusals(visitor, number)
    yield (
        "sign-in",
        doors.visitor().post("/sign-in", data={"username": CANARY, "password": "x", "next": CANARY}).text,
    )


def refusals(visitor: TestClient, number: int) -> Iterator[tuple[str, str]]:
    """Forms that are refused show again what was typed."""
    typed = {"version": "1", "reason": CANARY, "choice": CANARY, "solution": CANARY, "starts": CANARY[:10]}
    for address in ("approve", "return", "items/swap", "items/add", f"items/{CANARY.replace('/', '')}"):
        yield address, visitor.post(f"/journeys/{number}/{address}", data=typed).text
    account = {"username": CANARY, "password": "pendek", "nip": CANARY, "units": CANARY}
    yield "account", visitor.post("/accounts", data=account).text
    for name, content in (
        (f"{CANARY}.csv", b"x"),
        ("units.csv", f"code,name,parent\n{CANARY},x,{CANARY}\n".encode()),
    ):
        yield (
            name,
            visitor.post("/import/check", files={"files": (name, io.BytesIO(content), "text/csv")}).text,
        )
