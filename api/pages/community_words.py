"""Why something about a community was refused, or nobody's hours granted, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from api.pages.names import Names
from api.pages.problems import refusal_text
from api.pages.words import COMMUNITY_STATE_NAMES
from api.refusals import plain
from planner.communities import CommunityState
from planner.errors import FieldFault, Refusal, Unfit
from planner.errors.communities import NotNow


def reasons(refusal: Refusal | None, names: Names) -> list[str]:
    """Say why something was refused; each fault of what was handed in by itself."""
    if refusal is None:
        return []
    if isinstance(refusal, Unfit):
        return [said(one.msgid, one.params, names) for one in refusal.faults]
    if isinstance(refusal, NotNow):
        state = COMMUNITY_STATE_NAMES[CommunityState(str(refusal.params["state"]))]
        return [names.t(refusal.msgid, state=names.t(state))]
    return [refusal_text(refusal, names.t)]


def by_field(faults: Iterable[FieldFault], names: Names) -> dict[str, str]:
    """Say what is wrong, by field; several faults of one field stand after one another."""
    found: dict[str, str] = {}
    for one in faults:
        text = said(one.msgid, one.params, names)
        found[one.field] = f"{found[one.field]} {text}" if one.field in found else text
    return found


def said(msgid: str, params: Mapping[str, object], names: Names) -> str:
    """Say a message with its fields; days that come from the database as text are days again."""
    return names.t(msgid, **names.fields({key: _day(key, value) for key, value in plain(params).items()}))


def _day(key: str, value: object) -> object:
    return date.fromisoformat(value) if key == "day" and isinstance(value, str) else value
