"""Electronic certificates. A certificate is never changed; one that no longer holds is withdrawn."""

from __future__ import annotations

from sqlalchemy import Column, Date, Float, ForeignKey, Integer, String, Table, Text

from api.db.tables.base import UtcDateTime, metadata

certificate = Table(
    "certificate",
    metadata,
    Column("id", Integer, primary_key=True),
    # What a reader of the paper types in; it cannot be guessed.
    Column("code", String, nullable=False, unique=True),
    Column("activity", Integer, ForeignKey("activity.id"), index=True),
    # No reference to the person: a certificate outlives what it tells of.
    Column("nip", String, nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("title", String, nullable=False),
    Column("form", String, nullable=False),
    Column("jp", Float, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("issued_at", UtcDateTime, nullable=False),
    Column("issued_by", String, nullable=False),
    Column("withdrawn_at", UtcDateTime),
    Column("withdrawn_reason", Text, nullable=False),
)
