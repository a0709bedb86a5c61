"""Messages to people: written with the change that they tell of, sent later, kept until they are sent."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from api.db.tables.base import UtcDateTime, metadata

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("account", Integer, ForeignKey("account.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String, nullable=False),
    Column("params", JSON, nullable=False),
    # The same thing is told an account once: a reminder of a task on a day, the result of an activity.
    Column("once_key", String, nullable=False),
    Column("written_at", UtcDateTime, nullable=False),
    Column("read_at", UtcDateTime),
    Column("sent_at", UtcDateTime),
    Column("attempts", Integer, nullable=False),
    Column("next_attempt_at", UtcDateTime),
    Column("last_error", Text, nullable=False),
    UniqueConstraint("account", "once_key"),
    Index("ix_outbox_sent_at_next_attempt_at", "sent_at", "next_attempt_at"),
)
