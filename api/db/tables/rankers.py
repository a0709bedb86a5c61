"""Trained rankers and which of them serves. Triggers, made by the migrations, forbid changing or deleting either."""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    TypeDecorator,
    cast,
    type_coerce,
)

from api.db.tables.base import UtcDateTime, metadata, word
from planner.ports import ServingMove


class Exact(TypeDecorator[bytes]):
    """Bytes as they are. SQLite would give text back where somebody wrote text over them: those bytes are read too."""

    impl = LargeBinary
    cache_ok = True

    def column_expression(self, column: ColumnElement[Any]) -> ColumnElement[bytes]:
        """Read as bytes, whatever stands there."""
        return type_coerce(cast(column, LargeBinary), self)


ranker = Table(
    "ranker",
    metadata,
    Column("version", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("body", Exact, nullable=False),
    Column("sha256", String, nullable=False),
    Column("card", Exact, nullable=False),
    Column("card_sha256", String, nullable=False),
    Column("learned_until", Date),
    Column("made_at", UtcDateTime, nullable=False),
    Column("made_by", String, nullable=False),
)

ranker_serving = Table(
    "ranker_serving",
    metadata,
    # Given by the use case: of two that follow the same serving, the second finds its number taken.
    Column("number", Integer, primary_key=True, autoincrement=False),
    # None for the default ranker, which is a formula of dated parameters and is not kept.
    Column("version", String, ForeignKey("ranker.version")),
    Column("move", word(ServingMove), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("actor_id", Integer),
    Column("actor", String, nullable=False),
    Column("reason", Text, nullable=False),
)
