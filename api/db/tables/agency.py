"""The agency's own data. Columns are named as the fields of the records that they hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Dialect,
    Double,
    ForeignKey,
    Integer,
    String,
    Table,
    Text,
    TypeDecorator,
)

from api.db.tables.base import metadata, word
from catalog.solutions import Bucket, Mode
from competency_models.framework import CompetencyKind
from competency_models.people import Performance, Potential, Source, Status


class Levels(TypeDecorator[Mapping[int, str]]):
    """A competency's level descriptions; JSON knows no whole numbers as keys."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Mapping[int, str] | None, dialect: Dialect) -> dict[str, str]:  # noqa: ARG002
        """Write the levels in order."""
        return {str(level): text for level, text in sorted((value or {}).items())}

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Mapping[int, str]:  # noqa: ARG002
        """Read the levels as numbers again."""
        return {int(level): text for level, text in (value or {}).items()}


def _code(
    name: str, target: str, *, key: bool = False, optional: bool = False, own: bool = False
) -> Column[str]:
    # A table's reference to itself is checked at the end of the transaction: rows come in any order.
    later: dict[str, Any] = {"deferrable": True, "initially": "DEFERRED"} if own else {}
    return Column(
        name, String, ForeignKey(target, **later), primary_key=key, nullable=optional, index=not key
    )


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, default="")


def _number(name: str) -> Column[float]:
    return Column(name, Double, nullable=False)


def _whole(name: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=optional)


unit = Table(
    "unit",
    metadata,
    Column("code", String, primary_key=True),
    _text("name"),
    _code("parent", "unit.code", optional=True, own=True),
)

competency = Table(
    "competency",
    metadata,
    Column("code", String, primary_key=True),
    _text("name"),
    Column("kind", word(CompetencyKind), nullable=False),
    _text("name_en"),
    Column("levels", Levels, nullable=False),
    _text("source"),
    _text("certainty"),
)

job = Table(
    "job",
    metadata,
    Column("code", String, primary_key=True),
    _text("name"),
    Column("job_class", String, nullable=False),
    _text("family"),
    _text("name_en"),
    Column("critical", Boolean, nullable=False),
)

job_standard = Table(
    "job_standard",
    metadata,
    _code("job", "job.code", key=True),
    _code("competency", "competency.code", key=True),
    _whole("level"),
    _number("weight"),
)

career_move = Table(
    "career_move", metadata, _code("from_job", "job.code", key=True), _code("to_job", "job.code", key=True)
)

person = Table(
    "person",
    metadata,
    Column("nip", String, primary_key=True),
    _text("name"),
    _code("unit", "unit.code"),
    _code("job", "job.code"),
    Column("status", word(Status), nullable=False),
    _code("supervisor", "person.nip", optional=True, own=True),
    _code("target_job", "job.code", optional=True),
    Column("performance", word(Performance)),
    Column("potential", word(Potential)),
    Column("scarce_skill", Boolean, nullable=False),
    Column("contract_starts", Date),
    Column("contract_ends", Date),
)

assessment = Table(
    "assessment",
    metadata,
    _code("nip", "person.nip", key=True),
    _code("competency", "competency.code", key=True),
    _whole("level"),
    Column("source", word(Source), primary_key=True),
    Column("assessed_on", Date, primary_key=True),
    _number("confidence"),
    Column("expires", Date),
    Column("verified", Boolean, nullable=False),
)

solution = Table(
    "solution",
    metadata,
    Column("code", String, primary_key=True),
    _text("name"),
    Column("form", String, nullable=False),
    _number("hours"),
    _whole("weeks"),
    _whole("sessions"),
    Column("cost", BigInteger, nullable=False),
    Column("mode", word(Mode), nullable=False),
    Column("bucket", word(Bucket)),
    _text("name_en"),
    _text("provider"),
    Column("needs_offering", Boolean, nullable=False),
)

lift = Table(
    "lift",
    metadata,
    _code("solution", "solution.code", key=True),
    _code("competency", "competency.code", key=True),
    Column("from_level", Integer, primary_key=True, autoincrement=False),
    _whole("to_level"),
)

prerequisite = Table(
    "prerequisite",
    metadata,
    _code("solution", "solution.code", key=True),
    _code("requires", "solution.code", key=True),
)

offering = Table(
    "offering",
    metadata,
    Column("code", String, primary_key=True),
    _code("solution", "solution.code"),
    Column("starts", Date, nullable=False),
    Column("ends", Date, nullable=False),
    _whole("seats"),
    _text("place"),
    Column("cost", BigInteger),
    # Seats given out by approvals; no file ever sets it.
    Column("taken", Integer, nullable=False, server_default="0"),
    CheckConstraint("taken >= 0 AND taken <= seats", name="seats"),
)

participation = Table(
    "participation",
    metadata,
    _code("nip", "person.nip", key=True),
    _code("solution", "solution.code", key=True),
    Column("started", Date, primary_key=True),
    Column("ended", Date, nullable=False),
    Column("completed", Boolean, nullable=False),
    # Empty where no competency is known, hence no reference.
    Column("competency", String, primary_key=True),
    _whole("level_before", optional=True),
    _whole("level_after", optional=True),
    Column("chosen", Boolean, nullable=False),
)

budget = Table(
    "budget",
    metadata,
    _code("unit", "unit.code", key=True),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("rupiah", BigInteger, nullable=False),
)

agency_revision = Table(
    "agency_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("revision", Integer, nullable=False),
)
