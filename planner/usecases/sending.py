"""Sending what waits in the outbox: claimed in one transaction, sent outside of any, noted in another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from planner.ports import Bundle, Clock, Message, Notifier, OpenUnitOfWork, Rejected, Unreachable

CLAIMED_FOR = timedelta(hours=1)
"""How long others leave a claim alone: longer than ``AT_ONCE`` sendings that all time out."""
AT_ONCE = 10
FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """How a run went: mails sent, mails not sent, and why it ended early, if it did."""

    sent: int = 0
    failed: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """What a run needs. ``day_began`` is when the agency's day began, ``oldest`` the first moment still worth a mail."""

    open_uow: OpenUnitOfWork
    notifier: Notifier
    write: Callable[[Bundle], Message]
    clock: Clock
    day_began: datetime
    oldest: datetime

    def waiting(self) -> int:
        """How many people a run would send something to."""
        with self.open_uow(write=False) as uow:
            return uow.outbox.claimable(self.clock.now(), self.day_began, self.oldest)

    def run(self, on_tried: Callable[[int], None] = lambda _tried: None) -> Sent:
        """Send everybody what waits for them, one mail a person a day; ``on_tried`` hears how many were tried.

        A mail is noted as sent after the server took it: a run that is killed in between sends it again (at least
        once). Runs at the same time never take the same notices. When the server cannot be reached the run ends; what
        it had claimed is tried later, after a wait that doubles with each attempt.
        """
        done = Sent()
        while not done.problem and (bundles := self._claim()):
            for position, bundle in enumerate(bundles):
                done = self._send(bundle, bundles[position + 1 :], done)
                on_tried(done.sent + done.failed)
                if done.problem:
                    break
        return done

    def _send(self, bundle: Bundle, after_it: Sequence[Bundle], done: Sent) -> Sent:
        try:
            self.notifier.send(self.write(bundle))
        except Rejected as error:
            self._failed([bundle], str(error))
            return replace(done, failed=done.failed + 1)
        except Unreachable as error:
            self._failed([bundle, *after_it], str(error))
            return replace(done, failed=done.failed + 1 + len(after_it), problem=str(error))
        with self.open_uow() as uow:
            uow.outbox.sent(_ids(bundle), self.clock.now())
            uow.commit()
        return replace(done, sent=done.sent + 1)

    def _claim(self) -> tuple[Bundle, ...]:
        now = self.clock.now()
        with self.open_uow() as uow:
            found = uow.outbox.claim(now, now + CLAIMED_FOR, self.day_began, self.oldest, AT_ONCE)
            uow.commit()
        return found

    def _failed(self, bundles: Sequence[Bundle], error: str) -> None:
        now = self.clock.now()
        with self.open_uow() as uow:
            for bundle in bundles:
                uow.outbox.failed(_ids(bundle), now + wait_after(bundle.attempts), error)
            uow.commit()


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts (1 or more) before the next one."""
    return min(FIRST_WAIT * (1 << min(attempts - 1, 16)), LONGEST_WAIT)


def _ids(bundle: Bundle) -> list[int]:
    return [notice.id for notice in bundle.notices]
