"""Nobody reaches a person outside their care: not by an id in an address, a filter or a body, not in a list or a file."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from httpx2 import Response

from api.deps import LOCALE_COOKIE
from api.schemas import PERSON_FIELDS
from competency_models.people import Performance, Person, Potential
from planner.agency import Agency
from planner.communities import CommunityState
from planner.journey import State
from planner.rules import RuleCheck, Verdict
from planner.usecases import import_agency
from tests.api.doors import Doors
from tests.api.route_table import TABLE
from tests.api.test_routes import ask
from tests.small_agency import ADMINISTRATOR, AGENCY, ANI, BUDI, CITRA, EKA, SetClock

OUTSIDERS = ("employee", "supervisor", "officer")
"""Those who may not see Citra, who works in another unit and for another supervisor."""
STATES = ("drafted", "requested", "in_review", "approved", "active")
TRACES = (CITRA, "Citra")
IDS = ("{person_id}", "{journey_id}", "{community_id}")
WITH_IDS = {key: row for key, row in TABLE.items() if any(name in key for name in IDS)}
LISTS = [key for key in TABLE if key.startswith("GET") and "{" not in key]


def text_of(answer: Response) -> str:
    """What an answer says, the cells of a workbook too."""
    if not answer.content.startswith(b"PK"):
        return answer.text
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))


@pytest.fixture
def standing(doors: Doors) -> dict[str, int]:
    """Citra's plans and communities, one in each state that a route needs."""
    plans = {state: doors.journey(State(state), CITRA, year) for year, state in enumerate(STATES, start=2027)}
    proposed, _ = doors.community(CommunityState.PROPOSED, CITRA, "A2")
    verified, meeting = doors.community(CommunityState.VERIFIED, CITRA, "A2")
    return plans | {"proposed": proposed, "verified": verified, "meeting": meeting}


@pytest.mark.parametrize("name", OUTSIDERS)
def test_no_id_in_an_address_reaches_a_foreign_person(
    doors: Doors, standing: dict[str, int], name: str
) -> None:
    visitor = doors.visitor(getattr(doors.sign, name))
    assert len(WITH_IDS) >= 30
    for key, row in WITH_IDS.items():
        answer = ask(doors, visitor, key, row, standing, CITRA)
        assert answer.status_code in (403, 404), key
        assert not any(trace in text_of(answer) for trace in TRACES), key
    with doors.system.open(write=False) as uow:
        states = {found.state.value for found in uow.journeys.of_person(CITRA)}
        assert states == set(STATES), "nothing of hers was changed"
        for state in ("proposed", "verified"):
            found = uow.communities.get(standing[state])
            assert found is not None
            assert (found.state, found.version) == (state, 1)


@pytest.mark.parametrize("name", OUTSIDERS)
def test_no_id_in_a_body_or_a_filter_reaches_a_foreign_person(
    doors: Doors, standing: dict[str, int], name: str
) -> None:
    visitor, citra = doors.visitor(getattr(doors.sign, name)), doors.person(CITRA)
    asked = visitor.post("/api/v1/journeys", json={"person_id": citra, "year": 2027})
    assert asked.status_code == 404
    for path in (
        f"/api/v1/journeys?person={citra}",
        "/api/v1/journeys?unit=A2",
        "/api/v1/people?unit=A2",
        "/api/v1/people?text=Citr",
        f"/api/v1/people?after={citra}",
        "/api/v1/gap-map?unit=A2",
        "/api/v1/gap-map/people?group=A2&competency=M.01",
        "/api/v1/gap-map/people?group=A&competency=M.01",
        "/people?unit=A2",
        "/people?text=Citr",
        "/inbox?unit=A2",
        "/gap-map?unit=A2",
        "/gap-map/people?by=unit&group=A2&competency=M.01",
    ):
        answer = visitor.get(path)
        assert answer.status_code < 500, path
        assert not any(trace in text_of(answer) for trace in TRACES), path


@pytest.mark.parametrize("name", OUTSIDERS)
@pytest.mark.parametrize("format", ["", "csv", "xlsx"])
def test_no_list_and_no_file_holds_a_foreign_person(
    doors: Doors, standing: dict[str, int], name: str, format: str
) -> None:
    chief = doors.visitor(doors.sign.clo)
    for state in STATES:
        if state != "active":
            move = {"If-Match": '"1"'}
            reason = {"reason": "Citra pindah"}
            done = chief.post(f"/api/v1/journeys/{standing[state]}/withdraw", json=reason, headers=move)
            assert done.status_code == 200
    visitor = doors.visitor(getattr(doors.sign, name))
    for key in LISTS:
        row = TABLE[key]
        path, query = key.removeprefix("GET "), dict(row.query) | ({"format": format} if format else {})
        answer = visitor.get(path, params=query)
        assert answer.status_code < 500, path
        assert not any(trace in text_of(answer) for trace in TRACES), path


def test_a_chief_sees_her(doors: Doors) -> None:
    """The tests above could pass on an empty agency; here she is."""
    visitor = doors.visitor(doors.sign.clo)
    assert "Citra" in visitor.get("/api/v1/people").text
    assert "Citra" in visitor.get("/people").text
    assert "Citra" in text_of(visitor.get("/api/v1/people?format=xlsx"))
    assert visitor.get(f"/api/v1/people/{doors.person(CITRA)}").status_code == 200


