"""Certificates as they are kept: added, withdrawn once, found by their code, never changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db import SqlUnitsOfWork
from planner.certificates import Certificate
from tests.planner.passing import COURSE, Passing, learning
from tests.small_agency import ANI, EKA, SetClock, Sign

CODE = "AAAAAA-AAAAAA-AAAAAA"
NOW = datetime(2027, 4, 1, 3, tzinfo=UTC)
ATTACKS = (
    "UPDATE certificate SET jp = 100",
    "UPDATE certificate SET name = 'Budi'",
    "UPDATE certificate SET nip = '1', withdrawn_reason = 'x'",
    "DELETE FROM certificate",
)
ON_SQLITE = (
    f"INSERT OR REPLACE INTO certificate SELECT id, '{CODE}', activity, nip, name, title, form, 99, starts, ends, "
    "issued_at, issued_by, withdrawn_at, withdrawn_reason FROM certificate",
)
ON_POSTGRESQL = ("TRUNCATE certificate",)


def made(code: str = CODE, nip: str = ANI, jp: float = 19.5) -> Certificate:
    days = (date(2027, 3, 1), date(2027, 3, 5))
    return Certificate(0, code, 1, nip, "Ani", "Kursus", COURSE, jp, *days, NOW, "lo")


@pytest.fixture
def open_stored(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> SqlUnitsOfWork:
    (lived,) = Passing(open_uow, sign, clock).start(
        learning("S1", COURSE, date(2027, 3, 1), date(2027, 3, 5))
    )
    assert lived.id == 1
    with open_uow() as uow:
        uow.certificates.add([made(), made("AAAAAA-AAAAAA-AAAAAC", EKA)])
        uow.commit()
    return open_uow


def test_a_certificate_comes_back_as_it_went_in(open_stored: SqlUnitsOfWork) -> None:
    with open_stored(write=False) as uow:
        found = uow.certificates.coded(CODE)
        assert found is not None
        assert replace(found, id=0) == made()
        assert uow.certificates.coded("") is None
        assert uow.certificates.of_person(ANI) == (found,)
        assert [one.nip for one in uow.certificates.of_activity(1)] == [ANI, EKA]
        assert uow.certificates.of_activity(2) == ()


def test_nothing_to_add(open_stored: SqlUnitsOfWork) -> None:
    with open_stored() as uow:
        assert uow.certificates.add([]) == ()


def test_it_is_withdrawn_once(open_stored: SqlUnitsOfWork) -> None:
    with open_stored() as uow:
        uow.certificates.withdraw(1, NOW, "Salah hitung.")
        uow.commit()
    with open_stored(write=False) as uow:
        found = uow.certificates.coded(CODE)
    assert found == replace(made(), id=1, withdrawn_at=NOW, withdrawn_reason="Salah hitung.")
    with open_stored() as uow, pytest.raises(DBAPIError, match="only withdrawn, once"):
        uow.certificates.withdraw(1, NOW, "")


def test_no_statement_changes_or_deletes_one(open_stored: SqlUnitsOfWork) -> None:
    attacks = ATTACKS + (ON_SQLITE if open_stored.engine.dialect.name == "sqlite" else ON_POSTGRESQL)
    for attack in attacks:
        with (
            open_stored.engine.connect() as connection,
            pytest.raises(DBAPIError, match="only withdrawn, once"),
        ):
            connection.execute(text(attack))
    with open_stored(write=False) as uow:
        assert [one.jp for one in uow.certificates.of_activity(1)] == [19.5, 19.5]


def test_no_code_is_given_twice(open_stored: SqlUnitsOfWork) -> None:
    with open_stored() as uow, pytest.raises(DBAPIError, match=r"(?i:unique)|only withdrawn"):
        uow.certificates.add([made()])
