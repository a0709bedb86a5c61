"""Activities: one row each, their tasks beside them so that a desk can be searched."""

from __future__ import annotations

from collections.abc import Mapping

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
    Text,
    UniqueConstraint,
)

from api.db.tables.base import Document, UtcDateTime, metadata, word
from catalog.activity_stages import ActivityStage, Doer
from planner.activities import Phase


class StageText(Document[ActivityStage]):
    """A stage as JSON text, as it stood when the activity began."""

    cache_ok = True  # SQLAlchemy asks each class for its own word
    adapter = TypeAdapter(ActivityStage)


class PaperRows(Document[tuple[Mapping[str, str], ...]]):
    """What was written into a paper, as JSON text."""

    cache_ok = True
    adapter = TypeAdapter(tuple[Mapping[str, str], ...])


activity = Table(
    "activity",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("journey", Integer, ForeignKey("journey.id"), nullable=False, index=True),
    Column("nip", String, ForeignKey("person.nip"), nullable=False, index=True),
    Column("solution", String, nullable=False),
    Column("form", String, nullable=False),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    Column("phase", word(Phase), nullable=False),
    Column("version", Integer, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    UniqueConstraint("journey", "solution"),
    Index("ix_activity_phase_ends_id", "phase", "ends", "id"),
)

task = Table(
    "activity_task",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("activity", Integer, ForeignKey("activity.id"), nullable=False, index=True),
    Column("stage", StageText, nullable=False),
    Column("doer", word(Doer), nullable=False),
    Column("number", Integer, nullable=False),
    Column("due", Date, nullable=False),
    # Whether it can be done now: worked out with every change, so that a desk is one query.
    Column("ready", Boolean, nullable=False),
    Column("finished_at", UtcDateTime),
    Column("finished_by", Integer, ForeignKey("account.id")),
    Column("note", Text, nullable=False),
    Index("ix_activity_task_ready_due_id", "ready", "due", "id"),
)

paper = Table(
    "activity_paper",
    metadata,
    Column("task", Integer, ForeignKey("activity_task.id"), primary_key=True),
    Column("document", String, primary_key=True),
    Column("rows", PaperRows, nullable=False),
    Column("saved_at", UtcDateTime, nullable=False),
    Column("saved_by", String, nullable=False),
    # Of the activity: who read an earlier one has not seen what stands here.
    Column("version", Integer, nullable=False),
)

evidence = Table(
    "activity_evidence",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("task", Integer, ForeignKey("activity_task.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String, nullable=False),
    # A name that we gave it: what somebody called a file never becomes part of a path.
    Column("stored_as", String, nullable=False, unique=True),
    Column("added_at", UtcDateTime, nullable=False),
    Column("added_by", String, nullable=False),
)

party = Table(
    "activity_party",
    metadata,
    Column("activity", Integer, ForeignKey("activity.id"), primary_key=True),
    Column("doer", word(Doer), primary_key=True),
    Column("guide", Integer, ForeignKey("guide.id"), nullable=False),
    # Of the guide, so that a desk is one query.
    Column("nip", String, ForeignKey("person.nip"), index=True),
    Column("name", String, nullable=False),
)
