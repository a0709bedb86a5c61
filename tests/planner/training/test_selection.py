"""Which model serves: the best on the latest outcomes, and the default where nothing is learned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from competency_models.parameters import ParametersAt
from planner.ranking import Preferences, default_ranker
from planner.training.selection import Choice, choose_model
from tests.planner.small_world import small_world
from tests.planner.training.made_examples import made_up


@pytest.fixture(scope="module")
def parameters() -> ParametersAt:
    return small_world().parameters


def test_the_best_on_the_latest_outcomes_serves(parameters: ParametersAt) -> None:
    trained = choose_model(made_up(600), Preferences.none(), parameters)
    assert (trained.choice, trained.ranker.name) == (Choice.BEST, "linear")
    losses = [trial.loss for trial in trained.trials]
    assert losses == sorted(losses)
    assert {trial.model for trial in trained.trials} >= {"default", "linear"}
    assert (trained.window.first, trained.window.last, trained.window.outcomes) == (0, 599, 600)


def test_too_few_outcomes_or_all_alike_teach_nothing(parameters: ParametersAt) -> None:
    few = choose_model(made_up(50), Preferences.none(), parameters)
    assert (few.choice, few.ranker.name, few.trials) == (Choice.TOO_FEW, "default", ())
    none = choose_model(made_up(0), Preferences.none(), parameters)
    assert (none.choice, none.window.outcomes) == (Choice.TOO_FEW, 0)
    seen = made_up(600)
    alike = replace(seen, outcomes=replace(seen.outcomes, completed=np.ones(600, dtype=np.bool_)))
    assert choose_model(alike, Preferences.none(), parameters).choice is Choice.ALIKE


def test_what_learnt_from_noise_does_not_serve(parameters: ParametersAt) -> None:
    seen, rng = made_up(500), np.random.default_rng(3)
    said = default_ranker(parameters).predict(seen.features)
    completed, closed = rng.random(500) < said.completion, rng.binomial(2, said.closing)
    outcomes = replace(seen.outcomes, completed=completed, closed=np.where(completed, closed, 0))
    trained = choose_model(replace(seen, outcomes=outcomes), Preferences.none(), parameters)
    assert (trained.choice, trained.ranker.name) == (Choice.NOT_BETTER, "default")
