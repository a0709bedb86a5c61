"""Hours of a passed activity that the ledger did not take, as the log keeps them and a page tells them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from catalog.ledger import Objection, Refused


@dataclass(frozen=True, slots=True)
class RefusedHours:
    """What was to be entered, on which days, and every reason why it was not."""

    first: date
    last: date
    hours: float
    sessions: int
    programme_jp: float | None
    objections: tuple[Objection, ...]


def refused_hours(refused: Iterable[Refused]) -> tuple[RefusedHours, ...]:
    """Say of each refused row what a reader needs."""
    return tuple(
        RefusedHours(
            one.activity.days[0],
            one.activity.days[-1],
            one.activity.hours,
            one.activity.sessions,
            one.activity.programme_jp,
            one.objections,
        )
        for one in refused
    )


def written(rows: Iterable[RefusedHours]) -> list[dict[str, object]]:
    """Write them for a row of the log."""
    return [
        {
            "first": one.first.isoformat(),
            "last": one.last.isoformat(),
            "hours": one.hours,
            "sessions": one.sessions,
            "programme_jp": one.programme_jp,
            "objections": [{"msgid": why.msgid, "params": _plain(why.params)} for why in one.objections],
        }
        for one in rows
    ]


def read(detail: Mapping[str, Any]) -> tuple[RefusedHours, ...]:
    """Read them back from the detail of a log row; none where there are none."""
    return tuple(
        RefusedHours(
            date.fromisoformat(one["first"]),
            date.fromisoformat(one["last"]),
            one["hours"],
            one["sessions"],
            one["programme_jp"],
            tuple(Objection(why["msgid"], _typed(why["params"])) for why in one["objections"]),
        )
        for one in detail.get("refused", ())
    )


def _plain(params: Mapping[str, object]) -> dict[str, object]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in params.items()}


def _typed(params: Mapping[str, Any]) -> dict[str, object]:
    return {key: date.fromisoformat(value) if key == "day" else value for key, value in params.items()}
