"""One agency's two years: what each ranker is worth on the year after those it learned from, before and after a year of edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from api.demo.agency import DEMO_DAY
from benchmarks.hidden_truth.figures import calibration_error, misordered, ndcg
from benchmarks.hidden_truth.ground import Ground, Pairs, pairs_of, two_years
from benchmarks.hidden_truth.informed import informed_truth
from benchmarks.hidden_truth.officers import judged_year
from planner.judgements import Judgement
from planner.problem import Floats
from planner.propose import propose
from planner.ranking import Prediction
from planner.training.examples import examples
from planner.training.preferences import preferences
from planner.training.selection import Trained, choose_model
from planner.world import World

RANDOM_ORDERS = 5
LOTS = 50
"""Draws of what chance does to a calibration error."""


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """How well one ranker's order is, by person (P,): NDCG@10 by each relevance, and the share of pairs misordered.

    The planner orders by missing levels (by the evidence) times predicted success, and is held against the weighted ``levels``
    that close on average; against those really ``gained``, by what people really master; and its success alone
    against the true success of what closes something.
    """

    levels: Floats
    gained: Floats
    success: Floats
    misordered: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """Calibration errors of both answers against the truth, of all candidates, and against outcomes drawn for each."""

    completion: float
    closing: float
    completion_drawn: float
    closing_drawn: float


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """One agency: marks by ranker on the later year, its calibration; and after a year of edits, by who edited."""

    marks: dict[str, Marks]
    calibration: dict[str, Calibration]
    lived: dict[str, dict[str, float]]
    edited: dict[str, Marks]
    trained: Trained
    examples: int
    judgements: dict[str, int]


def study(people: int, seed: int) -> Study:
    """Train on what ended before the demo's day and measure on its year; let that pass with edits, and measure on the next."""
    ground, later = two_years(people, seed, DEMO_DAY)
    world, after = ground.world(), later.world()
    seen, pairs = examples(world), pairs_of(ground, world)
    trained = choose_model(seen, preferences(world), world.parameters)
    answers = {
        "default": world.ranker.predict(pairs.features),
        "trained": trained.ranker.predict(pairs.features),
        "informed": _true(pairs_of(replace(ground, truth=informed_truth(ground, world)), world)),
        "oracle": _true(pairs),
    }
    serving = replace(world, ranker=trained.ranker)
    proposals = propose(serving)
    told: dict[str, tuple[Judgement, ...]] = {"nobody": ()}
    for name, know in (("officers", True), ("placebo", False)):
        told[name] = judged_year(serving, pairs, proposals, seed, know=know)
    rng = np.random.default_rng([seed, 6])
    return Study(
        marks={name: _marks(pairs, said) for name, said in answers.items()}
        | {"random": _at_random(pairs, rng)},
        calibration={
            name: _calibration(pairs, answers[name], rng) for name in ("default", "trained", "oracle")
        },
        lived=_lived(world, after, trained),
        edited=_edited(later, told),
        trained=trained,
        examples=len(seen),
        judgements={name: len(words) for name, words in told.items()},
    )


def _edited(later: Ground, told: dict[str, tuple[Judgement, ...]]) -> dict[str, Marks]:
    """What training again after the year is worth on the next, with what each kind of people had said; beside the bounds."""
    found = {}
    for name, words in told.items():
        world = later.world(words)
        pairs = pairs_of(later, world)
        ranker = choose_model(examples(world), preferences(world), world.parameters).ranker
        found[name] = _marks(pairs, ranker.predict(pairs.features))
    found["default"] = _marks(pairs, world.ranker.predict(pairs.features))
    found["informed"] = _marks(
        pairs, _true(pairs_of(replace(later, truth=informed_truth(later, world)), world))
    )
    return found | {"oracle": _marks(pairs, _true(pairs))}


def _true(pairs: Pairs) -> Prediction:
    closing = np.where(np.isnan(pairs.closing), 1.0, pairs.closing)
    return Prediction(pairs.completion, closing, pairs.completion * closing)


def _marks(pairs: Pairs, said: Prediction) -> Marks:
    return _ordered(pairs, pairs.facts.gain * said.success, said.success)


def _ordered(pairs: Pairs, value: Floats, success: Floats) -> Marks:
    closes = pairs.facts.gain > 0
    true = _true(pairs).success
    return Marks(
        ndcg(pairs.person, value, pairs.levels),
        ndcg(pairs.person, value, pairs.gained),
        ndcg(pairs.person[closes], success[closes], true[closes]),
        misordered(pairs.person, value, pairs.levels),
    )


def _at_random(pairs: Pairs, rng: np.random.Generator) -> Marks:
    """Means over a few random orders."""
    orders = [_ordered(pairs, *rng.random((2, len(pairs.person)))) for _ in range(RANDOM_ORDERS)]
    return Marks(*(np.mean([getattr(one, name) for one in orders], axis=0) for name in Marks.__slots__))


def _calibration(pairs: Pairs, said: Prediction, rng: np.random.Generator) -> Calibration:
    left = ~np.isnan(pairs.closing)
    completed = rng.random(len(left)) < pairs.completion
    closed = rng.random(len(left)) < np.nan_to_num(pairs.closing)
    told = left & completed
    return Calibration(
        calibration_error(said.completion, pairs.completion),
        calibration_error(said.closing[left], pairs.closing[left]),
        calibration_error(said.completion, completed.astype(np.float64)),
        calibration_error(said.closing[told], closed[told].astype(np.float64)),
    )


def _lived(world: World, after: World, trained: Trained) -> dict[str, dict[str, float]]:
    """Calibration errors on the attempts that were really lived in the later year, seen as each began; and those by chance.

    A perfect ranker is off by about as much as one whose errors changed sides at random.
    """
    seen = examples(after)
    new = seen.of(np.flatnonzero(seen.outcomes.started >= world.day.toordinal()))
    measured, outcomes = new.outcomes.measured, new.outcomes
    rng, found = np.random.default_rng(LOTS), {}
    for name, ranker in (("default", world.ranker), ("trained", trained.ranker)):
        said, told = ranker.predict(new.features), dict[str, float]()
        for question, answer, truth in (
            ("completion", said.completion, outcomes.completed.astype(np.float64)),
            ("closing", said.closing[measured], outcomes.share[measured]),
        ):
            sides = rng.choice((-1.0, 1.0), (LOTS, len(truth)))
            by_chance = [calibration_error(answer, answer + side * (truth - answer)) for side in sides]
            told[f"{question}_lived"] = calibration_error(answer, truth)
            told[f"{question}_lived_by_chance"] = float(np.mean(by_chance))
        found[name] = told
    return found


def together(studies: Iterable[Marks], name: str) -> Floats:
    """One kind of mark of all people of all agencies."""
    return np.concatenate([getattr(one, name) for one in studies])
