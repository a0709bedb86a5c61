"""Coaches and mentors, what each may guide in, and which of them was proposed to whom."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
    text,
)

from api.db.tables.base import Document, UtcDateTime, metadata, word
from planner.guides import GuideKind, MatchState
from planner.journey import Reason


class Reasons(Document[tuple[Reason, ...]]):
    """Why this guide, as message ids with their fields."""

    cache_ok = True
    adapter = TypeAdapter(tuple[Reason, ...])


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
    Column("version", Integer, nullable=False),
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

_LIVE = text("state IN ('awaiting_superior', 'offered', 'accepted')")

match = Table(
    "guide_match",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("activity", Integer, ForeignKey("activity.id"), nullable=False),
    Column("kind", word(GuideKind), nullable=False),
    Column("guide", Integer, ForeignKey("guide.id"), nullable=False, index=True),
    Column("state", word(MatchState), nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("reasons", Reasons, nullable=False),
    # Asked for by the person guided; then the guide answers.
    Column("asked", Boolean, nullable=False),
    Index("ix_guide_match_state", "state"),
    # One guide of a kind at a time.
    Index("uq_guide_match_live", "activity", "kind", unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE),
    Index("ix_guide_match_activity", "activity"),
)
