"""How well a ranking foretells what people take next: every item is ranked, none is sampled.

Sampled metrics are inconsistent (Krichene and Rendle, CACM 2022).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from planner.interactions.log import Asked, Log, Numbers
from planner.interactions.pairs import batches
from planner.interactions.scorers import histories
from planner.problem import Bools, Ints

TOP = 10
BINS = 10
"""Groups of pairs, by what was foretold, in which the calibration is measured."""
Score = Callable[[Log, Ints], tuple[Numbers, Numbers]]
"""Scores (P, I) and probabilities (P, I), NaN where not told, of histories; the second argument are the known people."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over people with their standard errors; ``coverage`` is the share of items among anybody's first ten.

    ``calibration`` is the mean distance of what was foretold of the next item from what came, weighted by pairs foretold,
    None where the model tells no probability; ``_error`` its standard error.
    """

    people: int
    hr: float
    hr_error: float
    ndcg: float
    ndcg_error: float
    mrr: float
    mrr_error: float
    coverage: float
    calibration: float | None
    calibration_error: float | None


def measure(log: Log, asked: Asked, score: Score, people: Ints | None = None) -> Measures:
    """Rank all items that each asked person has not taken.

    ``log`` holds the histories, ``people`` (P,) their rows among the known people (-1 for a stranger), the same rows where
    None.
    """
    if not len(asked.person):
        return Measures(0, *(0.0,) * 7, None, None)
    wanted = np.unique(asked.person)
    places, shown, chances = [], np.zeros(log.items, dtype=bool), []
    for batch in batches(log.of(wanted)):
        own = wanted[batch]
        part = (asked.person >= own[0]) & (asked.person <= own[-1])
        scores, chance = score(log.of(own), own if people is None else people[own])
        scores = np.where(histories(log.of(own), 1.0).toarray() > 0, -np.inf, scores)
        row = np.searchsorted(own, asked.person[part])
        places.append(_places(scores, row, asked.items[part]))
        best = np.argsort(-scores, axis=1, kind="stable")[:, :TOP]
        shown[best[np.isfinite(np.take_along_axis(scores, best, axis=1))]] = True
        chances.append(_foretold(chance, row, asked.items[part], asked.next[part]))
    return _summed(np.concatenate(places), np.searchsorted(wanted, asked.person), shown, chances)


def _places(scores: Numbers, row: Ints, item: Ints) -> Numbers:
    """Place of each asked item among its person's, from 1; equal scores are ordered by item; infinity where unknown."""
    known = item >= 0
    place = np.full(len(row), np.inf)
    for start in range(0, len(row), 256):
        part = np.arange(start, min(start + 256, len(row)))
        part = part[known[part]]
        own = scores[row[part]]
        value = own[np.arange(len(part)), item[part]][:, None]
        ahead = own > value
        ahead |= (own == value) & (np.arange(scores.shape[1]) < item[part][:, None])
        place[part] = ahead.sum(axis=1) + 1
    return place


def _foretold(chance: Numbers, row: Ints, item: Ints, is_next: Bools) -> tuple[Numbers, Bools]:
    """What was foretold of each listed pair of the people whose next item is known, and whether it came."""
    came = np.zeros(chance.shape, dtype=bool)
    came[row[is_next & (item >= 0)], item[is_next & (item >= 0)]] = True
    asked = np.zeros(len(chance), dtype=bool)
    asked[row[is_next]] = True
    told = (chance > 0) & asked[:, None]
    return chance[told], came[told]


def _summed(place: Numbers, person: Ints, shown: Bools, chances: list[tuple[Numbers, Bools]]) -> Measures:
    count = int(person.max(initial=-1)) + 1
    hit = place <= TOP
    gain = np.where(hit, 1 / np.log2(np.where(hit, place, 1) + 1), 0.0)
    wanted = np.bincount(person, minlength=count)
    ideal = np.concatenate([[0.0], np.cumsum(1 / np.log2(np.arange(TOP) + 2))])
    ndcg = np.bincount(person, weights=gain, minlength=count) / ideal[np.minimum(wanted, TOP)]
    hr = np.bincount(person, weights=hit, minlength=count) > 0
    first = np.full(count, np.inf)
    np.minimum.at(first, person, place)
    calibration = _calibration(*(np.concatenate(column) for column in zip(*chances, strict=True)))
    return Measures(
        count,
        *_mean(hr.astype(np.float64)),
        *_mean(ndcg),
        *_mean(1 / first),
        float(shown.mean()),
        *calibration,
    )


def _mean(values: Numbers) -> tuple[float, float]:
    if not len(values):
        return 0.0, 0.0
    return float(values.mean()), float(values.std() / np.sqrt(len(values)))


def _calibration(chance: Numbers, came: Bools) -> tuple[float | None, float | None]:
    if not len(chance) or np.isnan(chance).any():
        return None, None
    order = np.argsort(chance, kind="stable")
    groups = np.array_split(order, BINS)
    off = [abs(float(chance[own].mean() - came[own].mean())) for own in groups if len(own)]
    size = np.array([len(own) for own in groups if len(own)]) / len(chance)
    spread = [float(came[own].var() / len(own)) for own in groups if len(own)]
    return float(np.dot(size, off)), float(np.sqrt(np.dot(size**2, spread)))
