"""Which model serves: the best on the latest outcomes, and the default where nothing is learned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from competency_models.parameters import ParametersAt
from planner.features import NAMES
from planner.problem import Bools
from planner.ranking import Head, Preferences, Sample, default_ranker, fit_line
from planner.training.models import LEARNERS, Learner
from planner.training.selection import Choice, choose_model
from tests.planner.small_world import small_world
from tests.planner.training.made_examples import made_up


@pytest.fixture(autouse=True)
def short_courses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer strengths and shorter boosting than in earnest: each training takes a tenth of the time."""
    short = {"linear": (0.03, 0.3), "curves": (10.0, 30.0)}
    learners = {name: replace(learner, strengths=short[name]) for name, learner in LEARNERS.items()}
    monkeypatch.setattr("planner.training.selection.LEARNERS", learners)


@pytest.fixture(scope="module")
def parameters() -> ParametersAt:
    return small_world().parameters


def test_the_best_on_the_latest_outcomes_serves(parameters: ParametersAt) -> None:
    trained = choose_model(made_up(600), Preferences.none(), parameters)
    losses = [trial.loss for trial in trained.trials]
    assert (trained.choice, trained.ranker.name) == (Choice.BEST, trained.trials[0].model)
    assert losses == sorted(losses)
    assert {trial.model for trial in trained.trials} == {"default", "linear", "curves"}
    assert trained.trials[-1].model == "default"
    assert (trained.window.first, trained.window.last, trained.window.outcomes) == (0, 599, 600)
    assert trained.window.held_out == 120


def test_curves_serve_where_no_line_fits(parameters: ParametersAt) -> None:
    seen = made_up(600)
    middle = np.abs(seen.features.values[:, NAMES.index("hours")]) < 0.7
    bent = replace(seen, outcomes=replace(seen.outcomes, completed=middle))
    trained = choose_model(bent, Preferences.none(), parameters)
    assert trained.trials[0].model == trained.ranker.name == "curves"
    assert np.mean((trained.ranker.predict(seen.features).completion > 0.5) == middle) > 0.95


def test_of_strengths_that_do_as_well_the_weakest_is_chosen(
    parameters: ParametersAt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def alike(sample: Sample, strength: float, upward: Bools) -> Head:
        return fit_line(sample, 0.01 if strength == 1.0 else 0.3, upward)

    learner = Learner("linear", (4.0, 2.0, 1.0), alike)
    monkeypatch.setattr("planner.training.selection.LEARNERS", {"linear": learner})
    trained = choose_model(made_up(600), Preferences.none(), parameters)
    assert {trial.completion for trial in trained.trials} == {0.0, 2.0}


def test_what_serves_is_right_on_average_of_everything_learned_from(parameters: ParametersAt) -> None:
    seen = made_up(600)
    said = choose_model(seen, Preferences.none(), parameters).ranker.predict(seen.features)
    assert said.completion.mean() == pytest.approx(seen.outcomes.completed.mean(), abs=1e-4)


def test_two_trainings_and_two_threads_give_the_same_version(parameters: ParametersAt) -> None:
    versions = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            versions.append(choose_model(made_up(600), Preferences.none(), parameters).ranker.version)
    assert len(set(versions)) == 1
    assert choose_model(made_up(601), Preferences.none(), parameters).ranker.version != versions[0]


def test_nothing_is_chosen_or_learned_for_a_trial_from_what_came_later(parameters: ParametersAt) -> None:
    """The latest outcomes turned round: every trial fares differently, none was made differently."""
    seen = made_up(600)
    late = seen.outcomes.started >= 480
    completed = np.where(late, ~seen.outcomes.completed, seen.outcomes.completed)
    turned = replace(seen, outcomes=replace(seen.outcomes, completed=completed))
    before, after = (
        {trial.model: trial for trial in choose_model(one, Preferences.none(), parameters).trials}
        for one in (seen, turned)
    )
    for model, trial in before.items():
        assert replace(after[model], loss=trial.loss) == trial
        assert after[model].loss > trial.loss + 0.2


def test_what_was_said_after_a_trial_began_has_no_part_in_it(parameters: ParametersAt) -> None:
    seen = made_up(600)
    rows = np.arange(100)
    good, bad = made_up(100, 2).features, made_up(100, 3).features
    said = Preferences(good, bad, np.ones(100), np.full(100, 480))
    alone, late, early = (
        choose_model(seen, one, parameters) for one in (Preferences.none(), said, replace(said, day=rows))
    )
    assert late.trials == alone.trials != early.trials
    assert late.ranker.version != alone.ranker.version
    assert late.window.preferences == 100


def test_too_few_outcomes_or_all_alike_teach_nothing(parameters: ParametersAt) -> None:
    few = choose_model(made_up(50), Preferences.none(), parameters)
    assert (few.choice, few.ranker.name, few.trials) == (Choice.TOO_FEW, "default", ())
    none = choose_model(made_up(0), Preferences.none(), parameters)
    assert (none.choice, none.window.outcomes) == (Choice.TOO_FEW, 0)
    seen = made_up(600)
    alike = replace(seen, outcomes=replace(seen.outcomes, completed=np.ones(600, dtype=np.bool_)))
    assert choose_model(alike, Preferences.none(), parameters).choice is Choice.ALIKE


def test_what_learnt_from_noise_does_not_serve(parameters: ParametersAt) -> None:
    seen, rng = made_up(500), np.random.default_rng(4)
    said = default_ranker(parameters).predict(seen.features)
    completed, closed = rng.random(500) < said.completion, rng.binomial(2, said.closing)
    outcomes = replace(seen.outcomes, completed=completed, closed=np.where(completed, closed, 0))
    trained = choose_model(replace(seen, outcomes=outcomes), Preferences.none(), parameters)
    assert (trained.choice, trained.ranker.name) == (Choice.NOT_BETTER, "default")
