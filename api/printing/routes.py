"""Where documents are fetched: the same addresses beside the pages and under ``/api/v1``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, requires
from api.jp_views import FIRST_YEAR
from api.printing import found
from api.printing.answer import MEDIA, Format, hand_out, hand_out_dates
from api.printing.yearly import needs_analysis_of, yearly_plan_of
from api.yearly import AskedFor
from planner.access import Capability

Viewer = Annotated[SignedIn, requires(Capability.JOURNEY_VIEW)]
CommunityViewer = Annotated[SignedIn, requires(Capability.COMMUNITY_VIEW)]
Overseer = Annotated[SignedIn, requires(Capability.INBOX_VIEW)]
Totaller = Annotated[SignedIn, requires(Capability.JP_TOTALS)]
Planner = Annotated[SignedIn, requires(Capability.ORG_PLAN_VIEW)]
Year = Annotated[int, Query(ge=FIRST_YEAR, le=2100)]
Quarter = Annotated[int, Query(ge=1, le=4)]
_PAPER: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA[form]: {} for form in ("docx", "pdf")}}}
_DATES: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA["ics"]: {}}}}


def document_routes() -> APIRouter:
    """Make the routes, for one way in."""
    router = APIRouter(tags=["documents"], default_response_class=Response)
    for path, give in _PAPERS.items():
        router.get(f"{path}.{{format}}", responses=_PAPER)(give)
    router.get("/journeys/{journey_id}/calendar.ics", responses=_DATES)(give_calendar)
    return router


def give_letter(who: Viewer, system: SystemDep, journey_id: int, format: Format) -> Response:
    """Give a plan as a letter, Word or PDF."""
    return hand_out(system, who, found.letter_of_journey(system, who, journey_id), format)


def give_calendar(who: Viewer, system: SystemDep, journey_id: int) -> Response:
    """Give a plan as a calendar file."""
    return hand_out_dates(system, who, found.calendar_of_journey(system, who, journey_id))


def give_assignment(who: Viewer, system: SystemDep, activity_id: int, format: Format) -> Response:
    """Give the letter of assignment of an activity, Word or PDF."""
    return hand_out(system, who, found.assignment_of(system, who, activity_id), format)


def give_paper(who: Viewer, system: SystemDep, task_id: int, key: str, format: Format) -> Response:
    """Give a paper of a task as its form, Word or PDF; empty where nothing was written yet."""
    return hand_out(system, who, found.paper_of(system, who, task_id, key), format)


def give_proposal(who: CommunityViewer, system: SystemDep, community_id: int, format: Format) -> Response:
    """Give the proposal of a learning community, Word or PDF."""
    return hand_out(system, who, found.proposal_of(system, who, community_id), format)


def give_recap(
    who: CommunityViewer, system: SystemDep, community_id: int, format: Format, since: date, until: date
) -> Response:
    """Give the recapitulation of a learning community, Word or PDF."""
    return hand_out(system, who, found.recap_of_community(system, who, community_id, since, until), format)


def give_statement(
    who: CommunityViewer,
    system: SystemDep,
    community_id: int,
    meeting_id: int,
    person_id: str,
    format: Format,
) -> Response:
    """Give the statement of who shared material of their own, Word or PDF."""
    return hand_out(system, who, found.statement_of(system, who, community_id, meeting_id, person_id), format)


def give_monitoring(
    who: Overseer, system: SystemDep, code: str, format: Format, since: date, until: date
) -> Response:
    """Give the monitoring of self-learning (Table 7) of a unit, Word or PDF."""
    return hand_out(system, who, found.monitoring_of(system, who, code, since, until), format)


def give_unit_recap(
    who: Totaller, system: SystemDep, code: str, format: Format, year: Year, quarter: Quarter
) -> Response:
    """Give the quarterly recapitulation of a unit's lesson hours, Word or PDF."""
    return hand_out(system, who, found.recap_of_unit(system, who, code, year, quarter), format)


def give_yearly_plan(who: Planner, system: SystemDep, asked: AskedFor, format: Format) -> Response:
    """Give the yearly plan with its seven fields, Word or PDF."""
    return hand_out(system, who, yearly_plan_of(system, who, asked), format)


def give_needs_analysis(who: Planner, system: SystemDep, asked: AskedFor, format: Format) -> Response:
    """Give the analysis of needs behind the yearly plan, Word or PDF."""
    return hand_out(system, who, needs_analysis_of(system, who, asked), format)


_PAPERS: Mapping[str, Callable[..., Response]] = {
    "/journeys/{journey_id}/letter": give_letter,
    "/activities/{activity_id}/assignment": give_assignment,
    "/tasks/{task_id}/papers/{key}": give_paper,
    "/communities/{community_id}/proposal": give_proposal,
    "/communities/{community_id}/recap": give_recap,
    "/communities/{community_id}/meetings/{meeting_id}/statements/{person_id}": give_statement,
    "/units/{code}/monitoring": give_monitoring,
    "/units/{code}/recap": give_unit_recap,
    "/yearly-plan": give_yearly_plan,
    "/needs-analysis": give_needs_analysis,
}
