"""Cursors of long lists: the sort key of the last row, hidden in one word."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select, tuple_

from planner.errors import BadCursor
from planner.ports import Page

T = TypeVar("T")
MAX_LIMIT = 200


def encode(values: Sequence[object]) -> str:
    """Hide a sort key in a word that may stand in an address."""
    return base64.urlsafe_b64encode(json.dumps(values, default=str).encode()).decode().rstrip("=")


def decode(cursor: str, kinds: Sequence[Callable[[Any], Any]]) -> list[Any]:
    """Read a sort key of as many values as ``kinds``, each turned by its kind. Raises BadCursor."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return [kind(value) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError) as error:
        raise BadCursor from error


def moment(text: str) -> datetime:
    """Read a moment with its time zone. Raises ValueError without one."""
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found


def fetch_page(
    connection: Connection,
    query: Select[Any],
    keys: Sequence[ColumnElement[Any]],
    kinds: Sequence[Callable[[Any], Any]],
    make: Callable[[Row[Any]], T],
    after: str | None,
    limit: int,
    *,
    newest_first: bool = False,
) -> Page[T]:
    """Fetch one page in the order of ``keys``, which the query must also select."""
    limit = max(1, min(limit, MAX_LIMIT))
    if after:
        here, there = tuple_(*keys), tuple_(*decode(after, kinds))
        query = query.where(here < there if newest_first else here > there)
    order = [key.desc() for key in keys] if newest_first else list(keys)
    rows = connection.execute(query.order_by(*order).limit(limit + 1)).all()
    more = len(rows) > limit
    rows = rows[:limit]
    last = encode([rows[-1]._mapping[key] for key in keys]) if more else None
    return Page(tuple(make(row) for row in rows), last)
