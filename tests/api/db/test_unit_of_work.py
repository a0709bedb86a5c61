"""One transaction over all stores."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db import SqlUnitsOfWork
from planner.access import PROGRAM
from planner.errors import BadValue
from planner.usecases import draft_journeys
from tests.small_agency import ANI, SetClock, Sign, proposal


def test_what_is_not_committed_is_gone(open_uow: SqlUnitsOfWork, sign: Sign) -> None:
    with (uow := open_uow()):
        assert uow.seats.take("O1")
    with uow:
        assert uow.seats.taken() == {}


def test_an_inner_commit_waits_for_the_outermost(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    uow, other = open_uow(), open_uow(write=False)
    with uow:
        draft_journeys(uow, PROGRAM, [proposal()], clock)
        with other:
            assert other.journeys.of_person(ANI) == ()
        uow.commit()
    with other:
        assert len(other.journeys.of_person(ANI)) == 1


def test_a_reader_is_not_held_up_by_a_writer_and_sees_one_moment(
    open_uow: SqlUnitsOfWork, sign: Sign
) -> None:
    reader, writer = open_uow(write=False), open_uow()
    with reader:
        assert reader.seats.taken() == {}
        with writer:
            writer.seats.take("O1")
            writer.commit()
        assert reader.seats.taken() == {}
    with reader:
        assert reader.seats.taken() == {"O1": 1}


def test_a_reading_unit_commits_nothing(open_uow: SqlUnitsOfWork, sign: Sign) -> None:
    with (uow := open_uow(write=False)), pytest.raises(RuntimeError):
        uow.commit()


def test_connections_are_given_back(open_uow: SqlUnitsOfWork, sign: Sign) -> None:
    for _ in range(40):
        with open_uow() as uow, uow:
            uow.seats.taken()
    assert open_uow.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_an_error_of_the_database_shows_nobodys_data(open_uow: SqlUnitsOfWork, sign: Sign) -> None:
    with pytest.raises(DBAPIError) as error, open_uow.engine.begin() as connection:
        connection.execute(text("SELECT * FROM nowhere WHERE nip = :nip"), {"nip": ANI})
    assert ANI not in str(error.value)


def test_what_no_database_can_hold_is_refused(open_uow: SqlUnitsOfWork, sign: Sign) -> None:
    with (uow := open_uow(write=False)), pytest.raises(BadValue):
        uow.journeys.get(10**30)
    if open_uow.engine.dialect.name == "postgresql":
        with uow, pytest.raises(BadValue):
            uow.people.get("a\x00b")
