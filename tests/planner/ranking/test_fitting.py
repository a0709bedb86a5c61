"""Both trained heads: what they find, what they may never say, what preferences teach, the same for any number of threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from planner.problem import Bools
from planner.ranking import Curves, Head, Sample, fit_curves, fit_line, log_odds
from tests.planner.ranking.samples import NAMES, sample

FREE = np.zeros(len(NAMES), dtype=np.bool_)
HARM = np.array([name == "harm" for name in NAMES])
Fit = Callable[[Sample, float, Bools], Head]
BOTH = pytest.mark.parametrize(("fit", "strength"), [(fit_line, 1.0), (fit_curves, 120)])


def effect(head: Head, name: str) -> list[float]:
    """What the head adds for low, middling and high values of one feature, all others being usual."""
    rows = np.zeros((3, len(NAMES)))
    rows[:, NAMES.index(name)] = (-1.5, 0.0, 1.5)
    low, middle, high = log_odds(head, rows).tolist()
    return [middle - low, high - middle]


def test_a_line_finds_slopes() -> None:
    head = fit_line(sample(), 1.0, FREE)
    assert np.allclose(head.weight, [1.0, 0.8, -1.5, 0.0], atol=0.25)


def test_a_line_leaves_out_what_says_nothing() -> None:
    assert effect(fit_line(sample(), 0.02, FREE), "noise") == [0.0, 0.0]


def test_a_line_learns_nothing_of_what_is_seldom_unlike_the_usual() -> None:
    told = sample()
    rare = told.values.copy()
    rare[:, 3] = 0.0
    rare[:20, 3] = 1.0
    share = np.where(rare[:, 3] > 0, 1.0, told.share)
    assert fit_line(replace(told, values=rare, share=share), 1.0, FREE).weight[3] == 0.0


def test_curves_find_steps() -> None:
    head = fit_curves(sample(), 120, FREE)
    low, high = effect(head, "step")
    assert abs(low) < 0.4
    assert high > 1.3
    assert max(map(abs, effect(head, "noise"))) < 0.4
    assert all(up > 0.7 for up in effect(head, "slope"))


@BOTH
def test_what_may_never_lower_an_answer_does_not(fit: Fit, strength: float) -> None:
    assert max(effect(fit(sample(), strength, FREE), "harm")) < -0.5
    held = fit(sample(), strength, HARM)
    assert min(effect(held, "harm")) >= 0.0
    assert min(effect(held, "slope")) > 0.5


def test_curves_that_may_not_fall_never_do() -> None:
    head = fit_curves(sample(), 120, np.ones(len(NAMES), dtype=np.bool_))
    assert all((np.diff(heights) >= 0).all() for heights in head.heights)


@BOTH
def test_preferences_teach_what_outcomes_do_not(fit: Fit, strength: float) -> None:
    seen, rng = sample(600), np.random.default_rng(2)
    winner, loser = rng.normal(size=(2, 400, len(NAMES)))
    better = np.sort(np.stack([winner[:, 3], loser[:, 3]]), axis=0)
    loser[:, 3], winner[:, 3] = better
    taught = replace(seen, winner=winner, loser=loser, worth=np.ones(400))
    before, after = (sum(effect(fit(one, strength, FREE), "noise")) for one in (seen, taught))
    assert after > before + 1.0
    weightless = replace(taught, worth=np.zeros(400))
    assert sum(effect(fit(weightless, strength, FREE), "noise")) == pytest.approx(before, abs=0.05)


@BOTH
def test_a_share_counts_as_partly_yes_and_partly_no(fit: Fit, strength: float) -> None:
    half = replace(sample(200), share=np.full(200, 0.25))
    assert log_odds(fit(half, strength, FREE), half.values).mean() == pytest.approx(np.log(1 / 3), abs=0.05)


@BOTH
@pytest.mark.parametrize("share", [0.0, 1.0])
def test_outcomes_all_alike_teach_nothing(fit: Fit, strength: float, share: float) -> None:
    with pytest.raises(ValueError, match="alike"):
        fit(replace(sample(50), share=np.full(50, share)), strength, FREE)


@BOTH
def test_any_number_of_threads_gives_the_same_head(fit: Fit, strength: float) -> None:
    heads = []
    for threads in (1, 2):
        with threadpool_limits(threads):
            heads.append(fit(sample(1200), strength, HARM).plain())
    assert heads[0] == heads[1]


@BOTH
def test_a_feature_that_is_always_the_same_adds_nothing(fit: Fit, strength: float) -> None:
    seen = sample(300)
    flat = np.where(np.arange(len(NAMES)) == 3, 7.0, seen.values)
    head = fit(replace(seen, values=flat), strength, FREE)
    assert head.shares(flat)[:, 3].tolist() == [0.0] * 300


def test_a_curve_has_few_steps_and_its_shares_are_counted_from_the_usual_pair() -> None:
    seen = sample()
    head = fit_curves(seen, 40, FREE)
    assert isinstance(head, Curves)
    assert max(map(len, head.heights)) <= 33
    assert np.abs(head.shares(seen.values).mean(axis=0)).max() < 1e-6
