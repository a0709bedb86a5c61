"""Sign-ins, signed-in browsers, and answers already given."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from planner.access import Actor, Role
from planner.ports.common import Page


@dataclass(frozen=True, slots=True)
class Account:
    """A sign-in. ``units`` are the units granted to a learning officer, without those below them."""

    id: int
    username: str
    password_hash: str = field(repr=False)
    role: Role
    nip: str | None = None
    units: frozenset[str] = frozenset()
    demo: bool = False
    disabled: bool = False
    email: str = ""


class AccountStore(Protocol):
    """Sign-ins. Imports never touch them."""

    def get(self, account_id: int) -> Account | None:
        """The account, or None."""

    def named(self, username: str) -> Account | None:
        """The account of that user name (letter case does not matter), or None."""

    def actor(self, account_id: int) -> Actor | None:
        """Who the account acts as now; None when it is gone or disabled."""

    def administrators(self) -> frozenset[int]:
        """The administrators who may sign in, locked until the transaction ends."""

    def of_roles(self, roles: Collection[Role]) -> frozenset[int]:
        """The accounts in these roles that may sign in."""

    def of_people(self, nips: Collection[str]) -> Mapping[str, frozenset[int]]:
        """The accounts of each of these people that may sign in; who has none is left out."""

    def officers_of(self, units: Collection[str]) -> Mapping[str, frozenset[int]]:
        """The learning officers who may sign in and care for each of these units; a unit without one is left out."""

    def add(self, account: Account) -> int:
        """Store a new account (its id is ignored); its id. Raises NameTaken."""

    def change(self, account: Account) -> None:
        """Store the account's new role, units, NIP, password hash and flags."""

    def page(self, after: str | None = None, limit: int = 50) -> Page[Account]:
        """Accounts by user name. Raises BadCursor."""


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in browser; only the token's hash is stored."""

    token_hash: str
    account_id: int
    created_at: datetime
    expires_at: datetime


class SessionStore(Protocol):
    """Signed-in browsers."""

    def get(self, token_hash: str, now: datetime) -> Session | None:
        """The session, unless it is gone or has expired."""

    def add(self, session: Session) -> None:
        """Store a new session."""

    def remove(self, token_hash: str) -> None:
        """Sign out one browser."""

    def remove_all(self, account_id: int) -> None:
        """Sign out everywhere."""

    def purge(self, now: datetime) -> int:
        """Forget expired sessions; how many."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered to a request with an idempotency key."""

    status: int
    body: str
    headers: Mapping[str, str] = field(default_factory=dict)


class IdempotencyStore(Protocol):
    """Answers already given, by account and key."""

    def claim(self, account_id: int, key: str, body_hash: str, now: datetime) -> Answer | None:
        """Claim the key first; the earlier answer when it was claimed before. Raises KeyReused."""

    def keep(self, account_id: int, key: str, answer: Answer) -> None:
        """Keep the answer with the claimed key."""

    def purge(self, before: datetime) -> int:
        """Forget keys claimed before; how many."""
