"""Rankers: predictions that add up, from the head to the item; a better record predicts more."""

from __future__ import annotations

import numpy as np
import pytest

from planner.candidates import find_candidates
from planner.features import FAMILIES, NAMES
from planner.journey import Consideration
from planner.propose import propose
from planner.ranking import AdditiveRanker, Line, Preferences, default_ranker, log_odds
from planner.training.examples import Examples
from planner.training.models import LEARNERS, Question, train, train_linear
from planner.world import World
from tests.planner.small_world import ANI, BUDI, small_world
from tests.planner.training.made_examples import attempt, made_up


@pytest.fixture
def world() -> World:
    return small_world()


def learned(kind: str, seen: Examples) -> AdditiveRanker:
    learner = LEARNERS[kind]
    return train(learner, seen, Preferences.none(), dict.fromkeys(Question, learner.strengths[1]))


def test_every_feature_has_one_family() -> None:
    assert len(set(NAMES)) == len(NAMES)
    features = made_up(3).features
    assert features.family("crowd").shape == (3, len(FAMILIES["crowd"]))


def test_no_feature_is_a_protected_attribute() -> None:
    assert not {"age", "birth_year", "generation", "sex", "gender", "status"} & set(NAMES)


@pytest.mark.parametrize("kind", ["default", "linear", "curves"])
def test_shares_and_bias_add_up_to_both_log_odds(world: World, kind: str) -> None:
    seen = made_up(300)
    ranker = default_ranker(world.parameters) if kind == "default" else learned(kind, seen)
    said, shares = ranker.predict(seen.features), ranker.shares(seen.features)
    for answer, head, parts, bias in (
        (said.completion, ranker.completion, shares.completion, shares.completion_bias),
        (said.closing, ranker.closing, shares.closing, shares.closing_bias),
    ):
        odds = log_odds(head, seen.features.values)
        assert np.abs(odds - bias - parts.sum(axis=1)).max() < 1e-9
        assert np.allclose(1 / (1 + np.exp(-odds)), answer, atol=1e-6)
    assert np.allclose(said.success, said.completion * said.closing, atol=1e-6)


def test_the_linear_ranker_finds_what_matters_and_is_the_same_each_time() -> None:
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


def test_more_of_a_gap_closed_never_lowers_what_any_ranker_says(world: World) -> None:
    """In these examples it does: those that close much were hardly ever completed."""
    seen = made_up(800)
    column = NAMES.index("levels_closed")
    seen.outcomes.completed[seen.features.values[:, column] > 0] = False
    grown = seen.features.values.copy()
    grown[:, column] += 1.0
    for ranker in (default_ranker(world.parameters), *(learned(kind, seen) for kind in LEARNERS)):
        assert (log_odds(ranker.completion, grown) >= log_odds(ranker.completion, seen.features.values)).all()


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
