"""Citations and limits in the reader's words."""

from __future__ import annotations

import pytest

from api.i18n import translator
from api.pages.citations import cite
from api.pages.names import bound
from planner.regulations import standard_parameters
from planner.rules import RuleCheck, Verdict
from tests.agencies import DAY


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("PP 11/2017, art. 203(4)", "PP 11/2017, pasal 203 ayat (4)"),
        ("PP 49/2018, art. 40(2)-(3)", "PP 49/2018, pasal 40 ayat (2)-(3)"),
        ("PP 11/2017, art. 205", "PP 11/2017, pasal 205"),
        (
            "PerLAN 10/2018, annex (J17); SE 07/SE/KM/2023, G.1",
            "PerLAN 10/2018, lampiran (J17); SE 07/SE/KM/2023, G.1",
        ),
        ("design choice", "pilihan rancangan"),
        (
            "stages: policy brief LAN; levels: design choice",
            "tahap: policy brief LAN; level: pilihan rancangan",
        ),
    ],
)
def test_a_citation_is_written_in_the_readers_language(reference: str, told: str) -> None:
    assert cite(reference, translator("id")) == told
    assert cite(reference, translator("en")) == reference


def test_no_citation_keeps_an_english_word_for_a_part_of_a_law() -> None:
    parameters = standard_parameters().at(DAY)
    told = [cite(parameters.citation(name).reference, translator("id")) for name in parameters.names()]
    assert told
    assert [one for one in told if "art. " in one or "annex" in one or "design choice" in one] == []


@pytest.mark.parametrize(
    ("verdict", "measured", "limit", "told"),
    [
        (Verdict.PASS, 17.6, 10.0, "paling sedikit 10 %"),
        (Verdict.PASS, 70.6, 80.0, "paling banyak 80 %"),
        (Verdict.PASS, 80.0, 80.0, "paling banyak 80 %"),
        (Verdict.FAIL, 4.0, 10.0, "paling sedikit 10 %"),
        (Verdict.FAIL, 84.0, 80.0, "paling banyak 80 %"),
    ],
)
def test_a_limit_says_which_way_it_binds(verdict: Verdict, measured: float, limit: float, told: str) -> None:
    check = RuleCheck("mix_20", verdict, measured, limit, "design choice", "D")
    assert bound(check, "10 %" if limit == 10 else "80 %", translator("id")) == told


def test_a_least_quota_just_met_is_still_a_least_one() -> None:
    check = RuleCheck("jp_min", Verdict.PASS, 20.0, 20.0, "PP 11/2017, art. 203(4)", "A2")
    assert bound(check, "20 JP", translator("id")) == "paling sedikit 20 JP"
