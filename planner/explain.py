"""Why an item was chosen: what it closes, what made both answers high or low, and how much is known behind them.

Texts are message ids in English. The shares of a prediction are log-odds and add up to the log-odds of each answer.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

import numpy as np

from planner.features import FAMILIES, NAMES
from planner.journey import Attempts, Closes, FamilyShare, Item, Reason
from planner.ranking import Shares

CLOSES = "Closes the gap in {competency} from level {from} to level {to}."
CLOSES_MORE = "Closes the gap in {competency} from level {from} to level {to} (and {more} more)."
STRENGTHENS = "Strengthens {competency}, which the job requires, and completes the year's learning."
FILLS = "Must come before another item, or fills the year's learning hours and mix."
BY_HAND = "Added by a learning officer."
SPEAKS = "What speaks for it most is {family} (predicted success {success}, without it {without})."
NOTHING = "Nothing speaks for it beyond the usual (predicted success {success})."
THIN = "There is not enough evidence (past attempts: {attempts})."
USUAL = "Usual success."
OTHERS = "Everything else together."
DRAWN = "Drawn to learn from, in place of the nearly equal {solution}."
USUAL_FAMILY = "usual"
"""The family that stands for the usual pair."""

FAMILY_NAMES: Mapping[str, str] = {
    "gap": "its coverage of what the job requires",
    "fit": "its fit to the level reached",
    "effort": "its effort and cost",
    "form": "its form of learning",
    "own_history": "the person's own record",
    "own_kind": "the person's record with learning of this kind",
    "like_people": "the record of people in the same job and unit",
    "order": "what others took after what this person completed",
    "recency": "what was learnt and asked for lately",
    "crowd": "the record of others with it",
    "judgement": "what officers and employees made of earlier proposals of it",
    USUAL_FAMILY: "where every prediction starts",
}
"""Each family of features as it stands in a sentence."""

FEATURES: Mapping[str, str] = {
    "levels_closed": "How many missing levels it covers.",
    "competencies_required": "How many of its competencies the job requires.",
    "overlap": "How much of it the person still lacks.",
    "grows": "Whether there is anything new in it.",
    "leap": "How many levels it lifts at once.",
    "already_known": "How much of it is known already.",
    "hours": "The effort in hours.",
    "weeks": "The time from start to end.",
    "cost": "The cost.",
    "beyond_usual": "How much longer it is than what the person completed before.",
    "experience": "Which of the models 70, 20 and 10 it belongs to.",
    "social": "Which of the models 70, 20 and 10 it belongs to.",
    "online": "Whether it is held on site, online or both.",
    "blended": "Whether it is held on site, online or both.",
    "dated": "Whether it is held in dated batches.",
    "own_rate": "How the person's earlier learning turned out.",
    "own_completion": "How often the person completes what was begun.",
    "own_closing": "How many levels closed when the person completed something.",
    "own_attempts": "How much the person has learnt before.",
    "tried_before": "Whether the person tried it before.",
    "own_in_mode": "How the person does on site, online or both.",
    "takes_mode": "How often the person learns on site, online or both.",
    "takes_form": "How often the person takes this form of learning.",
    "job_success": "How it turned out for people in the same job.",
    "job_choice": "How often people in the same job take it.",
    "unit_success": "How it turned out for people in the same unit.",
    "unit_choice": "How often people in the same unit take it.",
    "follows": "How often it is taken after what the person completed last.",
    "together": "How often it is taken by those who took the same as this person.",
    "since_last": "How long ago the person last learnt.",
    "demand_lately": "How much it is asked for lately.",
    "solution_rate": "How it turned out for others.",
    "solution_completion": "How often others completed it.",
    "solution_closing": "How many levels it closed for others.",
    "popularity": "How many others took it.",
    "kept": "How often it was preferred to others for the same gap.",
    "turned_down": "Whether it was turned down for this person.",
}
"""What each feature says. Those that tell the sides of one property apart share a sentence: a mentoring's share of not
being learning from experience is a share of its model, not of another one's."""

_DIGITS = 12
"""Shares are kept to so many decimals: their sum is right to 1e-9."""


_PROPERTIES = tuple(
    next(own)
    for family in FAMILIES.values()
    for _, own in groupby(map(NAMES.index, family), key=lambda f: FEATURES.get(NAMES[f], NAMES[f]))
)
"""The first column of each property: features side by side that share a sentence."""

_FAMILY_OF = tuple(family for family, members in FAMILIES.items() for _ in members)
_FIRSTS = tuple(NAMES.index(members[0]) for members in FAMILIES.values())
"""The family of each column, and the first column of each family."""


