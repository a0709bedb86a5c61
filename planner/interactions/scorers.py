"""What a log alone says about who takes what next: popularity, neighbours, order, and EASE.

Every scorer is linear in the person's history: scores = weights of the history (P, I) @ table (I, I), so that one batch of
people is one sparse product. Decayed transitions follow the Markov baseline of sequence recommenders; EASE is Steck,
"Embarrassingly Shallow Autoencoders for Sparse Data" (WWW 2019).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import cg

from planner.interactions.log import Log, Numbers
from planner.problem import Ints

WINDOW = 20
"""How many later items of the same person count as having followed an item."""
FOLLOW_DECAY = 0.7
"""What each further step between two items leaves of one having followed the other."""
SMOOTHING = 5.0
"""Observations that a share is smoothed by."""
EASE_RIDGE = 200.0
EASE_ITEMS = 3000
"""EASE inverts a matrix of items by items; it knows the most popular ones where there are more."""


@dataclass(frozen=True, slots=True, eq=False)
class Scorers:
    """All tables learned from one log.

    ``follows`` (I, I) share with which the column's item follows the row's, decayed by distance; ``leads`` (I, I) the share with
    which it comes before; ``alike`` (I, I) cosine of having been taken by the same people; ``ease`` (E, E) over the items
    ``ease_items`` (E,); ``order`` (I, I) log-odds that the column's item comes later when both are taken; ``taken`` (I,) how
    many took it, ``taken_last`` (I,) how many took it last, ``time`` (I,) where it lies in the order common to all; ``by_tag``
    (I, T) how readily people of a tag take it, against all people, by column of the people.
    """

    follows: sparse.csr_array
    leads: sparse.csr_array
    alike: sparse.csr_array
    order: sparse.csr_array
    ease: Numbers
    ease_items: Ints
    taken: Numbers
    taken_last: Numbers
    time: Numbers
    by_tag: Mapping[str, sparse.csr_array]

    @classmethod
    def fit(cls, log: Log, tags: Mapping[str, sparse.csr_array]) -> Scorers:
        """Learn from a log; ``tags`` (P, T) are those of its people, by column."""
        size = log.items
        near, steps = _pairs(log)
        follows = _table(near, FOLLOW_DECAY ** (steps - 1.0), size)
        before = _table(near, np.ones(len(steps)), size)
        taken = np.bincount(log.item, minlength=size).astype(np.float64)
        last = log.latest(1)
        ease, ease_items = _ease(log, taken)
        return cls(
            follows=_shares(follows),
            leads=_shares(before.T.tocsr()),
            alike=_alike(log, taken),
            order=_order(before),
            ease=ease,
            ease_items=ease_items,
            taken=taken,
            taken_last=np.bincount(last[last >= 0], minlength=size).astype(np.float64),
            time=_time(before),
            by_tag={name: _readiness(log, own, taken) for name, own in tags.items()},
        )

    def by_ease(self, history: sparse.csr_array) -> Numbers:
        """EASE's scores (P, I) for histories (P, I); nothing for items that it does not know."""
        scores = np.zeros(history.shape, dtype=np.float32)
        scores[:, self.ease_items] = history[:, self.ease_items] @ self.ease
        return scores


def histories(log: Log, decay: float) -> sparse.csr_array:
    """What everybody took (P, I): 1 for the latest item, ``decay`` for the one before it, and so on."""
    weight = (decay ** log.age.astype(np.float64)).astype(np.float32)
    return sparse.csr_array((weight, log.item, log.first), shape=(log.people, log.items))


def _pairs(log: Log) -> tuple[tuple[Ints, Ints], Ints]:
    """Items and those that the same person took up to WINDOW steps later, with the steps."""
    earlier, later, steps = [], [], []
    person = log.person
    for step in range(1, min(WINDOW, int(log.length.max(initial=0)) - 1) + 1):
        same = person[:-step] == person[step:]
        earlier.append(log.item[:-step][same])
        later.append(log.item[step:][same])
        steps.append(np.full(int(same.sum()), step))
    empty = [np.zeros(0, dtype=np.int64)]
    return (np.concatenate(earlier or empty), np.concatenate(later or empty)), np.concatenate(steps or empty)


def _table(pairs: tuple[Ints, Ints], weight: Numbers, size: int) -> sparse.csr_array:
    return sparse.coo_array((weight.astype(np.float32), pairs), shape=(size, size)).tocsr()


def _shares(counts: sparse.csr_array) -> sparse.csr_array:
    """Each row over its sum, smoothed towards nothing."""
    return sparse.csr_array(
        sparse.diags_array((1 / (counts.sum(axis=1) + SMOOTHING)).astype(np.float32)) @ counts
    )


def _alike(log: Log, taken: Numbers) -> sparse.csr_array:
    took = histories(log, 1.0)
    together = sparse.csr_array(took.T @ took)
    together.setdiag(0)
    scale = sparse.diags_array((1 / np.sqrt(np.maximum(taken, 1))).astype(np.float32))
    return sparse.csr_array(scale @ together @ scale)


def _ease(log: Log, taken: Numbers) -> tuple[Numbers, Ints]:
    known = np.sort(np.argsort(-taken, kind="stable")[:EASE_ITEMS])
    took = histories(log, 1.0)[:, known]
    gram = (took.T @ took).toarray().astype(np.float64)
    gram[np.diag_indices_from(gram)] += EASE_RIDGE
    inverse = np.linalg.inv(gram)
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0.0)
    return weights.astype(np.float32), known


def _order(before: sparse.csr_array) -> sparse.csr_array:
    """log P(the column's item comes later | both taken) + log 2, which is 0 where they never met."""
    met = sparse.csr_array(before + before.T)
    if not met.nnz:
        return met
    row, column = met.nonzero()
    first = np.asarray(before[row, column]).ravel()
    either = np.asarray(met[row, column]).ravel()
    return sparse.csr_array(
        (np.log((first + 0.5) / (either + 1.0) * 2).astype(np.float32), (row, column)), shape=before.shape
    )


def _time(before: sparse.csr_array) -> Numbers:
    """Where each item lies in the order common to all, by least squares over "the later one lies one step on".

    Weighted by how often two items were taken by the same person, with a ridge of one observation.
    """
    met = before + before.T
    laplacian = sparse.diags_array(met.sum(axis=1) + 1.0) - met
    ahead = np.asarray((before - before.T).sum(axis=1), dtype=np.float64)
    solved, _ = cg(laplacian.astype(np.float64), -ahead, rtol=1e-8, maxiter=1000)
    time: Numbers = np.round(solved, 6)
    return time


def _readiness(log: Log, tags: sparse.csr_array, taken: Numbers) -> sparse.csr_array:
    """log of the share of a tag's takings that an item has, against its share of all; 0 where nobody of the tag took it."""
    counts = sparse.csr_array(histories(log, 1.0).T @ tags)
    if not counts.nnz:
        return counts
    item, tag = counts.nonzero()
    share = (taken + 1) / (taken.sum() + log.items)
    of_tag = np.asarray(counts.sum(axis=0)).ravel()
    usual = of_tag[tag] * share[item]
    value = np.log((np.asarray(counts[item, tag]).ravel() + SMOOTHING) / (usual + SMOOTHING))
    return sparse.csr_array((value.astype(np.float32), (item, tag)), shape=counts.shape)
