"""Journeys: one row each, their items as a document, what lists and sums need beside it."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    column,
)

from api.db.tables.base import Document, UtcDateTime, metadata, word
from planner.journey import Consideration, Item, State
from planner.ports import YearItem

CLOSED = (State.DECLINED, State.COMPLETED, State.WITHDRAWN)


class Items(Document[tuple[Item, ...]]):
    """A journey's items as JSON text."""

    cache_ok = True  # SQLAlchemy asks each class for its own word
    adapter = TypeAdapter(tuple[Item, ...])


class YearItems(Document[tuple[YearItem, ...]]):
    """The same text, of which only what the plan of a year says is read."""

    cache_ok = True
    adapter = TypeAdapter(tuple[YearItem, ...])


journey = Table(
    "journey",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("nip", String, ForeignKey("person.nip"), nullable=False, index=True),
    Column("year", Integer, nullable=False),
    Column("consideration", word(Consideration), nullable=False),
    Column("state", word(State), nullable=False),
    Column("version", Integer, nullable=False),
    Column("items", Items, nullable=False),
    Column("proposed", Items, nullable=False),
    Column("requested_by", Integer, ForeignKey("account.id")),
    Column("note", Text, nullable=False),
    Column("target_job", String, ForeignKey("job.code")),
    Column("unplanned", Text, nullable=False),
    Column("mend", Text, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("since", UtcDateTime, nullable=False),
    # Provenance: what made the proposal.
    Column("ranker", String),
    Column("ranker_version", String),
    Column("parameters_day", Date),
    Column("seed", BigInteger),
    Column("input_hash", String),
    # Sums over the items, so that lists need not read the documents.
    Column("item_count", Integer, nullable=False),
    Column("hours", Double, nullable=False),
    Column("jp", Double, nullable=False),
    Column("cost", BigInteger, nullable=False),
    Index("ix_journey_state_since_id", "state", "since", "id"),
)

_OPEN = column("state").not_in([state.value for state in CLOSED])
Index(
    "uq_journey_open", journey.c.nip, journey.c.year, unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN
)
