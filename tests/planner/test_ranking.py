"""Both rankers: scores that add up, and no look at the outcome."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest

from catalog.solutions import Participation
from planner.candidates import find_candidates
from planner.features import FAMILIES, NAMES
from planner.journey import Consideration
from planner.propose import propose
from planner.ranking import Line, default_ranker, log_odds
from planner.training.examples import examples
from planner.training.models import train_linear
from planner.world import World
from tests.agencies import DAY
from tests.planner.small_world import ANI, BUDI, CITRA, small_world
from tests.planner.training.made_examples import made_up


@pytest.fixture
def world() -> World:
    return small_world()


def test_every_feature_has_one_family() -> None:
    assert len(set(NAMES)) == len(NAMES)
    features = made_up(3).features
    assert features.family("crowd").shape == (3, len(FAMILIES["crowd"]))


def test_no_feature_is_a_protected_attribute() -> None:
    assert not {"age", "birth_year", "generation", "sex", "gender", "status"} & set(NAMES)


@pytest.mark.parametrize("learned", [False, True])
def test_shares_and_bias_add_up_to_both_log_odds(world: World, learned: bool) -> None:
    seen = made_up(300)
    ranker = train_linear(seen) if learned else default_ranker(world.parameters)
    said, shares = ranker.predict(seen.features), ranker.shares(seen.features)
    for answer, head, parts, bias in (
        (said.completion, ranker.completion, shares.completion, shares.completion_bias),
        (said.closing, ranker.closing, shares.closing, shares.closing_bias),
    ):
        odds = log_odds(head, seen.features.values)
        assert np.abs(odds - bias - parts.sum(axis=1)).max() < 1e-9
        assert np.allclose(1 / (1 + np.exp(-odds)), answer, atol=1e-6)
    assert np.allclose(said.success, said.completion * said.closing, atol=1e-6)


def test_the_linear_ranker_finds_what_matters_and_is_the_same_each_time(world: World) -> None:
    ranker, again = (train_linear(made_up(4000)) for _ in range(2))
    assert ranker.version == again.version
    assert isinstance(ranker.completion, Line)
    assert isinstance(ranker.closing, Line)
    completion = dict(zip(NAMES, ranker.completion.weight, strict=True))
    assert completion["own_completion"] > 1.5
    assert completion["hours"] < -0.7
    assert max(abs(v) for k, v in completion.items() if k not in {"own_completion", "hours"}) < 0.3
    closing = dict(zip(NAMES, ranker.closing.weight, strict=True))
    assert closing["solution_rate"] > 1.1
    assert max(abs(v) for k, v in closing.items() if k != "solution_rate") < 0.3


def attempt(nip: str, days_ago: int, completed: bool = True) -> Participation:
    """A past attempt at the visit."""
    ended = DAY - timedelta(days=days_ago)
    return Participation(
        nip, "VISIT", ended - timedelta(days=10), ended, completed, "C1", 1, 2 if completed else 1
    )


def test_an_example_sees_nothing_that_came_after_its_month_began() -> None:
    before = (attempt(ANI, 900), attempt(BUDI, 800, False))
    later = (attempt(CITRA, 300), attempt(BUDI, 200))
    few = examples(small_world(participations=before))
    many = examples(small_world(participations=(*before, *later)))
    assert len(few) == 2
    assert np.array_equal(few.features.values, many.features.values[:2])


def test_an_examples_own_outcome_does_not_show_in_its_features() -> None:
    won = examples(small_world(participations=(attempt(ANI, 500),)))
    lost = examples(small_world(participations=(attempt(ANI, 500, False),)))
    assert np.array_equal(won.features.values, lost.features.values)
    assert (won.outcomes.success.tolist(), lost.outcomes.success.tolist()) == ([0.5], [0.0])
    assert (won.outcomes.closed.tolist(), won.outcomes.possible.tolist()) == ([1], [2])


def test_what_has_not_ended_is_no_example() -> None:
    running = Participation(ANI, "VISIT", date(2026, 12, 1), date(2027, 2, 1), False)
    assert examples(small_world(participations=(running,))).features.values.shape == (0, len(NAMES))


def test_a_better_record_predicts_more_success() -> None:
    past = tuple(attempt(BUDI, days, False) for days in (900, 800, 700)) + tuple(
        attempt(ANI, days) for days in (900, 800, 700)
    )
    alike = small_world(participations=past)
    rows = np.array([alike.people[ANI], alike.people[BUDI]])
    found = find_candidates(alike, rows, Consideration.GAP)
    visit = found.facts.solution == alike.table.index["COMMUNITY"]
    ani, budi = found.said.success[visit]
    assert ani > budi


def test_what_an_item_keeps_adds_up_to_both_predictions(world: World) -> None:
    (proposal,) = propose(world, [ANI])
    for item in proposal.items:
        assert item.success == pytest.approx(item.completion * item.closing, abs=1e-6)
        for question, answer in (("completion", item.completion), ("closing", item.closing)):
            odds = sum(getattr(share, question) for share in item.shares)
            assert odds == pytest.approx(np.log(answer / (1 - answer)), abs=1e-4)
