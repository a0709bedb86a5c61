"""Judgements become rows to learn from: both sides as they stood when the month began, and nothing of what came after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from catalog.solutions import Participation
from planner.judgements import Judged, Judgement
from planner.training.preferences import preferences
from planner.world import World
from tests.planner.small_world import ANI, BUDI, small_world

BASE = Judgement(
    1, ANI, "VISIT", date(2026, 11, 20), Judged.REMOVED, 1, 0.5, 1.0, "v", True, False, version=3
)
SWAP = (BASE, replace(BASE, solution="COACH", judged=Judged.ADDED, position=2))


def codes(world: World, rows: np.ndarray) -> list[str]:
    return [world.table.solutions[row].code for row in rows.tolist()]


def test_a_swap_is_one_preference_seen_when_its_month_began() -> None:
    world = small_world().with_judgements(SWAP)
    found = preferences(world)
    assert (codes(world, found.winner.solution), codes(world, found.loser.solution)) == (
        ["COACH"],
        ["VISIT"],
    )
    assert found.winner.person.tolist() == found.loser.person.tolist() == [world.people[ANI]]
    assert found.day.tolist() == [BASE.day.toordinal()]
    assert found.weight.tolist() == [0.1]
    hours = found.winner.names.index("hours")
    assert found.difference[0, hours] == np.log1p(8) - np.log1p(24)


def test_nothing_of_the_month_itself_is_seen() -> None:
    """Whatever ended or was judged in the judgement's month or later changes nothing; what came before does."""
    world = small_world().with_judgements(SWAP)
    before = preferences(world).difference

    def with_learning(ended: date) -> World:
        taken = Participation(BUDI, "VISIT", date(2026, 9, 1), ended, True)
        return small_world(participations=(taken,)).with_judgements(SWAP)

    assert np.array_equal(preferences(with_learning(date(2026, 11, 2))).difference, before)
    assert not np.array_equal(preferences(with_learning(date(2026, 10, 30))).difference, before)


def test_what_nobody_knows_any_more_is_left_out() -> None:
    gone = [replace(one, nip="000000000000000000", journey=2) for one in SWAP]
    gone += [replace(SWAP[0], journey=3), replace(SWAP[1], solution="OLD", journey=3)]
    gone += [replace(one, journey=4, career=True) for one in SWAP]
    assert len(preferences(small_world().with_judgements(gone))) == 0
    assert len(preferences(small_world().with_judgements([*SWAP, *gone]))) == 1


def test_only_rivals_for_the_same_competency_are_compared() -> None:
    other = replace(SWAP[1], solution="MENTOR")  # lifts C2, and the visit C1
    assert len(preferences(small_world().with_judgements([SWAP[0], other]))) == 0


def test_what_would_lift_more_levels_is_not_compared() -> None:
    more = replace(SWAP[1], solution="COMMUNITY")  # lifts one level from where she stands, the visit two
    assert len(preferences(small_world().with_judgements([SWAP[0], more]))) == 0


def test_weights_are_worth_a_tenth_of_an_outcome_each_on_average() -> None:
    deep = [replace(one, journey=2, nip=BUDI, position=one.position + 8) for one in SWAP]
    found = preferences(small_world().with_judgements([*SWAP, *deep]))
    assert found.weight.mean() == pytest.approx(0.1)
    assert found.weight[1] / found.weight[0] == pytest.approx(np.sqrt(10 / 2))


def test_both_sides_are_seen_when_the_later_word_was_said() -> None:
    """An officer keeps two solutions; months later the employee would rather not take one of them."""
    taken = Participation(BUDI, "VISIT", date(2026, 9, 1), date(2026, 11, 28), True)
    world = small_world(participations=(taken,))
    kept = [replace(one, judged=Judged.KEPT) for one in SWAP]
    late = replace(BASE, judged=Judged.REFUSED, by_officer=False, version=9, day=date(2026, 12, 28))

    def rate(kept_on: date, refused_on: date) -> float:
        words = [*(replace(one, day=kept_on) for one in kept), replace(late, day=refused_on)]
        found = preferences(world.with_judgements(words))
        assert found.day.tolist() == [refused_on.toordinal()]
        return float(found.difference[0, found.winner.names.index("solution_rate")])

    assert rate(BASE.day, late.day) == rate(late.day, late.day) != rate(BASE.day, BASE.day)
