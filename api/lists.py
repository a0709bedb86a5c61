"""Long lists: pages by key, the link to the next page, and the same list as CSV or XLSX."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import Annotated, Literal, TypeVar

from fastapi import Query, Request

from planner.ports import Page

T = TypeVar("T")
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
