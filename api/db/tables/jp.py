"""The ledger of lesson hours. Triggers, made by the migrations, forbid changing or deleting its rows."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Column, Date, Dialect, Index, Integer, String, Table, Text, TypeDecorator

from api.db.tables.base import UtcDateTime, metadata
from catalog.ledger import Grant

_GRANT: TypeAdapter[Grant] = TypeAdapter(Grant)


class GrantDocument(TypeDecorator[Grant]):
    """A grant as JSON text; every number and moment comes back as it was."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Grant | None, dialect: Dialect) -> str:  # noqa: ARG002
        """Write the document."""
        return _GRANT.dump_json(value).decode() if value is not None else ""

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Grant:  # noqa: ARG002
        """Read the document."""
        return _GRANT.validate_json(value or "")


# No reference to the person: a row must outlive what it tells of.
jp_entry = Table(
    "jp_entry",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", Integer),
    Column("actor", String, nullable=False),
    Column("nip", String, nullable=False),
    # Of the grant's days, so that a year is found without reading the documents.
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("grant", GrantDocument, nullable=False),
    # A row is taken back once.
    Column("reverses", Integer, unique=True),
    Column("reason", Text, nullable=False),
    Index("ix_jp_entry_nip", "nip", "id"),
    Index("ix_jp_entry_last_day", "last_day"),
)
