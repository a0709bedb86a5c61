"""What was lived, whatever it was and whatever was written of it, counts what an independent recount of its days says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from catalog.ledger import Grant, YearLimit, Zone, settle
from catalog.ledger.tariff import COMMUNITY
from catalog.solutions import LearningSolution
from planner.activities import Activity
from planner.activities.earned import earned
from tests.catalog.ledger.recount import recount
from tests.catalog.ledger.test_invariants import LIMITS, assert_within_caps, by_year
from tests.planner.test_earned import LAW, held, lived, paper

FORMS = (
    *("coaching", "mentoring", "magang_praktik_kerja", "pertukaran_pegawai", "patok_banding", "detasering"),
    *(
        "e_learning",
        "belajar_mandiri",
        "kursus",
        "pelatihan_teknis",
        "seminar_konferensi_sarasehan",
        COMMUNITY,
    ),
)


@st.composite
def lives(draw: st.DrawFn) -> tuple[Activity, LearningSolution, date]:
    """An activity with the meetings that somebody wrote down, in whatever order, twice or on days that it did not have."""
    starts = draw(st.dates(date(2026, 11, 1), date(2027, 12, 1)))
    days = draw(st.integers(1, 120))
    ends = starts + timedelta(days=days - 1)
    table = draw(st.sampled_from(("table_3", "table_4", "notes")))
    written = draw(st.lists(st.integers(-5, days + 5), max_size=12))
    dates = [(starts + timedelta(days=day)).isoformat() for day in written]
    own = lived(draw(st.sampled_from(FORMS)), starts, ends, paper(table, *held(*dates)))
    hours, sessions = draw(st.integers(1, 40)), draw(st.integers(1, 12))
    finished = draw(st.dates(starts, ends + timedelta(days=20)))
    return own, LearningSolution("S", "S", own.form, hours, 1, sessions), finished


MANY = st.lists(lives(), max_size=8)


def granted(found: Sequence[tuple[Activity, LearningSolution, date]], limit: YearLimit | None) -> list[Grant]:
    """Grant everything that the activities enter, each under a name of its own."""
    entered = [
        row
        for number, (own, solution, finished) in enumerate(found)
        for row in earned(
            replace(own, id=number),
            solution.hours,
            replace(solution, code=f"S{number}", name=f"Belajar {number}"),
            LAW,
            Zone.WIB,
            finished,
        )
    ]
    return [one for one in settle(entered, LAW, limit) if isinstance(one, Grant)]


@given(MANY, LIMITS)
def test_the_sum_equals_an_independent_recount(
    found: list[tuple[Activity, LearningSolution, date]], limit: YearLimit | None
) -> None:
    grants = granted(found, limit)
    assert_within_caps(grants, limit)
    rows = [asdict(own.activity) for own in grants]
    counted = recount(rows, None if limit is None else 24, limit.contract if limit else None)
    assert by_year(grants, limit) == {year: float(jp) for year, jp in counted.items()}


@given(MANY)
def test_no_activity_counts_a_day_twice_nor_one_that_it_did_not_have(
    found: list[tuple[Activity, LearningSolution, date]],
) -> None:
    grants = granted(found, None)
    for one, other in combinations(grants, 2):
        if one.activity.lived == other.activity.lived:
            assert not set(one.activity.days) & set(other.activity.days)
    for one in grants:
        own, _, _ = found[one.activity.lived or 0]
        assert own.form != COMMUNITY
        assert one.activity.form == own.form


@given(lives())
def test_what_is_lived_again_under_another_plan_is_no_hindrance_but_the_same_row_is(
    one: tuple[Activity, LearningSolution, date],
) -> None:
    """Entering the very rows of an activity once more grants nothing."""
    once = granted([one], None)
    own, solution, finished = one
    again = earned(
        replace(own, id=0),
        solution.hours,
        replace(solution, code="S0", name="Belajar 0"),
        LAW,
        Zone.WIB,
        finished,
    )
    both = [answer for answer in settle([*again, *again], LAW) if isinstance(answer, Grant)]
    assert sum(grant.jp for grant in both) == sum(grant.jp for grant in once)
