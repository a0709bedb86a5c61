"""Notices as answers: the sentence, where it leads, and when it was written and read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from pydantic import BaseModel, Field

from api.i18n import Translator
from api.letters import sentence
from planner.notices import NoticeKind, WrittenNotice

_K = NoticeKind
LINKS: Mapping[NoticeKind, str] = {
    _K.JOURNEY_APPROVED: "/journeys/{journey}",
    _K.JOURNEY_RETURNED: "/journeys/{journey}",
    _K.JOURNEY_DECLINED: "/journeys/{journey}",
    _K.JOURNEY_REOPENED: "/journeys/{journey}",
    _K.RESULT_RECORDED: "/activities/{activity}",
    _K.CERTIFICATE_ISSUED: "/activities/{activity}",
    _K.MATCH_TO_APPROVE: "/matches",
    _K.MATCH_OFFERED: "/matches",
    _K.MATCH_ASKED: "/matches",
    _K.MATCH_ACCEPTED: "/matches",
    _K.COMMUNITY_PROPOSED: "/communities/{community}",
    _K.COMMUNITY_RETURNED: "/communities/{community}",
    _K.COMMUNITY_VERIFIED: "/communities/{community}",
    _K.TASK_DUE: "/activities/{activity}",
    _K.TASK_OVERDUE: "/activities/{activity}",
    _K.TASKS_OF_UNITS: "/tasks",
    _K.RECAP_DUE: "/communities/{community}",
    _K.REASSESSMENT_DUE: "/activities/{activity}",
    _K.MODEL_DAMAGED: "/models",
}
"""The page that each kind leads to; its fields are params of the kind."""


class NoticeOut(BaseModel):
    """Something that the reader was told. ``link`` is the page that it is about."""

    id: int
    kind: NoticeKind
    text: str = Field(description="In the reader's language.")
    link: str
    solution: str | None = Field(None, description="Code of the learning solution that it is about.")
    written_at: datetime
    read_at: datetime | None


def link_of(notice: WrittenNotice) -> str:
    """Say where a notice leads."""
    return LINKS[notice.kind].format_map(notice.params)


def notice_out(notice: WrittenNotice, t: Translator) -> NoticeOut:
    """Show a notice to the one it was written to."""
    solution = notice.params.get("solution")
    return NoticeOut(
        id=notice.id,
        kind=notice.kind,
        text=sentence(notice, t),
        link=link_of(notice),
        solution=str(solution) if solution else None,
        written_at=notice.written_at,
        read_at=notice.read_at,
    )
