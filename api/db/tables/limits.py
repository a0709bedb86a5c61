"""Counters of failed sign-ins; keys are keyed hashes of names and addresses."""

from __future__ import annotations

from sqlalchemy import Column, Integer, String, Table

from api.db.tables.base import UtcDateTime, metadata

attempt_count = Table(
    "attempt_count",
    metadata,
    Column("key", String, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False, index=True),
)
