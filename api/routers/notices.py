"""What the reader was told, and what of it they have read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.lists import After, Limit, next_link
from api.notice_views import NoticeOut, notice_out
from api.schemas import ListOf
from planner import usecases
from planner.access import Capability

router = APIRouter(prefix="/notices", tags=["notices"])
Reader = Annotated[SignedIn, requires(Capability.NOTICE_READ)]


class Unread(BaseModel):
    """How many notices are still unread."""

    unread: int


@router.get("")
def list_notices(
    who: Reader, request: Request, system: SystemDep, t: TranslatorDep, after: After = None, limit: Limit = 50
) -> ListOf[NoticeOut]:
    """List one's own notices, newest first."""
    with system.open(write=False) as uow:
        page = uow.outbox.page(who.account_id, after, limit)
    return ListOf(items=[notice_out(one, t) for one in page.rows], next=next_link(request, page.next))


@router.post("/read")
def read_all(who: Reader, system: SystemDep) -> Unread:
    """Mark all of one's own notices as read."""
    usecases.mark_all_read(system.open(), who.actor, system.clock)
    return _unread(system, who)


@router.post("/{notice_id}/read")
def read_one(who: Reader, notice_id: int, system: SystemDep) -> Unread:
    """Mark one of one's own notices as read; doing so again changes nothing."""
    usecases.mark_read(system.open(), who.actor, notice_id, system.clock)
    return _unread(system, who)


def _unread(system: SystemDep, who: SignedIn) -> Unread:
    with system.open(write=False) as uow:
        return Unread(unread=uow.outbox.unread(who.account_id))
