"""Sending on both databases: one mail a day, nothing twice, and what happens when the way is shut."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from api.db import SqlUnitsOfWork
from planner.notices import NoticeKind
from planner.ports import Bundle, Message, Rejected, Unreachable
from planner.usecases import tell
from planner.usecases.sending import CLAIMED_FOR, LONGEST_WAIT, Post, Sent, wait_after
from tests.small_agency import ANI, BUDI, DEWI, EKA, YEAR, SetClock, Sign


@dataclass
class Carrier:
    """Takes messages as a server does; ``shut`` and ``refused`` make it fail."""

    taken: list[tuple[str, str]] = field(default_factory=list)
    shut: bool = False
    refused: set[str] = field(default_factory=set)
    meanwhile: object = None

    def send(self, message: Message) -> None:
        if self.shut:
            raise Unreachable("Connection refused")
        if message.address in self.refused:
            raise Rejected("550")
        if callable(self.meanwhile):
            self.meanwhile()
        self.taken.append((message.address, message.text))


def plain(bundle: Bundle) -> Message:
    return Message(
        bundle.address, bundle.name, "x", ",".join(str(one.params["journey"]) for one in bundle.notices)
    )


class Office:
    """People with addresses, and runs of the post."""

    def __init__(self, open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
        self.open, self.clock, self.carrier = open_uow, clock, Carrier()
        with open_uow() as uow:
            for actor in (sign.employee, sign.supervisor, sign.officer, sign.clo):
                stored = uow.accounts.get(actor.account_id or 0)
                assert stored is not None
                uow.accounts.change(replace(stored, email=f"{stored.username}@go.id"))
            uow.commit()

    def tell(self, number: int, *nips: str) -> None:
        with self.open() as uow:
            params = {"journey": number, "year": YEAR}
            tell(uow, NoticeKind.JOURNEY_APPROVED, nips, params, str(number), self.clock)
            uow.commit()

    def post(self) -> Post:
        now = self.clock.now()
        day = now.replace(hour=0, minute=0)
        return Post(self.open, self.carrier, plain, self.clock, day, now - timedelta(days=30))

    def run(self) -> Sent:
        return self.post().run()


@pytest.fixture
def office(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> Office:
    return Office(open_uow, sign, clock)


def test_everybody_gets_one_mail_with_all_that_waits(office: Office) -> None:
    office.tell(1, ANI, BUDI)
    office.tell(2, ANI)
    tried: list[int] = []
    assert office.post().waiting() == 2
    assert office.post().run(tried.append) == Sent(sent=2)
    assert office.carrier.taken == [("ani@go.id", "1,2"), ("budi@go.id", "1")]
    assert tried == [1, 2]
    assert (office.run(), office.post().waiting()) == (Sent(), 0)


def test_the_next_mail_comes_the_next_day(office: Office) -> None:
    office.tell(1, ANI)
    office.run()
    office.tell(2, ANI)
    office.clock.wait(hours=2)
    assert office.run() == Sent()
    office.clock.wait(days=1)
    assert office.run() == Sent(sent=1)
    assert office.carrier.taken[-1] == ("ani@go.id", "2")


def test_two_runs_at_once_never_send_the_same(office: Office) -> None:
    """A second run starts while the first one is talking to the server, and finds only what nobody claimed."""
    office.tell(1, ANI, BUDI, EKA, DEWI)
    other = Office.__new__(Office)
    other.open, other.clock, other.carrier = office.open, office.clock, Carrier()
    found: list[Sent] = []
    office.carrier.meanwhile = lambda: found.append(other.run())
    assert office.run() == Sent(sent=4)
    assert [one.sent for one in found] == [0, 0, 0, 0]
    assert sorted(address for address, _ in office.carrier.taken) == [
        "ani@go.id",
        "budi@go.id",
        "clo@go.id",
        "lo@go.id",
    ]


def test_runs_in_many_threads_send_everybody_one_mail(office: Office) -> None:
    nips = (ANI, BUDI, EKA, DEWI)
    for number in range(8):
        office.tell(number, *nips)
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: office.run(), range(8)))
    assert sum(one.sent for one in results) == len(nips) == len(office.carrier.taken)
    assert {text for _, text in office.carrier.taken} == {"0,1,2,3,4,5,6,7"}


def test_a_server_that_is_down_ends_the_run_and_is_tried_later(office: Office) -> None:
    office.tell(1, ANI, BUDI)
    office.carrier.shut = True
    assert office.run() == Sent(failed=2, problem="Connection refused")
    office.carrier.shut = False
    assert office.run() == Sent()
    office.clock.wait(minutes=6)
    assert office.run() == Sent(sent=2)


def test_who_is_refused_keeps_nobody_else_waiting(office: Office) -> None:
    office.tell(1, ANI, BUDI)
    office.carrier.refused = {"ani@go.id"}
    assert office.run() == Sent(sent=1, failed=1)
    waits = []
    for _ in range(12):
        start = office.clock.now()
        while not office.run().failed:
            office.clock.wait(minutes=10)
        waits.append(office.clock.now() - start)
    assert waits[0] <= timedelta(minutes=20)
    assert waits == sorted(waits)
    assert waits[-1] <= LONGEST_WAIT + timedelta(minutes=10)


def test_waits_double_up_to_a_day() -> None:
    assert [wait_after(n) // timedelta(minutes=1) for n in (1, 2, 3, 9, 10, 1000)] == [
        5,
        10,
        20,
        1280,
        1440,
        1440,
    ]


def test_who_is_killed_between_sending_and_noting_sends_again(office: Office) -> None:
    """At least once: better a mail twice than none."""
    office.tell(1, ANI)

    def killed() -> None:
        raise KeyboardInterrupt

    office.carrier.meanwhile = killed
    with pytest.raises(KeyboardInterrupt):
        office.run()
    office.carrier.meanwhile = None
    assert office.run() == Sent()
    office.clock.wait(seconds=CLAIMED_FOR.total_seconds() + 1)
    assert office.run() == Sent(sent=1)
