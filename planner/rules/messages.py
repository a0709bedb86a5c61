"""What each rule is called, and how a plan that breaks it is mended: message ids with named fields."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

TITLES: Mapping[str, str] = MappingProxyType(
    {
        "hours_max": "Effort hours in the year",
        "jp_min": "Least lesson hours (JP) in the year",
        "jp_max": "Most lesson hours (JP) in the year",
        "budget": "Cost within the budget",
        "mix_70": "Share of learning by experience (70)",
        "mix_20": "Share of learning from others (20)",
        "mix_10": "Share of formal learning (10)",
        "at_once": "Items in the same week",
        "form_month_cap": "Sessions counted in a month",
        "level_order": "Levels reached in order",
        "prerequisite": "Prerequisites done before",
        "seats": "A seat in the batch",
        "eligibility": "Open to this person",
        "consideration": "Models that the consideration allows",
        "one_batch": "One valid batch of each solution",
        "within_year": "Within the plan's year",
        "duration": "Duration of the form",
    }
)
"""The title of every rule, in the order in which they are checked."""

MENDS: Mapping[str, str] = MappingProxyType(
    {
        "hours_max": "Remove items of {excess} hours in all, or raise the limit.",
        "jp_min": "Add items that bring {missing} JP more.",
        "jp_max": "Remove items that bring {excess} JP.",
        "budget": "Remove or replace items so that {excess} rupiah less is spent, or raise the budget.",
        "mix_more": "Add hours in model {bucket}, or take hours from the other models, to reach {low} %.",
        "mix_less": "Take hours from model {bucket}, or add hours in the other models, to come down to {high} %.",
        "mix_empty": "Add items: without hours there is no share.",
        "at_once": "Move one of the items of the week of {monday}.",
        "form_month_cap": "Move or remove items of the form {form} in {month}.",
        "level_order": "Start {solution} after an item that leads to level {level} of {competency} has ended.",
        "prerequisite": "Start {solution} after {requires} has ended.",
        "seats": "The batch {offering} is full: choose another batch of {solution}.",
        "seats_unknown": "How many seats the batch {offering} has left is not known: ask before approval.",
        "failure_bars": "{form} is closed to this person until their performance is evaluated: remove {solution}.",
        "form_unknown": "The form {form} of {solution} is not known on {day}: give it a known form.",
        "bucket_of_form": "The form {form} does not stand in model {bucket}: choose another model or form for {solution}.",
        "bucket_barred": "The consideration allows no model {bucket}: remove {solution}.",
        "twice": "{solution} stands in the plan {count} times: keep one.",
        "needs_batch": "{solution} runs in batches only: choose one.",
        "wrong_batch": "The batch {offering} is not one of {solution} on these days: choose one of its batches.",
        "within_year": "Move {solution} so that it starts and ends between {first} and {last}.",
        "too_short": "Give {solution} at least {weeks} weeks.",
        "too_long": "Keep {solution} within {weeks} weeks.",
    }
)
"""How to mend, by rule or by the way in which it is broken. What ``eligibility`` says stands with the form."""
