"""What would have put an alternative first: the success that it needed, and the one family of features that would give it.

Both are exact: a plan's value is piecewise linear in one option's success, and log-odds are sums of shares.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from planner.build_problem import Case
from planner.explain import family_shares, probability
from planner.journey import Alternative, Contrast, FamilyShare, Reason
from planner.ranking import Shares
from planner.world import World
from planner.worth import success_for

AS_GOOD = "A plan with it would be worth no less."
NEVER = "Not even certain success would put it first: it closes less, or takes more hours."
TOGETHER = (
    "It would come first from a predicted success of {needed} on. No single reason lifts it there: if {family} spoke for it as "
    "for the chosen item, it would reach {lifted}."
)
NONE = "It would come first from a predicted success of {needed} on, but nothing speaks more for the chosen item."
ALONE = (
    "It would come first from a predicted success of {needed} on. One reason alone would do: if {family} spoke for it as "
    "for the chosen item, it would reach {lifted} (enough: {completion} log-odds in completing, {closing} in closing)."
)
_DIGITS, _SHARE_DIGITS = 6, 9
_HALVINGS = 50
"""Halvings of the way from one share to another: what is left is far below any figure shown."""


def contrast(
    world: World, case: Case, rest: Sequence[int], option: int, other: int, whole: float
) -> Contrast:
    """Set a chosen option beside one that could stand in its place.

    ``rest`` are the other chosen options; all together are worth ``whole``.
    """
    needed = success_for(case.problem, rest, other, whole, _own(world, case, other))
    if needed is None or needed <= float(case.problem.success[other]):
        return Contrast(needed)
    places = case.place[[option, other]]
    return flip(case.short.shares.of(places[:1]), case.short.shares.of(places[1:]), needed)


def flip(chosen: Shares, other: Shares, needed: float) -> Contrast:
    """The family that lifts the other pair's success furthest, if to ``needed``, when its shares become those of the chosen one.

    ``completion`` and ``closing`` go the same part of the way, and no further than needed.
    """
    completion = other.completion_bias + float(other.completion[0].sum())
    closing = other.closing_bias + float(other.closing[0].sum())

    def lifted(family: FamilyShare, part: float = 1.0) -> float:
        first, second = completion + part * family.completion, closing + part * family.closing
        return probability(first) * probability(second)

    _, *families = family_shares(_difference(chosen, other))
    best = max(families, key=lifted, default=None)
    if best is None or lifted(best) <= probability(completion) * probability(closing):
        return Contrast(round(needed, _DIGITS))
    least = _least(partial(lifted, best), needed)
    return Contrast(
        needed=round(needed, _DIGITS),
        family=best.family,
        foremost=best.foremost,
        completion=round(least * best.completion, _SHARE_DIGITS),
        closing=round(least * best.closing, _SHARE_DIGITS),
        lifted=round(lifted(best), _DIGITS),
    )


def _least(lifted: Callable[[float], float], needed: float) -> float:
    """The least part of the way (0…1] that is enough; 0 where not even the whole way is.

    The logarithm of the success is concave along the way, so that it crosses what is needed once.
    """
    if lifted(1.0) < needed:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (low, middle) if lifted(middle) >= needed else (middle, high)
    return high


def told(other: Alternative) -> Reason | None:
    """What would have put an alternative first, as a message; None for plans of earlier versions."""
    found = other.contrast
    if found is None:
        return None
    if found.needed is None:
        return Reason(NEVER)
    if found.needed <= other.success:
        return Reason(AS_GOOD)
    needed, family = ("needed", str(found.needed)), ("family", found.family)
    if not found.family:
        return Reason(NONE, 0.0, (needed,))
    fields = (needed, family, ("lifted", str(found.lifted)))
    if not found.alone:
        return Reason(TOGETHER, 0.0, fields)
    least = (("completion", str(found.completion)), ("closing", str(found.closing)))
    return Reason(ALONE, 0.0, fields + least)


def _difference(chosen: Shares, other: Shares) -> Shares:
    return Shares(chosen.completion - other.completion, chosen.closing - other.closing, 0.0, 0.0)


def _own(world: World, case: Case, option: int) -> float:
    """How much an option's own small value grows with its success; the price of its hours does not."""
    success = float(case.problem.success[option])
    price = float(world.parameters["propose.hour_price"]) * float(case.problem.hours[option])
    return (float(case.problem.enrichment[option]) + price) / success if success else 0.0
