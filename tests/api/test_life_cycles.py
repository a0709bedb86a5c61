"""Every form of the circular is lived: from the approved plan through each task, by whoever has it, to the certificate.

The forms come from the table alone; papers, fields and doers are read from the answers, so that a new file is lived too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.bootstrap import ChecksByWorld
from catalog.forms import general_stages, load_forms
from planner.journey import State
from tests.api.documents.lived import papers_open
from tests.api.documents.opened import text_of_pdf
from tests.api.doors import Doors
from tests.api.living import (
    Hand,
    House,
    JsonHand,
    Life,
    PageHand,
    change,
    found_community,
    good,
    open_house,
    planned,
    read,
)
from tests.api.served import serve
from tests.catalog.test_activity_stages import NEW
from tests.small_agency import ANI, BUDI, YEAR, Sign

OWN_UNIT, HR_UNIT = False, True
JSON, PAGES = (
    pytest.param("postgresql", JsonHand, marks=pytest.mark.postgresql, id="postgresql-json"),
    pytest.param("sqlite", PageHand, id="sqlite-pages"),
)
both_ways = pytest.mark.parametrize(("database_url", "hand_of"), [JSON, PAGES], indirect=True)
"""Over JSON on one database, through the pages on the other: neither door knows which database lies below."""
COMMUNITY = "komunitas_belajar"
INTERNSHIP = "magang_praktik_kerja"
EARNED = {
    (INTERNSHIP, OWN_UNIT): 20,
    ("pertukaran_pegawai", OWN_UNIT): 20,
    ("patok_banding", OWN_UNIT): 10,
    ("detasering", OWN_UNIT): 20,
    ("outbound", OWN_UNIT): 16,
    (COMMUNITY, OWN_UNIT): 2,
    # The papers say one hour, and one meeting.
    ("belajar_mandiri", OWN_UNIT): 1,
    ("coaching", OWN_UNIT): 2,
    ("mentoring", OWN_UNIT): 2,
    # Three meetings in March, of which two count.
    ("coaching", HR_UNIT): 4,
    ("mentoring", HR_UNIT): 4,
    ("pelatihan_teknis", OWN_UNIT): 16,
}
"""JP of each form, by who organises it."""


@pytest.fixture
def house(database_url: str, tmp_path: Path, sign: Sign) -> Iterator[House]:
    made = open_house(database_url, tmp_path / "data", sign)
    yield made
    made.doors.system.close()


@pytest.fixture
def hand_of(request: pytest.FixtureRequest) -> Callable[[House], Hand]:
    made: Callable[[House], Hand] = request.param
    return made


@pytest.fixture
def hand(hand_of: Callable[[House], Hand], house: House) -> Hand:
    return hand_of(house)


@both_ways
@pytest.mark.parametrize(("form", "batch"), EARNED)
def test_a_form_is_lived_from_approval_to_certificate(
    house: House, hand: Hand, form: str, batch: bool
) -> None:
    life = Life(house, hand, form, YEAR, batch).start()
    if form == COMMUNITY:
        meet_once(house)
    life.finish_all()
    assert life.now()["phase"] == "awaiting_result"
    hand.judge(life.activity, "pass")
    assert life.now()["phase"] == "passed"
    assert life.jp() == EARNED[form, batch]
    is_certified(life, EARNED[form, batch])
    papers = papers_open(house.doors.visitor(house.sign.employee), life.now(), "Ani")
    assert papers > 0 or form == "pelatihan_teknis"  # lived through the general stages, which have no papers


def test_every_form_with_stages_of_its_own_is_in_the_table() -> None:
    forms = load_forms()
    day = date(YEAR, 1, 4)
    general = general_stages(forms.parameters.at(day))
    own = {form.key for form in forms.at(day).values() if form.stages != general}
    assert own <= {form for form, _ in EARNED}


def is_certified(life: Life, jp: float) -> None:
    """The certificate stands for the hours; its paper opens, and everybody who holds the code is told so and no more."""
    certificate, doors = life.certificate(), life.house.doors
    code, title = certificate["code"], certificate["title"]
    paper = doors.visitor(doors.sign.employee).get(f"/activities/{life.activity}/certificate.pdf")
    text = text_of_pdf(paper.content)
    for told in ("Ani", title, code):
        assert told in text
    public = good(doors.visitor().get(f"/api/v1/certificates/{code}"))
    shown = {"code": code, "name": "Ani", "title": title, "jp": jp, "withdrawn": False}
    assert {name: value for name, value in public.items() if name != "issued_on"} == shown
    page = read(doors.visitor(), f"/certificates/{code}")
    assert "Ani" in page
    assert title in page
    assert ANI not in page + text


def meet_once(house: House) -> None:
    """Ani's unit has a learning community that meets once; its verification is two of her tasks."""
    path = found_community(house, COMMUNITY)
    house.move_to(date(YEAR, 3, 15))
    meeting = {
        "kind": "knowledge",
        "title": "Daftar data",
        "starts": f"{YEAR}-03-08T09:00:00",
        "ends": f"{YEAR}-03-08T11:00:00",
        "attendance": [{"nip": ANI}, {"nip": BUDI, "part": "presenter"}],
    }
    change(house.doors.visitor(house.sign.supervisor), f"{path}/meetings", path, meeting)


