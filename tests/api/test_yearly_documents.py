"""The yearly plan and the analysis behind it over HTTP, as Word and PDF."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import unquote

import pytest

from catalog.solutions import Bucket
from planner.journey import Closes, State
from tests.api.doors import Doors
from tests.api.test_documents import FORMATS, fetch, reads, text_of
from tests.small_agency import ANI, CITRA, IN_O1, item

CLASS = replace(
    IN_O1,
    form="pelatihan_teknis",
    bucket=Bucket.FORMAL,
    cost=2_500_000,
    closes=(Closes("T.01", 2, 3, 1.0),),
)


@pytest.fixture
def planned(doors: Doors) -> Doors:
    """Ani's plan is approved, Citra's is a draft."""
    doors.journey(State.APPROVED, items=(item(), CLASS))
    doors.journey(State.DRAFTED, nip=CITRA)
    return doors


@pytest.mark.parametrize("form", FORMATS)
def test_the_yearly_plan_has_the_seven_fields_and_names_nobody(planned: Doors, form: str) -> None:
    answer = fetch(planned, f"/api/v1/yearly-plan.{form}", "clo", year="2027")
    text = text_of(answer).replace("\u00a0", " ")
    for told in (
        "RENCANA PENGEMBANGAN KOMPETENSI TAHUN 2027",
        "KONSEP",
        "5, 3 di antaranya belum memiliki rencana",
        "First: 1 pegawai, Rp 2.501.000",
        "Second: 1 pegawai, Rp 1.000",
        "Teknis",
        "Data level 2 ke 3",
        "1 PNS",
        "0 PNS, 1 PPPK",
        "Analis",
        "klasikal",
        "Model 10%",
        "Penyelenggaraan O1",
        "1 Mar 2027",
        "5 Mar 2027",
        "Dicapai:",
        "Rp 2.500.000",
        "1 dari 1",
        "menetapkan",
    ):
        assert told in text, told
    for hidden in ("Ani", ANI, "Citra", CITRA):
        assert hidden not in text.replace("Analis", ""), hidden
    assert reads(planned, ANI) == []
    assert "Rencana pengembangan kompetensi 2027 Seluruh instansi" in unquote(
        answer.headers["content-disposition"]
    )


@pytest.mark.parametrize("form", FORMATS)
def test_the_analysis_tells_needs_by_priority_and_what_stands_behind_each_activity(
    planned: Doors, form: str
) -> None:
    text = text_of(fetch(planned, f"/needs-analysis.{form}", "clo", year="2027", unit="A1"))
    for told in (
        "ANALISIS KEBUTUHAN PENGEMBANGAN KOMPETENSI TAHUN 2027",
        "4 Januari 2027",
        "3, bersama-sama 12 level",
        "Di atas ekspektasi",
        "Integritas",
        "Manajerial",
        "Data level 1 ke 2, 1 pegawai, prioritas",
        "belum ada solusi belajar dalam katalog",
    ):
        assert told in text, told
    assert ANI not in text


def test_only_what_is_approved_is_no_draft(planned: Doors) -> None:
    text = text_of(fetch(planned, "/yearly-plan.pdf", "clo", year="2027", drafts="false"))
    assert "KONSEP" not in text
    assert "Second" not in text
    assert "Belum ada kegiatan" in text_of(fetch(planned, "/yearly-plan.pdf", "clo", year="2026"))


def test_what_is_not_there_is_not_found(planned: Doors) -> None:
    for query in ({"unit": "NOWHERE"}, {"run": "77"}):
        assert fetch(planned, "/yearly-plan.pdf", "clo", year="2027", **query).status_code == 404
    assert fetch(planned, "/yearly-plan.pdf", "clo").status_code in (404, 422)
    assert fetch(planned, "/api/v1/yearly-plan.pdf", "clo").status_code == 422
