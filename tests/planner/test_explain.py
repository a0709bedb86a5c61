"""What is said of a prediction is true of the ranker: sums, the strongest reason taken away, one sentence, how much is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import groupby

import numpy as np
import pytest

from catalog.solutions import Bucket
from planner.explain import (
    BY_HAND,
    CLOSES,
    CLOSES_MORE,
    FAMILY_NAMES,
    FEATURES,
    FILLS,
    NOTHING,
    SPEAKS,
    STRENGTHENS,
    THIN,
    USUAL_FAMILY,
    attempts_behind,
    family_shares,
    probability,
    strongest,
    success_without,
    why,
)
from planner.features import FAMILIES, NAMES, FeatureTable
from planner.journey import Closes, FamilyShare, Item, Reason, Stage
from planner.problem import Bools, Floats
from planner.ranking import AdditiveRanker, Curves, Head, Line, Sample, fit_curves, fit_line, log_odds

PAIRS = 500
USUAL_VALUE = 0.25
"""Where every feature of the made-up heads has a share of 0."""


def line(rng: np.random.Generator) -> Line:
    weight = rng.normal(size=len(NAMES)) * (rng.random(len(NAMES)) < 0.8)
    return Line(NAMES, weight, np.full(len(NAMES), USUAL_VALUE), float(rng.normal()))


def curves(rng: np.random.Generator) -> Curves:
    """Step curves that are flat at 0 around the usual value."""
    edges, heights = [], []
    for _ in NAMES:
        own = np.sort(np.append(rng.normal(size=4), [USUAL_VALUE - 0.1, USUAL_VALUE + 0.1]))
        steps = rng.normal(size=len(own) + 1)
        low, high = np.searchsorted(own, [USUAL_VALUE - 0.1, USUAL_VALUE + 0.1])
        steps[low + 1 : high + 1] = 0.0
        edges.append(own)
        heights.append(steps)
    return Curves(NAMES, tuple(edges), tuple(heights), float(rng.normal()))


def success(ranker: AdditiveRanker, values: Floats) -> Floats:
    """The product of both answers, before it is rounded."""
    first, second = (log_odds(head, values) for head in (ranker.completion, ranker.closing))
    product: Floats = 1 / (1 + np.exp(-first)) / (1 + np.exp(-second))
    return product


def taken_apart(ranker: AdditiveRanker, values: Floats) -> list[tuple[FamilyShare, ...]]:
    rows = np.arange(len(values))
    shares = ranker.shares(FeatureTable(rows, rows, values))
    return [family_shares(shares.of(rows[row : row + 1])) for row in rows]


@pytest.fixture(params=[line, curves], ids=["line", "curves"], scope="module")
def told(request: pytest.FixtureRequest) -> tuple[AdditiveRanker, Floats, list[tuple[FamilyShare, ...]]]:
    """A ranker, pairs (500, F), and what is said of each of them."""
    rng = np.random.default_rng(6)
    heads: list[Head] = [request.param(rng), request.param(rng)]
    ranker = AdditiveRanker("made-up", *heads)
    values = rng.normal(size=(PAIRS, len(NAMES)))
    return ranker, values, taken_apart(ranker, values)


Told = tuple[AdditiveRanker, Floats, list[tuple[FamilyShare, ...]]]


def test_every_feature_and_family_is_told() -> None:
    assert FEATURES.keys() == set(NAMES)
    assert FAMILY_NAMES.keys() == {*FAMILIES, USUAL_FAMILY}


def test_features_that_share_a_sentence_stand_side_by_side() -> None:
    """Only so do they count as one property."""
    told = [text for text, _ in groupby(FEATURES[name] for name in NAMES)]
    assert len(told) == len(set(told))


def test_no_sentence_names_one_side_of_a_property_that_others_have() -> None:
    """Each column of the family ``form`` is 0 for some items: its sentence must be true of them too."""
    for name in FAMILIES["form"]:
        assert FEATURES[name].startswith(("Which", "Whether")), name


def test_the_families_add_up_to_the_log_odds_of_both_answers(told: Told) -> None:
    ranker, values, said = told
    for question, head in (("completion", ranker.completion), ("closing", ranker.closing)):
        sums = np.array([sum(getattr(one, question) for one in shares) for shares in said])
        assert np.abs(sums - log_odds(head, values)).max() < 1e-9


def test_without_the_strongest_reason_the_success_falls_by_what_was_said(told: Told) -> None:
    """The reason is taken away where the ranker looks: the features of its family get the values of the usual pair."""
    ranker, values, said = told
    without, promised = values.copy(), np.zeros(PAIRS)
    for row, shares in enumerate(said):
        if (most := strongest(shares)) is not None:
            without[row, [NAMES.index(name) for name in FAMILIES[most.family]]] = USUAL_VALUE
            promised[row] = success_without(shares) - success_without(shares, most.family)
    fall = success(ranker, values) - success(ranker, without)
    assert (promised > 0).mean() > 0.98
    assert np.abs(fall - promised).max() < 1e-9


def test_no_other_family_would_lower_it_more(told: Told) -> None:
    _, _, said = told
    for shares in said:
        most = strongest(shares)
        least = success_without(shares, most.family) if most is not None else success_without(shares)
        assert all(success_without(shares, one.family) >= least for one in shares[1:])


def test_in_each_question_a_named_share_is_what_the_log_odds_lose_without_it(told: Told) -> None:
    ranker, values, said = told
    for question, head in (("completion", ranker.completion), ("closing", ranker.closing)):
        without, share = values.copy(), np.empty(PAIRS)
        for row, shares in enumerate(said):
            most = max(shares[1:], key=lambda one: float(getattr(one, question)))
            without[row, [NAMES.index(name) for name in FAMILIES[most.family]]] = USUAL_VALUE
            share[row] = getattr(most, question)
        assert np.abs(log_odds(head, values) - log_odds(head, without) - share).max() < 1e-9


@pytest.mark.parametrize(("fit", "strength"), [(fit_line, 0.3), (fit_curves, 40)], ids=["line", "curves"])
def test_of_a_trained_and_calibrated_ranker_too_it_falls_by_what_was_said(fit: Fit, strength: float) -> None:
    """Here the reason is taken out of the ranker: a boosted curve need not be 0 at any value."""
    ranker, values = trained(fit, strength), np.random.default_rng(8).normal(size=(PAIRS, len(NAMES)))
    said = taken_apart(ranker, values)
    whole = success(ranker, values)
    falls = {family: whole - success(without(ranker, family), values) for family in FAMILIES}
    most = [strongest(shares) for shares in said]
    promised = [
        success_without(shares) - success_without(shares, one.family) if one else 0.0
        for shares, one in zip(said, most, strict=True)
    ]
    fall = [falls[one.family][row] if one else 0.0 for row, one in enumerate(most)]
    assert np.abs(np.subtract(fall, promised)).max() < 1e-9
    assert np.abs(whole - [success_without(shares) for shares in said]).max() < 1e-9
    assert np.mean([one is not None for one in most]) > 0.9


Fit = Callable[[Sample, float, Bools], Head]


def trained(fit: Fit, strength: float) -> AdditiveRanker:
    """Both questions learned from 400 made-up outcomes that hang on six features of six families, and stretched."""
    rng = np.random.default_rng(7)
    values, nobody = rng.normal(size=(400, len(NAMES))), np.empty((0, len(NAMES)))
    matter = [NAMES.index(members[0]) for members in list(FAMILIES.values())[:6]]
    heads = []
    for sign in (1, -1):
        truth = (rng.random(400) < 1 / (1 + np.exp(-sign * values[:, matter].sum(axis=1)))).astype(float)
        sample = Sample(NAMES, values, truth, nobody, nobody, np.empty(0))
        heads.append(fit(sample, strength, np.zeros(len(NAMES), dtype=np.bool_)).stretched(0.8, -0.1))
    return AdditiveRanker("trained", *heads)


def without(ranker: AdditiveRanker, family: str) -> AdditiveRanker:
    """The ranker that says nothing of a family."""
    gone = np.isin(NAMES, FAMILIES[family])

    def rest(head: Head) -> Head:
        if isinstance(head, Line):
            return replace(head, weight=np.where(gone, 0.0, head.weight))
        assert isinstance(head, Curves)
        flat = [0.0 * own if out else own for own, out in zip(head.heights, gone, strict=True)]
        return replace(head, heights=tuple(flat))

    return AdditiveRanker("less", rest(ranker.completion), rest(ranker.closing))


def test_not_being_of_another_model_is_a_share_of_its_own_model() -> None:
    """A mentoring's column ``experience`` is 0: what that costs it is no word about learning from experience."""
    weight = np.zeros(len(NAMES))
    weight[NAMES.index("experience")], weight[NAMES.index("social")] = -0.5, 0.5
    weight[NAMES.index("online")] = 0.9
    head = Line(NAMES, weight, np.zeros(len(NAMES)), 0.0)
    values = np.zeros((1, len(NAMES)))
    for name in ("experience", "social", "online"):
        values[0, NAMES.index(name)] = 1.0
    _, form = taken_apart(AdditiveRanker("made-up", head, head), values)[0]
    assert (form.family, form.foremost) == ("form", "online")
    assert form.completion == pytest.approx(0.9)


