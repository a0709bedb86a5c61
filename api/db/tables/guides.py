"""Coaches and mentors, what each may guide in, and which of them was proposed to whom."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from api.db.tables.base import UtcDateTime, metadata, word
from planner.guides import GuideKind, MatchState

guide = Table(
    "guide",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", word(GuideKind), nullable=False),
    # None for one from outside the agency, who has a name and no account.
    Column("nip", String, ForeignKey("person.nip")),
    Column("name", String, nullable=False),
    Column("organisation", String, nullable=False),
    Column("capacity", Integer, nullable=False),
    Column("managerial_years", Integer, nullable=False),
    Column("technical_years", Integer, nullable=False),
    Column("certificate", String, nullable=False),
    # The day on which the undertaking of confidentiality was signed.
    Column("confidential_since", Date),
    Column("available_from", Date),
    Column("available_until", Date),
    Column("active", Boolean, nullable=False),
    UniqueConstraint("kind", "nip"),
)

guide_competency = Table(
    "guide_competency",
    metadata,
    Column("guide", Integer, ForeignKey("guide.id", ondelete="CASCADE"), primary_key=True),
    Column("competency", String, primary_key=True),
    Column("level", Integer, nullable=False),
)

guide_unit = Table(
    "guide_unit",
    metadata,
    Column("guide", Integer, ForeignKey("guide.id", ondelete="CASCADE"), primary_key=True),
    Column("unit", String, ForeignKey("unit.code"), primary_key=True),
)

match = Table(
    "guide_match",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("activity", Integer, ForeignKey("activity.id"), nullable=False, index=True),
    Column("kind", word(GuideKind), nullable=False),
    Column("guide", Integer, ForeignKey("guide.id"), nullable=False, index=True),
    Column("state", word(MatchState), nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    # Why this guide, as it was told: one line of text a reason.
    Column("reasons", Text, nullable=False),
    Index("ix_guide_match_state", "state"),
)
