"""The rules J01–J18 and Q1–Q4 against their scenarios, each citing its article."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest

from catalog.ledger import Cap, Grant, Refused, grant, settle
from planner.journey import Consideration, Journey, State
from planner.quota import jp_year, year_limit
from tests.planner.jp_scenario_files import DAY, FOLDER, LAW, NIP, RULES, Scenario, scenarios
from tests.small_agency import item

ALL = tuple(scenarios())
OF_ACTIVITIES = [one for one in ALL if "activity" in one.case]
OF_YEARS = [one for one in ALL if "entries" in one.case]
NEVER_UNKNOWN = {"Q2", "Q3", "Q4"}
"""A limit of what counts: an entry without a figure takes nothing of it."""


def without_scenario(seen: dict[str, set[str]]) -> list[str]:
    return [rule for rule in RULES if not {"pass", "fail"} <= seen[rule]]


def verdicts() -> dict[str, set[str]]:
    seen: dict[str, set[str]] = defaultdict(set)
    for one in ALL:
        seen[one.rule].add(str(one.case["expect"]["verdict"]))
    return seen


def test_every_rule_has_a_passing_and_a_failing_scenario() -> None:
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(RULES)
    assert without_scenario(verdicts()) == []
    assert {"J01", "J06", "J17", "Q1"} == {rule for rule, own in verdicts().items() if "unknown" in own}


def test_a_rule_without_a_scenario_is_named() -> None:
    seen = verdicts()
    seen["J07"] = {"pass"}
    assert without_scenario(seen) == ["J07"]


@pytest.mark.parametrize("scenario", OF_ACTIVITIES, ids=str)
def test_an_activity_counts_as_its_article_says(scenario: Scenario) -> None:
    before = settle(scenario.activities("before"), LAW)
    assert not [own for own in before if isinstance(own, Refused)]
    standing = [own for own in before if isinstance(own, Grant)]
    answer = grant(scenario.activity(), standing, LAW)
    expected = scenario.case["expect"]
    if "says" in expected:
        assert isinstance(answer, Refused)
        (objection,) = answer.objections
        assert expected["says"] in objection.msgid.format_map(_plain(objection.params))
        assert expected["verdict"] == "fail"
        return
    assert isinstance(answer, Grant)
    assert answer.jp == expected["jp"]
    assert _verdict(answer) == expected["verdict"]
    assert scenario.case["cites"] in answer.citation.reference
    assert answer.citation.certainty == scenario.case["certainty"]
    assert [(str(hit.cap), hit.limit) for hit in answer.caps] == _cap(expected)


@pytest.mark.parametrize("scenario", OF_YEARS, ids=str)
def test_a_year_is_added_up_as_its_article_says(scenario: Scenario) -> None:
    at, person, expected = LAW.at(DAY), scenario.person, scenario.case["expect"]
    limit = year_limit(person, scenario.job_class, at)
    grants = [own for own in settle(scenario.activities("entries"), LAW, limit) if isinstance(own, Grant)]
    assert len(grants) == len(scenario.case["entries"])
    year = jp_year(person, scenario.job_class, 2027, grants, _plans(scenario), at)
    for figure in {"earned", "missing", "room"} & expected.keys():
        assert getattr(year, figure) == expected[figure]
    hits = [hit for own in grants for hit in own.caps if hit.cap is Cap.YEAR]
    assert [(str(hit.cap), hit.limit) for hit in hits] == _cap(expected)
    if scenario.rule == "Q1":
        assert {True: "pass", False: "fail", None: "unknown"}[year.met] == expected["verdict"]
    else:
        assert (expected["verdict"] == "pass") == (not hits)
    name = {
        "Q1": "jp.pns_min_per_year",
        "Q3": "jp.pppk_max_exempt_job_classes",
    }.get(scenario.rule, "jp.pppk_max_per_contract_year")
    assert at.citation(name).reference == scenario.case["cites"]
    assert at.citation(name).certainty == scenario.case["certainty"]


def _verdict(answer: Grant) -> str:
    if not answer.known:
        return "unknown"
    return "fail" if answer.caps else "pass"


def _cap(expected: Any) -> list[tuple[str, float]]:
    return [(expected["cap"], expected["limit"])] if "cap" in expected else []


def _plain(params: Any) -> dict[str, object]:
    return {key: f"{value:g}" if isinstance(value, float) else value for key, value in params.items()}


def _plans(scenario: Scenario) -> list[Journey]:
    if "planned" not in scenario.case:
        return []
    planned = replace(item(), jp=float(scenario.case["planned"]))
    return [
        Journey(1, NIP, 2027, Consideration.GAP, State.APPROVED, 1, (planned,), (planned,)),
        Journey(2, NIP, 2027, Consideration.GAP, State.DRAFTED, 1, (planned,), (planned,)),
        Journey(3, NIP, 2026, Consideration.GAP, State.APPROVED, 1, (planned,), (planned,)),
    ]
