"""An agency's data come in as a whole or not at all, and come out as they went in."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from api.db import SqlUnitsOfWork
from api.db.stores.agency import KEPT
from api.demo.agency import demo_agency
from catalog.solutions import Offering
from competency_models.errors import InputError
from competency_models.framework import Lift, Prerequisite
from competency_models.people import OrgUnit, Person
from planner.access import Actor, Role
from planner.agency import Agency
from planner.errors import Forbidden
from planner.usecases import approve, draft_journeys, import_agency, load_agency, submit_for_review
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, IN_O1, SetClock, Sign, no_rules, proposal


def test_an_agency_comes_back_as_it_was_handed_in(open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
    import_agency(open_uow(), AGENCY, ADMINISTRATOR, clock)
    assert load_agency(open_uow(write=False)) == AGENCY


def test_the_order_of_the_files_does_not_matter(open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
    turned = replace(AGENCY, units=AGENCY.units[::-1], people=AGENCY.people[::-1])
    import_agency(open_uow(), turned, ADMINISTRATOR, clock)
    assert load_agency(open_uow(write=False)) == AGENCY


def test_a_second_import_adds_and_changes_nothing(open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
    first = import_agency(open_uow(), AGENCY, ADMINISTRATOR, clock)
    second = import_agency(open_uow(), AGENCY, ADMINISTRATOR, clock)
    assert first.changes == sum(table.added for table in first.tables.values()) == 31
    assert second.changes == 0
    assert second.tables["people"].unchanged == 5


def test_an_import_reports_what_it_added_changed_and_left(open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
    import_agency(open_uow(), AGENCY, ADMINISTRATOR, clock)
    ani, *others, _eka = AGENCY.people
    new = Person("198501012010011009", "Fajar", "A2", "J1")
    people = (replace(ani, name="Ani Lestari"), *others, new)
    report = import_agency(open_uow(), replace(AGENCY, people=people), ADMINISTRATOR, clock).tables["people"]
    assert (report.added, report.changed, report.unchanged, report.left) == (1, 1, 3, 1)
    assert len(load_agency(open_uow(write=False)).people) == 6


def test_an_import_asks_the_database_as_often_for_many_records_as_for_few(
    open_uow: SqlUnitsOfWork, clock: SetClock
) -> None:
    asked: list[str] = []
    event.listen(open_uow.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))

    def count(agency: Agency) -> int:
        asked.clear()
        import_agency(open_uow(), agency, ADMINISTRATOR, clock)
        return len(asked)

    few = count(AGENCY)
    units = tuple(OrgUnit(f"B{n:04}", "Unit", "A") for n in range(2000))
    # PostgreSQL receives a thousand rows in one statement.
    assert count(replace(AGENCY, units=(*AGENCY.units, *units))) <= few + 2


def test_a_cycle_made_together_with_stored_records_is_refused_and_nothing_is_kept(
    open_uow: SqlUnitsOfWork, clock: SetClock
) -> None:
    import_agency(open_uow(), AGENCY, ADMINISTRATOR, clock)
    turned = replace(AGENCY, units=(OrgUnit("Z", "New"),), prerequisites=(Prerequisite("S1", "S2"),))
    with pytest.raises(InputError, match="S1"):
        import_agency(open_uow(), turned, ADMINISTRATOR, clock)
    assert load_agency(open_uow(write=False)) == AGENCY


def test_a_cycle_of_units_made_together_with_stored_ones_is_refused(
    open_uow: SqlUnitsOfWork, clock: SetClock
) -> None:
    import_agency(open_uow(), AGENCY, ADMINISTRATOR, clock)
    turned = Agency(units=(OrgUnit("A1", "First", "A11"),))
    with pytest.raises(InputError, match="A11"):
        import_agency(open_uow(), turned, ADMINISTRATOR, clock)
    assert load_agency(open_uow(write=False)) == AGENCY


def test_a_record_that_stands_twice_is_refused(open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
    twice = replace(AGENCY, lifts=(*AGENCY.lifts, Lift("S1", "T.01", 1, 3)))
    with pytest.raises(InputError, match=r"S1 T\.01 1"):
        import_agency(open_uow(), twice, ADMINISTRATOR, clock)
    assert load_agency(open_uow(write=False)) == Agency()


def test_a_batch_cannot_shrink_below_the_seats_taken(
    open_uow: SqlUnitsOfWork, clock: SetClock, sign: Sign
) -> None:
    uow = open_uow()
    (journey,) = draft_journeys(uow, sign.clo, [proposal(ANI, IN_O1)], clock).drafted
    submit_for_review(uow, sign.officer, journey, 1, clock)
    approve(uow, sign.officer, journey, 2, no_rules, clock)
    shrunk = replace(AGENCY, offerings=(Offering("O1", "S2", date(2027, 3, 1), date(2027, 3, 5), 0),))
    with pytest.raises(InputError, match="1 seats taken"):
        import_agency(uow, shrunk, ADMINISTRATOR, clock)
    import_agency(uow, AGENCY, ADMINISTRATOR, clock)
    with uow:
        assert uow.seats.taken() == {"O1": 1}


def test_an_import_touches_no_account_and_no_grant(
    open_uow: SqlUnitsOfWork, clock: SetClock, sign: Sign
) -> None:
    with (uow := open_uow(write=False)):
        before = uow.accounts.page().rows
    moved = replace(AGENCY, people=tuple(replace(person, unit="A2") for person in AGENCY.people))
    import_agency(open_uow(), moved, ADMINISTRATOR, clock)
    with uow:
        assert uow.accounts.page().rows == before


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_an_administrator_imports(open_uow: SqlUnitsOfWork, clock: SetClock, role: Role) -> None:
    with pytest.raises(Forbidden):
        import_agency(open_uow(), AGENCY, Actor(1, "x", role), clock)


def test_every_import_leaves_one_row_in_each_log(open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
    for _ in range(2):
        import_agency(open_uow(), AGENCY, ADMINISTRATOR, clock)
    with (uow := open_uow(write=False)):
        assert [entry.revision for entry in uow.imports.latest()] == [2, 1]
        assert [row.version for row in uow.decisions.of("agency", "agency")] == [1, 2]
        assert uow.imports.latest()[1].report.tables["people"].added == 5


def test_the_demo_agency_comes_back_whole(open_uow: SqlUnitsOfWork, clock: SetClock) -> None:
    agency = demo_agency(people_count=60)
    import_agency(open_uow(), agency, ADMINISTRATOR, clock)
    stored = load_agency(open_uow(write=False))
    for kept in KEPT:
        handed_in = sorted(getattr(agency, kept.name), key=kept.key_of)
        assert list(getattr(stored, kept.name)) == handed_in != []
    assert import_agency(open_uow(), agency, ADMINISTRATOR, clock).changes == 0
