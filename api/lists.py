"""Long lists: pages by key, the link to the next page, and the same list as CSV or XLSX."""

from __future__ import annotations

import csv
import io
import json
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Annotated, Literal, TypeVar

from fastapi import Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from api import excel
from api.deps import SignedIn
from api.i18n import Translator
from planner.ports import Page

T = TypeVar("T")
_STARTS_FORMULA = frozenset("=+-@\t\r")
MAX_LIMIT = 200

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT, description="How many rows a page has at most.")]
After = Annotated[
    str | None, Query(max_length=400, description="Where the page before ended; taken from `next`.")
]
Format = Annotated[
    Literal["json", "csv", "xlsx"], Query(description="csv and xlsx give the whole list as a file.")
]


def page_of(rows: Sequence[T], key: Callable[[T], str], after: str | None, limit: int) -> Page[T]:
    """Return one page of rows that are sorted by ``key``; the cursor is the last row's key."""
    begin = bisect_right(rows, after, key=key) if after else 0
    page = tuple(rows[begin : begin + limit])
    return Page(page, key(page[-1]) if begin + limit < len(rows) else None)


def next_link(request: Request, cursor: str | None) -> str | None:
    """Return the address of the next page, with all filters of this one."""
    if cursor is None:
        return None
    url = request.url.include_query_params(after=cursor)
    return f"{url.path}?{url.query}"


def every_page(fetch: Callable[[str | None, int], Page[T]]) -> Iterator[T]:
    """Yield all rows of a list that is fetched page by page."""
    after: str | None = None
    while True:
        page = fetch(after, MAX_LIMIT)
        yield from page.rows
        if page.next is None:
            return
        after = page.next


def file_answer(
    rows: Iterable[BaseModel],
    form: Literal["csv", "xlsx"],
    title: str,
    t: Translator,
    who: SignedIn,
    now: datetime,
) -> Response:
    """Answer with the whole list as a file; it has exactly the fields that the reader is shown in JSON."""
    table = [row.model_dump(mode="json", exclude_unset=True) for row in rows]
    names = list(dict.fromkeys(name for row in table for name in row))
    cells = [[_cell(row.get(name)) for name in names] for row in table]
    if form == "xlsx":
        columns = [
            excel.Column(name, _kind([row[place] for row in cells])) for place, name in enumerate(names)
        ]
        sheet = excel.Sheet(title, columns, cells, {})
        return excel.answer(sheet, t, who.actor.username, now)
    text = io.StringIO()
    csv.writer(text).writerows([names, *([_plain(cell) for cell in row] for row in cells)])
    stem = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
    headers = {"Content-Disposition": f'attachment; filename="{stem}.csv"'}
    return Response(text.getvalue().encode("utf-8-sig"), 200, headers, "text/csv; charset=utf-8")


def _cell(value: object) -> object:
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return ", ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _kind(cells: Sequence[object]) -> Literal["text", "number"]:
    return "number" if all(isinstance(cell, int | float) or cell is None for cell in cells) else "text"


def _plain(cell: object) -> object:
    """Keep a text from running as a formula in a spreadsheet."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in _STARTS_FORMULA else cell
