"""The append-only log of decisions."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.journey_views import DecisionOut, decision_out
from api.lists import After, Format, Limit, every_page, file_answer, next_link
from api.schemas import ListOf
from planner.access import Capability, scope_of
from planner.ports import Page

router = APIRouter(prefix="/decisions", tags=["decisions"])


@router.get("", response_model=ListOf[DecisionOut])
def list_decisions(
    who: Annotated[SignedIn, requires(Capability.LOG_VIEW)],
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    after: After = None,
    limit: Limit = 50,
    format: Format = "json",
) -> ListOf[DecisionOut] | Response:
    """List decisions, newest first; an officer sees those on the people of their units."""
    scope = scope_of(who.actor)
    with system.open(write=False) as uow:
        if format == "json":
            page = uow.decisions.page(after, limit, scope)
        else:
            page = Page(tuple(every_page(lambda at, size: uow.decisions.page(at, size, scope))))
    rows = [decision_out(who.actor, row) for row in page.rows]
    if format != "json":
        return file_answer(rows, format, t("Decisions"), t, who, system.clock.now())
    return ListOf(items=rows, next=next_link(request, page.next))
