"""Every numbered rule against its scenarios, each citing its article."""

from __future__ import annotations

import shutil
import string
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog.activity_stages import Words
from planner.duties import DUTIES, MENDS, PREFIX, About, check_duties, in_force
from planner.regulations import standard_forms, standard_parameters
from planner.rules import RuleCheck, Verdict
from tests.planner.duty_scenario_files import FOLDER, Scenario, scenarios
from tests.planner.numbered_rules import NUMBERED

ALL = tuple(scenarios())
NEVER_UNKNOWN: frozenset[str] = frozenset()
"""Rules that the data always tell."""


def checked(scenario: Scenario) -> list[RuleCheck]:
    about = DUTIES[scenario.rule].about
    return [check for check in check_duties(scenario.facts(), about) if check.rule == scenario.rule]


def told(check: RuleCheck) -> str:
    return check.mend.format_map({key: _spoken(own) for key, own in check.params.items()})


def _spoken(value: object) -> object:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return value.name_en if isinstance(value, Words) else value


def complaints(scenario: Scenario) -> list[str]:
    """Everything in which a scenario's answer is another than expected."""
    expected: Mapping[str, Any] = scenario.case["expect"]
    checks = checked(scenario)
    if expected["verdict"] == "none":
        return [f"answered {check.verdict}" for check in checks]
    if len(checks) != 1:
        return [f"{len(checks)} answers"]
    (check,) = checks
    found = [(str(check.verdict), expected["verdict"]), (check.certainty, scenario.case["certainty"])]
    found += [
        (getattr(check, figure), expected[figure]) for figure in ("measured", "limit") if figure in expected
    ]
    if "mend" in expected:
        found.append((told(check), expected["mend"]))
    wrong = [f"{got!r} is not {wanted!r}" for got, wanted in found if got != wanted]
    cited = scenario.case["cites"] in check.reference
    return wrong if cited else [*wrong, f"cites {check.reference}"]


@pytest.mark.parametrize("scenario", ALL, ids=str)
def test_a_scenario_has_the_verdict_that_its_article_asks_for(scenario: Scenario) -> None:
    assert complaints(scenario) == []


def without_scenario(known: Iterable[Scenario]) -> list[str]:
    """Numbered rules that lack a passing, a failing or an unknown case."""
    seen: dict[str, set[str]] = defaultdict(set)
    for one in known:
        seen[one.rule.upper()].add(str(one.case["expect"]["verdict"]))
    return [rule for rule in NUMBERED if not _asked(rule) <= seen[rule]]


def _asked(rule: str) -> set[str]:
    return {"pass", "fail"} if rule in NEVER_UNKNOWN else {"pass", "fail", "unknown"}


def test_every_numbered_rule_has_a_passing_a_failing_and_an_unknown_scenario() -> None:
    assert without_scenario(ALL) == []
    assert {path.stem for path in FOLDER.glob("*.yaml")} == NUMBERED.keys()


def test_every_numbered_rule_is_a_check_and_a_parameter() -> None:
    wanted = {rule.lower() for rule in NUMBERED}
    named = {name.removeprefix(PREFIX) for name in standard_parameters().by_name if name.startswith(PREFIX)}
    assert DUTIES.keys() == wanted == named


@pytest.mark.parametrize("rule", ["R15", "Q8"])
def test_a_rule_whose_file_is_gone_is_named(tmp_path: Path, rule: str) -> None:
    place = shutil.copytree(FOLDER, tmp_path / "scenarios")
    (place / f"{rule}.yaml").unlink()
    assert without_scenario(scenarios(place)) == [rule]


