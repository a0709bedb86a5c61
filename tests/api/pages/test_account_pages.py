"""Accounts on their pages: what is wrong beside each field, other units, a new password."""

from __future__ import annotations

from tests.api.doors import Doors
from tests.api.pages.reading import read


def test_a_wrong_account_is_told_field_by_field_and_kept(doors: Doors) -> None:
    visitor = doors.visitor(doors.sign.administrator)
    form = {"username": "baru", "password": "pendek", "role": "employee", "nip": ""}
    answer = visitor.post("/accounts", data=form)
    assert answer.status_code == 422
    assert 'value="baru"' in answer.text
    assert '<a href="#password">' in answer.text
    assert '<a href="#nip">' in answer.text
    assert "pendek" not in answer.text


def test_an_account_gets_other_units_and_a_new_password(doors: Doors) -> None:
    visitor, number = doors.visitor(doors.sign.administrator), doors.sign.officer.account_id
    assert 'value="A1"' in read(visitor, f"/accounts/{number}")
    form = {"role": "learning_officer", "units": "A2", "password": "kata sandi lain"}
    assert visitor.post(f"/accounts/{number}", data=form).status_code == 303
    signed_in = doors.visitor().post("/sign-in", data={"username": "lo", "password": "kata sandi lain"})
    assert signed_in.status_code == 303
    wrong = visitor.post(f"/accounts/{number}", data=form | {"units": "Z9", "password": ""})
    assert wrong.status_code == 422
    assert "Salah satu kode unit kerja ini tidak ada" in wrong.text
