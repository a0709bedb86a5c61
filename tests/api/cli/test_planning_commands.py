"""plan, show and user add."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.cli.installation import open_system
from api.demo.agency import demo_agency
from api.settings import load_settings
from planner.access import Actor, Role
from planner.agency_files import write_agency
from planner.ports import Account
from planner.usecases import add_account, submit_for_review
from tests.api.cli.conftest import Corpu
from tests.small_agency import ADMINISTRATOR

PEOPLE = 40


@pytest.fixture
def planned(corpu: Corpu, tmp_path: Path) -> Corpu:
    write_agency(demo_agency(people_count=PEOPLE), tmp_path / "agency")
    assert corpu("import", tmp_path / "agency").status == 0
    return corpu


def a_person() -> str:
    return demo_agency(people_count=PEOPLE).people[0].nip


def test_planning_everyone_again_changes_nothing_but_for_plans_in_peoples_hands_which_stand(
    planned: Corpu,
) -> None:
    first, second = planned("plan", "--all", "--json").json(), planned("plan", "--all", "--json").json()
    assert first["people"] == PEOPLE
    assert first["drafted"] == PEOPLE
    assert second["drafted"] == 0
    assert second["drafts_unchanged"] == PEOPLE
    assert first["plan_hash"] == second["plan_hash"]
    assert first["broken_rules"] == 0
    system = open_system(load_settings())
    with system.open(write=False) as uow:
        journey = next(one for one in uow.journeys.of_year(2027) if one.items)
    account = add_account(system.open(), ADMINISTRATOR, Account(0, "clo", "x", Role.CLO), system.clock)
    clo = Actor(account.id, "clo", Role.CLO)
    submit_for_review(system.open(), clo, journey.id, journey.version, system.clock)
    system.close()
    third = planned("plan", "--all", "--json").json()
    assert (third["people"], third["left_to_people"]) == (PEOPLE - 1, 1)
    assert third["drafted"] + third["drafts_unchanged"] == PEOPLE - 1


def test_one_person_is_planned_and_shown(planned: Corpu) -> None:
    assert planned("plan", a_person(), "--json").json()["people"] == 1
    said = planned("show", a_person(), "--json").json()
    assert said["nip"] == a_person()
    assert said["journey"]["state"] == "drafted"
    assert "Learning solution" in planned("show", a_person()).out


def test_a_person_without_a_plan_is_told_so(planned: Corpu) -> None:
    assert "No plan yet." in planned("show", a_person()).out


@pytest.mark.parametrize("words", [("plan",), ("plan", "199001012015011001", "--all")])
def test_one_or_everyone(planned: Corpu, words: tuple[str, ...]) -> None:
    said = planned(*words)
    assert said.status == 2
    assert "one NIP, or --all" in said.err


@pytest.mark.parametrize("command", ["plan", "show"])
def test_an_unknown_nip_is_refused_in_words(planned: Corpu, command: str) -> None:
    said = planned(command, "190001011920011001")
    assert said.status == 1
    assert "190001011920011001" in said.err
    assert "Traceback" not in said.err


def test_a_sign_in_is_made_once_and_its_password_is_told_once(planned: Corpu) -> None:
    said = planned("user", "add", "lo.pusat", "--role", "learning_officer", "--unit", "BPSDM", "--json")
    assert len(said.json()["password"]) >= 12
    again = planned("user", "add", "LO.Pusat", "--role", "clo")
    assert again.status == 1
    assert "taken" in again.err


def test_a_sign_in_for_an_unknown_unit_is_refused(planned: Corpu) -> None:
    said = planned("user", "add", "x", "--role", "learning_officer", "--unit", "NOWHERE")
    assert said.status == 1
    assert "NOWHERE" in said.err


def test_where_the_mail_of_a_sign_in_goes_to(corpu: Corpu) -> None:
    made = corpu("user", "add", "Admin", "--role", "administrator", "--email", "a@example.go.id", "--json")
    assert made.status == 0
    said = corpu("user", "email", "admin", "b@example.go.id", "--json")
    assert said.json() == {"username": "admin", "email": "b@example.go.id"}
    wrong = corpu("user", "email", "admin", "b at home")
    assert (wrong.status, "This is not an e-mail address" in wrong.err) == (1, True)
    assert corpu("user", "email", "admin", "--json").json()["email"] == ""
    assert corpu("user", "email", "nobody", "b@example.go.id").status == 1
