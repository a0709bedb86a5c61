"""What came over plans, on the page, in the workbook and over JSON: looked at, carried out once, refused when it is old."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any

import pytest

from catalog.solutions import Bucket
from planner.access import Actor
from planner.journey import Journey, State
from planner.replanning import Replanned
from planner.usecases import import_agency
from tests.api.doors import Doors
from tests.api.pages.reading import Strict, open_book, read
from tests.api.test_documents import reads
from tests.small_agency import AGENCY, ANI, CITRA, EKA, item

CANCELLED = "/replanning?kind=cancelled&batch=O1"
TALKS = replace(item("S3"), form="coaching")
IN_O1 = replace(item("S2", "O1", date(2027, 3, 1), 4), form="pelatihan_teknis", bucket=Bucket.FORMAL)
BODY: dict[str, Any] = {"year": 2027, "happened": [{"kind": "seats", "offering": "O1", "seats": 0}]}


@pytest.fixture
def planned(doors: Doors) -> Doors:
    """Ani's plan is approved and holds the only seat of O1, which Eka's draft wants as well."""
    solutions = tuple(
        replace(one, form="pelatihan_teknis") if one.code == "S2" else one for one in AGENCY.solutions
    )
    offer = replace(AGENCY, solutions=solutions)
    import_agency(doors.system.open(), offer, doors.sign.administrator, doors.system.clock)
    doors.journey(State.APPROVED, items=(TALKS, IN_O1))
    with doors.system.open() as uow:
        assert uow.seats.take("O1")
        uow.commit()
    doors.journey(State.DRAFTED, nip=EKA, items=(TALKS, IN_O1))
    doors.journey(State.DRAFTED, nip=CITRA, items=(TALKS,))
    return doors


def journey(doors: Doors, nip: str) -> Journey:
    with doors.system.open(write=False) as uow:
        return uow.journeys.of_person(nip)[0]


def look(doors: Doors, actor: Actor, body: dict[str, Any]) -> Any:
    answer = doors.visitor(actor).post("/api/v1/replanning/look", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_without_a_disturbance_only_what_cannot_stand_is_shown(planned: Doors) -> None:
    text = unescape(read(planned.visitor(planned.sign.officer), "/replanning", "en"))
    Strict().feed(text)
    assert "plans hold more seats in the batch O1 than it has" in text
    assert ">Eka</a>" in text
    assert ">Ani</a>" not in text
    assert 'name="batch"' not in text, "an officer does not say what happened"
    assert reads(planned, CITRA) == reads(planned, ANI) == []


def test_a_cancelled_batch_is_looked_at_and_carried_out_once(planned: Doors) -> None:
    visitor = planned.visitor(planned.sign.clo)
    text = unescape(read(visitor, CANCELLED, "en"))
    assert "the batch O1 is cancelled" in text
    assert "1 approved plan is opened again" in text
    assert ">Citra</a>" not in text
    seen = text.split('name="hash" value="')[1][:64]
    form = {"kind": "cancelled", "batch": "O1", "hash": seen}
    refused = visitor.post("/replanning", data=form)
    assert refused.status_code == 422
    assert "Please give a reason." in refused.text
    assert journey(planned, ANI).state is State.APPROVED
    assert visitor.post("/replanning", data=form | {"reason": "Burnt"}).status_code == 303
    assert journey(planned, ANI).state is State.IN_REVIEW
    own = planned.visitor(planned.sign.employee)
    history = unescape(read(own, f"/journeys/{journey(planned, ANI).id}", "en"))
    assert "Burnt" in history
    assert "the batch O1 is cancelled" in history
    again = visitor.post("/replanning", data=form | {"reason": "Burnt <again>"})
    assert again.status_code == 409
    assert ">Burnt &lt;again&gt;</textarea>" in again.text
    assert "Every plan can stand as it is" in read(visitor, "/replanning", "en")


def test_the_workbook_has_everybody_before_and_after(planned: Doors) -> None:
    answer = planned.visitor(planned.sign.clo).get(f"{CANCELLED}&format=xlsx")
    rows = list(open_book(answer.content).worksheets[0].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == {ANI, EKA}
    assert {(row[1], row[6]) for row in rows if row[4] == "melepas"} == {("Ani", "O1"), ("Eka", "O1")}


def test_what_cannot_have_happened_is_told_by_the_field(planned: Doors) -> None:
    visitor = planned.visitor(planned.sign.clo)
    for query, field in (
        ("kind=cancelled&batch=NONE", "batch"),
        ("kind=seats&batch=O1&seats=-1", "seats"),
        ("kind=moved&batch=O1&starts=2027-03-09&ends=2027-03-08", "ends"),
        ("kind=moved&batch=O1&starts=later&ends=2027-03-08", "starts"),
        ("kind=money&unit=A&rupiah=much", "rupiah"),
        ("kind=money&unit=Z&rupiah=5", "unit"),
        ("kind=left&person=nobody", "person"),
    ):
        answer = visitor.get(f"/replanning?{query}")
        assert answer.status_code == 422, query
        assert f'href="#{field}"' in answer.text, query


def test_over_json_the_same_is_seen_and_done(planned: Doors) -> None:
    seen = look(planned, planned.sign.clo, BODY)
    assert [one["nip"] for one in seen["changed"]] == sorted([ANI, EKA])
    ani = next(one for one in seen["changed"] if one["nip"] == ANI)
    assert ani["reopened"]
    assert next((one["cause"], one["what"]) for one in ani["why"]) == ("cancelled", "O1")
    assert [one["offering"] for one in ani["removed"]] == ["O1"]
    client = planned.visitor(planned.sign.clo)
    body = BODY | {"hash": seen["hash"], "reason": "Burnt"}
    old = client.post("/api/v1/replanning", json=body | {"hash": Replanned().hash})
    assert old.status_code == 409
    done = client.post("/api/v1/replanning", json=body)
    assert done.json() == {"changed": 2, "reopened": 1, "withdrawn": 0}
    assert look(planned, planned.sign.clo, {"year": 2027})["changed"] == []


def test_who_left_is_named_by_the_id_of_addresses(planned: Doors) -> None:
    left = {"kind": "left", "person": planned.person(ANI)}
    seen = look(planned, planned.sign.clo, {"year": 2027, "happened": [left]})
    assert [one["nip"] for one in seen["withdrawn"]] == [ANI]
    unknown = {"year": 2027, "happened": [{"kind": "left", "person": "nobody"}]}
    assert planned.visitor(planned.sign.clo).post("/api/v1/replanning/look", json=unknown).status_code == 404


def test_everything_wrong_over_json_is_told_at_once(planned: Doors) -> None:
    wrong = [
        {"kind": "seats", "offering": "NONE", "seats": 1},
        {"kind": "budget", "unit": "NOWHERE", "rupiah": 1},
    ]
    answer = planned.visitor(planned.sign.clo).post(
        "/api/v1/replanning/look", json={"year": 2027, "happened": wrong}
    )
    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == 2
