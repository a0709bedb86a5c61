"""Whatever people try in whatever order: only listed moves, no self-approval, one log row a change, no seat lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import partial

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import delete, text, update

from api.db import SqlUnitsOfWork
from api.db.tables.activities import activity, task
from api.db.tables.agency import offering
from api.db.tables.journeys import journey as journey_table
from catalog.forms import load_forms
from planner.access import PROGRAM, Actor, Role
from planner.editing import Add, Choice, Edit, Remove
from planner.errors import Refusal, SeatsGone
from planner.journey import Consideration, Journey
from planner.usecases import (
    activate,
    approve,
    complete,
    decline,
    draft_journey,
    draft_journeys,
    edit_items,
    request_journey,
    return_journey,
    submit_for_review,
    withdraw,
)
from tests.small_agency import ANI, EKA, YEAR, SetClock, Sign, item, make_plain, no_rules, proposal

# Written down a second time, from the specification and not from the code.
LISTED = {
    "draft": {"requested": "drafted", "drafted": "drafted", "returned": "drafted"},
    "edit": {
        "drafted": "drafted",
        "in_review": "in_review",
        "returned": "returned",
        "approved": "in_review",
    },
    "submit": {"drafted": "in_review", "returned": "in_review"},
    "return": {"in_review": "returned"},
    "approve": {"in_review": "approved"},
    "decline": {"requested": "declined", "drafted": "declined", "in_review": "declined"},
    "withdraw": dict.fromkeys(
        ("requested", "drafted", "in_review", "returned", "approved", "active"), "withdrawn"
    ),
    "activate": {"approved": "active"},
    "complete": {"active": "completed"},
}
FORMS = load_forms()
SEATS = {"O1": 1, "O2": 2}
ACTORS = ("employee", "supervisor", "officer", "second_officer", "clo", "administrator", "program")
FORWARD = {
    "requested": ["draft"],
    "drafted": ["submit"],
    "in_review": ["approve", "approve", "return"],
    "returned": ["submit"],
    "approved": ["activate", "edit", "withdraw"],
    "active": ["complete", "withdraw"],
}
HOLDING = ("approved", "active", "completed")


@dataclass
class Known:
    """What the machine believes about one journey."""

    nip: str
    requested_by: int | None
    state: str
    version: int = 1
    batch: str | None = None
    items: int = 0


class Approval(RuleBasedStateMachine):
    """Everybody tries everything."""

    open_uow: SqlUnitsOfWork
    sign: Sign
    clock: SetClock

    @initialize()
    def start(self) -> None:
        """Forget the journeys of the example before; its log stays, for nothing can take it away."""
        with self.open_uow.engine.begin() as connection:
            connection.execute(delete(task))
            connection.execute(delete(activity))
            connection.execute(delete(journey_table))
            connection.execute(update(offering).values(taken=0))
        self.uow = self.open_uow()
        self.known: dict[int, Known] = {}
        self.changes = 0
        self.logged_before = self.logged()

    def logged(self) -> int:
        with self.open_uow.engine.connect() as connection:
            return int(connection.execute(text("SELECT count(*) FROM decision_log")).scalar_one())

    def actor(self, name: str) -> Actor:
        return PROGRAM if name == "program" else getattr(self.sign, name)

    batches = st.sampled_from(["O1", "O2", None])

    # One rule that weighs the steps itself: left to choose among rules, Hypothesis seldom comes as far as approval.
    @rule(
        data=st.data(),
        kind=st.sampled_from([*["go_on"] * 5, *["try_anything"] * 3, "request", "plan"]),
    )
    def step(self, data: st.DataObject, kind: str) -> None:
        waiting = [nip for nip in (ANI, EKA) if not self.open(nip)]
        if kind == "request" or (kind == "go_on" and waiting == [ANI, EKA]):
            self.request(data.draw(st.sampled_from(ACTORS)), data.draw(st.sampled_from([ANI, EKA])))
        elif kind == "plan":
            self.plan_everyone(data.draw(st.sampled_from(["program", "clo"])), data.draw(self.batches))
        elif self.known:
            self.try_anything(data) if kind == "try_anything" else self.go_on(data)

    def request(self, who: str, nip: str) -> None:
        """Anybody asks for a plan for anybody."""
        actor = self.actor(who)
        try:
            made = request_journey(self.uow, actor, nip, YEAR, Consideration.GAP, self.clock)
        except Refusal:
            return
        assert not self.open(nip)
        self.known[made.id] = Known(nip, actor.account_id, "requested")
        self.changes += 1

    def plan_everyone(self, who: str, batch: str | None) -> None:
        """The program proposes for both people."""
        plans = [proposal(nip, item("S2", batch)) for nip in (ANI, EKA)]
        for number in draft_journeys(self.uow, self.actor(who), plans, self.clock).drafted:
            with self.uow:
                stored = self.uow.journeys.get(number)
            assert stored is not None
            known = self.known.setdefault(number, Known(stored.nip, None, "drafted", 0))
            known.state, known.version, known.batch, known.items = "drafted", known.version + 1, batch, 1
            self.changes += 1

    def try_anything(self, data: st.DataObject) -> None:
        """Anybody tries any move on any plan, perhaps from a stale version."""
        number = data.draw(st.sampled_from(sorted(self.known)))
        move = data.draw(st.sampled_from(sorted(LISTED)))
        behind = data.draw(st.sampled_from([0, 0, 1]))
        who = data.draw(st.sampled_from(ACTORS))
        self.attempt(move, who, number, self.known[number].version - behind, data)

    def go_on(self, data: st.DataObject) -> None:
        """An officer brings a plan forward."""
        running = [number for number, known in self.known.items() if known.state in FORWARD]
        if running:
            number = data.draw(st.sampled_from(sorted(running)))
            known = self.known[number]
            move = data.draw(st.sampled_from(FORWARD[known.state]))
            who = data.draw(st.sampled_from(["clo", "officer", "second_officer"]))
            self.attempt(move, who, number, known.version, data)

    def attempt(self, move: str, who: str, number: int, version: int, data: st.DataObject) -> None:
        """Try a move, and hold what comes of it against the specification."""
        known = self.known[number]
        full = known.batch is not None and self.expected_seats()[known.batch] >= SEATS[known.batch]
        self.clock.wait(minutes=1)
        refusal: Refusal | None = None
        try:
            after = self.work(move, self.actor(who), number, version, data)
        except Refusal as error:
            refusal = error
        if refusal is not None:
            assert not isinstance(refusal, SeatsGone) or full
            assert not self.must_succeed(move, who, known, version, full), refusal
            return
        assert version == known.version
        assert after.state.value == LISTED[move][known.state]
        if move == "approve":
            self.check_approver(self.actor(who), known)
        batch = after.items[0].offering if after.items else None
        known.state, known.version = after.state.value, version + 1
        known.batch, known.items = batch, len(after.items)
        self.changes += 1

    def work(self, move: str, actor: Actor, number: int, version: int, data: st.DataObject) -> Journey:
        plain = {
            "submit": submit_for_review,
            "withdraw": withdraw,
            "complete": partial(complete, cancel_open=True),
        }
        if move == "activate":
            return activate(self.uow, actor, number, version, FORMS, self.clock)
        if move in plain:
            return plain[move](self.uow, actor, number, version, self.clock)
        if move in ("return", "decline"):
            tell = return_journey if move == "return" else decline
            return tell(self.uow, actor, number, version, "because", self.clock)
        if move == "approve":
            return approve(self.uow, actor, number, version, no_rules, self.clock)
        batch = data.draw(self.batches)
        if move == "draft":
            plan = proposal(self.known[number].nip, item("S2", batch))
            return draft_journey(self.uow, actor, number, version, plan, self.clock)
        edits: list[Edit] = [Remove("S2")] if self.known[number].items else []
        if data.draw(st.integers(0, 3)):
            edits.append(Add(Choice("S2", date(2027, 3, 1), batch)))
        return edit_items(self.uow, actor, number, version, edits, make_plain, no_rules, self.clock).journey

    def check_approver(self, actor: Actor, known: Known) -> None:
        assert actor.role in (Role.LEARNING_OFFICER, Role.CLO)
        assert actor.account_id not in (None, known.requested_by)
        assert actor.nip != known.nip
        assert known.items

    def must_succeed(self, move: str, who: str, known: Known, version: int, full: bool) -> bool:
        """Whether the CLO, who may do all but approve her own requests, was refused for no reason."""
        if who != "clo" or version != known.version or known.state not in LISTED[move]:
            return False
        if move == "approve":
            return bool(known.items) and not full and known.requested_by != self.sign.clo.account_id
        return not (move == "submit" and not known.items)

    def open(self, nip: str) -> list[Known]:
        ended = ("declined", "completed", "withdrawn")
        return [known for known in self.known.values() if known.nip == nip and known.state not in ended]

    def expected_seats(self) -> Counter[str]:
        held = [known.batch for known in self.known.values() if known.state in HOLDING and known.batch]
        return Counter(held)

    @invariant()
    def log_has_one_row_a_change(self) -> None:
        assert self.logged() - self.logged_before == self.changes

    @invariant()
    def seats_are_conserved(self) -> None:
        with self.uow:
            taken = self.uow.seats.taken()
        assert taken == self.expected_seats()
        assert all(taken.get(code, 0) <= seats for code, seats in SEATS.items())

    @invariant()
    def stored_is_what_was_decided(self) -> None:
        with self.uow:
            for number, known in self.known.items():
                stored = self.uow.journeys.get(number)
                assert stored is not None
                assert (stored.state.value, stored.version) == (known.state, known.version)
                assert len(stored.items) == known.items

    @invariant()
    def one_open_plan_a_person(self) -> None:
        assert all(len(self.open(nip)) <= 1 for nip in (ANI, EKA))


def test_whatever_people_try(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    Approval.open_uow, Approval.sign, Approval.clock = open_uow, sign, clock
    run_state_machine_as_test(
        Approval,
        settings=settings(
            max_examples=20,
            stateful_step_count=50,
            # Shrinking a story of fifty steps on a database takes minutes.
            phases=[Phase.explicit, Phase.generate],
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
