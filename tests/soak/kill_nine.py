"""``kill -9`` of the server in the midst of approvals: what was acknowledged stays, and nothing is half done.

Four officers approve plans and take them back into review, over and over, until the server dies under their hands.
Then the database is looked at, the server starts again, and every request that got no answer is sent once more with
its key.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import httpx2

from api.security import SESSION_COOKIE, csrf_token, new_token, token_hash
from api.system import System
from planner.access import PROGRAM, Actor, Role
from planner.approval import HOLDS_SEATS
from planner.ports import Account, Session, UnitOfWork
from planner.propose import propose
from planner.usecases import draft_journeys, submit_for_review
from tests.api.demo_installation import demo_installation
from tests.api.live_server import free_port
from tests.soak.server_nursery import Nursery, nursery

OFFICERS = 4


@dataclass(frozen=True)
class Wish:
    """A decision on one version of a journey; its key is its own."""

    journey: int
    version: int
    move: str
    item: dict[str, str | None]

    def send(self, http: httpx2.Client) -> httpx2.Response:
        """Approve the plan, or take it back into review by an edit that changes nothing of its dates."""
        key = {
            "If-Match": f'"{self.version}"',
            "Idempotency-Key": f"{self.journey}-{self.version}-{self.move}",
        }
        path = f"/api/v1/journeys/{self.journey}"
        if self.move == "approve":
            return http.post(f"{path}/approve", headers=key)
        change = {"starts": self.item["starts"], "offering": self.item["offering"]}
        return http.patch(f"{path}/items/{self.item['solution']}", json=change, headers=key)


@dataclass
class Report:
    """What came of the kills."""

    kills: int = 0
    acknowledged: set[tuple[int, int, str]] = field(default_factory=set)
    interrupted: int = 0
    done_without_answer: int = 0

    def __str__(self) -> str:
        """Tell the figures in one line."""
        return (
            f"kills: {self.kills}, acknowledged decisions: {len(self.acknowledged)}, requests interrupted: "
            f"{self.interrupted}, of these done already: {self.done_without_answer}"
        )


@dataclass
class Officer:
    """Somebody who decides on some plans, in a thread of their own, until the server is gone."""

    http: httpx2.Client
    next: list[Wish]
    report: Report
    hanging: Wish | None = None

    def work(self) -> None:
        """Decide, until there is no answer."""
        while True:
            wish = self.next.pop(0)
            self.hanging = wish
            try:
                answer = wish.send(self.http)
            except httpx2.TransportError:
                return
            self.hanging = None
            self.note(wish, answer)

    def repeat(self) -> None:
        """Send the request that got no answer once more."""
        if self.hanging is not None:
            wish, self.hanging = self.hanging, None
            answer = wish.send(self.http)
            self.report.interrupted += 1
            self.report.done_without_answer += "idempotent-replayed" in answer.headers
            self.note(wish, answer)

    def note(self, wish: Wish, answer: httpx2.Response) -> None:
        """Remember what was acknowledged; go on with the same plan later, or never where a batch is full."""
        if answer.status_code == 200:
            after = wish.version + 1
            self.report.acknowledged.add((wish.journey, after, wish.move))
            other = "edit" if wish.move == "approve" else "approve"
            self.next.append(Wish(wish.journey, after, other, wish.item))
        else:
            assert answer.json()["type"] == "/problems/seat-taken", answer.text


def kill_nine(database_url: str, data_dir: Path, kills: int, seed: int = 1) -> Report:
    """Kill a server so many times; raises AssertionError when a decision is lost or half done."""
    chance, report = random.Random(seed), Report()
    with demo_installation(database_url, data_dir) as system:
        chief, wishes = prepare(system)
        with nursery(database_url, data_dir, free_port()) as home:
            officers = [
                Officer(browser(system, chief, home.address), wishes[place::OFFICERS], report)
                for place in range(OFFICERS)
            ]
            for _ in range(kills):
                one_life(home, officers, report, chance)
                with system.open(write=False) as uow:
                    assert faults(uow, report.acknowledged) == []
    return report


def one_life(home: Nursery, officers: Sequence[Officer], report: Report, chance: random.Random) -> None:
    """Start the server, send again what hung, decide in parallel, and kill it at a moment that nobody knows."""
    home.start()
    for officer in officers:
        officer.repeat()
    threads = [threading.Thread(target=officer.work) for officer in officers]
    for thread in threads:
        thread.start()
    time.sleep(chance.uniform(0.05, 0.5))
    home.kill()
    report.kills += 1
    for thread in threads:
        thread.join(timeout=60)
        assert not thread.is_alive()


def prepare(system: System) -> tuple[Actor, list[Wish]]:
    """Plan for everyone and hand all plans in for review; who will decide, and on what."""
    with system.open() as uow:
        number = uow.accounts.add(Account(0, "decider", "x", Role.CLO))
        uow.commit()
        chief = uow.accounts.actor(number)
    assert chief is not None
    proposals = propose(system.worlds.current().world)
    drafted = draft_journeys(system.open(), PROGRAM, proposals, system.clock).drafted
    wishes = []
    for key in drafted:
        with system.open() as uow:
            journey = uow.journeys.get(key)
            assert journey is not None
            if journey.items:
                submit_for_review(uow, chief, key, journey.version, system.clock)
                uow.commit()
                first = journey.items[0]
                item = {
                    "solution": first.solution,
                    "starts": first.starts.isoformat(),
                    "offering": first.offering,
                }
                wishes.append(Wish(key, journey.version + 1, "approve", item))
    assert len(wishes) >= 10 * OFFICERS
    return chief, wishes


def browser(system: System, actor: Actor, address: str) -> httpx2.Client:
    """A client with a session of its own."""
    assert actor.account_id is not None
    token, now = new_token(), system.clock.now()
    with system.open() as uow:
        uow.sessions.add(Session(token_hash(token), actor.account_id, now, now + timedelta(days=1)))
        uow.commit()
    headers = {"X-CSRF-Token": csrf_token(system.secret, token), "Cookie": f"{SESSION_COOKIE}={token}"}
    return httpx2.Client(base_url=address, headers=headers, timeout=60)


def faults(uow: UnitOfWork, acknowledged: set[tuple[int, int, str]]) -> list[str]:
    """Everything that is lost or half done: journeys, their log and the seats must tell the same."""
    found, seats = [], Counter[str]()
    logged = set()
    after: str | None = None
    numbers: set[int] = set()
    while True:
        page = uow.decisions.page(after, 200)
        numbers |= {int(row.subject_id) for row in page.rows if row.subject == "journey"}
        if page.next is None:
            break
        after = page.next
    for number in sorted(numbers):
        journey, rows = uow.journeys.get(number), uow.decisions.of("journey", str(number))
        logged |= {(number, row.version, row.move) for row in rows}
        if journey is None:
            found.append(f"journey {number} is in the log only")
            continue
        if [row.version for row in rows] != list(range(1, journey.version + 1)):
            found.append(f"journey {number} is at version {journey.version}, its log has {len(rows)} rows")
        if rows[-1].to_state != journey.state:
            found.append(f"journey {number} is {journey.state}, its log says {rows[-1].to_state}")
        if journey.state in HOLDS_SEATS:
            seats.update(item.offering for item in journey.items if item.offering)
    if dict(seats) != dict(uow.seats.taken()):
        found.append(f"seats taken: {dict(uow.seats.taken())}, held by plans: {dict(seats)}")
    return found + [f"acknowledged and lost: {one}" for one in sorted(acknowledged - logged)]
