"""How an activity ended; for who passed also the hours entered, those that were not, and the certificate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.activity_views import ActivityOut, activity_out
from api.certificate_views import CertificateOut, certificate_out
from api.deps import RetryDep, SignedIn, SystemDep, TranslatorDep, requires
from api.jp_views import EntryOut, entry_out
from api.once import Reply, once
from api.problems import Translate
from api.refusals import plain
from planner.access import Capability
from planner.activities import Turn
from planner.activities.refused import RefusedHours
from planner.ports import UnitOfWork
from planner.usecases import Recorded, record_result

router = APIRouter(tags=["activities"])


class ResultBody(BaseModel):
    """How an activity ended; a failure needs its reason, which the employee reads."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"result": "pass", "reason": "Presentasi baik."}]}
    )
    result: Turn
    reason: str = Field("", max_length=2000)


class RefusedOut(BaseModel):
    """Hours that the ledger did not take: their days, and every reason why."""

    first: date
    last: date
    hours: float
    sessions: int
    reasons: list[str]


class ResultOut(ActivityOut):
    """An activity after its result: what was entered into the ledger, what was not and why, and the certificate."""

    granted: list[EntryOut]
    not_granted: list[RefusedOut]
    certificate: CertificateOut | None


@router.post("/activities/{activity_id}/result", response_model=ResultOut)
def give_result(
    who: Annotated[SignedIn, requires(Capability.ACTIVITY_JUDGE)],
    activity_id: int,
    system: SystemDep,
    t: TranslatorDep,
    retry: RetryDep,
    body: ResultBody,
) -> Response:
    """Record a result; nobody records their own. Who passes is granted hours and certified.

    Hours that the ledger refuses do not undo the result: enter them by hand, with ``lived`` naming the activity.
    """

    def work(uow: UnitOfWork) -> Reply:
        done = record_result(
            uow,
            who.actor,
            activity_id,
            body.result,
            body.reason,
            system.law,
            system.clock,
            check_duties=system.check_duties,
        )
        return Reply(_result_out(done, t))

    return once(system, who, retry, work)


def _refused_out(rows: Sequence[RefusedHours], translate: Translate) -> list[RefusedOut]:
    """Hours that were not entered, with the reasons in the reader's language."""
    return [
        RefusedOut(
            first=one.first,
            last=one.last,
            hours=one.hours,
            sessions=one.sessions,
            reasons=[translate(why.msgid).format_map(plain(why.params)) for why in one.objections],
        )
        for one in rows
    ]


def _result_out(done: Recorded, translate: Translate) -> ResultOut:
    """What a result did."""
    return ResultOut(
        **dict(activity_out(done.activity)),
        granted=[entry_out(entry) for entry in done.entries],
        not_granted=_refused_out(done.refused, translate),
        certificate=certificate_out(done.certificate) if done.certificate else None,
    )
