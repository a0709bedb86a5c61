"""The ranker and its baselines held against the part of a log that none of them has seen."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from planner.interactions.learning import SINGLE, Learned, Ranker, learn
from planner.interactions.log import Asked, Interactions, Log
from planner.interactions.measures import Measures, measure
from planner.problem import Ints


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """The part held back: what is asked of the people of ``histories``, whose rows among the known are ``people`` (P,).

    ``repeats`` interactions with what the person had taken before are left out: nothing taken is offered again.
    """

    histories: Log
    people: Ints
    asked: Asked
    repeats: int
    unknown_items: int
    strangers: int


@dataclass(frozen=True, slots=True)
class Scored:
    """One model on the part held back; ``cpu_s`` is processor time of learning and scoring it."""

    measures: Measures
    cpu_s: float


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """What every model reached on the same part held back, the ranker as ``ranker``, and how the ranker was chosen."""

    learned: Learned
    held: Held
    models: Mapping[str, Scored]


def evaluate(
    known: Interactions,
    read_held: Callable[[], Held],
    seed: int,
    told: Callable[[str], None] = lambda _: None,
) -> Evaluation:
    """Learn and choose on what is known; only then read the part held back, and score.

    Raises what ``read_held`` raises.
    """
    start = time.process_time()
    learned = learn(known, seed, told)
    spent = time.process_time() - start
    told("part held back")
    held = read_held()
    scorers = learned.ranker.scorers
    models = {"ranker": _scored(learned.ranker, held, spent)}
    for name in SINGLE:
        told(name)
        models[name] = _scored(Ranker(known, scorers, name), held, 0.0)
    return Evaluation(learned, held, models)


def _scored(ranker: Ranker, held: Held, spent: float) -> Scored:
    start = time.process_time()
    measures = measure(held.histories, held.asked, ranker.scores, held.people)
    return Scored(measures, round(spent + time.process_time() - start, 2))