def test_what_changes_nothing_is_not_named() -> None:
    head = Line(NAMES, np.zeros(len(NAMES)), np.zeros(len(NAMES)), 0.7)
    shares = taken_apart(AdditiveRanker("made-up", head, head), np.ones((1, len(NAMES))))[0]
    assert shares == (FamilyShare(USUAL_FAMILY, 0.7, 0.7),)
    assert strongest(shares) is None


def test_probabilities_of_any_log_odds() -> None:
    assert (probability(0.0), probability(-1000.0), probability(1000.0)) == (0.5, 0.0, 1.0)


USUAL_SHARE = FamilyShare(USUAL_FAMILY, 1.0, 1.0)
ITEM = Item(
    *("S1", None, date(2027, 1, 4), date(2027, 1, 8), "coaching", Bucket.SOCIAL, 8.0, 4.0, 0, Stage.PEMULA),
    success=0.5,
    closes=(Closes("C1", 1, 2, 1.0), Closes("C2", 1, 3, 1.0)),
    shares=(
        USUAL_SHARE,
        FamilyShare("crowd", 0.5, -0.1, "popularity"),
        FamilyShare("fit", -0.2, 0.0, "leap"),
    ),
    attempts=attempts_behind(5, 4, 2, 8),
)


def codes(item: Item) -> list[str]:
    return [reason.code for reason in why(item)]


