"""What people made of proposals. Triggers, made by the migrations, forbid changing or deleting a row."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Double, Index, Integer, String, Table, Text

from api.db.tables.base import metadata, word
from planner.judgements import Judged

# No references to other tables: what was learned from must outlive what it tells of.
judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("journey", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("nip", String, nullable=False),
    Column("solution", String, nullable=False),
    Column("day", Date, nullable=False),
    Column("judged", word(Judged), nullable=False),
    Column("position", Integer, nullable=False),
    Column("score", Double, nullable=False),
    Column("propensity", Double, nullable=False),
    Column("ranker_version", String, nullable=False),
    Column("by_officer", Boolean, nullable=False),
    Column("assigned", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("career", Boolean, nullable=False),
    Index("ix_judgement_day_id", "day", "id"),
)
