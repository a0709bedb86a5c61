"""What the ledger's own parameters must look like."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from catalog.ledger.activity import Part
from catalog.value_shapes import Shape, amount, mapping, not_negative, one_of, share, texts

_PARTS = frozenset(Part)


def _by_part(value: Any) -> bool:
    return isinstance(value, Mapping) and value.keys() <= _PARTS and all(map(not_negative, value.values()))


def _parts(value: Any) -> bool:
    return texts(value) and set(value) <= _PARTS


_ROLES: tuple[Shape, str] = (
    _by_part,
    "JP must be given by role: participant, presenter, expert, author, each 0 or above.",
)
_MONTH: tuple[Shape, str] = (
    mapping({"times": amount, "per": one_of(("organiser", "person"))}),
    "The limit needs times (a number above 0) and per (organiser or person).",
)

EXPECTED: Mapping[str, tuple[Shape, str]] = MappingProxyType(
    {
        "community.knowledge.jp": _ROLES,
        "community.experience.jp": _ROLES,
        "community.material.jp": _ROLES,
        "community.discussion.jp": _ROLES,
        "community.experience.month_max": _MONTH,
        "community.material.month_max": _MONTH,
        "community.day_limit_binds": (
            _parts,
            "The roles must be a list of participant, presenter, expert, author.",
        ),
        "ledger.minutes_per_programme_jp": (amount, "The value must be a number above 0."),
        "ledger.pace_min": (share, "The value must be a number from 0 to 1."),
    }
)
"""Parameter: its shape, and what to say when it has another."""
