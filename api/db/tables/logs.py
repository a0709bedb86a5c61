"""What is kept for ever. Triggers, made by the migrations, forbid changing or deleting decisions."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text

from api.db.tables.base import UtcDateTime, metadata

# No references to other tables: a log row must outlive what it tells of.
decision_log = Table(
    "decision_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", Integer),
    Column("actor", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("subject_id", String, nullable=False),
    Column("move", String, nullable=False),
    Column("from_state", String, nullable=False),
    Column("to_state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Index("ix_decision_log_subject", "subject", "subject_id", "id"),
)

read_log = Table(
    "read_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", Integer),
    Column("actor", String, nullable=False),
    Column("nip", String, nullable=False),
    Column("what", String, nullable=False),
    Index("ix_read_log_nip", "nip", "id"),
)

import_log = Table(
    "import_log",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("actor", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("report", JSON, nullable=False),
)
