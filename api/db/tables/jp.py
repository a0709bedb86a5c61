"""The ledger of lesson hours. Triggers, made by the migrations, forbid changing or deleting its rows."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from api.db.tables.base import Document, UtcDateTime, metadata
from catalog.ledger import Grant


class GrantDocument(Document[Grant]):
    """A grant as JSON text."""

    cache_ok = True  # SQLAlchemy asks each class for its own word
    adapter = TypeAdapter(Grant)


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
