"""The ranker on an agency of 17,200 people: ``python -m benchmarks.ranker [--quick] [--json]``.

* scoring: every (person, candidate) pair, about a million, by arrays; beside it, in the same run, a plain Python loop that
  predicts one pair after another from features that are ready, and the program's own way called for one pair at a time;
* training: examples from about 100,000 past participations, and the choice among all models.

Each part runs in a process of its own, so that its peak of memory (resident set) is its own. Times are CPU seconds.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from bisect import bisect_right
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from math import exp
from multiprocessing import get_context
from typing import Any

import numpy as np

from api.demo.agency import DEMO_DAY, DEMO_SEED, demo_agency
from planner.candidates import find_candidates
from planner.journey import Consideration
from planner.pair_facts import PairFacts
from planner.ranking import AdditiveRanker, Preferences
from planner.regulations import standard_forms, standard_parameters
from planner.training.examples import examples
from planner.training.models import LEARNERS, Question, train
from planner.training.selection import choose_model
from planner.world import World

PEOPLE, QUICK_PEOPLE = 17_200, 500
BATCH = 500
"""People whose pairs are scored together."""
LOOP, ONE_BY_ONE = 50_000, 1_000
"""Pairs that the loops are asked about; their speed is that of so many."""
LEARN_FROM = 5_000
"""Examples that the models to be timed learn from; how fast they score does not hang on it."""


Plain = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run both parts and print their figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ranker", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_PEOPLE} people")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--seed", type=int, default=DEMO_SEED)
    options = parser.parse_args(arguments)
    people = QUICK_PEOPLE if options.quick else PEOPLE
    found: dict[str, object] = {"people": people}
    for part in (scoring, training):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
            found |= alone.submit(part, people, options.seed).result()
    lines = (f"{name:32} {value}" for name, value in found.items())
    print(json.dumps(found) if options.json else "\n".join(lines))
    return 0


def scoring(people: int, seed: int) -> dict[str, Any]:
    """Pairs a second by arrays and by loops, for each kind of model."""
    world = _world(people, seed)
    learned = examples(world)
    learned = learned.of(np.arange(len(learned))[-LEARN_FROM:])
    told: dict[str, Any] = {}
    for name, learner in LEARNERS.items():
        strengths = dict.fromkeys(Question, learner.strengths[-1])
        ranker = train(learner, learned, Preferences.none(), strengths)
        serving = replace(world, ranker=ranker)
        told |= {f"{name}_{key}": value for key, value in _timed(serving, ranker).items()}
    return told | {"scoring_peak_mb": _peak()}


def training(people: int, seed: int) -> dict[str, Any]:
    """Seconds and memory of training on everything that ever ended."""
    world = _world(people, seed)
    laid_out = _peak()
    start = time.process_time()
    seen = examples(world)
    read = time.process_time()
    trained = choose_model(seen, Preferences.none(), world.parameters)
    return {
        "participations": len(world.agency.participations),
        "examples": len(seen),
        "examples_s": round(read - start, 1),
        "choosing_s": round(time.process_time() - read, 1),
        "chosen": trained.ranker.name,
        "version": trained.ranker.version,
        "agency_peak_mb": laid_out,
        "training_peak_mb": _peak(),
    }


def _timed(world: World, ranker: AdditiveRanker) -> dict[str, Any]:
    """Everyone's pairs in batches: the whole way from gaps to predictions, and the predictions alone."""
    people = np.arange(len(world.people))
    (
        world.gaps(Consideration.GAP),
        world.snapshot,
    )  # worked out once for everything that is asked of the agency
    rows, whole, alone = 0, 0.0, 0.0
    for batch in np.array_split(people, max(len(people) // BATCH, 1)):
        start = time.process_time()
        found = find_candidates(world, batch, Consideration.GAP)
        whole += time.process_time() - start
        features = world.snapshot.features(found.facts)
        start = time.process_time()
        ranker.predict(features)
        alone += time.process_time() - start
        rows += len(features.values)
    loop, one_by_one = _looped(world, ranker)
    return {
        "pairs": rows,
        "scored_a_second": round(rows / alone),
        "loop_a_second": round(loop),
        "times_as_fast": round(rows / alone / loop, 1),
        "whole_way_a_second": round(rows / whole),
        "one_by_one_a_second": round(one_by_one),
        "whole_way_times_as_fast": round(rows / whole / one_by_one, 1),
    }


def _looped(world: World, ranker: AdditiveRanker) -> tuple[float, float]:
    """Pairs a second of a Python loop over features, and of the whole way for one pair at a time."""
    people = np.arange(min(len(world.people), 2 * BATCH))
    facts = find_candidates(world, people, Consideration.GAP).facts
    features = world.snapshot.features(facts)
    rows = features.values[:LOOP].tolist()
    start = time.process_time()
    heads = ranker.completion.plain(), ranker.closing.plain()
    said = [predict_one(*heads, row) for row in rows]
    loop = len(rows) / (time.process_time() - start)
    if not np.allclose(said, ranker.predict(features).success[:LOOP], rtol=0.0, atol=2e-6):
        raise AssertionError("the loop predicts something else")
    start = time.process_time()
    for person, solution in zip(facts.person[:ONE_BY_ONE], facts.solution[:ONE_BY_ONE], strict=True):
        gaps = world.gaps(Consideration.GAP)
        own = PairFacts.of(gaps, world.table, np.array([person]), np.array([solution]))
        ranker.predict(world.snapshot.features(own))
    return loop, min(ONE_BY_ONE, len(facts.person)) / (time.process_time() - start)


def predict_one(completion: Plain, closing: Plain, row: list[float]) -> float:
    """Success of one pair in plain Python, as one would write it without arrays."""
    both = [1.0 / (1.0 + exp(-odds_of_one(head, row))) for head in (completion, closing)]
    return both[0] * both[1]


def odds_of_one(head: Plain, row: list[float]) -> float:
    """Log-odds of one pair, from a head's plain numbers."""
    odds: float = head["bias"]
    if head["kind"] == "line":
        for value, weight, centre in zip(row, head["weight"], head["centre"], strict=True):
            odds += weight * (value - centre)
    else:
        for value, edges, heights in zip(row, head["edges"], head["heights"], strict=True):
            odds += heights[bisect_right(edges, value)]
    return odds


def _world(people: int, seed: int) -> World:
    agency = demo_agency(people, seed)
    return World.build(agency, DEMO_DAY, DEMO_DAY.year, standard_parameters(), standard_forms())


def _peak() -> int:
    """Most memory that the process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    raise SystemExit(main())
