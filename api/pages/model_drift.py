"""How predictions fare, week by week, on a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.pages.render import excel, page
from api.pages.sheets_models import drift_sheet
from api.pages.views_drift import any_fact, trends
from planner.access import Capability
from planner.training.drift import DriftLines
from planner.training.findings import say
from planner.usecases.drift import look_at_drift

router = APIRouter()


@router.get("/models/drift")
def show_drift(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Annotated[SignedIn, requires(Capability.MODEL_VIEW)],
    format: Annotated[str, Query(max_length=40)] = "",
) -> Response:
    """Show the figures of the last weeks, with warnings where a line is crossed."""
    known = system.worlds.current()
    world = known.world
    lines = DriftLines.of(world.parameters)
    weeks = look_at_drift(system.open(write=False), who.actor, world)
    if format == "xlsx":
        return excel(request, drift_sheet(weeks, t), who)
    return page(
        request,
        "model_drift.html",
        serves=known.serves,
        told_weeks=weeks if any_fact(weeks) else (),
        trends=trends(weeks, lines),
        enough=lines.rows,
        warned=[(week, [say(one, t) for one in week.warnings]) for week in weeks if week.warnings],
    )
