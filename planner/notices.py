"""What people are told: that something of theirs moved, or waits for them. No text of ours holds more than days and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

Params = Mapping[str, str | int]
"""Figures, days (YYYY-MM-DD) and the keys of what a notice is about; never a name, a reason, a score."""


class NoticeKind(StrEnum):
    """What happened, or what waits."""

    JOURNEY_APPROVED = "journey_approved"
    JOURNEY_RETURNED = "journey_returned"
    JOURNEY_DECLINED = "journey_declined"
    JOURNEY_REOPENED = "journey_reopened"
    RESULT_RECORDED = "result_recorded"
    CERTIFICATE_ISSUED = "certificate_issued"
    MATCH_TO_APPROVE = "match_to_approve"
    MATCH_OFFERED = "match_offered"
    MATCH_ASKED = "match_asked"
    MATCH_ACCEPTED = "match_accepted"
    COMMUNITY_PROPOSED = "community_proposed"
    COMMUNITY_RETURNED = "community_returned"
    COMMUNITY_VERIFIED = "community_verified"
    TASK_DUE = "task_due"
    TASK_OVERDUE = "task_overdue"
    TASKS_OF_UNITS = "tasks_of_units"
    RECAP_DUE = "recap_due"
    REASSESSMENT_DUE = "reassessment_due"
    MODEL_DAMAGED = "model_damaged"


_K = NoticeKind
TEXTS: Mapping[NoticeKind, str] = {
    _K.JOURNEY_APPROVED: "Your plan for {year} was approved.",
    _K.JOURNEY_RETURNED: "Your plan for {year} was returned with a reason.",
    _K.JOURNEY_DECLINED: "Your plan for {year} was declined with a reason.",
    _K.JOURNEY_REOPENED: "Your approved plan for {year} had to be changed and waits to be approved again.",
    _K.RESULT_RECORDED: "The result of one of your activities was recorded.",
    _K.CERTIFICATE_ISSUED: "A certificate was issued to you.",
    _K.MATCH_TO_APPROVE: "A coach or mentor is proposed for somebody in your unit; your approval is needed.",
    _K.MATCH_OFFERED: "A coach or mentor is proposed to you.",
    _K.MATCH_ASKED: "Somebody asks you to guide them.",
    _K.MATCH_ACCEPTED: "You guide somebody from now on.",
    _K.COMMUNITY_PROPOSED: "A learning community was proposed and waits to be verified.",
    _K.COMMUNITY_RETURNED: "The proposal of your learning community was returned with a reason.",
    _K.COMMUNITY_VERIFIED: "Your learning community was verified and may meet.",
    _K.TASK_DUE: "A task of yours is due on {day}.",
    _K.TASK_OVERDUE: "A task of yours was due on {day} and is still open.",
    _K.TASKS_OF_UNITS: "Tasks in your units that are due soon or overdue: {n}.",
    _K.RECAP_DUE: "The recap of your learning community is due on {day}.",
    _K.REASSESSMENT_DUE: "An assessment after coaching is due by {day}.",
    _K.MODEL_DAMAGED: "The prediction model that should serve is damaged; another one serves instead.",
}
"""The sentence that tells each kind, on the page and in a mail."""

NEEDS: Mapping[NoticeKind, frozenset[str]] = {
    _K.JOURNEY_APPROVED: frozenset({"journey", "year"}),
    _K.JOURNEY_RETURNED: frozenset({"journey", "year"}),
    _K.JOURNEY_DECLINED: frozenset({"journey", "year"}),
    _K.JOURNEY_REOPENED: frozenset({"journey", "year"}),
    _K.RESULT_RECORDED: frozenset({"activity", "solution"}),
    _K.CERTIFICATE_ISSUED: frozenset({"activity", "solution"}),
    _K.MATCH_TO_APPROVE: frozenset({"match"}),
    _K.MATCH_OFFERED: frozenset({"match"}),
    _K.MATCH_ASKED: frozenset({"match"}),
    _K.MATCH_ACCEPTED: frozenset({"match"}),
    _K.COMMUNITY_PROPOSED: frozenset({"community"}),
    _K.COMMUNITY_RETURNED: frozenset({"community"}),
    _K.COMMUNITY_VERIFIED: frozenset({"community"}),
    _K.TASK_DUE: frozenset({"activity", "solution", "day"}),
    _K.TASK_OVERDUE: frozenset({"activity", "solution", "day"}),
    _K.TASKS_OF_UNITS: frozenset({"n"}),
    _K.RECAP_DUE: frozenset({"community", "day"}),
    _K.REASSESSMENT_DUE: frozenset({"activity", "solution", "day"}),
    _K.MODEL_DAMAGED: frozenset({"version"}),
}
"""The params of each kind: the fields of its sentence, and the keys of what it is about."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell one account. ``once_key``: the same thing is told to it once.

    Raises ValueError where the params are not those of the kind.
    """

    account: int
    kind: NoticeKind
    params: Params
    once_key: str

    def __post_init__(self) -> None:
        if self.params.keys() != NEEDS[self.kind]:
            raise ValueError(f"{self.kind} takes {sorted(NEEDS[self.kind])}, not {sorted(self.params)}")


@dataclass(frozen=True, slots=True)
class WrittenNotice:
    """A notice as its reader finds it; ``read_at`` is None until it was read."""

    id: int
    account: int
    kind: NoticeKind
    params: Params
    written_at: datetime
    read_at: datetime | None