def moved(**changes: Any) -> Agency:
    """The agency after Ani was given other units or superiors."""
    people = tuple(replace(one, **changes) if one.nip == ANI else one for one in AGENCY.people)
    return replace(AGENCY, people=people)


def test_a_supervisor_loses_sight_of_who_moved_away_at_once(doors: Doors, clock: SetClock) -> None:
    visitor, path = doors.visitor(doors.sign.supervisor), f"/api/v1/people/{doors.person(ANI)}"
    assert visitor.get(path).status_code == 200
    import_agency(doors.system.open(), moved(supervisor=EKA), ADMINISTRATOR, clock)
    assert visitor.get(path).status_code == 404


def test_an_officer_loses_sight_of_who_changed_units_at_once(doors: Doors, clock: SetClock) -> None:
    visitor, number = doors.visitor(doors.sign.officer), doors.journey(State.IN_REVIEW)
    path = f"/api/v1/journeys/{number}"
    assert visitor.get(path).status_code == 200
    import_agency(doors.system.open(), moved(unit="A2"), ADMINISTRATOR, clock)
    assert visitor.get(path).status_code == 404
    assert visitor.post(f"{path}/approve", headers={"If-Match": '"1"'}).status_code == 404


def test_each_role_is_shown_its_fields_and_no_more(doors: Doors) -> None:
    hidden = {"performance", "potential", "scarce_skill"}
    assert {field for fields in PERSON_FIELDS.values() for field in fields} <= set(
        Person.__dataclass_fields__
    )
    for name, actor in list(doors.actors().items())[1:]:
        assert actor is not None
        visitor, own = doors.visitor(actor), doors.person(actor.nip or BUDI)
        answer = visitor.get(f"/api/v1/people/{own}")
        assert hidden & set(answer.json()) == hidden & PERSON_FIELDS[actor.role], name
        gaps = visitor.get(f"/api/v1/people/{own}/gaps").json()["person"]
        assert hidden & set(gaps) == hidden & PERSON_FIELDS[actor.role], name
        listed = visitor.get("/api/v1/people?format=csv").text.splitlines()[0].split(",")
        assert hidden & set(listed) <= PERSON_FIELDS[actor.role], name


def test_only_who_may_know_is_told_the_talent_box(doors: Doors, clock: SetClock) -> None:
    people = tuple(
        replace(one, performance=Performance.ABOVE, potential=Potential.HIGH) if one.nip == BUDI else one
        for one in AGENCY.people
    )
    import_agency(doors.system.open(), replace(AGENCY, people=people), ADMINISTRATOR, clock)
    told = {}
    for name in ("supervisor", "officer", "clo", "administrator"):
        visitor = doors.visitor(getattr(doors.sign, name))
        visitor.cookies.set(LOCALE_COOKIE, "en")
        told[name] = "Talent box" in visitor.get(f"/people/{doors.person(BUDI)}").text
        assert "potential" not in visitor.get("/people?format=xlsx").text.lower()
    assert told == {"supervisor": False, "officer": True, "clo": True, "administrator": False}


def test_no_rule_tells_a_potential_to_who_may_not_know_it(doors: Doors) -> None:
    barred = RuleCheck(
        "eligibility", Verdict.FAIL, None, None, "x", "S", "This form is for high potentials (talent box 9)."
    )
    late = RuleCheck("within_year", Verdict.FAIL, None, None, "x", "D")
    doors.app.state.system = replace(doors.system, check_items=lambda _uow, _journey: (barred, late))
    number, rules = doors.journey(State.DRAFTED), {}
    for name in ("employee", "supervisor", "officer", "clo", "administrator"):
        visitor = doors.visitor(getattr(doors.sign, name))
        visitor.cookies.set(LOCALE_COOKIE, "en")
        rules[name] = [check["rule"] for check in visitor.get(f"/api/v1/journeys/{number}").json()["checks"]]
        seen = visitor.get(f"/journeys/{number}").text
        assert ("talent box" in seen) == (name in ("officer", "clo")), name
    hidden, whole = ["within_year"], ["eligibility", "within_year"]
    assert rules == {
        "employee": hidden,
        "supervisor": hidden,
        "officer": whole,
        "clo": whole,
        "administrator": hidden,
    }


def test_looking_at_others_leaves_a_trace_and_at_oneself_none(doors: Doors) -> None:
    officer, employee = doors.visitor(doors.sign.officer), doors.visitor(doors.sign.employee)
    ani = doors.person(ANI)
    number = doors.journey(State.DRAFTED)
    for path in ("", "/gaps", "/journeys", "/upskilling-path"):
        assert officer.get(f"/api/v1/people/{ani}{path}").status_code == 200
        assert employee.get(f"/api/v1/people/{ani}{path}").status_code == 200
    officer.get(f"/api/v1/journeys/{number}")
    officer.get("/api/v1/people?limit=1")
    officer.get("/api/v1/journeys")
    reads = employee.get(f"/api/v1/people/{ani}/reads").json()["items"]
    assert {row["by"] for row in reads} == {"lo"}
    assert sorted(row["what"] for row in reads) == sorted(
        ["person", "gaps", "journeys of person", "upskilling path", "journey", "people list", "journeys list"]
    )
