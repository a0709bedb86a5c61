"""Week by week: what is counted, when it warns, and when it holds its peace."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import pytest

from competency_models.people import Assessment, Source
from planner.journey import Closes
from planner.judgements import Judged, Judgement
from planner.training.drift import Decided, DriftWeek, Ended, Planned, drift, first_monday
from planner.usecases.drift import closed_share, decided_of
from tests.planner.small_world import small_world

PARAMETERS = small_world().parameters
MONDAY = date(2027, 1, 4)
TODAY = date(2027, 1, 13)
END = date(2026, 12, 1)


def weeks(
    ended: Iterable[Ended] = (), decided: Iterable[Decided] = (), planned: Iterable[Planned] = ()
) -> dict[str, DriftWeek]:
    found = drift(ended, decided, planned, 10, TODAY, PARAMETERS)
    return {week.week: week for week in found}


def lived(count: int, said: float, passed: int) -> list[Ended]:
    """So many activities of the week, of which some were passed."""
    return [Ended(MONDAY, said, 0.5, number < passed) for number in range(count)]


def warned(week: DriftWeek) -> list[str]:
    return [finding.name for finding in week.warnings]


def test_every_week_is_told_the_newest_first_and_a_week_begins_on_monday() -> None:
    found = drift((), (), [Planned(date(2027, 1, 3), "linear", frozenset({"A"}))], 10, TODAY, PARAMETERS)
    assert [week.week for week in found[:3]] == ["2027-W02", "2027-W01", "2026-W53"]
    assert len(found) == 26
    assert found[-1].monday == first_monday(TODAY, PARAMETERS)
    assert [week.planned for week in found[:3]] == [0, 0, 1]
    assert (found[0].coverage, found[0].by_default, found[0].overridden) == (None, None, None)
    assert found[0].calibration == ()


def test_shares_are_of_what_there_was() -> None:
    week = weeks(
        decided=[Decided(MONDAY, 4, 1), Decided(MONDAY + timedelta(6), 6, 4)],
        planned=[
            Planned(MONDAY, "default", frozenset({"A", "B"})),
            Planned(MONDAY, "linear", frozenset({"B"})),
        ],
    )["2027-W01"]
    assert (week.decided, week.overridden) == (2, 0.5)
    assert (week.planned, week.by_default, week.coverage) == (2, 0.5, 0.2)


def test_what_was_said_is_held_against_what_came_true() -> None:
    ended = [
        Ended(MONDAY, 0.8, 0.5, True, 1.0),
        Ended(MONDAY, 0.6, 0.5, False),
        Ended(MONDAY, 0.7, 0.6, True),
    ]
    week = weeks(ended)["2027-W01"]
    completion, closing = week.calibration
    assert (completion.said, completion.true, completion.rows) == (0.7, round(2 / 3, 6), 3)
    assert (closing.said, closing.true, closing.rows) == (0.5, 1.0, 1)
    assert completion.error == pytest.approx(0.7 - 2 / 3, abs=1e-6)


def test_planted_miscalibration_warns_by_its_question() -> None:
    assert warned(weeks(lived(100, 0.9, 60))["2027-W01"]) == ["drift_calibration completion"]
    assert warned(weeks(lived(100, 0.9, 88))["2027-W01"]) == []


def test_what_chance_does_and_what_few_facts_say_does_not_warn() -> None:
    """Of 25 at 80 %, 17 is 12 points off and no wonder; of 10, none warns at all."""
    assert warned(weeks(lived(25, 0.8, 17))["2027-W01"]) == []
    assert warned(weeks(lived(10, 0.9, 0))["2027-W01"]) == []


def test_each_line_warns_when_it_is_crossed() -> None:
    decided = [Decided(MONDAY, 10, 4)] * 20
    planned = [Planned(MONDAY, "default" if n < 15 else "linear", frozenset[str]()) for n in range(20)]
    week = weeks(decided=decided, planned=planned)["2027-W01"]
    assert warned(week) == ["drift_overrides", "drift_coverage", "drift_default"]
    calm = weeks(
        decided=[Decided(MONDAY, 10, 3)] * 20, planned=[Planned(MONDAY, "linear", frozenset({"A"}))] * 20
    )["2027-W01"]
    assert warned(calm) == []


def evidence(level: int, day: date, verified: bool = True) -> Assessment:
    return Assessment("1", "C", level, Source.TEST, day, verified=verified)


def test_levels_close_by_what_the_first_assessment_after_the_end_found() -> None:
    closes = (Closes("C", 1, 3, 1.0), Closes("D", 0, 1, 1.0))
    after = END + timedelta(days=30)
    assert closed_share(closes, (), END) is None
    assert closed_share(closes, (evidence(3, END),), END) is None
    assert closed_share(closes, (evidence(3, after, verified=False),), END) is None
    assert closed_share(closes, (evidence(2, after), evidence(3, after + timedelta(1))), END) == 0.5
    assert closed_share(closes, (evidence(5, after),), END) == 1.0
    assert closed_share(closes, (evidence(0, after),), END) == 0.0


def judged(journey: int, version: int, kind: Judged, by_officer: bool = True) -> Judgement:
    day = MONDAY + timedelta(days=version)
    return Judgement(journey, "1", f"S{kind}", day, kind, 1, 0.5, 1.0, "", by_officer, False, version=version)


def test_of_several_words_on_a_plan_the_officers_latest_counts() -> None:
    told = [
        judged(1, 1, Judged.REMOVED),
        judged(1, 2, Judged.KEPT),
        judged(1, 2, Judged.ADDED),
        judged(1, 2, Judged.PASSED),
        judged(2, 1, Judged.REFUSED, by_officer=False),
        judged(3, 1, Judged.REFUSED),
    ]
    assert list(decided_of(told)) == [
        Decided(MONDAY + timedelta(days=2), 2, 1),
        Decided(MONDAY + timedelta(days=1), 1, 1),
    ]
