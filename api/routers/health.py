"""Whether the server and its database answer, and the description of the API."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.deps import Open, SignedIn, SystemDep, requires
from api.description import describe

router = APIRouter(tags=["health"])
Anyone = Annotated[SignedIn | None, requires(Open.PUBLIC)]


class Health(BaseModel):
    """The server answers and can read its database."""

    status: str = "ok"


@router.get("/healthz")
def healthz(_who: Anyone, system: SystemDep) -> Health:
    """Answer 200 while the database can be read; for load balancers and containers."""
    with system.open(write=False) as uow:
        uow.agency.revision()
    return Health()


@router.get("/api/v1/openapi.json", include_in_schema=False)
def openapi(_who: Anyone, request: Request) -> dict[str, Any]:
    """Describe the API (OpenAPI 3.1)."""
    return describe(request.app)
