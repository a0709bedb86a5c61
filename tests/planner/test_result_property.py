"""Whatever is lived, passed and corrected in whatever order: no cap is exceeded, nothing counts twice, certificates add up."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from api.db import SqlUnitsOfWork, make_engine
from catalog.ledger import YearLimit, standing_grants
from competency_models.parameters import Citation
from planner.activities import Phase, Turn
from planner.errors import ActivityClosed, NotCounted
from tests.catalog.ledger.test_invariants import assert_within_caps
from tests.planner.passing import Passing, learning
from tests.small_agency import ANI, CITRA, SetClock, settle

FORMS = (
    "coaching",
    "mentoring",
    "magang_praktik_kerja",
    "kursus",
    "e_learning",
    "seminar_konferensi_sarasehan",
)
LIMIT = YearLimit(24.0, Citation("PP 49/2018, art. 40(1)", "A"))


@dataclass(frozen=True)
class Life:
    """One activity: what it was, how long, and how it ended."""

    solution: str
    form: str
    starts: date
    days: int
    hours: int
    early: int
    result: Turn


@dataclass(frozen=True)
class Correction:
    """One row made wrong: which one, taken back only, or entered with other hours."""

    row: int
    hours: int | None


LIVES = st.builds(
    Life,
    solution=st.sampled_from(("S1", "S2", "S3")),
    form=st.sampled_from(FORMS),
    starts=st.dates(date(2027, 11, 1), date(2028, 2, 1)),
    days=st.integers(1, 70),
    hours=st.integers(1, 40),
    early=st.integers(0, 20),
    result=st.sampled_from((Turn.PASS, Turn.PASS, Turn.PASS, Turn.EXCUSE)),
)
CORRECTIONS = st.lists(st.builds(Correction, st.integers(0, 20), st.none() | st.integers(1, 30)), max_size=4)


@contextmanager
def agency(template: Path) -> Iterator[Passing]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "test.db"
        shutil.copy(template, path)
        engine = make_engine(f"sqlite:///{path}")
        try:
            opened, clock = SqlUnitsOfWork(engine), SetClock()
            yield Passing(opened, settle(opened(), clock), clock)
        finally:
            engine.dispose()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    lives=st.lists(LIVES, min_size=1, max_size=5), corrections=CORRECTIONS, nip=st.sampled_from((ANI, CITRA))
)
def test_lived_activities_never_count_too_much_or_twice_and_certificates_add_up(
    sqlite_template: Path, lives: list[Life], corrections: list[Correction], nip: str
) -> None:
    with agency(sqlite_template) as story:
        results = live(story, lives, nip)
        for one in corrections:
            correct(story, one, nip)
            check(story, results, nip)
        check(story, results, nip)


def live(story: Passing, lives: list[Life], nip: str) -> dict[int, Turn]:
    """Live each in a plan of its own, in the order in which they were drawn; results by activity."""
    results = {}
    for number, one in enumerate(lives):
        ends = one.starts + timedelta(days=one.days - 1)
        (lived,) = story.start(
            learning(one.solution, one.form, one.starts, ends, one.hours), nip=nip, year=2027 + number
        )
        story.day(max(one.starts, ends - timedelta(days=one.early)))
        story.finish(lived)
        story.day(date(2028, 6, 1))
        story.result(lived, one.result, "Sakit.")
        with pytest.raises(ActivityClosed):
            story.result(lived, Turn.PASS)
        results[lived.id] = one.result
    return results


def correct(story: Passing, one: Correction, nip: str) -> None:
    entries = story.ledger(nip)
    gone = {entry.reverses for entry in entries}
    standing = [entry for entry in entries if entry.reverses is None and entry.id not in gone]
    if not standing:
        return
    wrong = standing[one.row % len(standing)]
    right = None if one.hours is None else replace(wrong.grant.activity, hours=one.hours, lived=None)
    try:
        story.correct(wrong, right)
    except NotCounted:
        assert story.ledger(nip) == entries, "a refused correction leaves all as it was"


def check(story: Passing, results: dict[int, Turn], nip: str) -> None:
    grants = standing_grants(story.ledger(nip))
    assert_within_caps(grants, LIMIT if nip == CITRA else None)
    for one, other in combinations([own.activity for own in grants], 2):
        same = one.form == other.form and one.solution == other.solution
        assert not (same and one.starts < other.ends and other.starts < one.ends), "granted twice"
    valid = Counter(one.activity for one in story.certificates(nip) if one.withdrawn_at is None)
    assert valid == {number: 1 for number, result in results.items() if result is Turn.PASS}
    assert {one.activity: one.jp for one in story.certificates(nip) if one.withdrawn_at is None} == {
        number: recounted(story, number) for number in valid
    }
    with story.open(write=False) as uow:
        phases = {one.id: one.phase for one in uow.activities.of_person(nip)}
    assert {number for number, phase in phases.items() if phase is Phase.PASSED} == set(valid)


def recounted(story: Passing, lived: int) -> float:
    """Add up every row of the stored ledger that names the activity, what was taken back as less than nothing."""
    with story.open.engine.connect() as connection:
        rows = [json.loads(row) for row in connection.scalars(text('SELECT "grant" FROM jp_entry'))]
    own = [row for row in rows if row["activity"]["lived"] == lived]
    return float(sum(round(portion["jp"] * 100) for row in own for portion in row["portions"])) / 100
