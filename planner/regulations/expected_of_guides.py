"""What the parameters of coaches and mentors must look like."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from catalog.value_shapes import Shape, count, mapping, not_negative, one_of, truth, whole

KINDS = ("coach", "mentor")
MOMENTS = ("proposal", "acceptance", "nothing")
"""Before what a guide has to undertake confidentiality."""


def _each(shape: Shape) -> Shape:
    return mapping(dict.fromkeys(KINDS, shape))


_COUNTS = (_each(count), "A whole number, 0 or above, must be given for coach and for mentor.")
_PLACES = (_each(whole), "A whole number above 0 must be given for coach and for mentor.")
_TRUTHS = (_each(truth), "True or false must be given for coach and for mentor.")
_WEIGHT = (not_negative, "The value must be a number, 0 or above.")
_WHOLE = (whole, "The value must be a whole number above 0.")

OF_GUIDES: Mapping[str, tuple[Shape, str]] = MappingProxyType(
    {
        "guides.levels_above": _COUNTS,
        "guides.managerial_years_min": _COUNTS,
        "guides.technical_years_min": _COUNTS,
        "guides.certificate_required": _TRUTHS,
        "guides.external_allowed": _TRUTHS,
        "guides.confidentiality_before": (
            _each(one_of(MOMENTS)),
            "For coach and for mentor it must be proposal, acceptance or nothing.",
        ),
        "guides.capacity_default": _PLACES,
        "guides.weight_level": _WEIGHT,
        "guides.weight_near": _WEIGHT,
        "guides.near_within": _WHOLE,
        "guides.weight_load": _WEIGHT,
        "guides.weight_superior": _WEIGHT,
        "guides.reassessment_months_max": _WHOLE,
    }
)
"""Parameter: its shape, and what to say when it has another. What is only true or false cannot have another shape."""
