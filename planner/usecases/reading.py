"""Looking at a person's data leaves a trace (UU 27/2022 art. 31)."""

from __future__ import annotations

from collections.abc import Sequence

from planner.access import Actor
from planner.ports import Clock, Read, UnitOfWork


def log_reads(uow: UnitOfWork, actor: Actor, nips: Sequence[str], what: str, clock: Clock) -> None:
    """Keep that the actor looked at these people's data; ``what`` names the page, file or answer."""
    now = clock.now()
    with uow:
        uow.reads.add([Read(now, actor.account_id, actor.username, nip, what) for nip in nips])
        uow.commit()
