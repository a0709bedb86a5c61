"""Sign-ins, what they were granted, signed-in browsers, and answers already given."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, ForeignKey, Integer, String, Table, Text

from api.db.tables.base import UtcDateTime, metadata, word
from planner.access import Role

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    # Lower case only, so that two names never differ by case alone.
    Column("username", String, nullable=False, unique=True),
    Column("password_hash", Text, nullable=False),
    Column("role", word(Role), nullable=False),
    Column("nip", String, ForeignKey("person.nip")),
    Column("demo", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    # Where mail goes to; none is sent without one.
    Column("email", String, nullable=False, server_default=""),
)

account_unit = Table(
    "account_unit",
    metadata,
    Column("account_id", Integer, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("unit", String, ForeignKey("unit.code"), primary_key=True),
)

session_token = Table(
    "session_token",
    metadata,
    Column("token_hash", String, primary_key=True),
    Column("account_id", Integer, ForeignKey("account.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime, nullable=False),
)

idempotency_key = Table(
    "idempotency_key",
    metadata,
    Column("account_id", Integer, ForeignKey("account.id", ondelete="CASCADE"), primary_key=True),
    Column("key", String, primary_key=True),
    Column("body_hash", String, nullable=False),
    Column("claimed_at", UtcDateTime, nullable=False),
    Column("status", Integer),
    Column("body", Text),
    Column("headers", JSON),
)
