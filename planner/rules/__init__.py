"""Every rule held against a plan: met, broken or unknown, with the measured value, the limit and the citation.

The composer is bound by the same limits; this room says what stands, for whatever items a person has chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from catalog.solutions import Bucket
from planner.journey import Item
from planner.limits import capped_forms, limits_for
from planner.rules import order, places, totals
from planner.rules.checks import Plan, RuleCheck, RuleContext, Verdict
from planner.rules.messages import MENDS, TITLES

__all__ = [
    "MENDS",
    "RULES",
    "TITLES",
    "RuleCheck",
    "RuleContext",
    "Verdict",
    "capped_forms",
    "check_items",
    "limits_for",
]

RULES: Mapping[str, Callable[[Plan], Iterator[RuleCheck]]] = MappingProxyType(
    {
        "hours_max": totals.hours_max,
        "jp_min": totals.jp_min,
        "jp_max": totals.jp_max,
        "budget": totals.budget,
        "mix_70": totals.mix(Bucket.EXPERIENCE),
        "mix_20": totals.mix(Bucket.SOCIAL),
        "mix_10": totals.mix(Bucket.FORMAL),
        "at_once": order.at_once,
        "form_month_cap": order.form_month_cap,
        "level_order": order.level_order,
        "prerequisite": order.prerequisite,
        "seats": places.seats,
        "eligibility": places.eligibility,
        "consideration": places.consideration,
        "one_batch": places.one_batch,
        "within_year": places.within_year,
        "duration": places.duration,
    }
)
"""Every rule by its key, in the order in which it is shown."""


def check_items(items: Sequence[Item], context: RuleContext) -> tuple[RuleCheck, ...]:
    """Hold every rule against the items: one check a rule, or one for each item that breaks it.

    Lesson hours are counted anew by the forms in force, so that an old plan can be checked against another law.
    """
    plan = Plan(items, context)
    return tuple(check for rule in RULES.values() for check in rule(plan))
