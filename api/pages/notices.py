"""What the reader was told: on a page of their own, with a count in the header of every page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.deps import SignedIn, SystemDep, TranslatorDep, requires
from api.excel import Column, Sheet
from api.i18n import Translator
from api.letters import sentence
from api.lists import every_page
from api.notice_views import link_of
from api.pages.names import Names
from api.pages.render import excel, go, page
from planner import usecases
from planner.access import Capability
from planner.notices import WrittenNotice

router = APIRouter()
Reader = Annotated[SignedIn, requires(Capability.NOTICE_READ)]
ROWS = 50
_Query = Annotated[str, Query(max_length=400)]


@router.get("/me/notices")
def show_notices(
    request: Request,
    system: SystemDep,
    t: TranslatorDep,
    who: Reader,
    after: _Query = "",
    format: _Query = "",
) -> Response:
    """List the reader's notices, newest first."""
    names = Names(system.worlds.current(), t)
    with system.open(write=False) as uow:
        if format == "xlsx":
            rows = list(every_page(lambda at, size: uow.outbox.page(who.account_id, at, size)))
            return excel(request, _sheet(rows, names, t), who)
        found = uow.outbox.page(who.account_id, after or None, ROWS)
        account = uow.accounts.get(who.account_id)
    return page(
        request,
        "notices.html",
        rows=found.rows,
        next=found.next,
        sentence=lambda notice: sentence(notice, t),
        link_of=link_of,
        names=names,
        by_mail=system.notifier is not None,
        email=account.email if account else "",
    )


@router.post("/me/notices/read")
def do_read_all(system: SystemDep, who: Reader) -> Response:
    """Mark all as read."""
    usecases.mark_all_read(system.open(), who.actor, system.clock)
    return go("/me/notices", "notices-read")


@router.post("/me/notices/{notice_id}/read")
def do_read(system: SystemDep, who: Reader, notice_id: int) -> Response:
    """Mark one as read."""
    usecases.mark_read(system.open(), who.actor, notice_id, system.clock)
    return go("/me/notices")


def _sheet(rows: Iterable[WrittenNotice], names: Names, t: Translator) -> Sheet:
    columns = (
        Column(t("Day"), "date", 12),
        Column(t("Notice"), width=70),
        Column(t("Learning solution"), width=40),
        Column(t("Read on"), "date", 12),
    )
    lines = (
        (
            row.written_at.date(),
            sentence(row, t),
            names.solution(str(row.params["solution"])) if "solution" in row.params else None,
            row.read_at.date() if row.read_at else None,
        )
        for row in rows
    )
    return Sheet(t("Notices"), columns, lines, {})
