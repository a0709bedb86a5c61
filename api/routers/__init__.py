"""The JSON API; every route under ``/api/v1`` except the health check."""

from __future__ import annotations

from fastapi import APIRouter, Depends
from fastapi.security import APIKeyCookie

from api.description import REFUSED
from api.printing import document_routes
from api.routers import (
    accounts,
    activities,
    catalogue,
    certificates,
    checks,
    communities,
    decisions,
    demand,
    gap_map,
    guides,
    health,
    imports,
    items,
    journeys,
    jp,
    matches,
    models,
    moves,
    notices,
    papers,
    people,
    replanning,
    results,
    rules,
    runs,
    session,
    yearly,
)
from api.security import SESSION_COOKIE

_SESSION = APIKeyCookie(name=SESSION_COOKIE, auto_error=False, description="Opened by POST /api/v1/session.")

v1 = APIRouter(prefix="/api/v1", responses=REFUSED, dependencies=[Depends(_SESSION)])
for part in (
    session,
    people,
    journeys,
    moves,
    items,
    activities,
    results,
    papers,
    checks,
    certificates,
    notices,
    jp,
    guides,
    matches,
    communities,
    decisions,
    catalogue,
    rules,
    gap_map,
    demand,
    yearly,
    models,
    runs,
    replanning,
    imports,
    accounts,
):
    v1.include_router(part.router)
v1.include_router(document_routes())

api_router = APIRouter()
api_router.include_router(health.router)
api_router.include_router(v1)

__all__ = ["api_router"]
