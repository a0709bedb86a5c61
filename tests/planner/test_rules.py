"""Every rule against its scenarios, and against what an agency lays over the regulations."""

from __future__ import annotations

import ast
import string
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import catalog.forms
import planner.rules
from competency_models.framework import Lift
from planner.rules import MENDS, RULES, TITLES, Verdict, check_items, limits_for
from tests.planner.scenario_files import FOLDER, Scenario, scenarios

ALL = tuple(scenarios())


@pytest.mark.parametrize("scenario", ALL, ids=str)
def test_a_scenario_has_the_verdict_that_its_article_asks_for(scenario: Scenario) -> None:
    context = scenario.context()
    checks = [c for c in check_items(scenario.items(context), context) if c.rule == scenario.rule]
    expected = scenario.case["expect"]
    assert len(checks) == 1
    (check,) = checks
    assert check.verdict == expected["verdict"]
    assert check.solution == expected.get("solution", "")
    assert scenario.case["cites"] in check.reference
    assert check.certainty == scenario.case["certainty"]
    for figure in {"measured", "limit"} & expected.keys():
        assert getattr(check, figure) == (
            expected[figure] if expected[figure] is None else pytest.approx(expected[figure])
        )
    if "mend" in expected:
        assert check.mend.format_map(check.params) == expected["mend"]


def test_every_rule_has_a_scenario_file_with_a_passing_and_a_failing_case() -> None:
    seen = {rule: {str(s.case["expect"]["verdict"]) for s in ALL if s.rule == rule} for rule in RULES}
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(RULES)
    assert [rule for rule, verdicts in seen.items() if not {"pass", "fail"} <= verdicts] == []


@pytest.mark.parametrize("scenario", ALL, ids=str)
def test_every_check_can_be_shown(scenario: Scenario) -> None:
    context = scenario.context()
    for check in check_items(scenario.items(context), context):
        assert bool(check.mend) == (check.verdict is not Verdict.PASS)
        assert check.mend.format_map(check.params).count("{") == 0
        assert check.reference
        assert check.certainty


def test_rules_are_checked_in_the_order_of_their_titles() -> None:
    context = ALL[0].context()
    assert tuple(TITLES) == tuple(RULES) == tuple(check.rule for check in check_items((), context))


def test_every_way_to_mend_names_only_known_fields() -> None:
    for mend in MENDS.values():
        assert all(
            field and field.isidentifier()
            for _, field, _, _ in string.Formatter().parse(mend)
            if field is not None
        )


def test_two_items_that_break_a_rule_are_both_named() -> None:
    scenario = next(s for s in ALL if s.rule == "within_year" and s.case["expect"]["verdict"] == "fail")
    context = scenario.context()
    (item,) = scenario.items(context)
    second = replace(item, solution="F")
    broken = [c.solution for c in check_items((item, second), context) if c.rule == "within_year"]
    assert broken == ["E", "F"]


def test_two_forms_beyond_their_monthly_limit_are_both_named() -> None:
    scenario = next(s for s in ALL if s.case["name"] == "coaching and mentoring are counted apart")
    context = scenario.context()
    eager = {code: replace(own, sessions=3) for code, own in context.solutions.items()}
    checks = check_items(scenario.items(context), replace(context, solutions=eager))
    assert [c.params["form"] for c in checks if c.rule == "form_month_cap"] == ["coaching", "mentoring"]


def test_an_item_that_needs_the_level_itself_does_not_bring_it() -> None:
    scenario = next(s for s in ALL if s.case["name"] == "an item that leads exactly to the level brings it")
    context = scenario.context()
    both_from_one = {code: (Lift(code, "K", 1, 2),) for code in "AB"}
    checks = check_items(scenario.items(context), replace(context, lifts_of=both_from_one))
    assert [c.solution for c in checks if c.rule == "level_order"] == ["A", "B"]


OVERRIDE = """
plan.hours_max_per_year:
  values: [{from: 2026-01-01, value: 200, reference: "Kepka BPSDM 1/2026", certainty: S}]
jp.pns_min_per_year:
  values: [{from: 2026-01-01, value: 30, reference: "PP 99/2026, art. 7", certainty: S}]
mix.tolerance:
  values: [{from: 2026-01-01, value: {"70": 5, "20": 5, "10": 5}, reference: "Kepka BPSDM 1/2026", certainty: S}]
form.coaching.jp:
  values: [{from: 2026-01-01, value: {per: session, jp: 3}, reference: "PerLAN 9/2026", certainty: S}]
form.coaching.sessions_per_month_max:
  values: [{from: 2026-01-01, value: 4, reference: "PerLAN 9/2026", certainty: S}]
form.magang_praktik_kerja.weeks_min:
  values: [{from: 2026-01-01, value: 6, reference: "SE 9/2026", certainty: S}]
"""


