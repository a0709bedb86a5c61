"""Looking at a person's data leaves a trace (UU 27/2022 art. 31)."""

from __future__ import annotations

from collections.abc import Iterable

from planner.access import Actor
from planner.ports import Clock, Read, UnitOfWork


def log_reads(uow: UnitOfWork, actor: Actor, nips: Iterable[str], what: str, clock: Clock) -> None:
    """Keep that the actor looked at these people's data; ``what`` names the page, file or answer.

    Looking at one's own data is not kept.
    """
    now = clock.now()
    reads = [Read(now, actor.account_id, actor.username, nip, what) for nip in nips if nip != actor.nip]
    if reads:
        with uow:
            uow.reads.add(reads)
            uow.commit()
