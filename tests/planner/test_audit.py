"""Open plans held against the law of another day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from api.demo.agency import DEMO_DAY, demo_agency
from catalog.forms import Forms
from competency_models.errors import InputError
from planner.audit import Audited, audit
from planner.journey import Journey, State
from planner.propose import propose
from planner.regulations import standard_parameters
from planner.rules import RULES, Verdict
from planner.world import World

LATER = date(2028, 1, 1)
NEW_LAW = """
jp.pns_min_per_year:
  values:
    - {from: 2028-01-01, value: 60, reference: "PP 1/2028, art. 2", certainty: S}
"""


@pytest.fixture(scope="module")
def world() -> World:
    parameters = standard_parameters()
    return World.build(demo_agency(40), DEMO_DAY, 2027, parameters, Forms(parameters))


@pytest.fixture(scope="module")
def plans(world: World) -> Sequence[Journey]:
    return [
        Journey(number, one.nip, one.year, one.consideration, State.IN_REVIEW, 1, one.items, one.items)
        for number, one in enumerate(propose(world), start=1)
    ]


def audited(world: World, plans: Sequence[Journey], day: date, *folders: Path) -> list[Audited]:
    parameters = standard_parameters(*folders)
    return list(audit(world, plans, {}, parameters.at(day), Forms(parameters).at(day)))


def test_what_was_proposed_meets_the_rules_of_its_day(world: World, plans: Sequence[Journey]) -> None:
    found = audited(world, plans, DEMO_DAY)
    assert len(found) == sum(bool(plan.items) for plan in plans) > 20
    assert [one.of(Verdict.FAIL) for one in found] == [()] * len(found)
    assert {check.rule for one in found for check in one.checks} == set(RULES)


def test_a_plan_without_items_has_nothing_to_check(world: World, plans: Sequence[Journey]) -> None:
    assert audited(world, [replace(plans[0], items=())], DEMO_DAY) == []


def test_a_new_law_is_found_broken_from_its_day_on_and_the_old_one_still_holds_before(
    world: World, plans: Sequence[Journey], tmp_path: Path
) -> None:
    (tmp_path / "own.yaml").write_text(NEW_LAW, encoding="utf-8")
    before, after = audited(world, plans, DEMO_DAY, tmp_path), audited(world, plans, LATER, tmp_path)
    assert not any(one.of(Verdict.FAIL) for one in before)
    broken = [check for one in after for check in one.of(Verdict.FAIL)]
    assert {(check.rule, check.limit, check.reference) for check in broken} == {
        ("jp_min", 60.0, "PP 1/2028, art. 2")
    }


def test_a_day_before_the_law_is_refused_in_words(world: World, plans: Sequence[Journey]) -> None:
    with pytest.raises(InputError, match="has no value on 1999-12-31"):
        audited(world, plans, date(1999, 12, 31))
