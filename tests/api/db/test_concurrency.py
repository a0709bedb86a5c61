"""People who act at the same moment: one wins, the other is told, nothing is lost."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from api.db import SqlUnitsOfWork
from planner.access import PROGRAM, Actor
from planner.editing import Add, Choice
from planner.errors import AlreadyOpen, Refusal, SeatsGone, StaleVersion
from planner.journey import Consideration, State
from planner.ports import Answer, UnitOfWork
from planner.usecases import (
    approve,
    draft_journeys,
    edit_items,
    import_agency,
    request_journey,
    submit_for_review,
    withdraw,
)
from tests.small_agency import (
    ADMINISTRATOR,
    AGENCY,
    ANI,
    BUDI,
    CITRA,
    EKA,
    YEAR,
    SetClock,
    Sign,
    item,
    make_plain,
    no_rules,
    proposal,
)


def at_once(works: Sequence[Callable[[], object]]) -> list[object]:
    """Run everything at the same moment; what each gave back, or the refusal it met."""
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        ready.wait()
        try:
            return work()
        except Refusal as refusal:
            return refusal

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def in_review(uow: UnitOfWork, sign: Sign, clock: SetClock, nip: str, *batches: str) -> int:
    items = [
        item(solution, batch, AGENCY.offerings[0].starts)
        for solution, batch in zip(("S2", "S3"), batches, strict=False)
    ]
    (number,) = draft_journeys(uow, PROGRAM, [proposal(nip, *items)], clock).drafted
    submit_for_review(uow, sign.clo, number, 1, clock)
    return number


def test_of_two_approvals_of_the_last_seat_exactly_one_wins(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    def approval(number: int) -> Callable[[], object]:
        return lambda: approve(open_uow(), sign.clo, number, version, no_rules, clock)

    numbers = [in_review(open_uow(), sign, clock, nip, "O1") for nip in (ANI, EKA)]
    version = 2
    for _ in range(8):
        found = at_once([approval(number) for number in numbers])
        assert Counter(type(one).__name__ for one in found) == {"Journey": 1, "SeatsGone": 1}
        with (uow := open_uow(write=False)):
            assert uow.seats.taken() == {"O1": 1}
            stored = [uow.journeys.get(number) for number in numbers]
        states = {one.state for one in stored if one is not None}
        assert states == {State.APPROVED, State.IN_REVIEW}
        # Give the seat back and let both try again, from new plans.
        for one in stored:
            assert one is not None
            withdraw(open_uow(), sign.clo, one.id, one.version, clock)
        numbers = [in_review(open_uow(), sign, clock, nip, "O1") for nip in (ANI, EKA)]


def test_plans_that_want_the_same_batches_in_any_order_never_block_each_other(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    wanted = {ANI: ("O2", "O3"), EKA: ("O3", "O2"), BUDI: ("O2", "O3"), CITRA: ("O3", "O2")}
    numbers = [in_review(open_uow(), sign, clock, nip, *batches) for nip, batches in wanted.items()]

    def approval(number: int) -> Callable[[], object]:
        return lambda: approve(open_uow(), sign.clo, number, 2, no_rules, clock)

    found = at_once([approval(number) for number in numbers])
    gone = [one for one in found if isinstance(one, SeatsGone)]
    assert len(gone) == 2
    assert {one.offering for one in gone} == {"O2"}
    with (uow := open_uow(write=False)):
        assert uow.seats.taken() == {"O2": 2, "O3": 2}


def test_of_many_edits_from_one_version_exactly_one_wins(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    number = in_review(open_uow(), sign, clock, ANI, "O2")

    def edit(actor: Actor, solution: str) -> Callable[[], object]:
        add = [Add(Choice(solution, AGENCY.offerings[0].starts))]
        return lambda: edit_items(open_uow(), actor, number, 2, add, make_plain, no_rules, clock)

    officers = (sign.officer, sign.second_officer, sign.clo, sign.officer)
    found = at_once([edit(actor, f"X{n}") for n, actor in enumerate(officers)])
    assert [type(one) for one in found].count(StaleVersion) == 3
    with (uow := open_uow(write=False)):
        stored = uow.journeys.get(number)
        assert stored is not None
        assert (stored.version, len(stored.items)) == (3, 2)
        assert [row.move for row in uow.decisions.of("journey", str(number))] == ["draft", "submit", "edit"]


def test_of_many_requests_for_one_year_exactly_one_is_stored(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    def ask(actor: Actor) -> Callable[[], object]:
        return lambda: request_journey(open_uow(), actor, ANI, YEAR, Consideration.GAP, clock)

    found = at_once([ask(sign.employee), ask(sign.supervisor), ask(sign.officer)])
    assert sum(isinstance(one, AlreadyOpen) for one in found) == 2
    with (uow := open_uow(write=False)):
        assert len(uow.journeys.of_person(ANI)) == 1


def test_a_request_repeated_at_once_is_done_once(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    done: list[int] = []

    def ask() -> object:
        with (uow := open_uow()):
            earlier = uow.idempotency.claim(1, "key", "body", clock.now())
            if earlier is not None:
                return earlier
            done.append(1)
            answer = Answer(201, "made")
            uow.idempotency.keep(1, "key", answer)
            uow.commit()
            return answer

    assert at_once([ask] * 6) == [Answer(201, "made")] * 6
    assert len(done) == 1


def test_imports_at_once_follow_each_other(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> None:
    renamed = [
        replace(AGENCY, people=tuple(replace(person, name=f"Name {n}") for person in AGENCY.people))
        for n in range(3)
    ]

    def bring(agency: object) -> Callable[[], object]:
        return lambda: import_agency(open_uow(), agency, ADMINISTRATOR, clock)  # type: ignore[arg-type]

    assert not [one for one in at_once([bring(agency) for agency in renamed]) if isinstance(one, Refusal)]
    with (uow := open_uow(write=False)):
        assert uow.agency.revision() == 4
        assert len({person.name for person in uow.agency.load().people}) == 1


def test_a_draft_of_everybody_and_a_request_at_once(
    open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock
) -> None:
    proposals = [proposal(nip) for nip in (ANI, BUDI, CITRA, EKA)]
    at_once(
        [
            lambda: draft_journeys(open_uow(), PROGRAM, proposals, clock),
            lambda: request_journey(open_uow(), sign.employee, ANI, YEAR, Consideration.GAP, clock),
        ]
    )
    with (uow := open_uow(write=False)):
        assert [len(uow.journeys.of_person(nip)) for nip in (ANI, BUDI, CITRA, EKA)] == [1, 1, 1, 1]