def test_a_rule_that_lost_its_failing_case_is_named(tmp_path: Path) -> None:
    place = shutil.copytree(FOLDER, tmp_path / "scenarios")
    read = yaml.safe_load((place / "R16.yaml").read_text(encoding="utf-8"))
    read["cases"] = [case for case in read["cases"] if case["expect"]["verdict"] != "fail"]
    (place / "R16.yaml").write_text(yaml.safe_dump(read), encoding="utf-8")
    assert without_scenario(scenarios(place)) == ["R16"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("verdict", "pass"),
        ("measured", 3),
        ("limit", 2),
        ("mend", "Nothing."),
        ("certainty", "D"),
        ("cites", "PP 1"),
    ],
)
def test_a_wrong_expectation_is_seen(key: str, value: object) -> None:
    """Otherwise a scenario could say whatever it likes."""
    right = next(one for one in ALL if (one.rule, one.case["name"]) == ("r16", "two days"))
    case = dict(right.case)
    if key in ("certainty", "cites"):
        case[key] = value
    else:
        case["expect"] = {**case["expect"], key: value}
    assert complaints(right) == []
    assert complaints(Scenario(right.rule, case)) != []


@pytest.mark.parametrize("scenario", ALL, ids=str)
def test_every_answer_can_be_told(scenario: Scenario) -> None:
    for check in check_duties(scenario.facts(), *About):
        assert bool(check.mend) == (check.verdict is not Verdict.PASS)
        assert "{" not in told(check)
        assert check.reference
        assert check.certainty


def test_every_way_to_mend_is_used_and_names_only_known_fields() -> None:
    for mend in MENDS.values():
        names = [field for _, field, _, _ in string.Formatter().parse(mend) if field is not None]
        assert all(field.isidentifier() for field in names)
    said = {check.mend for one in ALL for check in check_duties(one.facts(), *About)}
    assert sorted(key for key, mend in MENDS.items() if mend not in said) == []


def test_what_the_duties_name_is_there() -> None:
    """A stage, a document or a field that the duties ask for stands in the forms that they are about."""
    at = standard_parameters().at(date(2027, 6, 1))
    forms = standard_forms().at(at.day)
    missing = []
    for rule in DUTIES:
        value = at[PREFIX + rule]
        if not isinstance(value, Mapping) or "forms" not in value:
            continue
        for key in value["forms"]:
            stages = {*forms[key].stages, *forms[key].stages_of_own_unit}
            known = {stage.key for stage in stages}
            documents = {one.key: one for stage in stages for one in stage.documents}
            fields = {field.key for one in documents.values() for field in one.contents}
            wanted = {*_stages(value)} - known
            papers = {*value.get("contents", ()), *value.get("items", ())} - documents.keys()
            asked = {*value.get("fields", ()), *([value["field"]] if "field" in value else ())} - fields
            missing += [(rule, key, name) for name in (*wanted, *papers, *asked)]
    assert missing == []


def _stages(value: Mapping[str, Any]) -> Iterable[str]:
    for name in ("mark", "stage", "periodic", "final", "first"):
        if name in value:
            yield value[name]
    for name in ("roles", "days", "by_week", "reports", "before", "during", "after"):
        yield from value.get(name, ())
    if "attended" in value:
        yield value["attended"]["stage"]


def test_roles_of_the_duties_are_those_of_the_forms() -> None:
    """The circular names who does what in both places: the form's file and the duty's."""
    at = standard_parameters().at(date(2027, 6, 1))
    forms = standard_forms().at(at.day)
    for rule in DUTIES:
        value = at[PREFIX + rule]
        roles = value.get("roles", {}) if isinstance(value, Mapping) else {}
        for key in value["forms"] if roles else ():
            doers = {stage.key: str(stage.doer) for stage in forms[key].stages}
            assert {name: doers[name] for name in roles} == dict(roles)


def test_before_the_circular_its_duties_bind_nobody() -> None:
    scenario = next(one for one in ALL if one.rule == "r15")
    early = Scenario("r15", {**scenario.case, "day": date(2023, 11, 29)})
    assert check_duties(early.facts(), About.LAW, About.ACTIVITY, About.COMMUNITY) == ()
    assert in_force(standard_parameters().at(date(2023, 11, 29)), About) == ("q5", "q6", "q7", "q8", "q9")


def test_a_cancelled_activity_owes_nothing() -> None:
    scenario = next(one for one in ALL if one.rule == "r15")
    gone = {**scenario.case, "activity": {**scenario.case["activity"], "phase": "cancelled"}}
    assert check_duties(Scenario("r15", gone).facts(), About.ACTIVITY) == ()
