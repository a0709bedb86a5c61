"""Signing in: what is refused, what the cookie is like, and that rights are those of this moment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from api.db.tables.accounts import account, session_token
from api.db.tables.limits import attempt_count
from api.security import SESSION_COOKIE
from api.sign_in_limit import ADDRESS_FACTOR, NAME_FACTOR
from planner.access import Role
from planner.ports import Account
from planner.usecases import change_account
from tests.api.doors import Doors, open_doors
from tests.api.served import serve
from tests.small_agency import ADMINISTRATOR, ANI, Sign

PASSWORD = "kata sandi yang baik"
RIGHT = {"username": "Ani", "password": PASSWORD}
WRONG = {"username": "ani", "password": "kata sandi yang salah"}
PATH = "/api/v1/session"


@pytest.fixture(autouse=True)
def _password(doors: Doors) -> None:
    doors.password(doors.sign.employee, PASSWORD)


def test_the_right_password_opens_a_session_that_ends_with_signing_out(doors: Doors) -> None:
    visitor = doors.visitor()
    told = visitor.post(PATH, json=RIGHT).json()
    assert (told["username"], told["role"]) == ("ani", "employee")
    assert told["person_id"] == doors.person(ANI)
    assert visitor.get(PATH).status_code == 200
    assert visitor.delete(PATH, headers={"X-CSRF-Token": told["csrf_token"]}).status_code == 204
    assert visitor.get(PATH).status_code == 401


def test_a_session_taken_from_the_browser_ends_in_the_database_too(doors: Doors) -> None:
    visitor = doors.visitor()
    told = visitor.post(PATH, json=RIGHT).json()
    stolen = visitor.cookies[SESSION_COOKIE]
    visitor.delete(PATH, headers={"X-CSRF-Token": told["csrf_token"]})
    visitor.cookies.set(SESSION_COOKIE, stolen)
    assert visitor.get(PATH).status_code == 401


def test_a_wrong_name_and_a_wrong_password_are_answered_alike(doors: Doors) -> None:
    answers = [doors.visitor().post(PATH, json=wish) for wish in (WRONG, WRONG | {"username": "nobody"})]
    assert [answer.status_code for answer in answers] == [401, 401]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["type"] == "/problems/wrong-sign-in"


def test_a_new_password_ends_every_session_and_opens_a_new_one(doors: Doors) -> None:
    here, elsewhere = doors.visitor(doors.sign.employee), doors.visitor(doors.sign.employee)
    new = "kata sandi yang lebih baik"
    told = here.put(f"{PATH}/password", json={"current": PASSWORD, "new": new}).json()
    assert elsewhere.get(PATH).status_code == 401
    assert here.get(PATH).status_code == 200
    assert here.delete(PATH, headers={"X-CSRF-Token": told["csrf_token"]}).status_code == 204
    assert doors.visitor().post(PATH, json=RIGHT).status_code == 401
    assert doors.visitor().post(PATH, json=RIGHT | {"password": new}).status_code == 200


def test_a_new_password_needs_the_current_one_and_some_length(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.employee)
    wrong = visitor.put(f"{PATH}/password", json={"current": "x", "new": "kata sandi yang lebih baik"})
    assert (wrong.status_code, wrong.json()["detail"]) == (422, "The current password is wrong.")
    short = visitor.put(f"{PATH}/password", json={"current": PASSWORD, "new": "pendek"})
    assert (short.status_code, short.json()["errors"][0]["field"]) == (422, "body.new")
    assert "pendek" not in short.text
    assert doors.visitor().post(PATH, json=RIGHT).status_code == 200


def test_guessing_the_current_password_must_wait_too(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.employee)
    wish = {"current": "x", "new": "kata sandi yang lebih baik"}
    assert [visitor.put(f"{PATH}/password", json=wish).status_code for _ in range(11)] == [422] * 10 + [429]


def test_the_page_changes_the_password_too(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.employee)
    wrong = visitor.post("/password", data={"current": "x", "new": "kata sandi yang lebih baik"})
    assert (wrong.status_code, 'role="alert"' in wrong.text) == (422, True)
    short = visitor.post("/password", data={"current": PASSWORD, "new": "x"})
    assert (short.status_code, 'role="alert"' in short.text) == (422, True)
    done = visitor.post("/password", data={"current": PASSWORD, "new": "kata sandi yang lebih baik"})
    assert (done.status_code, done.headers["location"]) == (303, "/password?told=password-changed")
    assert visitor.get("/password").status_code == 200


def test_the_database_keeps_neither_password_nor_token(doors: Doors, engine: Engine) -> None:
    visitor = doors.visitor()
    visitor.post(PATH, json=RIGHT)
    with engine.connect() as connection:
        kept = str(
            connection.execute(select(account)).all() + connection.execute(select(session_token)).all()
        )
    assert PASSWORD not in kept
    assert visitor.cookies[SESSION_COOKIE] not in kept


@pytest.mark.parametrize(("public_url", "secure"), [("https://corpu.example.go.id", True), ("", False)])
def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(
    doors: Doors, public_url: str, secure: bool
) -> None:
    settings = doors.system.settings.model_copy(update={"public_url": public_url})
    app = serve(settings, replace(doors.system, settings=settings))
    visitor = Doors(app, doors.system, doors.sign).visitor()
    cookie = visitor.post(PATH, json=RIGHT).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert ("Secure" in cookie) is secure
    assert ("strict-transport-security" in visitor.get("/healthz").headers) is secure


def test_too_many_failures_must_wait_in_every_worker(doors: Doors, database_url: str, tmp_path: Path) -> None:
    second = open_doors(database_url, tmp_path / "data", doors.sign)
    workers = [doors.visitor(), second.visitor()]
    for attempt in range(10):
        assert workers[attempt % 2].post(PATH, json=WRONG).status_code == 401
    for worker in workers:
        refused = worker.post(PATH, json=RIGHT)
        assert refused.status_code == 429
        assert refused.json()["type"] == "/problems/too-many"
        assert 0 < int(refused.headers["Retry-After"]) <= 901
    second.system.close()


def test_a_success_forgets_the_failures(doors: Doors) -> None:
    visitor = doors.visitor()
    for _ in range(2):
        for _ in range(6):
            visitor.post(PATH, json=WRONG)
        assert visitor.post(PATH, json=RIGHT).status_code == 200


def test_guessing_one_name_from_many_places_or_many_names_from_one_must_wait_too(doors: Doors) -> None:
    limit, now = doors.system.sign_ins, doors.system.clock.now().timestamp()
    for place in range(10 * NAME_FACTOR):
        limit.failed("ani", f"10.0.0.{place}")
    assert limit.wait_seconds("ani", "10.0.1.1", now) > 0
    assert limit.wait_seconds("budi", "10.0.1.1", now) == 0
    for name in range(10 * ADDRESS_FACTOR):
        limit.failed(f"name{name}", "10.9.9.9")
    assert limit.wait_seconds("budi", "10.9.9.9", now) > 0


def test_the_counters_hold_neither_names_nor_addresses(doors: Doors, engine: Engine) -> None:
    doors.system.sign_ins.failed("ani", "10.0.0.1")
    with engine.connect() as connection:
        kept = str(connection.execute(select(attempt_count)).all())
    assert "ani" not in kept
    assert "10.0.0.1" not in kept


@pytest.mark.parametrize("demo", [True, False])
def test_a_demo_account_opens_the_demo_only(
    doors: Doors, database_url: str, tmp_path: Path, demo: bool
) -> None:
    here = open_doors(database_url, tmp_path / "data", doors.sign, demo=demo)
    with here.system.open() as uow:
        uow.accounts.add(Account(0, "tamu", "x", Role.EMPLOYEE, ANI, demo=True))
        uow.commit()
        guest = uow.accounts.named("tamu")
    assert guest is not None
    actor = replace(doors.sign.employee, account_id=guest.id)
    here.password(actor, PASSWORD)
    opened = here.visitor().post(PATH, json=RIGHT | {"username": "tamu"})
    assert opened.status_code == (200 if demo else 403)
    assert demo or opened.json()["type"] == "/problems/demo-closed"
    # A session that was opened while the demo ran is worth nothing afterwards.
    assert here.visitor(actor).get(PATH).status_code == (200 if demo else 401)
    here.system.close()


def test_an_account_demoted_while_signed_in_is_refused_at_once(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.officer)
    assert visitor.get("/api/v1/gap-map").status_code == 200
    change(doors, doors.sign, role=Role.EMPLOYEE)
    assert visitor.get("/api/v1/gap-map").status_code == 403


def test_an_account_disabled_while_signed_in_is_out_at_once(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.officer)
    change(doors, doors.sign, disabled=True)
    assert visitor.get("/api/v1/gap-map").status_code == 401


def test_a_session_ends_by_itself(doors: Doors, engine: Engine) -> None:
    visitor = doors.visitor(doors.sign.officer)
    with engine.begin() as connection:
        connection.execute(session_token.update().values(expires_at=doors.system.clock.now()))
    assert visitor.get(PATH).status_code == 401


def change(doors: Doors, sign: Sign, **values: object) -> None:
    """Change the officer's account as an administrator does."""
    assert sign.officer.account_id is not None
    change_account(
        doors.system.open(),
        ADMINISTRATOR,
        sign.officer.account_id,
        doors.system.clock,
        **values,  # type: ignore[arg-type]
    )
