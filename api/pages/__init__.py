"""Pages for people: the same use cases and views as the JSON routes, as HTML."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import (
    administration,
    bulk,
    catalogue,
    certificates,
    gap_map,
    imports,
    journeys,
    jp,
    lists,
    notices,
    people,
    results,
    rules,
    session,
    tasks,
)
from api.pages.problems import problem_page
from api.pages.static_files import OwnFiles

pages_router = APIRouter(include_in_schema=False)
for part in (
    session,
    people,
    lists,
    bulk,
    journeys,
    tasks,
    results,
    certificates,
    notices,
    jp,
    catalogue,
    rules,
    gap_map,
    imports,
    administration,
):
    pages_router.include_router(part.router)

__all__ = ["OwnFiles", "pages_router", "problem_page"]
