"""Where notices wait, and what carries them away."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from planner.notices import Notice, WrittenNotice
from planner.ports.common import Page


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one person is sent at once; ``attempts`` counts this one too. ``name`` greets them."""

    account: int
    address: str
    name: str
    attempts: int
    notices: tuple[WrittenNotice, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A mail as plain text."""

    address: str = field(repr=False)
    name: str = field(repr=False)
    subject: str
    text: str


class Unreachable(Exception):
    """The way out is shut for every message: the server is down, or does not know us."""


class Rejected(Exception):
    """This one message was not taken."""


class Notifier(Protocol):
    """Carries messages to people."""

    def send(self, message: Message) -> None:
        """Send one message. Raises Unreachable, Rejected."""


class OutboxStore(Protocol):
    """Notices from when they are written until they are read and sent."""

    def add(self, notices: Sequence[Notice], at: datetime) -> int:
        """Write those whose ``once_key`` the account was not told before; how many."""

    def page(self, account: int, after: str | None = None, limit: int = 50) -> Page[WrittenNotice]:
        """An account's notices, newest first. Raises BadCursor."""

    def unread(self, account: int) -> int:
        """How many notices the account has not read."""

    def mark_read(self, account: int, notices: Collection[int] | None, at: datetime) -> int:
        """Mark these notices of the account as read, all of them for None; how many were unread."""

    def supersede(self, newer: Sequence[Notice], at: datetime) -> None:
        """Mark as read what each of these takes the place of: the account's older notices of its kind."""

    def holds(self, account: int, notice: int) -> bool:
        """Tell whether the notice is the account's."""

    def claim(
        self, now: datetime, until: datetime, quiet_since: datetime, oldest: datetime, limit: int
    ) -> tuple[Bundle, ...]:
        """Take what up to ``limit`` accounts are to be sent, one bundle each; nobody else takes it before ``until``.

        Only what is unread, unsent and not written before ``oldest``; nothing for an account that is disabled, has no
        address, was sent something since ``quiet_since``, or waits for its next attempt.
        """

    def claimable(self, now: datetime, quiet_since: datetime, oldest: datetime) -> int:
        """How many accounts ``claim`` would find something for."""

    def sent(self, notices: Collection[int], at: datetime) -> None:
        """Note that these were sent."""

    def failed(self, notices: Collection[int], next_attempt_at: datetime, error: str) -> None:
        """Note why these were not sent, and when to try again."""
