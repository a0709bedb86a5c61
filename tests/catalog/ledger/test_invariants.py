"""Whatever happens in whatever order: no cap is exceeded, nothing counts twice, and the sum is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from catalog.ledger import (
    Activity,
    Entry,
    Grant,
    Law,
    YearLimit,
    grant,
    reversal_of,
    settle,
    standing_grants,
)
from competency_models.parameters import Citation
from planner.regulations import standard_forms, standard_parameters
from tests.catalog.ledger.recount import begun, recount
from tests.catalog.ledger.strategies import activities

LAW = Law(standard_parameters(), standard_forms())
LIMIT = YearLimit(24.0, Citation("PP 49/2018, art. 40(1)", "A"))
MANY = st.lists(activities(), max_size=14)
BY_CONTRACT = YearLimit(24.0, Citation("PP 49/2018, art. 40(1)", "A"), date(2024, 1, 6))
LIMITS = st.sampled_from((None, LIMIT, BY_CONTRACT))
DAY_CAPS = {"e_learning": 3, "komunitas_belajar": 2}


def granted(found: Sequence[Activity], limit: YearLimit | None) -> list[Grant]:
    return [own for own in settle(found, LAW, limit) if isinstance(own, Grant)]


def by_year(grants: Sequence[Grant], limit: YearLimit | None = None) -> dict[int, float]:
    years: Counter[int] = Counter()
    for portion in (portion for own in grants for portion in own.portions):
        years[begun(portion.day, limit.contract if limit else None)] += round(portion.jp * 100)
    return {year: cents / 100 for year, cents in years.items() if cents}


def assert_within_caps(grants: Sequence[Grant], limit: YearLimit | None) -> None:
    days: Counter[tuple[str, object]] = Counter()
    months: Counter[tuple[str, int, int]] = Counter()
    for own in grants:
        for portion in own.portions:
            days[own.day_group, portion.day] += round(portion.jp * 100)
            months[own.month_group, portion.day.year, portion.day.month] += round(portion.times)
    assert all(cents <= DAY_CAPS[group] * 100 for (group, _), cents in days.items() if group in DAY_CAPS)
    assert all(times <= 2 for (group, *_), times in months.items() if group)
    if limit is not None:
        assert all(jp <= limit.jp for jp in by_year(grants, limit).values())


@given(MANY, LIMITS)
def test_no_cap_is_exceeded(found: list[Activity], limit: YearLimit | None) -> None:
    assert_within_caps(granted(found, limit), limit)


@given(MANY, st.randoms(use_true_random=False))
def test_no_cap_is_exceeded_in_whatever_order_they_are_entered(found: list[Activity], chance: object) -> None:
    chance.shuffle(found)  # type: ignore[attr-defined]
    standing: list[Grant] = []
    for activity in found:
        answer = grant(activity, standing, LAW, LIMIT)
        if isinstance(answer, Grant):
            standing.append(answer)
    assert_within_caps(standing, LIMIT)


@given(MANY, LIMITS)
def test_nothing_is_granted_twice(found: list[Activity], limit: YearLimit | None) -> None:
    once = granted(found, limit)
    for activity in [own.activity for own in once]:
        assert not isinstance(grant(activity, once, LAW, limit), Grant)
    assert granted([*found, *found], limit) == once
    for one, other in combinations([own.activity for own in once if own.activity.sitting], 2):
        assert one.ends <= other.starts or other.ends <= one.starts


@given(MANY, LIMITS)
def test_the_sum_equals_an_independent_recount(found: list[Activity], limit: YearLimit | None) -> None:
    grants = granted(found, limit)
    rows = [asdict(own.activity) for own in grants]
    counted = recount(rows, None if limit is None else 24, limit.contract if limit else None)
    assert by_year(grants, limit) == {year: float(jp) for year, jp in counted.items()}


@given(MANY)
def test_what_is_cut_says_which_cap_bit(found: list[Activity]) -> None:
    for own in granted(found, LIMIT):
        (alone,) = settle([own.activity], LAW)
        assert isinstance(alone, Grant)
        assert own.jp == alone.jp or own.caps
        assert own.jp <= alone.jp


@given(MANY, st.data())
def test_a_correction_leaves_nothing_of_what_it_takes_back(
    found: list[Activity], data: st.DataObject
) -> None:
    grants = granted(found, None)
    entries = [Entry(n, own, datetime(2027, 2, 1, tzinfo=UTC), 1, "lo") for n, own in enumerate(grants, 1)]
    for back in data.draw(st.sets(st.sampled_from(entries), max_size=5)) if entries else ():
        taken = Entry(len(entries) + 1, reversal_of(back.grant), back.at, 1, "lo", back.id, "wrong day")
        entries.append(taken)
    stand = standing_grants(entries)
    assert by_year(stand) == by_year([entry.grant for entry in entries])