def reasons_of(closes: Sequence[Closes], strengthens: Sequence[str], success: float) -> tuple[Reason, ...]:
    """What an item is for: the levels closed (share = expected weighted levels), else what it strengthens."""
    if not closes:
        return tuple(Reason(STRENGTHENS, 0.0, (("competency", code),)) for code in strengthens[:1])
    return tuple(
        closing_of(part, round(part.weight * (part.to_level - part.from_level) * success, 6))
        for part in closes
    )


def family_shares(shares: Shares) -> tuple[FamilyShare, ...]:
    """Both answers to one pair taken apart: the usual pair first, then each family, the weightiest first.

    Families that change nothing are left out.
    """
    both = np.stack([shares.completion[0], shares.closing[0]])
    weights = np.abs(np.add.reduceat(both, _PROPERTIES, axis=1)).sum(axis=0).tolist()
    sums = np.round(np.add.reduceat(both, _FIRSTS, axis=1), _DIGITS).T.tolist()
    weighty = sorted(zip(_PROPERTIES, weights, strict=True), key=lambda one: one[1])
    foremost = {_FAMILY_OF[column]: NAMES[column] for column, _ in weighty}
    told = [
        FamilyShare(name, completion, closing, foremost[name])
        for name, (completion, closing) in zip(FAMILIES, sums, strict=True)
        if completion or closing
    ]
    told.sort(key=lambda one: -(abs(one.completion) + abs(one.closing)))
    return (FamilyShare(USUAL_FAMILY, shares.completion_bias, shares.closing_bias), *told)


def success_without(shares: Iterable[FamilyShare], family: str = "") -> float:
    """The predicted success, the product of both answers, without what a family adds to either."""
    completion = closing = 0.0
    for one in shares:
        if one.family != family:
            completion, closing = completion + one.completion, closing + one.closing
    return probability(completion) * probability(closing)


def strongest(shares: Sequence[FamilyShare]) -> FamilyShare | None:
    """The family without which the predicted success would fall most; None where it would fall without none of them."""
    own = [one for one in shares if one.family != USUAL_FAMILY]
    most = min(own, key=lambda one: success_without(shares, one.family), default=None)
    whole = success_without(shares)
    return most if most is not None and success_without(shares, most.family) < whole else None


def probability(log_odds: float) -> float:
    """The probability of log-odds of any size."""
    if log_odds < 0:
        return math.exp(log_odds) / (1.0 + math.exp(log_odds))
    return 1.0 / (1.0 + math.exp(-log_odds))


def why(item: Item) -> Iterator[Reason]:
    """The parts of the one sentence on why an item is there: what it closes, what speaks for it most, what is not known."""
    if item.added_by_hand:
        yield Reason(BY_HAND)
    yield _purpose(item)
    if item.shares:
        success = ("success", str(item.success))
        most = strongest(item.shares)
        if most is None:
            yield Reason(NOTHING, 0.0, (success,))
        else:
            without = str(success_without(item.shares, most.family))
            yield Reason(SPEAKS, 0.0, (("family", most.family), success, ("without", without)))
    if item.attempts is not None and not item.attempts.enough:
        yield Reason(THIN, 0.0, (("attempts", str(item.attempts.number)),))
    yield from (reason for reason in item.reasons if reason.code == DRAWN)


def attempts_behind(at_solution: int, of_person: int, both: int, enough_from: int) -> Attempts:
    """Count the past attempts behind a prediction; ``enough_from`` of them are enough evidence."""
    return Attempts(at_solution, of_person, both, at_solution + of_person - both >= enough_from)


def foremost_gap(item: Item) -> Closes | None:
    """The gap that weighs most of those that an item closes."""
    return max(item.closes, key=lambda part: part.weight * (part.to_level - part.from_level), default=None)


def closing_of(part: Closes, share: float = 0.0) -> Reason:
    """The reason that a part of a gap is closed."""
    return Reason(CLOSES, share, _levels(part))


def _purpose(item: Item) -> Reason:
    most, others = foremost_gap(item), len(item.closes) - 1
    if most is not None:
        more = (("more", str(others)),)
        return Reason(CLOSES_MORE, 0.0, _levels(most) + more) if others else closing_of(most)
    return next((one for one in item.reasons if one.code == STRENGTHENS), Reason(FILLS))


def _levels(closes: Closes) -> tuple[tuple[str, str], ...]:
    return (
        ("competency", closes.competency),
        ("from", str(closes.from_level)),
        ("to", str(closes.to_level)),
    )
