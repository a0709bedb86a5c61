"""Sign-ins, sessions, and requests that come twice."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from api.db import SqlUnitsOfWork
from planner.access import Role
from planner.errors import Forbidden, KeyReused, LastAdministrator, NameTaken, NotFound
from planner.ports import Account, Answer, Session
from planner.usecases import add_account, change_account
from tests.small_agency import ADMINISTRATOR, SetClock, Sign


def test_an_officer_acts_for_granted_units_and_those_below(sign: Sign) -> None:
    assert sign.officer.units == {"A1", "A11"}


def test_a_change_of_rights_holds_at_once(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    uow, number = open_uow(), sign.officer.account_id
    assert number is not None
    change_account(uow, ADMINISTRATOR, number, clock, units=frozenset({"A2"}))
    with uow:
        actor = uow.accounts.actor(number)
    assert actor is not None
    assert actor.units == {"A2"}
    change_account(uow, ADMINISTRATOR, number, clock, role=Role.EMPLOYEE)
    with uow:
        actor = uow.accounts.actor(number)
    assert actor is not None
    assert actor.role is Role.EMPLOYEE


def test_a_disabled_account_acts_no_more_and_is_signed_out(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    uow, number = open_uow(), sign.officer.account_id
    assert number is not None
    with uow:
        uow.sessions.add(Session("hash", number, clock.now(), clock.now() + timedelta(days=1)))
        uow.commit()
    change_account(uow, ADMINISTRATOR, number, clock, disabled=True)
    with uow:
        assert uow.accounts.actor(number) is None
        assert uow.sessions.get("hash", clock.now()) is None


@pytest.mark.parametrize("change", [{"disabled": True}, {"role": Role.CLO}], ids=["disabled", "demoted"])
def test_the_last_administrator_stays(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock, change: dict[str, Any]
) -> None:
    uow, number = open_uow(), sign.administrator.account_id
    assert number is not None
    with pytest.raises(LastAdministrator):
        change_account(uow, sign.administrator, number, clock, **change)
    change_account(uow, sign.administrator, number, clock, password_hash="new")
    second = add_account(uow, sign.administrator, Account(0, "second", "x", Role.ADMINISTRATOR), clock)
    change_account(uow, sign.administrator, number, clock, **change)
    with uow:
        assert uow.accounts.administrators() == {second.id}


def test_user_names_differ_by_more_than_case(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    with pytest.raises(NameTaken):
        add_account(open_uow(), ADMINISTRATOR, Account(0, "ANI", "x", Role.EMPLOYEE), clock)
    with (uow := open_uow(write=False)):
        found = uow.accounts.named("Ani")
    assert found is not None
    assert found.username == "ani"


def test_an_account_names_only_what_there_is(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    for account in (
        Account(0, "new", "x", Role.EMPLOYEE, "000000000000000000"),
        Account(0, "new", "x", Role.LEARNING_OFFICER, None, frozenset({"A1", "Z9"})),
    ):
        with pytest.raises(NotFound):
            add_account(open_uow(), ADMINISTRATOR, account, clock)


@pytest.mark.parametrize("name", ["employee", "supervisor", "officer", "clo"])
def test_only_administrators_keep_accounts(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock, name: str
) -> None:
    actor = getattr(sign, name)
    with pytest.raises(Forbidden):
        change_account(open_uow(), actor, actor.account_id, clock, role=Role.ADMINISTRATOR)
    with pytest.raises(Forbidden):
        add_account(open_uow(), actor, Account(0, "new", "x", Role.ADMINISTRATOR), clock)


def test_every_change_of_an_account_is_one_log_row_without_the_password(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    uow, number = open_uow(), sign.officer.account_id
    assert number is not None
    change_account(uow, ADMINISTRATOR, number, clock, password_hash="$argon2id$secret")
    with uow:
        rows = uow.decisions.of("account", str(number))
    assert [row.move for row in rows] == ["add", "change"]
    assert rows[1].detail["changed"] == ["password_hash"]
    assert "secret" not in str(rows)


def test_a_session_ends(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    uow = open_uow()
    with uow:
        for name, hours in (("short", 1), ("long", 9)):
            until = clock.now() + timedelta(hours=hours)
            uow.sessions.add(Session(name, 1, clock.now(), until))
        uow.commit()
    clock.wait(hours=2)
    with uow:
        assert uow.sessions.get("short", clock.now()) is None
        assert uow.sessions.get("long", clock.now()) is not None
        assert uow.sessions.purge(clock.now()) == 1
        uow.sessions.remove("long")
        assert uow.sessions.get("long", clock.now()) is None


def test_a_repeated_request_gets_its_answer_again(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    uow, answer = open_uow(), Answer(201, '{"id": 1}', {"ETag": '"1"'})
    with uow:
        assert uow.idempotency.claim(1, "key", "body", clock.now()) is None
        uow.idempotency.keep(1, "key", answer)
        uow.commit()
    with uow:
        assert uow.idempotency.claim(1, "key", "body", clock.now()) == answer
        assert uow.idempotency.claim(2, "key", "other", clock.now()) is None
    with uow, pytest.raises(KeyReused):
        uow.idempotency.claim(1, "key", "other", clock.now())


def test_a_key_is_free_again_when_its_request_failed(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    uow = open_uow()
    with suppress(ZeroDivisionError), uow:
        uow.idempotency.claim(1, "key", "body", clock.now())
        _ = 1 / 0
    with uow:
        assert uow.idempotency.claim(1, "key", "body", clock.now()) is None


def test_old_keys_are_forgotten(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    with (uow := open_uow()):
        uow.idempotency.claim(1, "key", "body", clock.now())
        assert uow.idempotency.purge(clock.now()) == 0
        assert uow.idempotency.purge(clock.now() + timedelta(seconds=1)) == 1
