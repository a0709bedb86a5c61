"""The ledger of lesson hours on each database: entered, corrected, never changed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from api.db import SqlUnitsOfWork
from catalog.ledger import Activity, Cap, Entry, Law, standing_grants
from catalog.ledger.objections import NOT_OVER
from planner.access import Actor, Scope, scope_of
from planner.errors import (
    CorrectedBefore,
    Forbidden,
    NotCounted,
    NotFound,
    OwnLedger,
    ReasonMissing,
    Refusal,
)
from planner.regulations import standard_forms, standard_parameters
from planner.usecases import correct_jp, grant_jp
from tests.small_agency import ANI, BUDI, CITRA, EKA, SetClock, Sign

LAW = Law(standard_parameters(), standard_forms())
MARCH = datetime(2026, 3, 2, 2, tzinfo=UTC)


def coaching(day: int = 0, nip: str = ANI, **values: object) -> Activity:
    starts = MARCH + timedelta(days=day)
    made = Activity(nip, "coaching", f"Pertemuan {day}", starts, starts + timedelta(hours=2), hours=2)
    return replace(made, **values)  # type: ignore[arg-type]


@pytest.fixture
def enter(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Callable[..., Entry]:
    def do(activity: Activity, actor: Actor | None = None, job_class: str = "ahli_muda") -> Entry:
        return grant_jp(open_uow(), actor or sign.officer, activity, job_class, LAW, clock)

    return do


@pytest.fixture
def correct(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Callable[..., tuple[Entry, ...]]:
    def do(
        entry_id: int, activity: Activity | None, reason: str = "salah hari", actor: Actor | None = None
    ) -> tuple[Entry, ...]:
        who = actor or sign.officer
        return correct_jp(open_uow(), who, ANI, entry_id, activity, reason, "ahli_muda", LAW, clock)

    return do


def test_an_entry_comes_back_as_it_was_granted(open_uow: SqlUnitsOfWork, enter: Callable[..., Entry]) -> None:
    stored = enter(coaching(organiser="Balai", abroad=True))
    with (uow := open_uow(write=False)):
        assert uow.jp.of(ANI) == (stored,)
        assert uow.jp.of(BUDI) == ()
    assert stored.grant.jp == 2.4
    assert stored.grant.citation.reference == "PerLAN 10/2018, annex (J07)"


def test_the_third_meeting_of_a_month_hits_the_cap(enter: Callable[..., Entry]) -> None:
    assert [enter(coaching(day)).grant.jp for day in (0, 7, 14)] == [2, 2, 0]
    (hit,) = enter(coaching(21)).grant.caps
    assert (hit.cap, hit.limit) == (Cap.MONTH, 2)
    assert enter(coaching(30)).grant.jp == 2


def test_an_entry_is_one_row_of_the_log_in_the_same_transaction(
    open_uow: SqlUnitsOfWork, enter: Callable[..., Entry]
) -> None:
    stored = enter(coaching())
    with (uow := open_uow(write=False)):
        (decision,) = uow.decisions.of("jp", str(stored.id))
    assert (decision.actor, decision.move, decision.detail) == (
        "lo",
        "grant",
        {"form": "coaching", "jp": 2.0},
    )


def test_a_correction_takes_back_and_enters_anew(
    open_uow: SqlUnitsOfWork, enter: Callable[..., Entry], correct: Callable[..., tuple[Entry, ...]]
) -> None:
    first, second = enter(coaching()), enter(coaching(7))
    back, anew = correct(first.id, coaching(14))
    assert (back.reverses, back.grant.jp, back.reason) == (first.id, -2, "salah hari")
    assert (anew.reverses, anew.grant.jp) == (None, 2)
    with (uow := open_uow(write=False)):
        rows = uow.jp.of(ANI)
        decisions = uow.decisions.of("jp", str(back.id))
    assert rows == (first, second, back, anew)
    assert standing_grants(rows) == (second.grant, anew.grant)
    assert [(one.move, one.reason) for one in decisions] == [("correct", "salah hari")]


def test_a_row_may_only_be_taken_back(
    enter: Callable[..., Entry], correct: Callable[..., tuple[Entry, ...]]
) -> None:
    first = enter(coaching())
    (back,) = correct(first.id, None)
    assert back.grant.jp == -2
    with pytest.raises(CorrectedBefore):
        correct(first.id, None)
    with pytest.raises(NotFound):
        correct(back.id, None)
    assert enter(coaching()).grant.jp == 2


def test_a_correction_that_cannot_count_changes_nothing(
    open_uow: SqlUnitsOfWork, enter: Callable[..., Entry], correct: Callable[..., tuple[Entry, ...]]
) -> None:
    first = enter(coaching())
    with pytest.raises(NotCounted):
        correct(first.id, coaching(hours=5))
    with pytest.raises(ReasonMissing):
        correct(first.id, None, "  ")
    with (uow := open_uow(write=False)):
        assert uow.jp.of(ANI) == (first,)


def test_what_is_twice_at_once_or_not_over_is_refused(enter: Callable[..., Entry], clock: SetClock) -> None:
    enter(coaching())
    for other in (coaching(), coaching(form="mentoring")):
        with pytest.raises(NotCounted):
            enter(other)
    tomorrow = clock.now() + timedelta(days=1)
    with pytest.raises(NotCounted) as refused:
        enter(coaching(starts=tomorrow, ends=tomorrow + timedelta(hours=2)))
    assert [one.msgid for one in refused.value.objections] == [NOT_OVER]


def test_pppk_are_capped_by_the_year_unless_their_post_is_free(
    enter: Callable[..., Entry], sign: Sign
) -> None:
    course = coaching(nip=CITRA, form="kursus", ends=MARCH + timedelta(days=4), hours=30.0)
    limited = enter(course, sign.clo)
    assert [hit.cap for hit in limited.grant.caps] == [Cap.YEAR]
    assert limited.grant.jp == 24
    other = replace(course, title="Lain", starts=MARCH + timedelta(days=9), ends=MARCH + timedelta(days=14))
    assert enter(other, sign.clo, "jpt_madya").grant.jp == 30


@pytest.mark.parametrize(
    ("who", "nip", "refusal"),
    [
        ("employee", ANI, Forbidden),
        ("supervisor", ANI, Forbidden),
        ("officer", EKA, OwnLedger),
        ("officer", CITRA, NotFound),
        ("employee", BUDI, NotFound),
    ],
)
def test_who_may_not_enter(
    enter: Callable[..., Entry], sign: Sign, who: str, nip: str, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal) as raised:
        enter(coaching(nip=nip), getattr(sign, who))
    assert type(raised.value) is refusal


def test_an_administrator_may_enter(enter: Callable[..., Entry], sign: Sign) -> None:
    assert enter(coaching(), sign.administrator).actor == "admin"


ATTACKS = (
    "UPDATE jp_entry SET reason = 'other'",
    "DELETE FROM jp_entry",
    'INSERT INTO jp_entry SELECT id + 100, at, actor_id, actor, nip, first_day, last_day, "grant", 1, reason'
    " FROM jp_entry WHERE reverses = 1",
)
ON_SQLITE = (
    "INSERT OR REPLACE INTO jp_entry SELECT id, at, actor_id, 'x', nip, first_day, last_day, \"grant\", reverses,"
    " reason FROM jp_entry",
)
ON_POSTGRESQL = ("TRUNCATE jp_entry CASCADE",)


def test_no_statement_changes_or_deletes_an_entry(
    open_uow: SqlUnitsOfWork, enter: Callable[..., Entry], correct: Callable[..., tuple[Entry, ...]]
) -> None:
    correct(enter(coaching()).id, None)
    with (uow := open_uow(write=False)):
        before = uow.jp.of(ANI)
    attacks = ATTACKS + (ON_SQLITE if open_uow.engine.dialect.name == "sqlite" else ON_POSTGRESQL)
    for attack in attacks:
        with (
            open_uow.engine.connect() as connection,
            pytest.raises(DBAPIError, match=r"append-only|(?i:unique)"),
        ):
            connection.execute(text(attack))
    with uow:
        assert uow.jp.of(ANI) == before != ()


def test_a_year_holds_those_in_the_scope_with_days_in_it(
    open_uow: SqlUnitsOfWork, enter: Callable[..., Entry], sign: Sign
) -> None:
    ani, eka = enter(coaching()), enter(coaching(nip=EKA), sign.clo)
    enter(coaching(-400), sign.clo)
    with (uow := open_uow(write=False)):
        assert uow.jp.of_year(Scope(everyone=True), 2026) == {ANI: (ani,), EKA: (eka,)}
        assert uow.jp.of_year(scope_of(sign.employee), 2026) == {ANI: (ani,)}
        assert set(uow.jp.of_year(Scope(everyone=True), 2025)) == {ANI}
        assert set(uow.jp.of_year(Scope(everyone=True), 2024)) == set()


def test_two_who_enter_at_once_never_pass_a_cap(
    open_uow: SqlUnitsOfWork, enter: Callable[..., Entry]
) -> None:
    enter(coaching())
    with ThreadPoolExecutor(4) as pool:
        others = list(pool.map(enter, [coaching(day) for day in (7, 10, 14, 17)]))
    assert sorted(entry.grant.jp for entry in others) == [0, 0, 0, 2]
    with (uow := open_uow(write=False)):
        assert sum(entry.grant.jp for entry in uow.jp.of(ANI)) == 4
