"""The log of decisions cannot be changed, not even with SQL."""

from contextlib import suppress

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db import SqlUnitsOfWork
from planner.access import PROGRAM
from planner.usecases import draft_journeys, log_reads
from tests.small_agency import ANI, BUDI, SetClock, Sign, proposal

ATTACKS = (
    "UPDATE decision_log SET reason = 'other'",
    "DELETE FROM decision_log",
    "DELETE FROM decision_log WHERE id = (SELECT max(id) FROM decision_log)",
)
ON_SQLITE = (
    "INSERT OR REPLACE INTO decision_log (id, at, actor, subject, subject_id, move, from_state, to_state, version,"
    " reason, detail) VALUES (1, '2027-01-01', 'x', 'journey', '1', 'approve', '', '', 1, '', '{}')",
)
ON_POSTGRESQL = ("TRUNCATE decision_log",)


def test_no_statement_changes_or_deletes_a_decision(open_uow: SqlUnitsOfWork, sign: Sign) -> None:
    with (uow := open_uow(write=False)):
        before = uow.decisions.page().rows
    attacks = ATTACKS + (ON_SQLITE if open_uow.engine.dialect.name == "sqlite" else ON_POSTGRESQL)
    for attack in attacks:
        with open_uow.engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
            connection.execute(text(attack))
    with uow:
        assert uow.decisions.page().rows == before != ()


def test_the_decision_rolls_back_with_its_change(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    uow = open_uow()
    with uow:
        before = uow.decisions.page().rows
    with suppress(ZeroDivisionError), uow:
        draft_journeys(uow, PROGRAM, [proposal()], clock)
        _ = 1 / 0  # before the outermost commit
    with uow:
        assert uow.decisions.page().rows == before
        assert uow.journeys.of_person(ANI) == ()


def test_decisions_are_paged_newest_first(open_uow: SqlUnitsOfWork, sign: Sign) -> None:
    with (uow := open_uow(write=False)):
        everything = uow.decisions.page(limit=100).rows
        first = uow.decisions.page(limit=3)
        second = uow.decisions.page(first.next, limit=3)
    assert first.rows + second.rows == everything[:6]
    assert [row.id for row in everything] == sorted((row.id for row in everything), reverse=True)


def test_who_looked_at_whose_data_is_kept(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    log_reads(open_uow(), sign.officer, [ANI, BUDI], "people", clock)
    clock.wait(hours=1)
    log_reads(open_uow(), sign.clo, [ANI], "person", clock)
    with (uow := open_uow(write=False)):
        found = uow.reads.of(ANI)
    assert [(read.actor, read.what) for read in found] == [("clo", "person"), ("lo", "people")]
    assert found[0].at == clock.now()


def test_the_histories_of_many_plans_in_one_query(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    uow = open_uow()
    first, second = draft_journeys(uow, PROGRAM, [proposal(ANI), proposal(BUDI)], clock).drafted
    with uow:
        found = uow.decisions.each_of("journey", [str(first), str(second), "999"])
        assert found.keys() == {str(first), str(second)}
        assert found[str(first)] == uow.decisions.of("journey", str(first)) != ()
        assert uow.decisions.of("journey", "999") == ()
        assert [one.nip for one in uow.journeys.every_open()] == sorted([ANI, BUDI])
