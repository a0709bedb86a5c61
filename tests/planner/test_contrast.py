"""What would have put an alternative first is true of the plan's value and of both answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from competency_models.framework import Lift
from planner.compose import value_of
from planner.contrast import ALONE, AS_GOOD, NEVER, NONE, TOGETHER, flip, told
from planner.explain import probability
from planner.features import FAMILIES, NAMES
from planner.journey import Alternative, Consideration, Contrast, Journey, State
from planner.options import options_for
from planner.problem import Floats, Problem
from planner.propose import propose
from planner.ranking import Shares
from planner.worth import success_for, worth_at
from tests.planner.small_problems import problem_of
from tests.planner.small_world import AGENCY, small_world, solution

COLUMNS = {family: [NAMES.index(name) for name in names] for family, names in FAMILIES.items()}


def shares_of(rng: np.random.Generator) -> Shares:
    parts = rng.normal(scale=0.4, size=(2, 1, len(NAMES)))
    return Shares(parts[0], parts[1], 0.8, 0.9)


def success(completion: Floats, closing: Floats) -> float:
    return probability(0.8 + float(completion.sum())) * probability(0.9 + float(closing.sum()))


def swapped(chosen: Shares, other: Shares, family: str) -> float:
    """The other pair's success, were one family's features those of the chosen pair."""
    completion, closing = other.completion[0].copy(), other.closing[0].copy()
    completion[COLUMNS[family]] = chosen.completion[0, COLUMNS[family]]
    closing[COLUMNS[family]] = chosen.closing[0, COLUMNS[family]]
    return success(completion, closing)


def test_the_family_named_flips_the_order_and_none_does_where_none_is_named() -> None:
    rng, named = np.random.default_rng(2), 0
    for _ in range(200):
        chosen, other = shares_of(rng), shares_of(rng)
        first, second = success(chosen.completion, chosen.closing), success(other.completion, other.closing)
        if second >= first:
            chosen, other, first, second = other, chosen, second, first
        found = flip(chosen, other, first)
        lifted = {family: swapped(chosen, other, family) for family in FAMILIES}
        best = max(lifted, key=lambda family: lifted[family])
        assert found.family == (best if lifted[best] > second else "")
        assert found.lifted == pytest.approx(lifted[best], abs=1e-6)
        assert found.foremost in FAMILIES[found.family]
        assert found.alone == (lifted[best] >= first)
        if found.alone:
            named += 1
            assert second_with(other, found.completion, found.closing) == pytest.approx(first, abs=1e-8)
            assert second_with(other, 0.99 * found.completion, 0.99 * found.closing) < first
    assert 20 < named < 180


def test_nothing_is_named_where_nothing_speaks_more_for_the_chosen_one() -> None:
    """It is chosen for closing more: its success is below the other's, and every family's share too."""
    zero = np.zeros((1, len(NAMES)))
    other = Shares(zero + 0.1, zero + 0.1, 0.8, 0.9)
    assert flip(Shares(zero, zero, 0.8, 0.9), other, 0.999) == Contrast(0.999)


def second_with(other: Shares, completion: float, closing: float) -> float:
    return success(np.append(other.completion, completion), np.append(other.closing, closing))


def three_and_one(rng: np.random.Generator) -> Problem:
    """Four options of four solutions, each covering some of five steps."""
    covers = (rng.random((4, 5)) < 0.5).tolist()
    options = [(number, 0, 1, 8.0, 0) for number in range(4)]
    return problem_of(
        options, covers, success=rng.random(4), enrichment=rng.random(4), weight=1 + rng.random(5)
    )


def test_the_needed_success_makes_the_plan_worth_the_same() -> None:
    """Against the value of whole plans, for options that overtake none, one or two of the others at a step."""
    rng, found = np.random.default_rng(4), []
    for number in range(40):
        problem, rest, option = three_and_one(np.random.default_rng(number)), [0, 1, 2], 3
        price = rng.random()
        whole = value_of(problem, rest) + problem.enrichment[option] + rng.random()
        needed = success_for(problem, rest, option, whole, price)
        if needed is None:
            assert worth_at(problem, rest, option, np.ones(1), price)[0] < whole
            continue
        found.append(needed)
        changed = problem.success.copy()
        changed[option] = needed
        enrichment = problem.enrichment.copy()
        enrichment[option] += price * (needed - problem.success[option])
        then = value_of(replace(problem, success=changed, enrichment=enrichment), [*rest, option])
        assert then == pytest.approx(whole, abs=1e-9) or (needed == 0.0 and then >= whole)
    assert any(0 < needed < 1 for needed in found)


def test_every_alternative_is_set_beside_the_item_in_whose_place_it_could_stand() -> None:
    """Whether the plan was made with a trained ranker or not: the needed success is above the own one where value is lost."""
    more = tuple(solution(f"VISIT-{hours}", "patok_banding", hours, 1) for hours in (16, 32))
    lifts = tuple(Lift(one.code, "C1", 1, 3) for one in more)
    world = small_world(solutions=AGENCY.solutions + more, lifts=AGENCY.lifts + lifts)
    seen = 0
    for proposal in propose(world):
        plan = Journey(
            *(1, proposal.nip, proposal.year, Consideration.GAP, State.DRAFTED, 1),
            items=proposal.items,
            proposed=proposal.items,
        )
        for item in proposal.items:
            for other in (*item.alternatives, *options_for(world, plan, item.solution, {})):
                seen += 1
                assert other.contrast is not None
                needed = other.contrast.needed
                assert (needed is None or needed > other.success) == (other.value_lost > 0)
    assert seen > 3


@pytest.mark.parametrize(
    ("contrast", "code"),
    [
        (None, None),
        (Contrast(None), NEVER),
        (Contrast(0.4), AS_GOOD),
        (Contrast(0.6), NONE),
        (Contrast(0.6, "crowd", "popularity", lifted=0.55), TOGETHER),
        (Contrast(0.6, "crowd", "popularity", 0.2, 0.1, 0.7), ALONE),
    ],
)
def test_each_answer_has_its_sentence(contrast: Contrast | None, code: str | None) -> None:
    other = Alternative("S3", None, date(2027, 1, 4), 0.5, 0.1, contrast)
    reason = told(other)
    assert (reason and reason.code) == code
