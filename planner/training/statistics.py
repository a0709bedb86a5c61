"""Means with intervals where rows of one person hang together, calibration, and order: the gate's arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from planner.problem import Bools, Floats, Ints
from planner.ranking import DIGITS

DRAWS = 499
"""How often signs are drawn to see what chance alone does to a calibration."""
SEED = 7


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the interval that holds it with a stated confidence."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of like height: what was said and what came true, on average."""

    said: float
    true: float
    rows: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How far a question's answers are from what came true.

    ``error`` is the mean distance over bins of equal mass, ``by_chance`` what a calibrated model's would seldom exceed with
    these rows.
    """

    question: str
    rows: int
    error: float
    by_chance: float
    bins: tuple[Bin, ...]


def mean_of(values: Floats, person: Ints, confidence: float) -> Interval:
    """The mean of values (N,) of two people or more, the rows of one ``person`` (N,) taken together.

    Sandwich variance over people, and Student's t.
    """
    mean = float(values.mean())
    return _interval(mean, (values - mean) / len(values), person, len(np.unique(person)), confidence)


def contrast(values: Floats, member: Bools, person: Ints, confidence: float) -> Interval:
    """The mean of the members' values (N,) less that of all others'; 0 where fewer than two others can be compared."""
    fewest = min(len(np.unique(person[member])), len(np.unique(person[~member])))
    if fewest < 2:
        return Interval(0.0, 0.0, 0.0)
    own, others = float(values[member].mean()), float(values[~member].mean())
    count = int(member.sum())
    residual = np.where(member, (values - own) / count, (others - values) / (len(values) - count))
    return _interval(own - others, residual, person, fewest, confidence)


def _interval(mean: float, residual: Floats, person: Ints, fewest: int, confidence: float) -> Interval:
    _, cluster = np.unique(person, return_inverse=True)
    sums = np.bincount(cluster, weights=residual)
    error = float(np.sqrt(len(sums) / (len(sums) - 1) * float((sums**2).sum())))
    reach = float(stdtrit(fewest - 1, (1.0 + confidence) / 2.0)) * error
    return Interval(round(mean, DIGITS), round(mean - reach, DIGITS), round(mean + reach, DIGITS))


def calibration(
    question: str, said: Floats, true: Floats, person: Ints, bins: int, confidence: float
) -> Calibration:
    """Hold what was said (N,) against what came true (N,) in ``bins`` bins of equal mass.

    What chance does is seen by turning the signs of each person's residuals round at random (wild bootstrap by person under the
    hypothesis that all is calibrated), which needs no assumption on how they are spread; the seed is fixed.
    """
    order = np.argsort(said, kind="stable")
    own = np.empty(len(said), dtype=np.int64)
    own[order] = np.arange(len(said)) * bins // len(said)
    count = np.bincount(own, minlength=bins)
    means = [np.bincount(own, weights=part, minlength=bins) / count for part in (said, true)]
    distance = means[1] - means[0]
    share = count / len(said)
    _, cluster = np.unique(person, return_inverse=True)
    sums = np.zeros((int(cluster.max()) + 1, bins))
    np.add.at(sums, (cluster, own), (true - said) / len(said))
    rng = np.random.default_rng(SEED)
    # Without BLAS, whose threads add up in an order of their own; one draw at a time, so that memory stays small.
    drawn = [
        np.abs(np.where(rng.random(len(sums)) < 0.5, sums.T, -sums.T).sum(axis=1)).sum() for _ in range(DRAWS)
    ]
    return Calibration(
        question=question,
        rows=len(said),
        error=round(float((share * np.abs(distance)).sum()), DIGITS),
        by_chance=round(float(np.quantile(drawn, confidence)), DIGITS),
        bins=tuple(
            Bin(round(float(s), DIGITS), round(float(t), DIGITS), int(n))
            for s, t, n in zip(*means, count, strict=True)
        ),
    )


def best_places(score: Floats, share: float) -> Floats:
    """Which rows (N,) are among the best-scored ``share``: 1, 0, or a part where equals straddle the line."""
    places = max(round(share * len(score)), 1)
    line = np.sort(score)[-places]
    above, level = score > line, score == line
    part: Floats = above + level * (places - above.sum()) / level.sum()
    return part


def concordance(score: Floats, won: Bools) -> float | None:
    """How often a row that won is scored above one that did not, equals counting half; None where all are alike."""
    wins = int(won.sum())
    if not 0 < wins < len(won):
        return None
    _, place, count = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(count) - (count - 1) / 2.0)[place]
    above = float(rank[won].sum()) - wins * (wins + 1) / 2.0
    return round(above / (wins * (len(won) - wins)), DIGITS)
