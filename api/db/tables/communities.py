"""Learning communities: what was proposed, who belongs to them, their meetings and who came."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text

from api.db.tables.base import Document, UtcDateTime, metadata, word
from catalog.ledger import Meeting, Objection, Part, Zone
from planner.communities import CommunityState


class ProblemsDocument(Document[tuple[Objection, ...]]):
    """Why nothing could be granted; days come back as text."""

    cache_ok = True  # SQLAlchemy asks each class for its own word
    adapter = TypeAdapter(tuple[Objection, ...])


community = Table(
    "community",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("unit", String, ForeignKey("unit.code"), nullable=False, index=True),
    # The solution that members have in their plans, where there is one.
    Column("solution", String, nullable=False),
    Column("background", Text, nullable=False),
    Column("topic", Text, nullable=False),
    # Kinds of meeting, separated by commas.
    Column("meetings", String, nullable=False),
    Column("target", Text, nullable=False),
    Column("schedule", Text, nullable=False),
    Column("place", String, nullable=False),
    Column("signed_by", String, nullable=False),
    Column("coordinator", String, ForeignKey("person.nip")),
    Column("state", word(CommunityState), nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("verified_on", Date),
    Column("recapped_until", Date),
    Column("remark", Text, nullable=False),
    Index("ix_community_state_id", "state", "id"),
)

community_member = Table(
    "community_member",
    metadata,
    Column("community", Integer, ForeignKey("community.id", ondelete="CASCADE"), primary_key=True),
    Column("nip", String, ForeignKey("person.nip"), primary_key=True),
)

community_meeting = Table(
    "community_meeting",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("community", Integer, ForeignKey("community.id"), nullable=False, index=True),
    Column("kind", word(Meeting), nullable=False),
    Column("title", String, nullable=False),
    Column("starts", UtcDateTime, nullable=False),
    Column("ends", UtcDateTime, nullable=False),
    Column("zone", word(Zone), nullable=False),
    Column("online", Boolean, nullable=False),
    Column("assured_by", String, nullable=False),
    Column("recorded_at", UtcDateTime, nullable=False),
)

community_attendance = Table(
    "community_attendance",
    metadata,
    Column("meeting", Integer, ForeignKey("community_meeting.id"), primary_key=True),
    Column("nip", String, ForeignKey("person.nip"), primary_key=True),
    Column("part", word(Part), nullable=False),
    Column("original", Boolean, nullable=False),
    # The row of the ledger that it was granted; None where nothing could be counted, which ``problems`` tell.
    Column("jp_entry", Integer, ForeignKey("jp_entry.id")),
    Column("problems", ProblemsDocument, nullable=False),
)
