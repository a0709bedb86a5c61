"""The append-only ledger of lesson hours."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Protocol

from catalog.ledger import Entry
from planner.access import Scope


class JpLedgerStore(Protocol):
    """Rows of people's ledgers; the database itself forbids changing or deleting them."""

    def of(self, nip: str) -> tuple[Entry, ...]:
        """All rows of a person, oldest first."""

    def locked(self, nip: str) -> tuple[Entry, ...]:
        """All rows of a person; nobody else can add one until the transaction ends."""

    def locked_of(self, nips: Collection[str]) -> Mapping[str, tuple[Entry, ...]]:
        """The rows of all these people by NIP, locked as ``locked`` does; who has none has an empty ledger."""

    def between(self, scope: Scope, first: date, last: date) -> Mapping[str, tuple[Entry, ...]]:
        """The rows of everybody in the scope that have one of these days, by NIP, oldest first."""

    def of_year(self, scope: Scope, year: int) -> Mapping[str, tuple[Entry, ...]]:
        """The rows of everybody in the scope that have days in the year, by NIP, oldest first."""

    def add(self, entries: Sequence[Entry]) -> tuple[int, ...]:
        """Append (ids are ignored) to ledgers that this transaction has locked; their ids in the same order."""
