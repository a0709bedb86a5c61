"""No feature reads the future; one that does is caught by name."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from catalog.solutions import Participation
from competency_models.people import Assessment, Source
from planner.features import NAMES, FeatureTable
from planner.judgements import Judged, Judgement
from planner.past import Contests, History, Judgements
from planner.training import look_back
from planner.training.leaks import find_leaks
from planner.training.look_back import Asked, seen_on
from planner.world import World
from tests.agencies import DAY
from tests.planner.small_world import AGENCY, ANI, BUDI, CITRA, small_world

FIRST = date(2024, 2, 10)


def attempt(nip: str, solution: str, month: int, completed: bool) -> Participation:
    """One attempt so many months after the first; every third ends on the first of a month, every seventh has no levels."""
    starts = FIRST + timedelta(days=30 * month)
    ends = starts + timedelta(days=20)
    if month % 3 == 0:
        ends = ends.replace(day=1) if ends.day > 20 else (ends + timedelta(days=31)).replace(day=1)
    before, after = (None, None) if month % 7 == 0 else (1, 2 if completed else 1)
    return Participation(nip, solution, starts, max(starts, ends), completed, "C1", before, after)


def judged(nip: str, solution: str, month: int, how: Judged) -> Judgement:
    """What became of a proposal on the first of a month, so many months after the first attempt."""
    day = (FIRST + timedelta(days=30 * month)).replace(day=1)
    return Judgement(month, nip, solution, day, how, 1, 0.5, 0.5, "v", by_officer=True, assigned=False)


@pytest.fixture(scope="module")
def world() -> World:
    """Attempts, assessments and judgements of every kind through more than two years."""
    people, solutions = (ANI, BUDI, CITRA), ("VISIT", "COMMUNITY", "COACH", "CLASS", "ONLINE")
    attempts = tuple(attempt(people[n % 3], solutions[n % 5], n, completed=n % 4 != 1) for n in range(30))
    evidence = tuple(
        Assessment(nip, "C1", 2, Source.TEST, date(2025, 6 + n, 1)) for n, nip in enumerate(people)
    )
    told = [
        judged(people[n % 3], solutions[n % 5], n, Judged.REMOVED if n % 3 else Judged.KEPT)
        for n in range(0, 30, 2)
    ]
    told += [judged(people[n % 3], solutions[(n + 1) % 5], n, Judged.ADDED) for n in range(2, 30, 6)]
    whole = small_world(participations=attempts, assessments=(*AGENCY.assessments, *evidence))
    return whole.with_judgements(told)


def test_no_feature_reads_the_future(world: World) -> None:
    assert find_leaks(world) == ()


def test_without_a_past_there_is_nothing_to_leak() -> None:
    assert find_leaks(small_world()) == ()


def test_next_years_outcome_as_a_feature_is_caught_by_name(world: World) -> None:
    def look(seen: World, day: date, asked: Asked) -> FeatureTable:
        known, history = seen_on(seen, day, asked), seen.history
        later = history.ended >= day.toordinal()
        won = np.bincount(history.person[later], weights=history.completed[later], minlength=len(seen.people))
        values = np.column_stack([known.values, won[asked.person]])
        return FeatureTable(known.person, known.solution, values, (*NAMES, "next_year"))

    assert find_leaks(world, look) == ("next_year",)


def test_attempts_that_are_cut_off_a_month_late_are_caught(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_time = History.before
    monkeypatch.setattr(History, "before", lambda own, day: in_time(own, day + timedelta(days=31)))
    assert {"own_completion", "solution_rate", "own_closing", "popularity"} <= set(find_leaks(world))


def test_judgements_that_are_not_cut_off_are_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in (Judgements, Contests):
        monkeypatch.setattr(kind, "before", lambda told, day: told)
    assert set(find_leaks(world)) == {"kept", "turned_down"}


def test_evidence_of_a_later_day_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    known_then = look_back.find_gaps
    monkeypatch.setattr(
        look_back,
        "find_gaps",
        lambda graph, people, evidence, day, at: known_then(graph, people, evidence, DAY, at),
    )
    assert {"already_known", "overlap"} <= set(find_leaks(world))
