"""Who was preferred to whom within a plan, and that where something stood does not matter in the long run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from planner.judgements import Judged, Judgement
from planner.past import Attention, comparisons

LEVEL = Attention(decay=0.0, clip=0.01)
FADING = Attention(decay=1.0, clip=0.01)
PLAIN = Judgement(1, "1", "A", date(2027, 2, 3), Judged.KEPT, 1, 0.5, 1.0, "v", True, False)


def told(*rows: tuple[str, Judged, int], **more: object) -> list[Judgement]:
    """Judgements of one plan: solution, what became of it, position."""
    return [
        replace(PLAIN, solution=solution, judged=judged, position=position, **more)  # type: ignore[arg-type]
        for solution, judged, position in rows
    ]


def found(
    judgements: list[Judgement], attention: Attention = LEVEL, foreign: str = ""
) -> dict[tuple[str, str], float]:
    """Weight by winner and loser; what is ``foreign`` is for another gap."""
    pairs = comparisons(judgements, lambda a, b: foreign not in (a, b), attention)
    return {(pair.winner.solution, pair.loser.solution): pair.weight for pair in pairs}


K, R, A, F, P = Judged.KEPT, Judged.REMOVED, Judged.ADDED, Judged.REFUSED, Judged.PASSED


def test_what_was_added_or_kept_goes_before_what_was_taken_out_and_passed_over() -> None:
    plan = told(("A", K, 1), ("B", R, 2), ("C", A, 3), ("D", P, 4))
    assert found(plan).keys() == {("A", "B"), ("C", "B"), ("C", "D"), ("A", "D")}


def test_another_gap_is_no_rival() -> None:
    plan = told(("A", K, 1), ("B", R, 2), ("C", A, 3), ("D", P, 4))
    assert found(plan, foreign="C").keys() == {("A", "B"), ("A", "D")}


def test_assigned_learning_is_no_preference() -> None:
    plan = told(("A", K, 1), ("B", R, 2)) + told(("C", R, 3), ("D", A, 0), assigned=True)
    assert found(plan).keys() == {("A", "B")}


def test_a_plan_that_is_given_up_as_a_whole_compares_nothing() -> None:
    assert found(told(("A", F, 1), ("B", F, 2))) == {}
    approved_then_given_up = told(("A", K, 1), ("B", K, 2)) + told(
        ("A", F, 1), ("B", F, 2), by_officer=False, version=2
    )
    assert found(approved_then_given_up) == {}


def test_what_only_the_employee_refused_loses_to_what_was_kept() -> None:
    plan = told(("A", K, 1), ("B", K, 2)) + told(("B", F, 2), by_officer=False, version=2)
    assert found(plan).keys() == {("A", "B")}


def test_what_is_said_again_counts_once_and_takes_nothing_back() -> None:
    first = told(("A", K, 1), ("B", R, 2), version=3)
    again = told(("A", R, 1), ("B", K, 2), version=7)
    assert found(first + again) == found(again + first) == found(first) | found(again)
    repeated = [replace(one, version=7, day=date(2027, 4, 1)) for one in first]
    (pair,) = comparisons(first + repeated, lambda *_: True, LEVEL)
    assert pair.day == PLAIN.day


def test_no_day_hangs_on_the_days_after_it() -> None:
    early = told(("A", K, 1), ("B", R, 2), ("C", K, 3), version=3)
    later = replace(PLAIN, day=date(2027, 4, 1), version=3)
    late = [
        replace(later, solution="A", judged=F, by_officer=False),
        replace(later, solution="C", judged=R, version=5),
    ]

    def by(day: date, judgements: list[Judgement]) -> set[tuple[str, str]]:
        pairs = comparisons(judgements, lambda *_: True, LEVEL)
        return {(pair.winner.solution, pair.loser.solution) for pair in pairs if pair.day <= day}

    assert by(PLAIN.day, early + late) == by(PLAIN.day, early) == {("A", "B"), ("C", "B")}
    assert by(later.day, early + late) == {("A", "B"), ("C", "B"), ("C", "A")}


def test_plans_are_compared_with_themselves_only() -> None:
    other = [replace(one, journey=2) for one in told(("B", R, 1))]
    assert found(told(("A", K, 1)) + other) == {}


def test_an_act_counts_by_how_unlikely_it_was_to_be_seen() -> None:
    plan = told(("A", K, 1), ("B", R, 2), ("C", A, 4), ("D", P, 5), ("E", A, 0))
    assert found(plan, FADING) == pytest.approx(
        {("A", "B"): 2, ("C", "B"): 4, ("E", "B"): 2, ("C", "D"): 4, ("E", "D"): 1, ("A", "D"): 1}
    )
    drawn = [replace(one, propensity=0.1) if one.solution == "B" else one for one in plan]
    assert found(drawn, FADING)["A", "B"] == pytest.approx(20)
    assert found(drawn, Attention(1.0, clip=0.2))["A", "B"] == pytest.approx(5)


def test_what_stands_goes_before_what_was_shown_beneath_it() -> None:
    plan = told(("A", P, 1), ("B", K, 2), ("C", P, 3))
    assert found(plan) == {("B", "C"): 1}
    assert found([replace(plan[1], judged=F), plan[2]]) == {}


def test_officers_who_draw_lots_do_not_speak_against_what_is_shown_first() -> None:
    """They exchange three of ten items whose alternative they look at: seven times as many stand, wherever it was shown."""
    plans, draw = 6_000, np.random.default_rng(3)
    judgements = []
    for journey in range(plans):
        for place in (1, 4):
            item = replace(PLAIN, journey=journey, solution=f"item {place}", position=place)
            other = replace(item, solution=f"other {place}", position=place + 1, judged=P)
            if draw.random() < 0.3 / other.position:
                item, other = replace(item, judged=R), replace(other, judged=A)
            judgements += [item, other]
    attention = Attention(decay=1.0, clip=0.01, exchanged=0.3)
    lead = dict.fromkeys("14", 0.0)
    for pair in comparisons(judgements, lambda a, b: a[-1] == b[-1], attention):
        lead[pair.winner.solution[-1]] += pair.weight / plans * (1 if pair.winner.judged is K else -1)
    assert lead == pytest.approx(dict.fromkeys("14", 0.7 - 0.3), abs=0.04)


def test_the_position_does_not_matter_in_the_long_run() -> None:
    """Everyone dislikes A and B alike and C less, but C always stands on top, where everybody looks."""
    dislike, position = {"A": 0.4, "B": 0.4, "C": 0.2}, {"C": 1, "A": 2, "B": 5}
    plans, draw = 12_000, np.random.default_rng(5)
    judgements = []
    for journey in range(plans):
        for solution, place in position.items():
            gone = draw.random() < dislike[solution] / place  # who looks so far down, and dislikes it
            judgements.append(
                replace(PLAIN, journey=journey, solution=solution, judged=R if gone else K, position=place)
            )

    def lead(attention: Attention) -> dict[str, float]:
        """How much more often, a plan, each pair's first goes before its second than the other way."""
        count = dict.fromkeys(("AB", "AC", "BC"), 0.0)
        for pair in comparisons(judgements, lambda *_: True, attention):
            for key, sign in (
                (pair.winner.solution + pair.loser.solution, 1),
                (pair.loser.solution + pair.winner.solution, -1),
            ):
                if key in count:
                    count[key] += sign * pair.weight / plans
        return count

    true = {"AB": 0.0, "AC": 0.2 - 0.4, "BC": 0.2 - 0.4}
    assert lead(FADING) == pytest.approx(true, abs=0.03)
    # Counted as they come, A seems no worse than C, and B better than either.
    naive = lead(LEVEL)
    assert naive["AB"] < -0.08
    assert naive["BC"] > 0.08
