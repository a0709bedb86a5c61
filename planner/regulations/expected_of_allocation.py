"""What the goals of a plan for everybody must look like."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from catalog.value_shapes import Shape, amount, count, mapping, not_negative, share, texts

CLASSES = ("required", "critical", "succession")
"""The priority classes: learning that the law requires, critical jobs, box 9 of the talent matrix."""


def _positive_share(value: object) -> bool:
    return share(value) and amount(value)


def _by_form(value: object) -> bool:
    return isinstance(value, Mapping) and all(texts(classes) for classes in value.values())


OF_ALLOCATION: Mapping[str, tuple[Shape, str]] = MappingProxyType(
    {
        "allocation.floor": (not_negative, "The value must be a number, 0 or above."),
        "allocation.required_of": (_by_form, "A list of job classes must be given for each form."),
        "allocation.class_weights": (
            mapping(dict.fromkeys(CLASSES, amount)),
            "A weight above 0 must be given for required, critical and succession.",
        ),
        "allocation.unit_share_max": (_positive_share, "The value must be a number above 0, at most 1."),
        "allocation.unit_depth": (count, "The value must be a whole number, 0 or above."),
    }
)
"""Parameter: its shape, and what to say when it has another."""
