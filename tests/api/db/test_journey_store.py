"""Lists of journeys and people: filtered, paged, and never beyond what the actor may see."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from api.db import SqlUnitsOfWork
from api.db.stores.paging import encode
from competency_models.people import Person
from planner.access import PROGRAM, Actor, Role, Scope, scope_of, sees
from planner.agency import Agency
from planner.errors import BadCursor
from planner.journey import State
from planner.ports import InboxFilter, PeopleFilter
from planner.usecases import draft_journeys, import_agency, submit_for_review
from tests.small_agency import (
    ADMINISTRATOR,
    AGENCY,
    ANI,
    BUDI,
    CITRA,
    DEWI,
    EKA,
    IN_O1,
    YEAR,
    SetClock,
    Sign,
    item,
    proposal,
)

ALL = Scope(everyone=True)


@pytest.fixture
def drafted(open_uow: SqlUnitsOfWork, sign: Sign, clock: SetClock) -> dict[str, int]:
    """Everybody has a draft, a day apart; Budi's and Eka's are in review since the last day."""
    uow, found = open_uow(), {}
    for nip in (ANI, BUDI, CITRA, DEWI, EKA):
        (found[nip],) = draft_journeys(uow, PROGRAM, [proposal(nip, item("S1"), IN_O1)], clock).drafted
        clock.wait(days=1)
    for nip in (BUDI, EKA):
        submit_for_review(uow, sign.clo, found[nip], 1, clock)
    return found


def test_a_journey_comes_back_to_the_last_digit(open_uow: SqlUnitsOfWork, drafted: dict[str, int]) -> None:
    with (uow := open_uow(write=False)):
        journey = uow.journeys.get(drafted[ANI])
    assert journey is not None
    assert journey.items == journey.proposed == (item("S1"), IN_O1)
    assert journey.items[0].jp == 0.1 + 0.2
    assert journey.provenance == proposal().provenance
    assert journey.changed_at is not None
    assert journey.changed_at.tzinfo is not None


def test_the_inbox_shows_sums_names_and_age(
    open_uow: SqlUnitsOfWork, drafted: dict[str, int], clock: SetClock
) -> None:
    with (uow := open_uow(write=False)):
        row = uow.journeys.inbox(ALL, InboxFilter(nip=BUDI)).rows[0]
    assert (row.name, row.unit, row.unit_name) == ("Budi", "A1", "First")
    assert (row.items, row.hours, row.cost) == (2, 80.2, 2_000)
    assert (row.state, row.since) == (State.IN_REVIEW, clock.now())


def test_an_edit_does_not_make_a_journey_younger(
    open_uow: SqlUnitsOfWork, drafted: dict[str, int], clock: SetClock
) -> None:
    uow = open_uow()
    with uow:
        before = uow.journeys.inbox(ALL, InboxFilter(nip=ANI)).rows[0]
        journey = uow.journeys.get(drafted[ANI])
        assert journey is not None
        uow.journeys.change([replace(journey, version=2, changed_at=clock.now(), note="later")])
        after = uow.journeys.inbox(ALL, InboxFilter(nip=ANI)).rows[0]
    assert after.since == before.since < clock.now()


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (InboxFilter(), [ANI, CITRA, DEWI, BUDI, EKA]),
        (InboxFilter(states=frozenset({State.IN_REVIEW})), [BUDI, EKA]),
        (InboxFilter(unit="A1"), [ANI, BUDI, EKA]),
        (InboxFilter(unit="A", states=frozenset({State.DRAFTED})), [ANI, CITRA, DEWI]),
        (InboxFilter(year=YEAR + 1), []),
        (InboxFilter(nip=CITRA), [CITRA]),
    ],
    ids=["all", "state", "unit and below", "unit and state", "year", "person"],
)
def test_the_inbox_is_filtered(
    open_uow: SqlUnitsOfWork, drafted: dict[str, int], wanted: InboxFilter, expected: list[str]
) -> None:
    with (uow := open_uow(write=False)):
        assert [row.nip for row in uow.journeys.inbox(ALL, wanted).rows] == expected
        assert sum(uow.journeys.count(ALL, wanted).values()) == len(expected)


def test_the_inbox_is_filtered_by_age(
    open_uow: SqlUnitsOfWork, drafted: dict[str, int], clock: SetClock
) -> None:
    clock.wait(days=-3, hours=-1)
    with (uow := open_uow(write=False)):
        assert [r.nip for r in uow.journeys.inbox(ALL, InboxFilter(since_before=clock.now())).rows] == [ANI]


def test_pages_together_are_the_whole_list(open_uow: SqlUnitsOfWork, drafted: dict[str, int]) -> None:
    with (uow := open_uow(write=False)):
        for limit in (1, 2, 3, 5):
            page = uow.journeys.inbox(ALL, limit=limit)
            found = [row.nip for row in page.rows]
            while page.next is not None:
                page = uow.journeys.inbox(ALL, after=page.next, limit=limit)
                found += [row.nip for row in page.rows]
            assert found == [ANI, CITRA, DEWI, BUDI, EKA]


def test_a_made_up_cursor_is_refused(open_uow: SqlUnitsOfWork) -> None:
    with (uow := open_uow(write=False)):
        for cursor in ("x", "!", "bnVsbA", "WyJhIl0", "WzEsMiwzXQ", "é", encode(["2027-01-04", 1])):
            for read in (uow.journeys.inbox, uow.people.page):
                with pytest.raises(BadCursor):
                    read(ALL, after=cursor)


def test_lists_show_exactly_whom_the_actor_sees(open_uow: SqlUnitsOfWork, drafted: dict[str, int]) -> None:
    units = ((), ("A11",), ("A1", "A11", "A2"))
    for role, nip, granted in product(Role, (None, ANI, BUDI, DEWI), units):
        actor = Actor(1, "x", role, nip, frozenset(granted))
        expected = {person.nip for person in AGENCY.people if sees(actor, person)}
        with (uow := open_uow(write=False)):
            assert {row.person.nip for row in uow.people.page(scope_of(actor)).rows} == expected
            assert {row.nip for row in uow.journeys.inbox(scope_of(actor)).rows} == expected
            assert sum(uow.journeys.count(scope_of(actor)).values()) == len(expected)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (PeopleFilter(), [ANI, BUDI, CITRA, DEWI, EKA]),
        (PeopleFilter(text="DEW"), [DEWI]),
        (PeopleFilter(text=" 1991 "), [BUDI]),
        (PeopleFilter(text="%"), []),
        (PeopleFilter(unit="A1"), [ANI, BUDI, EKA]),
        (PeopleFilter(unit="A1", job="J1"), [ANI, EKA]),
    ],
    ids=["all", "name", "nip", "wildcard", "unit and below", "unit and job"],
)
def test_people_are_found(
    open_uow: SqlUnitsOfWork, sign: Sign, wanted: PeopleFilter, expected: list[str]
) -> None:
    with (uow := open_uow(write=False)):
        assert [row.person.nip for row in uow.people.page(ALL, wanted).rows] == expected


def test_a_person_in_the_list_carries_their_newest_journey(
    open_uow: SqlUnitsOfWork, drafted: dict[str, int]
) -> None:
    with (uow := open_uow(write=False)):
        row = uow.people.page(ALL, PeopleFilter(text="Budi")).rows[0]
    assert (row.unit_name, row.job_name) == ("First", "Kepala")
    assert (row.journey, row.state) == (drafted[BUDI], State.IN_REVIEW)


def test_people_of_one_name_are_paged_without_loss(open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
    people = tuple(Person(f"19900101201501{n:04}", "Sri Wahyuni", "A", "J1") for n in range(9))
    agency = Agency(units=AGENCY.units, jobs=AGENCY.jobs, people=people)
    import_agency(open_uow(), agency, ADMINISTRATOR, clock)
    found: list[str] = []
    with (uow := open_uow(write=False)):
        page = uow.people.page(ALL, limit=2)
        found += [row.person.nip for row in page.rows]
        while page.next is not None:
            page = uow.people.page(ALL, after=page.next, limit=2)
            found += [row.person.nip for row in page.rows]
    assert found == [person.nip for person in people]
