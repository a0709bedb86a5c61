"""Who may serve: planted harm and planted miscalibration are caught by name, and harmless models are let through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from planner.features import NAMES, FeatureTable
from planner.problem import Bools
from planner.ranking import AdditiveRanker, Prediction
from planner.training.gate import Comparison, GroupKind, compare, split
from tests.planner.training.made_gate import (
    HALF,
    PARAMETERS,
    TRUTH,
    Tampered,
    attempts,
    groups,
    line,
    shifted,
)

PEOPLE = groups(300)
SEEN = attempts(300)
WOMEN = PEOPLE.members[PEOPLE.names.index("women")]
Change = Callable[[FeatureTable, Prediction], Prediction]


def held_against(change: Change, base: AdditiveRanker = TRUTH) -> Comparison:
    """What the gate says of the truth with its answers changed, against a ranker that knows half."""
    return compare(HALF, Tampered(base, change), SEEN, PEOPLE, PARAMETERS)


def names(found: Comparison) -> set[str]:
    return {refusal.name for refusal in found.refusals}


def lowered(rows: Bools, by: float) -> Change:
    """Completion with some people's log-odds moved."""
    return lambda table, said: replace(said, completion=shifted(said.completion, rows[table.person], by))


def test_who_is_surely_better_may_serve() -> None:
    found = compare(HALF, TRUTH, SEEN, PEOPLE, PARAMETERS)
    assert found.passed
    assert found.gain.low > found.margin
    assert found.challenger.loss < found.serving.loss
    assert found.challenger.concordance is not None
    assert found.serving.concordance is not None
    assert found.challenger.concordance > found.serving.concordance
    assert {figure.kind for figure in found.groups} == set(GroupKind)
    assert found == compare(HALF, TRUTH, SEEN, PEOPLE, PARAMETERS)


def test_who_is_as_good_may_not() -> None:
    assert "not_better" in names(compare(TRUTH, TRUTH, SEEN, PEOPLE, PARAMETERS))
    assert "not_better" in names(compare(TRUTH, HALF, SEEN, PEOPLE, PARAMETERS))


def test_luck_with_few_people_is_not_better() -> None:
    """The same mean gain, from so few attempts that it may be luck."""
    few = SEEN.of(np.flatnonzero(SEEN.features.person < 21))
    found = compare(HALF, TRUTH, few, PEOPLE, PARAMETERS)
    assert found.gain.mean > found.margin
    assert "not_better" in names(found)


def test_planted_harm_to_one_group_is_caught_by_its_name() -> None:
    found = held_against(lowered(WOMEN, -2.0))
    assert {"harms_quality sex=women", "harms_chances sex=women", "harms_places sex=women"} <= names(found)
    assert not any(name.endswith("sex=men") for name in names(found))


def test_harm_in_chances_alone_is_caught_where_the_loss_hides_it() -> None:
    """So good a model that its loss for the group still falls, and yet it holds the group back."""
    found = held_against(lowered(WOMEN, -0.9))
    assert {"harms_chances sex=women", "harms_places sex=women"} <= names(found)
    assert "harms_quality sex=women" not in names(found)


def test_harm_that_comes_in_by_a_proxy_is_caught_though_no_model_sees_the_sex() -> None:
    """Women learn online more often, and the challenger has learnt to hold that against whoever does."""
    values = SEEN.features.values.copy()
    often = np.random.default_rng(3).random(len(SEEN)) < np.where(WOMEN[SEEN.features.person], 0.9, 0.1)
    values[:, NAMES.index("online")] = often
    seen = replace(SEEN, features=replace(SEEN.features, values=values))
    biased = AdditiveRanker("linear", line(0.4, own_completion=1.0, hours=-0.6, online=-1.5), TRUTH.closing)
    told = names(compare(HALF, biased, seen, PEOPLE, PARAMETERS))
    assert {"harms_chances sex=women", "harms_places sex=women"} <= told
    assert compare(HALF, TRUTH, seen, PEOPLE, PARAMETERS).passed


