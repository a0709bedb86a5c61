"""Walks every route of an application, and finds what guards it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from api.deps import Need, Requires


@dataclass(frozen=True)
class Found:
    """One route as it is served: its method and path, and every need that it declares."""

    key: str
    method: str
    path: str
    needs: tuple[Need, ...]
    kind: type


def every_route(app: FastAPI) -> Iterator[Found]:
    """All routes and mounts, once for each method; HEAD goes with GET."""
    for context in iter_route_contexts(app.routes):
        dependant: Any = getattr(context, "dependant", None)
        needs = tuple(_needs(dependant)) if isinstance(dependant, Dependant) else ()
        kind = type(context.original_route)
        for method in sorted((context.methods or {"MOUNT"}) - {"HEAD"}):
            yield Found(f"{method} {context.path}", method, str(context.path), needs, kind)


def unguarded(app: FastAPI, mounts: set[str]) -> list[str]:
    """Routes that do not declare exactly one need, and mounts that nobody listed."""
    return [
        route.key
        for route in every_route(app)
        if (len(route.needs) != 1 if issubclass(route.kind, APIRoute) else route.path not in mounts)
    ]


def _needs(dependant: Dependant) -> Iterator[Need]:
    for part in dependant.dependencies:
        if isinstance(part.call, Requires):
            yield part.call.need
        yield from _needs(part)
