"""Both rankers: scores that add up, no look at the outcome, fall-back, and a file that cannot be tampered with."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from catalog.solutions import Participation
from competency_models.errors import InputError
from planner.candidates import find_candidates
from planner.explain import OTHERS, USUAL
from planner.features import FAMILIES, NAMES, FeatureTable
from planner.journey import Consideration
from planner.propose import propose
from planner.ranker_file import load_ranker, save_ranker
from planner.ranking import DefaultRanker, LearnedRanker, choose_ranker
from planner.training import examples, train_ranker
from planner.world import World
from tests.agencies import DAY
from tests.planner.small_world import ANI, BUDI, CITRA, small_world


def made_up(count: int, seed: int = 1) -> tuple[FeatureTable, np.ndarray]:
    """Pairs whose success hangs on two features."""
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(count, len(NAMES)))
    log_odds = 2.0 * values[:, NAMES.index("own_completion")] - values[:, NAMES.index("hours")]
    success = rng.random(count) < 1 / (1 + np.exp(-log_odds))
    rows = np.arange(count)
    return FeatureTable(rows, rows, values), success


@pytest.fixture
def world() -> World:
    return small_world()


def test_every_feature_has_one_family() -> None:
    assert len(set(NAMES)) == len(NAMES)
    features, _ = made_up(3)
    assert features.family("crowd").shape == (3, len(FAMILIES["crowd"]))


def test_no_feature_is_a_protected_attribute() -> None:
    assert not {"age", "birth_year", "generation", "sex", "gender", "status"} & set(NAMES)


@pytest.mark.parametrize("learned", [False, True])
def test_contributions_and_bias_add_up_to_the_log_odds(world: World, learned: bool) -> None:
    features, success = made_up(300)
    ranker = (
        LearnedRanker.train(features, success, 1.0)
        if learned
        else DefaultRanker.from_parameters(world.parameters)
    )
    score = ranker.score(features)
    log_odds = np.log(score / (1 - score))
    assert np.allclose(log_odds, ranker.bias + ranker.contributions(features).sum(axis=1), atol=0.05)
    assert ((score > 0) & (score < 1)).all()


def test_the_learned_ranker_finds_what_matters_and_is_the_same_each_time() -> None:
    features, success = made_up(2000)
    ranker, again = (LearnedRanker.train(features, success, 1.0) for _ in range(2))
    assert ranker.version == again.version
    found = dict(zip(NAMES, ranker.weight, strict=True))
    assert found["own_completion"] > 1.5
    assert found["hours"] < -0.7
    assert max(abs(v) for k, v in found.items() if k not in {"own_completion", "hours"}) < 0.3


def test_the_learned_ranker_serves_only_where_it_beats_the_default(world: World) -> None:
    features, success = made_up(600)
    started = np.arange(600)
    chosen, trial = choose_ranker(features, success, started, world.parameters)
    assert chosen.name == "learned"
    assert trial.promoted
    assert trial.learned_loss < trial.default_loss
    few = FeatureTable(features.person[:50], features.solution[:50], features.values[:50])
    assert choose_ranker(few, success[:50], started[:50], world.parameters)[0].name == "default"
    alike = choose_ranker(features, np.ones(600, dtype=np.bool_), started, world.parameters)
    assert (alike[0].name, alike[1].reason) == ("default", "all outcomes alike")


def test_a_ranker_that_learnt_from_noise_does_not_serve(world: World) -> None:
    features, _ = made_up(500)
    default = DefaultRanker.from_parameters(world.parameters)
    rng = np.random.default_rng(3)
    success = rng.random(500) < default.score(features)
    chosen, trial = choose_ranker(features, success, np.arange(500), world.parameters)
    assert (chosen.name, trial.promoted) == ("default", False)


def attempt(nip: str, days_ago: int, completed: bool = True) -> Participation:
    """A past attempt at the visit."""
    ended = DAY - timedelta(days=days_ago)
    return Participation(
        nip, "VISIT", ended - timedelta(days=10), ended, completed, "C1", 1, 2 if completed else 1
    )


def test_an_example_sees_nothing_that_came_after_its_month_began() -> None:
    before = (attempt(ANI, 900), attempt(BUDI, 800, False))
    later = (attempt(CITRA, 300), attempt(BUDI, 200))
    few, _, started = examples(small_world(participations=before))
    many, _, _ = examples(small_world(participations=(*before, *later)))
    assert len(started) == 2
    assert np.array_equal(few.values, many.values[:2])


def test_an_examples_own_outcome_does_not_show_in_its_features() -> None:
    won, success, _ = examples(small_world(participations=(attempt(ANI, 500),)))
    lost, failure, _ = examples(small_world(participations=(attempt(ANI, 500, False),)))
    assert np.array_equal(won.values, lost.values)
    assert (success.tolist(), failure.tolist()) == ([True], [False])


def test_what_has_not_ended_is_no_example() -> None:
    running = Participation(ANI, "VISIT", date(2026, 12, 1), date(2027, 2, 1), False)
    features, _, _ = examples(small_world(participations=(running,)))
    assert features.values.shape == (0, len(NAMES))


def test_without_history_the_default_serves(world: World) -> None:
    ranker, trial = train_ranker(world)
    assert (ranker.name, trial.reason) == ("default", "too few outcomes")


def test_a_better_record_predicts_more_success() -> None:
    past = tuple(attempt(BUDI, days, False) for days in (900, 800, 700)) + tuple(
        attempt(ANI, days) for days in (900, 800, 700)
    )
    alike = small_world(participations=past)
    rows = np.array([alike.people[ANI], alike.people[BUDI]])
    found = find_candidates(alike, rows, Consideration.GAP)
    visit = found.facts.solution == alike.table.index["COMMUNITY"]
    ani, budi = found.success[visit]
    assert ani > budi


def test_the_reasons_of_an_item_add_up_to_its_prediction(world: World) -> None:
    (proposal,) = propose(world, [ANI])
    for item in proposal.items:
        start = next(i for i, reason in enumerate(item.reasons) if reason.code == USUAL)
        shares = [reason.share for reason in item.reasons[start:]]
        assert item.reasons[-1].code == OTHERS
        assert np.isclose(sum(shares), np.log(item.success / (1 - item.success)), atol=1e-4)


def test_a_ranker_comes_back_from_its_file_bit_for_bit(tmp_path: Path) -> None:
    features, success = made_up(300)
    ranker = LearnedRanker.train(features, success, 1.0)
    save_ranker(ranker, tmp_path / "ranker.json")
    back = load_ranker(tmp_path / "ranker.json")
    assert back.version == ranker.version
    assert np.array_equal(back.score(features), ranker.score(features))


def test_a_changed_file_is_refused(tmp_path: Path) -> None:
    features, success = made_up(300)
    path = tmp_path / "ranker.json"
    save_ranker(LearnedRanker.train(features, success, 1.0), path)
    whole = json.loads(path.read_text())
    whole["ranker"]["bias"] += 0.1
    for text in (json.dumps(whole), path.read_text()[:-40], "[]", '{"sha256": 1, "ranker": null}'):
        path.write_text(text)
        with pytest.raises(InputError, match=r"ranker\.json"):
            load_ranker(path)
    with pytest.raises(InputError):
        load_ranker(tmp_path / "missing.json")


def test_a_ranker_of_other_features_is_refused(tmp_path: Path) -> None:
    features, success = made_up(300)
    ranker = LearnedRanker.train(features, success, 1.0)
    other = replace(ranker, names=(*ranker.names[:-1], "shoe_size"))
    save_ranker(other, tmp_path / "ranker.json")
    with pytest.raises(InputError, match="other features"):
        load_ranker(tmp_path / "ranker.json")
