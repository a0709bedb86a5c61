"""How well an order and a probability are: NDCG by person, calibration error, and how sure we are of a mean."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from planner.problem import Floats, Ints

DEPTH = 10
BINS = 10


class Mean(NamedTuple):
    """A mean over people and its standard error."""

    mean: float
    se: float


def mean_of(values: Floats) -> Mean:
    """Mean and standard error of one value a person (P,)."""
    return Mean(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))))


def ndcg(person: Ints, score: Floats, relevance: Floats, depth: int = DEPTH) -> Floats:
    """NDCG at ``depth`` of each person (P,) over all their pairs (N,), the gain being the relevance itself.

    Pairs are sorted by person; ties go to the earlier pair. People without a relevant pair are left out.
    """
    _, first = np.unique(person, return_index=True)
    got, best = (_discounted(person, first, order, relevance, depth) for order in (score, relevance))
    found: Floats = got[best > 0] / best[best > 0]
    return found


def _discounted(person: Ints, first: Ints, score: Floats, relevance: Floats, depth: int) -> Floats:
    order = np.lexsort((-score, person))
    place = np.arange(len(person)) - np.repeat(first, np.diff(np.append(first, len(person))))
    gain = np.where(place < depth, relevance[order] / np.log2(place + 2), 0.0)
    total: Floats = np.add.reduceat(gain, first)
    return total


def calibration_error(said: Floats, truth: Floats) -> float:
    """Mean distance of what is said (N,) from what is true, a probability or an outcome, over bins of as many pairs each."""
    order = np.argsort(said, kind="stable")
    parts = [part for part in np.array_split(order, BINS) if len(part)]
    return float(sum(abs(said[part].sum() - truth[part].sum()) for part in parts) / len(said))


def misordered(person: Ints, score: Floats, relevance: Floats) -> Floats:
    """Share of each person's pairs of candidates (P,) that stand in the wrong order, each weighing what it loses.

    0.5 is what chance does; ties count half. Pairs are sorted by person; people without two unlike candidates are left out.
    """
    _, first = np.unique(person, return_index=True)
    found = []
    for rows in np.split(np.arange(len(person)), first[1:]):
        loss = np.maximum(relevance[rows, None] - relevance[None, rows], 0.0)
        wrong = (1.0 - np.sign(score[rows, None] - score[None, rows])) / 2
        if (total := loss.sum()) > 0:
            found.append(float((loss * wrong).sum() / total))
    return np.array(found)
