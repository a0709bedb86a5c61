"""Values as templates get them: words and figures of Bahasa Indonesia, and nothing that a file cannot hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import TypeAlias

from api.i18n import translator

Plain: TypeAlias = "bool | int | str | list[Plain] | dict[str, Plain] | None"
LANGUAGE = translator("id")
_UNFIT = re.compile(
    "[^\t\n\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
"""What XML 1.0 forbids, and marks that turn the direction of the text around them."""


def plain(value: object) -> Plain:
    """Make a value fit for a template: days and figures in words, records by name; what is missing or empty is None.

    Raises TypeError for a value that no template can show.
    """
    match value:
        case None | "":
            return None
        case str():
            return _UNFIT.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip() or None
        case bool() | int():
            return value
        case float():
            return LANGUAGE.number(value, 2)
        case datetime():
            return LANGUAGE.datetime(value)
        case date():
            return LANGUAGE.date(value, "long")
        case Mapping():
            return {str(key): plain(one) for key, one in value.items()}
        case Iterable():
            return [plain(one) for one in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"a template cannot show a {type(value).__name__}")


def filled(context: Mapping[str, object]) -> dict[str, Plain]:
    """Make a document's values fit for a template."""
    return {key: plain(value) for key, value in context.items()}


def day_of(context: Mapping[str, object]) -> date:
    """Return the day that a document bears, its file too: no other clock is asked. Raises TypeError without one."""
    match context.get("day"):
        case date() as day:
            return day
        case other:
            raise TypeError(f"a document's day is a date, not {other!r}")
