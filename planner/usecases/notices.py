"""Telling people: written in the transaction of the change that it tells of, read on their page."""

from __future__ import annotations

from collections.abc import Iterable

from planner.access import Actor
from planner.errors import NotFound
from planner.notices import Notice, NoticeKind, Params
from planner.ports import Clock, UnitOfWork


def tell(
    uow: UnitOfWork, kind: NoticeKind, to: Iterable[str | int], params: Params, once_key: str, clock: Clock
) -> int:
    """Tell people inside the caller's transaction: ``to`` holds NIPs (text) and accounts (numbers); how many were told.

    Who has no account is not told. The same ``once_key`` of a kind is told an account once. Raises ValueError where
    ``params`` are not those of ``planner.notices.NEEDS``.
    """
    wanted = set(to)
    numbers = {one for one in wanted if isinstance(one, int)}
    of_people = uow.accounts.of_people({one for one in wanted if isinstance(one, str)})
    numbers.update(*of_people.values())
    notices = [Notice(number, kind, params, f"{kind}:{once_key}") for number in sorted(numbers)]
    return uow.outbox.add(notices, clock.now())


def mark_read(uow: UnitOfWork, actor: Actor, notice_id: int, clock: Clock) -> None:
    """Mark one's own notice as read. Raises NotFound."""
    with uow:
        if actor.account_id is None or not uow.outbox.holds(actor.account_id, notice_id):
            raise NotFound("notice", notice_id)
        uow.outbox.mark_read(actor.account_id, [notice_id], clock.now())
        uow.commit()


def mark_all_read(uow: UnitOfWork, actor: Actor, clock: Clock) -> int:
    """Mark all of one's own notices as read; how many were unread."""
    with uow:
        count = 0 if actor.account_id is None else uow.outbox.mark_read(actor.account_id, None, clock.now())
        uow.commit()
    return count