@both_ways
@pytest.mark.parametrize(("result", "barred"), [("bar", True), ("excuse", False)])
def test_who_fails_may_join_again_or_is_barred_until_the_evaluation(
    house: House, hand: Hand, result: str, barred: bool
) -> None:
    """Lampiran A.7.c.4."""
    life = Life(house, hand, INTERNSHIP, YEAR).start()
    life.finish_one()
    again = house.doors.journey(
        State.IN_REVIEW, year=YEAR + 1, items=(planned(house, INTERNSHIP, YEAR + 1, batch=False),)
    )
    assert not speaks_against(house, again)
    hand.judge(life.activity, result, "Tidak selesai.")
    assert life.now()["phase"] == ("failed_barred" if barred else "failed_excused")
    assert life.jp() == 0
    assert speaks_against(house, again) == barred
    if barred:
        hand.judge(life.activity, "evaluate")
        assert not speaks_against(house, again)


def speaks_against(house: House, journey: int) -> bool:
    """Whether the officer is told, over JSON and on the page, that the person failed in the form before."""
    system = replace(house.doors.system, check_items=ChecksByWorld(house.doors.system.worlds))
    doors = Doors(serve(system.settings, system), system, house.sign)
    visitor, rule = doors.visitor(house.sign.officer), "SE 07/SE/KM/2023, Lampiran A.7.c.4"
    checks = good(visitor.get(f"/api/v1/journeys/{journey}"))["checks"]
    told = any(one["reference"] == rule for one in checks if one["verdict"] == "fail")
    assert (rule in read(visitor, f"/journeys/{journey}")) == told
    return told


@both_ways
def test_a_form_of_one_new_file_is_lived(
    database_url: str, tmp_path: Path, sign: Sign, hand_of: Callable[[House], Hand]
) -> None:
    """No code knows the form: its file alone says who does what."""
    rules = tmp_path / "rules"
    rules.mkdir()
    (rules / "kunjungan.yaml").write_text(NEW + BUCKET, encoding="utf-8")
    house = open_house(database_url, tmp_path / "data", sign, regulations_dir=rules)
    life = Life(house, hand_of(house), "kunjungan_lapangan", YEAR).start()
    assert life.finish_all()[:2] == ["officer letter 1", "employee visit 1"]
    life.hand.judge(life.activity, "pass")
    is_certified(life, 0)
    house.doors.system.close()


BUCKET = """
form.kunjungan_lapangan.buckets.pupr:
  title: {id: Model, en: Models}
  values:
    - {from: 2027-01-01, value: ["70"], reference: "SK 1", certainty: S}
"""
