"""What is kept for ever: decisions, reads, imports."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from planner.access import Scope
from planner.ports.agency import ImportReport
from planner.ports.common import Page


@dataclass(frozen=True, slots=True)
class Decision:
    """One row of the append-only log. ``subject`` is ``journey``, ``agency`` or ``account``."""

    at: datetime
    actor_id: int | None
    actor: str
    subject: str
    subject_id: str
    move: str
    from_state: str = ""
    to_state: str = ""
    version: int = 0
    reason: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    id: int = 0


class DecisionLog(Protocol):
    """The append-only log; the database itself forbids changing or deleting its rows."""

    def add(self, decisions: Sequence[Decision]) -> None:
        """Append."""

    def of(self, subject: str, subject_id: str) -> tuple[Decision, ...]:
        """All decisions on one subject, oldest first."""

    def each_of(self, subject: str, subject_ids: Collection[str]) -> Mapping[str, tuple[Decision, ...]]:
        """All decisions on each of these subjects by id, oldest first; who has none is left out."""

    def page(
        self, after: str | None = None, limit: int = 50, scope: Scope = Scope(everyone=True)
    ) -> Page[Decision]:
        """Decisions newest first: all, or those on journeys of the people in the scope. Raises BadCursor."""


@dataclass(frozen=True, slots=True)
class Read:
    """Somebody looked at a person's data (UU 27/2022 art. 31). ``what`` names the page, file or answer."""

    at: datetime
    actor_id: int | None
    actor: str
    nip: str
    what: str


class ReadLog(Protocol):
    """Who looked at whose data."""

    def add(self, reads: Sequence[Read]) -> None:
        """Append."""

    def of(self, nip: str, limit: int = 200) -> tuple[Read, ...]:
        """Who looked at a person's data, newest first."""


@dataclass(frozen=True, slots=True)
class ImportEntry:
    """One finished import."""

    at: datetime
    actor: str
    revision: int
    report: ImportReport


class ImportLog(Protocol):
    """Finished imports."""

    def add(self, entry: ImportEntry) -> None:
        """Append."""

    def latest(self, limit: int = 20) -> tuple[ImportEntry, ...]:
        """Newest first."""
