"""The checker itself: each rule, broken on purpose in a lawful plan, is found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from api.demo.agency import DEMO_DAY, demo_agency
from catalog.solutions import Bucket
from competency_models.people import Status
from planner.journey import Closes, Item, Proposal
from planner.propose import propose
from planner.regulations import standard_forms, standard_parameters
from planner.world import World
from tests.checker.checker import Checker

Items = tuple[Item, ...]


@cache
def planned() -> tuple[Checker, tuple[Proposal, ...]]:
    """A small demo agency and its proposals."""
    agency = demo_agency(people_count=60)
    world = World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())
    return Checker(agency, DEMO_DAY, DEMO_DAY.year), propose(world)


def found(proposals: Sequence[Proposal]) -> set[str]:
    """Rules broken by the proposals."""
    return {fault.rule for fault in planned()[0].faults(proposals)}


def pns_with_a_plan() -> Proposal:
    """The plan with the most items among permanent staff."""
    checker, proposals = planned()
    mine = [p for p in proposals if checker.people[p.nip].status is Status.PNS]
    return max(mine, key=lambda p: len(p.items))


def each(items: Items, **changes: object) -> Items:
    return tuple(replace(item, **changes) for item in items)


def first(items: Items, **changes: object) -> Items:
    return (replace(items[0], **changes), *items[1:])


def to_week(items: Items, monday: date) -> Items:
    """Every item moved to begin on one Monday."""
    return tuple(replace(i, starts=monday, ends=monday + (i.ends - i.starts)) for i in items)


def without(bucket: Bucket) -> Callable[[Items], Items]:
    return lambda items: tuple(item for item in items if item.bucket is not bucket)


CLOSES_TOO_MUCH = (Closes("M.01", 0, 5, 1.0),)
BREAKS: dict[str, Callable[[Items], Items]] = {
    "catalogue": lambda items: first(items, hours=items[0].hours + 1),
    "hours_max": lambda items: each(items, hours=100.0),
    "jp_min": lambda items: each(items, jp=0.0),
    "jp": lambda items: first(items, jp=500.0),
    "budget": lambda items: first(items, cost=16_000_000),
    "cost": lambda items: first(items, cost=items[0].cost + 1),
    "mix_70": without(Bucket.EXPERIENCE),
    "mix_20": without(Bucket.SOCIAL),
    "mix_10": without(Bucket.FORMAL),
    "at_once": lambda items: to_week(items, date(2027, 3, 1)),
    "one_batch": lambda items: (*items, items[0]),
    "within_year": lambda items: to_week(items, date(2028, 1, 3)),
    "duration": lambda items: each(items, ends=date(2027, 12, 31)),
    "consideration": lambda items: each(items, bucket=Bucket.SOCIAL),
    "closes": lambda items: first(items, closes=CLOSES_TOO_MUCH),
}


def test_what_was_proposed_is_lawful() -> None:
    assert found(planned()[1]) == set()
    assert len(pns_with_a_plan().items) > 4


@pytest.mark.parametrize("rule", BREAKS)
def test_a_broken_rule_is_found(rule: str) -> None:
    plan = pns_with_a_plan()
    assert rule in found([replace(plan, items=BREAKS[rule](plan.items))])


def test_lesson_hours_beyond_the_contract_years_limit_are_found() -> None:
    checker, proposals = planned()
    plan = next(p for p in proposals if p.items and checker.people[p.nip].status is Status.PPPK)
    assert "jp_max" in found([replace(plan, items=each(plan.items, jp=13.0))])


def test_an_item_before_what_it_builds_on_is_found() -> None:
    checker, proposals = planned()
    moved = []
    for plan in proposals:
        levels = checker._proven(plan.nip)
        for item in plan.items:
            if any(lift.from_level > levels[lift.competency] for lift in checker.lifts[item.solution]):
                early = replace(item, starts=DEMO_DAY, ends=DEMO_DAY + timedelta(days=4))
                moved.append(replace(plan, items=(early, *(i for i in plan.items if i is not item))))
    assert moved
    assert all("level_order" in found([plan]) for plan in moved)


def test_an_item_before_its_prerequisite_is_found() -> None:
    checker, _ = planned()
    plan = pns_with_a_plan()
    required = next(
        rule
        for rule in checker.agency.prerequisites
        if rule.requires not in checker._completed(checker.people[plan.nip])
    )
    item = replace(plan.items[0], solution=required.solution)
    assert "prerequisite" in found([replace(plan, items=(item,))])


def test_coaching_more_often_than_is_counted_is_found() -> None:
    proposals = planned()[1]
    item = next(i for p in proposals for i in p.items if i.form in {"coaching", "mentoring"})
    plan = next(p for p in proposals if item in p.items)
    assert "form_month_cap" in found([replace(plan, items=(item, item, item))])


def test_a_form_closed_to_the_person_is_found() -> None:
    checker, _ = planned()
    plan = pns_with_a_plan()
    exchange = next(s for s in checker.agency.solutions if s.form == "pertukaran_pegawai")
    ordinary = next(p for p in checker.agency.people if not p.high_potential)
    item = replace(plan.items[0], solution=exchange.code, form=exchange.form)
    assert "eligibility" in found([replace(plan, nip=ordinary.nip, items=(item,))])


def test_more_people_than_seats_and_other_dates_than_the_batchs_are_found() -> None:
    checker, proposals = planned()
    plan = next(p for p in proposals if any(i.offering for i in p.items))
    item = next(i for i in plan.items if i.offering)
    seats = checker.offerings[item.offering].seats
    assert "seats" in found([plan] * (seats + 1))
    later = replace(item, starts=item.starts + timedelta(days=7), ends=item.ends + timedelta(days=7))
    assert "offering" in found([replace(plan, items=(later,))])


def test_silence_and_contradiction_are_found() -> None:
    plan = pns_with_a_plan()
    assert "silent" in found([replace(plan, items=(), unplanned="")])
    assert "contradiction" in found([replace(plan, unplanned="jp_min")])
