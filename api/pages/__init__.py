"""Pages for people: the same use cases and views as the JSON routes, as HTML."""

from __future__ import annotations

from fastapi import APIRouter

from api.pages import (
    accounts,
    activities,
    bulk,
    catalogue,
    certificates,
    communities,
    community_meetings,
    community_proposals,
    community_recaps,
    decisions,
    demand,
    gap_map,
    guides,
    imports,
    journeys,
    jp,
    lists,
    matches,
    matching,
    model_drift,
    models,
    notices,
    people,
    replanning,
    results,
    rules,
    runs,
    session,
    task_papers,
    tasks,
    yearly,
)
from api.pages.problems import problem_page
from api.pages.static_files import OwnFiles
from api.printing import document_routes

pages_router = APIRouter(include_in_schema=False)
for part in (
    session,
    people,
    lists,
    bulk,
    journeys,
    tasks,
    guides,
    matching,
    matches,
    task_papers,
    activities,
    results,
    certificates,
    notices,
    jp,
    community_recaps,
    community_proposals,
    community_meetings,
    communities,
    catalogue,
    rules,
    gap_map,
    demand,
    yearly,
    runs,
    replanning,
    model_drift,  # before the models, whose addresses hold a version
    models,
    imports,
    accounts,
    decisions,
):
    pages_router.include_router(part.router)
pages_router.include_router(document_routes())

__all__ = ["OwnFiles", "pages_router", "problem_page"]
