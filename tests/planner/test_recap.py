"""A recapitulation adds up exactly what stands in the ledger, and is due in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.ledger import Activity, Grant, Meeting, Part, Zone, settle
from planner.communities import Community, CommunityState
from planner.recap import months_later, quarters, recap_due, recap_late, recap_rows
from tests.planner.communal import LAW, PROPOSAL
from tests.small_agency import ANI, BUDI, EKA

FIRST = datetime(2027, 1, 1, tzinfo=UTC)
AT = LAW.at(date(2027, 1, 4))


@st.composite
def attended(draw: st.DrawFn) -> Activity:
    """Somebody at a meeting of some kind within a year and a half, or learning otherwise."""
    starts = FIRST + timedelta(hours=draw(st.integers(0, 500 * 24)))
    kind = draw(st.sampled_from((*Meeting, None)))
    return Activity(
        nip=draw(st.sampled_from((ANI, BUDI, EKA))),
        form="komunitas_belajar",
        title=draw(st.sampled_from(("Data", "Jalan", "Mutu"))),
        starts=starts,
        ends=starts + timedelta(hours=2),
        zone=draw(st.sampled_from(Zone)),
        part=draw(st.sampled_from(Part)),
        hours=2,
        meeting=kind,
        organiser="Pusat",
    )


@given(st.lists(attended(), max_size=25), st.integers(0, 500), st.integers(0, 200))
def test_the_sums_equal_the_ledger(activities: list[Activity], start: int, length: int) -> None:
    grants = [
        answer
        for nip in (ANI, BUDI, EKA)
        for answer in settle([one for one in activities if one.nip == nip], LAW)
        if isinstance(answer, Grant)
    ]
    since = FIRST.date() + timedelta(days=start)
    until = since + timedelta(days=length)
    rows = {row.nip: row for row in recap_rows(grants, {}, since, until)}
    for nip in (ANI, BUDI, EKA):
        for kind in Meeting:
            # A meeting is one day: counted in whole, or not at all.
            own = [one for one in grants if (one.activity.nip, one.activity.meeting) == (nip, kind)]
            within = [one for one in own if since <= one.activity.days[0] <= until]
            line = rows.get(nip)
            assert (line.jp[kind] if line else 0) == sum(one.jp for one in within)
            assert line is not None or not within
    counted = [one for one in grants if one.activity.meeting and since <= one.activity.days[0] <= until]
    assert sum(row.total for row in rows.values()) == sum(one.jp for one in counted)
    assert sum(row.unknown for row in rows.values()) == sum(not one.known for one in counted)


def test_the_quarters_of_one_year_are_the_year() -> None:
    found = quarters(date(2027, 2, 28), date(2027, 12, 1))
    assert found[0] == (date(2027, 10, 1), date(2027, 12, 31))
    assert found[-1] == (date(2027, 1, 1), date(2027, 3, 31))
    assert all(newer[0] - older[1] == timedelta(days=1) for newer, older in pairwise(found))
    assert quarters(date(2027, 12, 31), date(2028, 1, 1)) == (
        (date(2028, 1, 1), date(2028, 3, 31)),
        (date(2027, 10, 1), date(2027, 12, 31)),
    )


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 10, 15), 3, date(2028, 1, 15)),
        (date(2027, 12, 31), 12, date(2028, 12, 31)),
    ],
)
def test_months_end_where_they_end(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_a_recapitulation_is_late_after_three_months() -> None:
    fields = {name: getattr(PROPOSAL, name) for name in PROPOSAL.__dataclass_fields__}
    new = Community(**fields, id=1, state=CommunityState.PROPOSED, version=1, changed_at=FIRST)
    assert recap_due(new, AT) is None
    assert not recap_late(new, AT, date(2030, 1, 1))
    met = replace(new, recapped_until=date(2027, 1, 15))
    assert recap_due(met, AT) == date(2027, 4, 15)
    assert not recap_late(met, AT, date(2027, 4, 15))
    assert recap_late(met, AT, date(2027, 4, 16))
