"""Where somebody's mail goes to: told by themselves or an administrator, seen by nobody else, never in the log."""

from __future__ import annotations

import pytest

from planner.errors import BadAddress, Forbidden
from planner.usecases import change_account, change_own_email
from tests.api.doors import Doors

ADDRESS = "ani.lestari@example.go.id"


def stored(doors: Doors) -> str:
    with doors.system.open(write=False) as uow:
        account = uow.accounts.get(doors.sign.employee.account_id or 0)
    assert account is not None
    return account.email


def test_oneself_over_json(doors: Doors) -> None:
    ani = doors.visitor(doors.sign.employee)
    assert ani.get("/api/v1/session").json()["email"] == ""
    assert ani.put("/api/v1/session/email", json={"email": f" {ADDRESS} "}).json()["email"] == ADDRESS
    assert ani.put("/api/v1/session/email", json={"email": ""}).json()["email"] == ""


def test_oneself_on_the_page(doors: Doors) -> None:
    ani = doors.visitor(doors.sign.employee)
    ani.cookies.set("corpu_language", "en")
    assert ani.post("/email", data={"email": ADDRESS}).headers["location"] == "/password?told=email-changed"
    assert f'value="{ADDRESS}"' in ani.get("/password").text
    wrong = ani.post("/email", data={"email": "ani at home"})
    assert wrong.status_code == 422
    assert "This is not an e-mail address" in wrong.text
    assert 'value="ani at home"' in wrong.text
    assert stored(doors) == ADDRESS


def test_an_administrator_on_the_page_and_over_json(doors: Doors) -> None:
    admin, number = doors.visitor(doors.sign.administrator), doors.sign.employee.account_id
    form = {"role": "employee", "email": ADDRESS}
    with doors.system.open(write=False) as uow:
        assert uow.accounts.get(number or 0) is not None
    assert admin.post(f"/accounts/{number}", data=form | {"role": "clo"}).status_code == 303
    assert stored(doors) == ADDRESS
    assert ADDRESS in admin.get("/accounts").text
    shown = admin.patch(f"/api/v1/accounts/{number}", json={"email": ""}).json()
    assert (shown["email"], stored(doors)) == ("", "")
    bad = admin.post(f"/accounts/{number}", data={"role": "clo", "email": "x@"})
    assert (bad.status_code, 'href="#email"' in bad.text) == (422, True)
    assert admin.patch(f"/api/v1/accounts/{number}", json={"email": "x@"}).status_code == 422


def test_a_new_account_has_one_where_it_is_given(doors: Doors) -> None:
    admin = doors.visitor(doors.sign.administrator)
    new = {"username": "baru", "password": "kata sandi panjang", "role": "clo", "email": ADDRESS}
    assert admin.post("/api/v1/accounts", json=new).json()["email"] == ADDRESS
    page = admin.post("/accounts", data=new | {"username": "lagi", "email": "a@b, c@d.id"})
    assert (page.status_code, 'href="#email"' in page.text) == (422, True)


def test_nobody_else_sees_it_and_the_log_does_not_keep_it(doors: Doors) -> None:
    change_own_email(doors.system.open(), doors.sign.employee, ADDRESS, doors.system.clock)
    for name in ("supervisor", "officer", "clo"):
        visitor = doors.visitor(getattr(doors.sign, name))
        for path in ("/people", f"/people/{doors.person(doors.sign.employee.nip or '')}", "/decisions"):
            assert ADDRESS not in visitor.get(path).text
        assert ADDRESS not in visitor.get("/api/v1/decisions").text
    with doors.system.open(write=False) as uow:
        row = uow.decisions.of("account", str(doors.sign.employee.account_id))[-1]
    assert row.detail["changed"] == ["email"]
    assert ADDRESS not in repr(row)


def test_others_may_not_change_it(doors: Doors) -> None:
    with pytest.raises(Forbidden):
        change_account(
            doors.system.open(),
            doors.sign.clo,
            doors.sign.employee.account_id or 0,
            doors.system.clock,
            email="",
        )
    with pytest.raises(BadAddress):
        change_own_email(
            doors.system.open(), doors.sign.clo, "clo@localhost\r\nBcc: x@y.id", doors.system.clock
        )
