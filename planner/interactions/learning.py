"""A ranker learned from a log, and the proof on an inner split that it is better than what it is made of.

The inner split hides everybody's latest item; every choice is made there. Examples are cross-fitted: what follows what is
counted on the other people, so that no example has seen its own answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from planner.interactions.log import Asked, Interactions, Log, Numbers
from planner.interactions.measures import Measures, measure
from planner.interactions.pairs import Pairs, batches, look_at, score_all
from planner.interactions.scorers import Scorers
from planner.problem import Bools, Ints
from planner.ranking import Boosting, Logistic, calibrate

Model = Boosting | Logistic
FOLDS = 4
BACK = 2
"""Examples of a person: their latest items, each with what they took before it."""
EXAMPLES = 16_000
"""Examples at most; people are drawn where there are more."""
SURE = 15
"""Candidates that any scorer puts among its first so many are always learned from ..."""
SAMPLE = 0.3
"""... and this share of the others, each standing for as many as were left out."""
LEARNERS: Mapping[str, Callable[[Numbers, Bools, Numbers, int], Model]] = {
    "boosting": Boosting.fit,
    "logistic": Logistic.fit,
}
SINGLE = {
    "popularity": "taken",
    "item_knn": "alike",
    "markov": "follows_recent",
    "ease": "ease",
}
"""Scorers that a learned ranker must beat, by the names under which they are told."""


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    """What ranks: a learned model over all features, or one scorer alone where no model was better than it."""

    known: Interactions
    scorers: Scorers
    chosen: str
    model: Model | None = None
    probability: Callable[[Numbers], Numbers] | None = None

    def scores(self, log: Log, people: Ints) -> tuple[Numbers, Numbers]:
        """Scores (P, I) of a batch of histories, and probabilities that the item is the next one (NaN where not told)."""
        if self.model is None:
            single = single_scores(self.scorers, log)[self.chosen]
            return single, np.full(single.shape, np.nan)
        pairs = look_at(self.known, self.scorers, log, people)
        score = self.model.score(pairs.values)
        # What nobody retrieved comes after everything else, the most taken first.
        behind = (
            np.log1p(self.scorers.taken) - np.log1p(self.scorers.taken).max() + score.min(initial=0.0) - 1
        )
        table = np.broadcast_to(behind, (log.people, log.items)).copy()
        table[pairs.person, pairs.item] = score
        chance = np.zeros(table.shape)
        if self.probability is not None:
            chance[pairs.person, pairs.item] = self.probability(score)
        return table, chance


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """The ranker, and what every model and scorer reached on the inner split (by name)."""

    ranker: Ranker
    inner: Mapping[str, Measures]
    reason: str


def learn(known: Interactions, seed: int, told: Callable[[str], None] = lambda _: None) -> Learned:
    """Choose on the inner split, then learn from the whole log. Equal input and seed give the equal ranker.

    ``told`` is called with the name of each step as it begins.
    """
    told("inner split")
    inner, asked = known.log.before(1), _latest(known.log)
    scorers = _scorers(known, inner)
    found = {name: measure(inner, asked, Ranker(known, scorers, name).scores) for name in SINGLE}
    best_single = max(SINGLE, key=lambda name: found[name].ndcg)
    models = _models(known, inner, scorers, seed, told)
    found |= {name: measure(inner, asked, model.scores) for name, model in models.items()}
    chosen = max(found, key=lambda name: found[name].ndcg)
    told("whole log")
    whole = _scorers(known, known.log)
    if chosen not in models:
        reason = (
            f"no learned model was better than {best_single} on the inner split: {best_single} ranks alone"
        )
        return Learned(Ranker(known, whole, chosen), found, reason)
    probability = _probability(models[chosen], inner, asked)
    examples = _examples(known, known.log, seed)
    final = LEARNERS[chosen](*examples, seed) if examples else None
    reason = f"{chosen} was best on the inner split, ahead of {best_single}"
    return Learned(Ranker(known, whole, chosen, final, probability), found, reason)


def _models(
    known: Interactions, log: Log, scorers: Scorers, seed: int, told: Callable[[str], None]
) -> dict[str, Ranker]:
    """Every learner, fitted; none where the log has no example to learn from."""
    examples = _examples(known, log, seed)
    if examples is None:
        return {}
    models = {}
    for name, fit in LEARNERS.items():
        told(name)
        models[name] = Ranker(known, scorers, name, fit(*examples, seed))
    return models


def single_scores(scorers: Scorers, log: Log) -> dict[str, Numbers]:
    """Scores (P, I) of the scorers alone, by the names of SINGLE."""
    found = score_all(scorers, log)
    taken = np.broadcast_to(scorers.taken, (log.people, log.items))
    return {name: taken if own == "taken" else found[own] for name, own in SINGLE.items()}


def _scorers(known: Interactions, log: Log, people: Ints | None = None) -> Scorers:
    tags = known.about_people.tags
    if people is None:
        return Scorers.fit(log, tags)
    return Scorers.fit(log.of(people), {name: own[people] for name, own in tags.items()})


def _latest(log: Log) -> Asked:
    """The latest item of everybody who took two or more."""
    person = np.flatnonzero(log.length > 1)
    return Asked(person, log.latest(1)[person], np.ones(len(person), dtype=bool))


def _examples(known: Interactions, log: Log, seed: int) -> tuple[Numbers, Bools, Numbers] | None:
    """Rows (N, F), whether the item was the next one (N,), and what each row stands for; None where there are none."""
    rng = np.random.default_rng([seed, log.people])
    fold = rng.integers(0, FOLDS, log.people)
    drawn = rng.random(log.people) < EXAMPLES / max(int(np.minimum(log.length - 1, BACK).clip(0).sum()), 1)
    parts = []
    for own in range(FOLDS):
        scorers = _scorers(known, log, np.flatnonzero(fold != own))
        for back in range(1, BACK + 1):
            people = np.flatnonzero((fold == own) & drawn & (log.length > back))
            for batch in batches(log.of(people)):
                parts.append(_rows(known, scorers, log, people[batch], back, rng))
    parts = [part for part in parts if part[1].any()]
    if not parts:
        return None
    values, taken, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    return values, taken, weight


def _rows(
    known: Interactions, scorers: Scorers, log: Log, people: Ints, back: int, rng: np.random.Generator
) -> tuple[Numbers, Bools, Numbers]:
    own = log.of(people)
    pairs = look_at(known, scorers, own.before(back), people)
    taken = pairs.item == own.latest(back)[pairs.person]
    sure = taken | (_best_rank(pairs) < np.log1p(SURE))
    kept = sure | (rng.random(len(taken)) < SAMPLE)
    return pairs.values[kept], taken[kept], np.where(sure, 1.0, 1 / SAMPLE)[kept]


def _best_rank(pairs: Pairs) -> Numbers:
    ranks = [place for place, name in enumerate(pairs.names) if name.endswith("_rank")]
    best: Numbers = pairs.values[:, ranks].min(axis=1)
    return best


def _probability(ranker: Ranker, log: Log, asked: Asked) -> Callable[[Numbers], Numbers]:
    """What the scores of the inner split were worth."""
    answer = np.full(log.people, -1, dtype=np.int64)
    answer[asked.person] = asked.items
    scores, hits = [], []
    for batch in batches(log):
        people = batch[answer[batch] >= 0]
        pairs = look_at(ranker.known, ranker.scorers, log.of(people), people)
        scores.append(ranker.model.score(pairs.values) if ranker.model else np.zeros(0))
        hits.append(pairs.item == answer[people][pairs.person])
    return calibrate(np.concatenate(scores), np.concatenate(hits))
