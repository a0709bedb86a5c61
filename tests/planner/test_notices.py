"""What people are told, on both databases: with the change, once, and nothing of their data in the sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from string import Formatter

import pytest

from api.db import SqlUnitsOfWork
from planner.errors import NotFound
from planner.journey import Consideration, Journey, State
from planner.notices import NEEDS, TEXTS, Notice, NoticeKind
from planner.usecases import approve, decline, mark_all_read, mark_read, return_journey, tell
from tests.small_agency import ANI, BUDI, CITRA, YEAR, SetClock, Sign, item, no_rules


def told(open_uow: SqlUnitsOfWork, account: int | None) -> list[tuple[str, dict[str, object]]]:
    assert account is not None
    with open_uow(write=False) as uow:
        return [(one.kind.value, dict(one.params)) for one in uow.outbox.page(account).rows]


def in_review(open_uow: SqlUnitsOfWork, clock: SetClock) -> int:
    plan = Journey(0, ANI, YEAR, Consideration.GAP, State.IN_REVIEW, 1, (item(),), (item(),))
    with open_uow() as uow:
        (number,) = uow.journeys.add([replace(plan, changed_at=clock.now())])
        uow.commit()
    return number


def give(open_uow: SqlUnitsOfWork, clock: SetClock, *keys: str, to: str = ANI) -> int:
    with open_uow() as uow:
        count = sum(
            tell(uow, NoticeKind.JOURNEY_APPROVED, [to], {"journey": 1, "year": YEAR}, key, clock)
            for key in keys
        )
        uow.commit()
    return count


def test_every_kind_has_a_sentence_whose_fields_it_takes() -> None:
    assert TEXTS.keys() == NEEDS.keys() == set(NoticeKind)
    for kind, text in TEXTS.items():
        fields = {name for _, name, _, _ in Formatter().parse(text) if name}
        assert fields <= NEEDS[kind], kind
        assert fields <= {"year", "day", "n"}, "a sentence goes by mail: days and counts only"


def test_params_of_another_kind_are_refused() -> None:
    with pytest.raises(ValueError, match="journey_approved takes"):
        Notice(1, NoticeKind.JOURNEY_APPROVED, {"year": YEAR}, "x")


@pytest.mark.parametrize("move", ["approve", "return", "decline"])
def test_a_decision_is_told_to_whose_plan_it_is(
    move: str, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    number = in_review(open_uow, clock)
    match move:
        case "approve":
            approve(open_uow(), sign.clo, number, 1, no_rules, clock)
        case "return":
            return_journey(open_uow(), sign.clo, number, 1, "Kurang bukti.", clock)
        case _:
            decline(open_uow(), sign.clo, number, 1, "Tidak sesuai.", clock)
    past = {"approve": "approved", "return": "returned", "decline": "declined"}[move]
    assert told(open_uow, sign.employee.account_id) == [
        (f"journey_{past}", {"journey": number, "year": YEAR})
    ]
    assert told(open_uow, sign.clo.account_id) == []


def test_what_is_not_committed_is_not_told(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    with open_uow() as uow:
        tell(uow, NoticeKind.JOURNEY_APPROVED, [ANI], {"journey": 1, "year": YEAR}, "1", clock)
    assert told(open_uow, sign.employee.account_id) == []


def test_the_same_thing_is_told_once_to_each(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    assert [give(open_uow, clock, "1", "1"), give(open_uow, clock, "1", "2"), give(open_uow, clock, "1")] == [
        1,
        1,
        0,
    ]
    assert give(open_uow, clock, "1", to=BUDI) == 1
    assert len(told(open_uow, sign.employee.account_id)) == 2


def test_who_has_no_account_or_may_not_sign_in_is_not_told(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    assert give(open_uow, clock, "1", to=CITRA) == 0
    with open_uow() as uow:
        stored = uow.accounts.get(sign.employee.account_id or 0)
        assert stored is not None
        uow.accounts.change(replace(stored, disabled=True))
        uow.commit()
    assert give(open_uow, clock, "1") == 0


def test_everybody_reads_and_marks_their_own(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    give(open_uow, clock, "1", "2", "3")
    give(open_uow, clock, "1", to=BUDI)
    own = sign.employee.account_id or 0
    with open_uow(write=False) as uow:
        newest = uow.outbox.page(own, None, 1)
        assert [uow.outbox.unread(own), len(uow.outbox.page(own, newest.next, 50).rows)] == [3, 2]
    first = newest.rows[0].id
    with pytest.raises(NotFound):
        mark_read(open_uow(), sign.supervisor, first, clock)
    mark_read(open_uow(), sign.employee, first, clock)
    read_at = clock.now()
    clock.wait(hours=1)
    mark_read(open_uow(), sign.employee, first, clock)
    with open_uow(write=False) as uow:
        assert uow.outbox.unread(own) == 2
        assert [one.read_at for one in uow.outbox.page(own).rows] == [read_at, None, None]
    assert [mark_all_read(open_uow(), sign.employee, clock) for _ in range(2)] == [2, 0]
    with open_uow(write=False) as uow:
        assert uow.outbox.unread(sign.supervisor.account_id or 0) == 1


def test_officers_are_those_of_the_unit_and_of_units_above(open_uow: SqlUnitsOfWork, sign: Sign) -> None:
    both = frozenset({sign.officer.account_id, sign.second_officer.account_id})
    with open_uow(write=False) as uow:
        assert uow.accounts.officers_of(["A", "A1", "A11", "A2"]) == {"A1": both, "A11": both}


class Sending:
    """Claims of the outbox at a moment."""

    def __init__(self, open_uow: SqlUnitsOfWork) -> None:
        self.open, self.now = open_uow, datetime(2027, 1, 5, 2, tzinfo=UTC)

    def claim(self, limit: int = 20) -> list[tuple[str, str, int, int]]:
        day = self.now.replace(hour=0)
        with self.open() as uow:
            found = uow.outbox.claim(
                self.now, self.now + timedelta(minutes=15), day, self.now - timedelta(days=30), limit
            )
            uow.commit()
        self.taken = [[one.id for one in bundle.notices] for bundle in found]
        return [(one.address, one.name, one.attempts, len(one.notices)) for one in found]


@pytest.fixture
def sending(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Sending:
    with open_uow() as uow:
        for actor in (sign.employee, sign.supervisor):
            stored = uow.accounts.get(actor.account_id or 0)
            assert stored is not None
            uow.accounts.change(replace(stored, email=f"{stored.username}@example.go.id"))
        uow.commit()
    give(open_uow, clock, "1", "2")
    give(open_uow, clock, "1", to=BUDI)
    return Sending(open_uow)


def test_a_claim_bundles_each_persons_notices_and_nobody_else_takes_them(sending: Sending) -> None:
    assert sending.claim() == [("ani@example.go.id", "Ani", 1, 2), ("budi@example.go.id", "Budi", 1, 1)]
    assert sending.claim() == []


def test_a_claim_left_lying_is_taken_again(sending: Sending) -> None:
    sending.claim()
    sending.now += timedelta(minutes=16)
    assert sending.claim(limit=1) == [("ani@example.go.id", "Ani", 2, 2)]


def test_one_mail_a_day(sending: Sending, open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
    sending.claim()
    with open_uow() as uow:
        uow.outbox.sent([number for bundle in sending.taken for number in bundle], sending.now)
        uow.commit()
    give(open_uow, clock, "9")
    sending.now += timedelta(hours=3)
    assert sending.claim() == []
    sending.now += timedelta(days=1)
    assert sending.claim() == [("ani@example.go.id", "Ani", 1, 1)]


def test_what_failed_waits_and_new_notices_wait_with_it(
    sending: Sending, open_uow: SqlUnitsOfWork, clock: SetClock
) -> None:
    sending.claim()
    with open_uow() as uow:
        uow.outbox.failed(sending.taken[0], sending.now + timedelta(hours=1), "no route to host")
        uow.outbox.sent(sending.taken[1], sending.now)
        uow.commit()
    give(open_uow, clock, "9")
    sending.now += timedelta(minutes=59)
    assert sending.claim() == []
    sending.now += timedelta(minutes=2)
    assert sending.claim() == [("ani@example.go.id", "Ani", 2, 3)]


def test_what_was_read_or_is_old_is_not_sent(
    sending: Sending, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    mark_all_read(open_uow(), sign.employee, clock)
    assert [address for address, *_ in sending.claim()] == ["budi@example.go.id"]
    sending.now += timedelta(days=31)
    assert sending.claim() == []