@pytest.fixture
def agency_folder(tmp_path: Path) -> Path:
    (tmp_path / "ours.yaml").write_text(OVERRIDE, encoding="utf-8")
    return tmp_path


def test_limits_follow_a_changed_value(agency_folder: Path) -> None:
    def limits(*folders: Path) -> planner.limits.Limits:
        c = ALL[0].context(*folders)
        return limits_for(c.person, c.parameters_at, c.forms_at, "gap")

    changed = limits(agency_folder)
    assert (limits().hours_max, limits().jp_min, limits().form_month_caps) == (160, 20, (2, 2, 2))
    assert (changed.hours_max, changed.jp_min, changed.form_month_caps) == (200, 30, (2, 4, 2))
    assert changed.share_low == pytest.approx((0.65, 0.15, 0.05))
    assert changed.share_high == pytest.approx((0.75, 0.25, 0.15))


def test_forms_follow_a_changed_value_from_its_day_on(agency_folder: Path) -> None:
    forms = planner.regulations.standard_forms(agency_folder)
    before, after = forms.at(date(2025, 12, 31))["coaching"], forms.at(date(2026, 1, 1))["coaching"]
    assert (before.jp(12, 4, 8), before.month_cap) == (8, 2)
    assert (after.jp(12, 4, 8), after.month_cap) == (12, 4)
    assert after.citations["jp"].reference == "PerLAN 9/2026"


def test_checks_follow_a_changed_value_and_cite_it(agency_folder: Path) -> None:
    scenario = next(
        s for s in ALL if s.case["name"] == "two coachings in the same month are counted together"
    )
    old, new = (
        {c.rule: c for c in check_items(scenario.items(context), context)}
        for context in (scenario.context(), scenario.context(agency_folder))
    )
    assert (old["form_month_cap"].verdict, new["form_month_cap"].verdict) == ("fail", "pass")
    assert (old["jp_min"].measured, new["jp_min"].measured) == (8, 12)
    assert (old["jp_min"].limit, new["jp_min"].limit) == (20, 30)
    assert new["jp_min"].reference == "PP 99/2026, art. 7"


def test_duration_follows_a_changed_value(agency_folder: Path) -> None:
    scenario = next(s for s in ALL if s.case["name"] == "two weeks of internship, to Friday of the second")
    context = scenario.context(agency_folder)
    (check,) = (c for c in check_items(scenario.items(context), context) if c.rule == "duration")
    assert (check.verdict, check.limit, check.reference) == ("fail", 6, "SE 9/2026")


def _modules_of_rules() -> list[Path]:
    rules = Path(planner.rules.__file__).parent
    own = Path(catalog.forms.__file__).parent
    return [
        *sorted(rules.glob("*.py")),
        *sorted((rules.parent / "regulations").glob("*.py")),
        rules.parent / "limits.py",
        rules.parent / "stages.py",
        *(
            own / name
            for name in ("forms.py", "form_fields.py", "value_shapes.py", "jp.py", "eligibility.py")
        ),
    ]


def numbers_in(text: str) -> set[object]:
    """Numbers written in code, beside 0, 1 and percent."""
    nodes = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant))
    numbers = {
        node.value
        for node in nodes
        if isinstance(node.value, int | float) and not isinstance(node.value, bool)
    }
    return numbers - {0, 1, 100}


@pytest.mark.parametrize("path", _modules_of_rules(), ids=lambda path: path.name)
def test_no_number_of_a_regulation_stands_in_code(path: Path) -> None:
    assert numbers_in(path.read_text(encoding="utf-8")) == set()


def test_a_planted_number_is_found() -> None:
    assert numbers_in("def jp_min():\n    return 20\n") == {20}


@given(st.data())
def test_the_order_in_which_items_are_written_changes_no_verdict(data: st.DataObject) -> None:
    scenario = data.draw(st.sampled_from([s for s in ALL if len(s.case["items"]) > 1]))
    context = scenario.context()
    items = scenario.items(context)
    shuffled = check_items(data.draw(st.permutations(items)), context)
    assert Counter(map(_told, shuffled)) == Counter(map(_told, check_items(items, context)))


def _told(check: planner.rules.RuleCheck) -> tuple[object, ...]:
    return (check.rule, check.verdict, check.measured, check.solution, check.mend.format_map(check.params))


@given(st.sampled_from(ALL), st.integers(0, 10**8))
def test_more_budget_breaks_nothing_that_less_allows(scenario: Scenario, more: int) -> None:
    context = scenario.context()
    items = scenario.items(context)
    richer = replace(context, budget=context.parameters_at["plan.budget_per_person"] + more)
    old, new = ({c.rule: c.verdict for c in check_items(items, own)} for own in (context, richer))
    assert {rule for rule in RULES if (old[rule], new[rule]) == ("pass", "fail")} == set()
