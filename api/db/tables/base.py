"""The tables' common ground: names of constraints, and column types that both databases store alike."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar, TypeVar

from pydantic import TypeAdapter
from sqlalchemy import DateTime, Dialect, Enum, MetaData, Text, TypeDecorator

T = TypeVar("T")

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC. SQLite knows no time zone: it is taken off there and put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn into UTC; refuse a moment without time zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment back in UTC."""
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Document(TypeDecorator[T]):
    """A record as JSON text; every number and moment comes back as it was. ``adapter`` knows the record's type."""

    impl = Text
    cache_ok = True
    adapter: ClassVar[TypeAdapter[Any]]

    def process_bind_param(self, value: T | None, dialect: Dialect) -> str:  # noqa: ARG002
        """Write the document."""
        return self.adapter.dump_json(value).decode()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> T:  # noqa: ARG002
        """Read the document."""
        record: T = self.adapter.validate_json(value or "")
        return record


def word(kind: type[StrEnum]) -> Enum:
    """Make a text column that holds the values of an enumeration."""
    return Enum(kind, native_enum=False, length=40, values_callable=lambda k: [member.value for member in k])
