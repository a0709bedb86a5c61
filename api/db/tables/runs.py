"""Plans for everybody: each run with its plan as exact bytes, and the state of those under way."""

from __future__ import annotations

from pydantic import TypeAdapter
from sqlalchemy import Boolean, Column, Date, ForeignKey, Integer, LargeBinary, String, Table, Text

from api.db.tables.base import Document, UtcDateTime, metadata, word
from planner.runs import Progress, RunState
from planner.scenario import Scenario


class Question(Document[Scenario]):
    """A scenario as JSON text."""

    cache_ok = True
    adapter = TypeAdapter(Scenario)


class HowFar(Document[Progress]):
    """A run's progress as JSON text."""

    cache_ok = True
    adapter = TypeAdapter(Progress)


run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("scenario", Question, nullable=False),
    Column("state", word(RunState), nullable=False),
    Column("day", Date, nullable=False),
    Column("asked_by", String, nullable=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("progress", HowFar, nullable=False),
    Column("cancel", Boolean, nullable=False),
    Column("input_hash", String, nullable=False),
    Column("plan_hash", String, nullable=False),
    Column("figures", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("failure", Text, nullable=False),
    Column("drafted", Integer, nullable=False),
)

run_checkpoint = Table(
    "run_checkpoint",
    metadata,
    Column("run", Integer, ForeignKey("run.id"), primary_key=True, autoincrement=False),
    Column("state", LargeBinary, nullable=False),
)
