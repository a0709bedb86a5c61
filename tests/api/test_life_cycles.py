"""Every form of the circular is lived: from the approved plan through each task, by whoever has it, to the result."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.living import Hand, House, JsonHand, Life, PageHand, open_house
from tests.small_agency import Sign

FORMS = [
    "magang_praktik_kerja",
    "pertukaran_pegawai",
    "patok_banding",
    "detasering",
    "outbound",
    "komunitas_belajar",
    "belajar_mandiri",
    "coaching",
    "mentoring",
    "pelatihan_teknis",
]
RUN_BY_BOTH = ("coaching", "mentoring")
CASES = [(form, False) for form in FORMS] + [(form, True) for form in RUN_BY_BOTH]


@pytest.fixture
def house(database_url: str, tmp_path: Path, sign: Sign) -> Iterator[House]:
    made = open_house(database_url, tmp_path / "data", sign, 2027)
    yield made
    made.doors.system.close()


@pytest.fixture(params=["json", "pages"])
def hand(request: pytest.FixtureRequest, house: House) -> Hand:
    return JsonHand(house) if request.param == "json" else PageHand(house)


@pytest.mark.parametrize(("form", "batch"), CASES)
def test_a_form_is_lived(house: House, hand: Hand, form: str, batch: bool) -> None:
    life = Life(house, hand, form, 2027, batch).start()
    life.finish_all()
    assert life.now()["phase"] == "awaiting_result"
    hand.judge(life.activity, "pass")
    assert life.now()["phase"] == "passed"
