"""Who may do what, and whose data they see."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from competency_models.people import Person
from planner.access import CAPABILITIES, Actor, Capability, Role, may, sees

OWN, REPORT, IN_UNIT, FOREIGN = "own", "report", "in_unit", "foreign"
ME = "199001012015011001"
PEOPLE = {
    OWN: Person(ME, "Me", "X", "J"),
    REPORT: Person("199101012015011001", "Report", "Y", "J", supervisor=ME),
    IN_UNIT: Person("199201012015011001", "Colleague", "A11", "J"),
    FOREIGN: Person("199301012015011001", "Stranger", "Z", "J", supervisor="199201012015011001"),
}
SEEN = {
    Role.EMPLOYEE: {OWN},
    Role.SUPERVISOR: {OWN, REPORT},
    Role.LEARNING_OFFICER: {OWN, IN_UNIT},
    Role.CLO: {OWN, REPORT, IN_UNIT, FOREIGN},
    Role.ADMINISTRATOR: {OWN, REPORT, IN_UNIT, FOREIGN},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_sees_exactly_the_people_it_should(role: Role) -> None:
    actor = Actor(1, "me", role, ME, frozenset({"A1", "A11"}))
    assert {name for name, person in PEOPLE.items() if sees(actor, person)} == SEEN[role]


@pytest.mark.parametrize("role", [Role.EMPLOYEE, Role.SUPERVISOR, Role.LEARNING_OFFICER])
def test_an_account_without_a_person_sees_nobody_by_accident(role: Role) -> None:
    assert not any(sees(Actor(1, "me", role), person) for person in PEOPLE.values())


@given(st.sampled_from(Role), st.sampled_from(sorted(PEOPLE)))
def test_granted_units_mean_nothing_in_other_roles(role: Role, name: str) -> None:
    with_units = Actor(1, "me", role, ME, frozenset({"A11", "Z"}))
    without = Actor(1, "me", role, ME)
    if role is not Role.LEARNING_OFFICER:
        assert sees(with_units, PEOPLE[name]) == sees(without, PEOPLE[name])


def test_an_administrator_decides_on_no_plan() -> None:
    deciding = {
        Capability.JOURNEY_REQUEST,
        Capability.JOURNEY_DRAFT,
        Capability.JOURNEY_EDIT,
        Capability.JOURNEY_REVIEW,
        Capability.JOURNEY_WITHDRAW,
        Capability.JOURNEY_ACTIVATE,
        Capability.JOURNEY_COMPLETE,
    }
    assert not deciding & CAPABILITIES[Role.ADMINISTRATOR]


@pytest.mark.parametrize("capability", [Capability.AGENCY_IMPORT, Capability.ACCOUNT_MANAGE])
def test_only_an_administrator_keeps_data_and_accounts(capability: Capability) -> None:
    assert [role for role in Role if may(Actor(1, "me", role), capability)] == [Role.ADMINISTRATOR]


def test_only_officers_and_the_clo_review() -> None:
    reviewers = [role for role in Role if may(Actor(1, "me", role), Capability.JOURNEY_REVIEW)]
    assert reviewers == [Role.LEARNING_OFFICER, Role.CLO]


def test_every_capability_belongs_to_somebody() -> None:
    assert set(Capability) == set().union(*CAPABILITIES.values())