def test_the_sentence_names_the_heaviest_gap_and_the_strongest_reason() -> None:
    purpose, speaks, thin = why(ITEM)
    assert purpose == Reason(
        CLOSES_MORE, 0.0, (("competency", "C2"), ("from", "1"), ("to", "3"), ("more", "1"))
    )
    without = str(success_without(ITEM.shares, "crowd"))
    assert speaks == Reason(SPEAKS, 0.0, (("family", "crowd"), ("success", "0.5"), ("without", without)))
    assert thin == Reason(THIN, 0.0, (("attempts", "7"),))


def test_the_sentence_says_what_else_brings_an_item_into_a_plan() -> None:
    plain = replace(ITEM, shares=(USUAL_SHARE,), attempts=None)
    assert codes(replace(plain, closes=ITEM.closes[:1])) == [CLOSES, NOTHING]
    assert codes(replace(plain, closes=())) == [FILLS, NOTHING]
    strengthens = Reason(STRENGTHENS, 0.0, (("competency", "C1"),))
    assert codes(replace(plain, closes=(), reasons=(strengthens,))) == [STRENGTHENS, NOTHING]
    assert codes(replace(plain, added_by_hand=True))[0] == BY_HAND


def test_a_plan_of_an_earlier_version_says_what_it_kept() -> None:
    assert codes(replace(ITEM, shares=(), attempts=None)) == [CLOSES_MORE]


def test_each_attempt_counts_once_and_enough_is_enough() -> None:
    assert attempts_behind(5, 4, 1, 8) == replace(attempts_behind(5, 4, 1, 9), enough=True)
    assert attempts_behind(5, 4, 1, 8).number == 8