def test_a_guess_for_one_group_harms_its_quality_alone() -> None:
    def guess(table: FeatureTable, said: Prediction) -> Prediction:
        own = WOMEN[table.person]
        noise = np.random.default_rng(2).normal(0, 2.0, len(own))
        return replace(said, completion=shifted(said.completion, own, noise))  # type: ignore[arg-type]

    assert "harms_quality sex=women" in names(held_against(guess))


def test_lower_chances_that_outcomes_bear_out_are_no_harm() -> None:
    """The serving model promised women too much; the challenger says what is true."""
    boasting = Tampered(TRUTH, lowered(WOMEN, 1.5))
    found = compare(boasting, TRUTH, SEEN, PEOPLE, PARAMETERS)
    (women,) = [figure for figure in found.groups if figure.name == "women"]
    assert women.chances.high < -0.05
    assert found.passed


@pytest.mark.parametrize("question", ["completion", "closing"])
def test_planted_miscalibration_is_caught_by_its_question(question: str) -> None:
    everybody = np.ones(300, dtype=np.bool_)

    def boast(table: FeatureTable, said: Prediction) -> Prediction:
        answer = shifted(getattr(said, question), everybody[table.person], 0.7)
        return replace(said, **{question: answer})

    caught = {name for name in names(held_against(boast)) if name.startswith("not_calibrated")}
    assert caught == {f"not_calibrated {question}"}


def test_too_sure_of_itself_is_not_calibrated_though_right_on_average() -> None:
    sure = AdditiveRanker("sure", TRUTH.completion.stretched(2.5, -0.3), TRUTH.closing)
    found = compare(HALF, sure, SEEN, PEOPLE, PARAMETERS)
    assert abs(sure.predict(SEEN.features).completion.mean() - SEEN.outcomes.completed.mean()) < 0.03
    assert "not_calibrated completion" in names(found)


def test_noise_is_refused() -> None:
    noise = AdditiveRanker("noise", line(0.4, online=0.8, weeks=-0.5), line(0.3, cost=0.5))
    assert "not_better" in names(compare(HALF, noise, SEEN, PEOPLE, PARAMETERS))


def test_harmless_models_raise_few_false_alarms() -> None:
    """The truth, held against what knows half of it, harms nobody and is calibrated, whatever the draw."""
    told = [compare(HALF, TRUTH, attempts(300, 3, seed), PEOPLE, PARAMETERS) for seed in range(20)]
    assert sum(any(name.startswith("harms") for name in names(found)) for found in told) <= 1
    assert sum(not found.passed for found in told) <= 4


def test_small_groups_are_counted_and_not_told() -> None:
    few = SEEN.of(np.flatnonzero(SEEN.features.person < 60))
    found = compare(HALF, TRUTH, few, PEOPLE, PARAMETERS)
    assert min(figure.people for figure in found.groups) >= 10
    tiny = SEEN.of(np.flatnonzero(SEEN.features.person < 40))
    told = compare(HALF, TRUTH, tiny, PEOPLE, PARAMETERS)
    assert told.small_groups == 10
    assert {figure.key for figure in told.groups}.isdisjoint({"PPPK", "U0", "boomer"})


def test_too_few_outcomes_are_told_and_nothing_else() -> None:
    for few in (SEEN.of(np.arange(79)), SEEN.of(np.arange(0))):
        found = compare(HALF, TRUTH, few, PEOPLE, PARAMETERS)
        assert names(found) == {"too_few"}
        assert found.groups == ()


def test_levels_that_nobody_measured_leave_the_calibration_unknown() -> None:
    unmeasured = replace(SEEN, outcomes=replace(SEEN.outcomes, possible=np.zeros(len(SEEN), dtype=np.int64)))
    assert "too_few_to_calibrate closing" in names(compare(HALF, TRUTH, unmeasured, PEOPLE, PARAMETERS))


def test_the_latest_are_held_out_and_nothing_is_learnt_that_was_not_known_by_then() -> None:
    early, late = split(SEEN, 0.2)
    assert len(late) == len(SEEN) // 5
    first = late.outcomes.started.min()
    assert early.outcomes.ended.max() < first
    assert len(early) + len(late) < len(SEEN)
    assert late.outcomes.started.min() >= early.outcomes.started.max()
    every, none = split(SEEN, 0.0)
    assert (len(every), len(none)) == (len(SEEN), 0)
